#include "documents/qr.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace lianghu::documents {
namespace {

TEST(Qr, has_its_three_corner_marks) {
  Qr qr = make_qr("https://lianghu.example/p/7Q2M4XK9T3WZC5", QrLevel::quartile);
  ASSERT_EQ(qr.dark.size(), static_cast<std::size_t>(qr.size * qr.size));
  for (int i = 0; i < 7; ++i) {
    EXPECT_TRUE(qr.at(i, 0) && qr.at(qr.size - 1 - i, 0) && qr.at(i, qr.size - 1)) << i;
  }
  EXPECT_FALSE(qr.at(7, 0));
  EXPECT_FALSE(qr.at(1, 1));
}

TEST(Qr, a_plate_keeps_more_in_reserve_than_a_letter) {
  std::string link = "https://lianghu.example/p/7Q2M4XK9T3WZC5-and-more";
  EXPECT_GT(make_qr(link, QrLevel::quartile).size, make_qr(link, QrLevel::medium).size);
}

TEST(Qr, the_svg_draws_every_dark_square_once) {
  Qr qr = make_qr("音河", QrLevel::medium);
  std::string path = qr_svg_path(qr);
  std::size_t drawn = 0;
  for (auto at = path.find('h'); at != std::string::npos; at = path.find('h', at + 1)) {
    if (path[at + 1] != '-') drawn += static_cast<std::size_t>(std::stoi(path.substr(at + 1)));
  }
  EXPECT_EQ(drawn, static_cast<std::size_t>(std::count(qr.dark.begin(), qr.dark.end(), true)));
  EXPECT_TRUE(path.starts_with("M4 4h7v1h-7z"));
  EXPECT_NE(qr_svg(qr, "扫\"码<").find("aria-label=\"扫&quot;码&lt;\""), std::string::npos);
}

TEST(Qr, text_that_no_code_holds_is_a_bug) {
  EXPECT_THROW((void)make_qr("", QrLevel::medium), std::logic_error);
  EXPECT_THROW((void)make_qr(std::string(3000, 'x'), QrLevel::quartile), std::logic_error);
}

}  // namespace
}  // namespace lianghu::documents

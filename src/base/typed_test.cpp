#include "base/typed.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace lianghu {
namespace {

TEST(Typed, what_nobody_sees_is_left_out) {
  EXPECT_EQ(legible(std::string_view("a\0b\x1b[31m\x07\x7f", 10)), "ab[31m");
  EXPECT_EQ(legible("于演\u202e林\u202c，\u2066周\u2069演\u200e成\u061c"), "于演林，周演成");
  EXPECT_EQ(legible("\ufeff周\u200b演\u0085成"), "周演成");
}

TEST(Typed, what_can_be_read_stays_as_it_is) {
  const std::string read = "音河村\t一组 “七”号\n👨\u200d🌾 — Ünal €5 \u3000。\u2028";
  EXPECT_EQ(legible(read), read);
  EXPECT_EQ(legible("一\r\n二\r三\n"), "一\n二\n三\n");
}

TEST(Typed, cut_off_text_is_not_read_beyond_its_end) {
  for (const std::string_view cut : {"\xE2", "\xE2\x80", "\xC2", "\xEF\xBB", "\xD8", "\r"})
    EXPECT_EQ(legible(cut).size(), cut.size());
}

TEST(Typed, every_string_of_a_json_text_is_made_legible_however_deep) {
  const auto value = json::parse_typed(R"({"a":["于\u202e演\u0000林",{"b":"c\u0007"}],"d":7,"e":"f"})");
  EXPECT_EQ(value.at("a").at(0).as_string(), "于演林");
  EXPECT_EQ(value.at("a").at(1).at("b").as_string(), "c");
  EXPECT_EQ(value.at("d").as_int64(), 7);
  EXPECT_EQ(value.at("e").as_string(), "f");
}

}  // namespace
}  // namespace lianghu

#pragma once
// For tests: a street in Yinhe, its pages as a visitor gets them, and what holds for every page.
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "features/pages/markup_reader.h"
#include "features/pages/pages.h"
#include "features/plaques/testing.h"
#include "features/pledges/pledges.h"

namespace lianghu::pages::testing {

inline constexpr std::size_t page_bytes_max = 15 * 1024;
inline const std::string board = "/v/230225101204";

inline pledges::Item item(programmes::Role role, std::string wording) {
  pledges::Item out;
  out.role = role;
  out.wording = std::move(wording);
  return out;
}

class Street : public ::testing::TestWithParam<db::Engine> {
 protected:
  void hang_all(bool consent_names = true) {
    village_.plan(consent_names);
    village_.mark_all_printed();
    for (const auto household : {village_.sun, village_.guan, village_.wang}) village_.hang_at(household);
  }
  pledges::Pledge publish(Id<households::Household> household, const std::vector<pledges::Item>& items) {
    return village_.change([&](Context& c, const organisations::Village& village) {
      auto letter = pledges::draft(c, village, household, items);
      pledges::Signing signing;
      signing.signer = households::residents(c, village, household).front().id;
      signing.file = std::string(64, 'a');
      signing.version = letter.version;
      letter = pledges::sign(c, village, letter.id, signing);
      letter = pledges::accept(c, village, letter.id, letter.version);
      return pledges::publish(c, village, letter.id, letter.version);
    });
  }
  std::string token_of(Id<plaques::Plaque> id) {
    return bench_.read([&](Context& c) { return plaques::token_of(c, village_.yinhe(c), id); });
  }
  std::string door(Id<households::Household> household) {
    return "/p/" + token_of(village_.of(household).id);
  }
  /// The page, after a look at what holds for all of them.
  Markup open(const std::string& address, int status = 200) {
    std::vector<std::string> parts = split(address, '/');  // "", p or v, what, archive, month, view
    parts.resize(6);
    const bool is_archive = parts[3] == "archive";
    const auto view = view_of(parts[is_archive ? 5 : 3], Language::zh);
    const Page shown = bench_.read([&](Context& c) {
      if (is_archive) return archive_page(c, parts[2], parts[4], view.value());
      return (parts[1] == "p" ? plaque_page : board_page)(c, parts[2], view.value());
    });
    EXPECT_EQ(shown.status, status) << address << "\n" << shown.html;
    body = shown.html;
    const Markup page = MarkupReader::read(body);
    check(page, address);
    return page;
  }
  static void check(const Markup& page, const std::string& address, int scripts_max = 0) {
    EXPECT_TRUE(page.has_type) << address;
    EXPECT_EQ(page.count("h1"), 1) << address;
    EXPECT_EQ(page.count("title"), 1) << address;
    EXPECT_EQ(page.count("main"), 1) << address;
    EXPECT_LE(page.count("script"), scripts_max) << address;
    EXPECT_TRUE(page.language == "zh-CN" || page.language == "en") << address;
    static const std::regex key_or_place(R"(\b[a-z_]+\.[a-z_]+(\.[a-z_0-9]+)*\b|\{[a-z_]+\})");
    static const std::regex own_address("http://lianghu\\.example");
    const std::string words = std::regex_replace(page.words, own_address, "");
    EXPECT_FALSE(std::regex_search(words, key_or_place)) << address << "\n" << page.words;
    const std::set<std::string> ids(page.ids.begin(), page.ids.end());
    EXPECT_EQ(ids.size(), page.ids.size()) << address;
    for (const std::string& picture : page.pictures)
      EXPECT_TRUE(ids.contains(picture.substr(1))) << address << " " << picture;
    for (const std::string& link : page.links)
      EXPECT_TRUE(link.starts_with("/p/") || link.starts_with("/v/") || link.starts_with("/t") ||
                  (link.starts_with("#") && ids.contains(link.substr(1))))
          << address << " " << link;
  }
  /// Every view of the pages of Yinhe: board, its archive and each live plaque's.
  std::vector<std::string> all_addresses() {
    std::vector<std::string> out;
    std::vector<std::string> pages = {board, board + "/archive/2020-07"};
    bench_.read([&](Context& c) {
      for (const plaques::Plaque& each : plaques::live(c, village_.yinhe(c)))
        pages.push_back("/p/" + plaques::token_of(c, village_.yinhe(c), each.id));
    });
    for (const std::string& page : pages)
      for (const char* view : {"", "/elder", "/en", "/en-elder"}) out.push_back(page + view);
    return out;
  }

  journal::testing::Bench bench_{GetParam()};
  plaques::testing::RunningVillage village_{bench_};
  std::string body;  // of the page last opened
};

}  // namespace lianghu::pages::testing

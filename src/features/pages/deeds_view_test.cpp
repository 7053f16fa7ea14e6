#include "features/pages/deeds_view.h"

#include "features/pages/pages.h"
#include "features/pages/testing.h"
#include "features/reviews/testing.h"

namespace lianghu::pages {
namespace {

using testing::MarkupReader;

class DeedsOnPages : public ::testing::TestWithParam<db::Engine> {
 protected:
  DeedsOnPages() {
    village_.plan();
    village_.mark_all_printed();
    for (const auto household : {village_.sun, village_.guan, village_.wang}) village_.hang_at(household);
  }
  std::string door(Id<households::Household> household) {
    return bench_.read([&](Context& c) {
      const auto token = plaques::token_of(c, village_.yinhe(c), village_.of(household).id);
      return plaque_page(c, token, View{}).html;
    });
  }
  std::string board() {
    return bench_.read([](Context& c) { return board_page(c, "230225101204", View{}).html; });
  }
  void publish() {
    village_.change([&](Context& c, const organisations::Village& v) {
      return reviews::commend(c, v, reviews::list(c, v).at(0).id, village_.sun, programmes::Role::friend_,
                              "一年四季给人送药");
    });
    village_.grade_all();
    village_.publish();
  }

  journal::testing::Bench bench_{GetParam()};
  reviews::testing::ReviewingVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(DeedsOnPages);

TEST_P(DeedsOnPages, a_door_shows_that_somebody_was_helped_and_never_who_nor_how) {
  const auto letter = village_.publish_new(village_.sun, "包一段街道，按周清扫");
  village_.record_today("给赵演福家送降压药");
  village_.record_for_village(letter);
  const std::string page = door(village_.sun);
  EXPECT_NE(page.find("帮了一户人家"), std::string::npos);
  EXPECT_NE(page.find("最近做的事"), std::string::npos);
  for (const std::string hidden : {"赵演福", "降压药", "王演芝家门口"}) {
    EXPECT_EQ(page.find(hidden), std::string::npos) << hidden;
    EXPECT_EQ(board().find(hidden), std::string::npos) << hidden;
  }
  EXPECT_EQ(door(village_.guan).find("最近做的事"), std::string::npos);
}

TEST_P(DeedsOnPages, grades_and_commendations_are_shown_once_the_review_is_published) {
  EXPECT_EQ(board().find("最近一次总结"), std::string::npos);
  publish();
  EXPECT_NE(board().find("最近一次总结"), std::string::npos);
  EXPECT_NE(board().find("好 3 户"), std::string::npos);
  EXPECT_NE(board().find("一年四季给人送药"), std::string::npos);
  EXPECT_NE(board().find("公示到 8 月 22 日"), std::string::npos);
  EXPECT_NE(door(village_.sun).find("一年四季给人送药"), std::string::npos);
  EXPECT_EQ(door(village_.guan).find("一年四季给人送药"), std::string::npos);
  bench_.pass_days(8);
  EXPECT_EQ(board().find("公示到 8 月 22 日"), std::string::npos);
}

TEST_P(DeedsOnPages, pages_stay_small_and_well_formed) {
  const auto letter = village_.publish_new(village_.sun);
  for (int each = 0; each < 12; ++each) village_.record_for_village(letter);
  publish();
  for (const std::string& page : {door(village_.sun), board()}) {
    EXPECT_LT(page.size(), testing::page_bytes_max);
    EXPECT_EQ(MarkupReader::read(page).count("h1"), 1);
  }
}

}  // namespace
}  // namespace lianghu::pages

// What something is said about and where it then goes, photographs, and what came in a crowd.
#include <gtest/gtest.h>

#include "base/text.h"
#include "features/feedback/testing.h"
#include "features/feedback/work.h"
#include "journal/merkle.h"

namespace lianghu::feedback {
namespace {

using testing::refused;

class Matters : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::string say_at(const Door& door, const Submission& said) {
    const std::string code = code_of(bench_.sealer(), "form-key-at-the-board-" + std::to_string(++said_));
    bench_.change_as(Actor::visitor(), [&](Context& c) { return submit(c, door, said, code); });
    return code;
  }
  Door branch() {
    return bench_.read([&](Context& c) { return branch_door(offices_of(c, desk_.village.yinhe(c))); });
  }
  static Submission about(About about, const std::string& words) {
    Submission said;
    said.kind = Kind::complaint;
    said.text = "公示栏三个月没换";
    said.matter = {about, words, 7};
    return said;
  }
  void picture_with(const std::string& code, const std::string& jpeg = "\xFF\xD8 what was seen") {
    bench_.change_as(Actor::visitor(), [&](Context& c) { add_picture(c, code, jpeg); });
  }
  Detail open(Id<Account> by) {
    const Entry entry = desk_.only(by);
    return desk_.as(by, [&](Context& c, const Village& at) { return get(c, at, entry.id); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::Desk desk_{bench_};

 private:
  int said_ = 0;
};
LIANGHU_ON_BOTH_ENGINES(Matters);

TEST_P(Matters, what_is_about_the_branch_or_its_review_goes_past_it_to_the_town) {
  for (const About what : {About::branch, About::review}) {
    const std::string code = say_at(branch(), about(what, what == About::review ? "8 月 15 日的评议" : ""));
    EXPECT_EQ(desk_.follow(code).handler, "兴十四镇党委");
    EXPECT_EQ(desk_.follow(code).about, "音河村党支部");
  }
  EXPECT_TRUE(desk_.pile(desk_.secretary).empty());
  const auto pile = desk_.pile(desk_.town);
  ASSERT_EQ(pile.size(), 2U);
  EXPECT_FALSE(pile[0].household);
  EXPECT_EQ(pile[0].subject + pile[1].subject, "8 月 15 日的评议");
  // Nobody is concerned by household, and it can be given, answered and passed up like any other.
  desk_.give(desk_.town, pile[0], desk_.other_town);
  desk_.reply(desk_.other_town, desk_.pile(desk_.other_town).at(0).assignee == desk_.other_town
                                    ? desk_.pile(desk_.other_town).at(0)
                                    : desk_.pile(desk_.other_town).at(1));
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Matters, a_notice_is_about_the_household_whose_letter_it_is) {
  const Door of_wang = bench_.read([&](Context& c) {
    return door_of(c, offices_of(c, desk_.village.yinhe(c)), desk_.village.wang, "音河 003 号");
  });
  EXPECT_EQ(desk_.follow(say_at(of_wang, about(About::notice, "音河 003 号的承诺公示"))).handler,
            "兴十四镇党委")
      << "the secretary lives there";
  const Door of_sun = bench_.read([&](Context& c) {
    return door_of(c, offices_of(c, desk_.village.yinhe(c)), desk_.village.sun, "音河 001 号");
  });
  const std::string code = say_at(of_sun, about(About::notice, "音河 001 号的承诺公示"));
  EXPECT_EQ(desk_.follow(code).subject, "音河 001 号的承诺公示");
  EXPECT_EQ(desk_.only(desk_.secretary).household, desk_.village.sun);
}

TEST_P(Matters, a_form_sent_again_about_something_else_is_not_the_same) {
  const std::string code = code_of(bench_.sealer(), "form-key-sent-twice");
  const auto say = [&](const Submission& said) {
    bench_.change_as(Actor::visitor(), [&](Context& c) { return submit(c, branch(), said, code); });
  };
  say(about(About::branch, ""));
  say(about(About::branch, ""));
  EXPECT_EQ(refused([&] { say(about(About::review, "8 月 15 日的评议")); }), "idempotency.reused");
}

TEST_P(Matters, a_photograph_is_kept_sealed_and_seen_by_those_who_see_what_was_said) {
  const std::string jpeg = "\xFF\xD8 what was seen at the well";
  const std::string code = desk_.say(desk_.village.guan);
  picture_with(code, jpeg);
  const std::string kept = bench_.database().read(
      [](db::Transaction& tx) { return tx.one("SELECT sealed FROM feedback_pictures").value().blob(0); });
  EXPECT_EQ(kept.find("what was seen"), std::string::npos);
  const Detail detail = open(desk_.secretary);
  ASSERT_EQ(detail.pictures.size(), 1U);
  EXPECT_EQ(detail.events.back().step, Step::pictured);
  const auto seen_by = [&](Id<Account> who) {
    return desk_.as(who, [&](Context& c, const Village& at) {
      return picture(c, at, detail.entry.id, detail.pictures[0]);
    });
  };
  EXPECT_EQ(seen_by(desk_.secretary), jpeg);
  EXPECT_EQ(seen_by(desk_.town), jpeg);
  EXPECT_EQ(refused([&] { seen_by(desk_.leader); }), "feedback.not_found") << "it is about his household";
  const std::string other = desk_.say(desk_.village.sun);
  const auto both = desk_.pile(desk_.secretary);
  const Entry& another = both[0].id == detail.entry.id ? both[1] : both[0];
  EXPECT_EQ(refused([&] {
              desk_.as(desk_.secretary, [&](Context& c, const Village& at) {
                return picture(c, at, another.id, detail.pictures[0]);
              });
            }),
            "feedback.not_found")
      << "not by the address of another one";
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Matters, only_a_few_photographs_and_only_while_it_is_open) {
  const std::string code = desk_.say(desk_.village.sun);
  for (int i = 0; i < pictures_max; ++i) {
    EXPECT_TRUE(desk_.follow(code).may_add_picture);
    picture_with(code);
  }
  EXPECT_FALSE(desk_.follow(code).may_add_picture);
  EXPECT_EQ(refused([&] { picture_with(code); }), "feedback.pictures.enough");
  EXPECT_EQ(refused([&] { picture_with("1111222233334444"); }), "feedback.code");
  desk_.reply(desk_.secretary, desk_.only(desk_.secretary));
  EXPECT_EQ(refused([&] { picture_with(code); }), "feedback.state");
}

TEST_P(Matters, what_came_in_a_crowd_never_stands_before_what_did_not) {
  Submission flood;
  flood.kind = Kind::complaint;
  flood.text = "刷";
  flood.text += "屏";
  flood.in_crowd = true;
  for (int i = 0; i < 3; ++i) desk_.say(desk_.village.sun, flood);
  bench_.pass_days(2);
  desk_.say(desk_.village.guan, Kind::complaint, "真的没人扫");
  const auto pile = desk_.pile(desk_.secretary);
  ASSERT_EQ(pile.size(), 4U) << "nothing is dropped";
  EXPECT_EQ(pile[0].text, "真的没人扫") << "though the others have less time";
  EXPECT_FALSE(pile[0].in_crowd);
  EXPECT_TRUE(pile[1].in_crowd);
}

TEST_P(Matters, how_many_are_hidden_is_told_in_fives) {
  const auto told = [&] {
    return bench_.read([&](Context& c) { return hidden_about(c, desk_.village.yinhe(c)); });
  };
  for (int i = 0; i < 6; ++i) {
    desk_.say(desk_.village.sun, Kind::complaint, "骂人的话" + std::to_string(i));
    const Entry entry = desk_.only(desk_.secretary);
    desk_.as(desk_.secretary, [&](Context& c, const Village& at) {
      return hide(c, at, entry.id, "只有骂人的话", entry.version);
    });
    EXPECT_EQ(told(), i + 1 >= 5 ? 5 : 0) << i;
  }
}

TEST(Work, is_known_by_the_bits_of_its_hash_and_counts_for_its_own_form_only) {
  const std::string key = "a-form-key-of-its-own";
  std::uint32_t number = 0;
  while (!is_worked_for(key, std::to_string(number))) ++number;
  const merkle::Hash hash = merkle::sha256(key + ":" + std::to_string(number));
  EXPECT_EQ(hash[0], 0);
  EXPECT_LT(hash[1], 2) << "15 bits";
  EXPECT_FALSE(is_worked_for("another-form-key-here", std::to_string(number)));
  for (const std::string wrong : {"", "x", "-1", "99999999999999999999", "0x10", " 1"})
    EXPECT_FALSE(is_worked_for(key, wrong)) << wrong;
  EXPECT_FALSE(is_worked_for(key, "0" + std::to_string(number))) << "not as the page writes it";
}

}  // namespace
}  // namespace lianghu::feedback

// The limits at the public forms, and photographs.
#include "documents/picture_fixture.h"
#include "features/feedback/work.h"
#include "features/pages/feedback_pages_api.h"
#include "features/pages/forms_test.h"
#include "features/pages/recent.h"

namespace lianghu::pages {
namespace {

using testing::Fields;

class FeedbackLimits : public testing::AtTheDoor {};
LIANGHU_ON_BOTH_ENGINES(FeedbackLimits);

TEST_P(FeedbackLimits, a_wrong_code_gets_the_same_answer_however_wrong_it_is_and_is_limited) {
  const std::string right = send_one();
  std::string other = right;
  other.front() = other.front() == '1' ? '2' : '1';
  std::set<std::string> answers;
  for (const std::string& wrong : {other, std::string("123"), std::string("abc"), std::string()}) {
    ask({{"code", wrong}, {"act", "look"}}, 404);
    answers.insert(std::regex_replace(body, std::regex("value=\"" + wrong + "\""), ""));
  }
  EXPECT_EQ(answers.size(), 1U);
  int limited = 0;
  for (int i = 0; i < 30; ++i) limited += visitor_.post_form("/t", {{"code", other}}).status == 429 ? 1 : 0;
  EXPECT_GT(limited, 5);
  EXPECT_EQ(visitor_.post_form("/t", {{"code", right}}).status, 429) << "whatever the code";
}

TEST_P(FeedbackLimits, nothing_is_told_of_a_code_beyond_the_limit_by_way_of_the_photographs) {
  const std::string right = send_one();
  const auto upload = [&](const std::string& code) {
    return visitor_.upload("/t/photo", {{"code", "", "", code},
                                        {"key", "", "", "a-key-that-is-long-enough"},
                                        {"photo", "p.png", "image/png", "x"}});
  };
  for (int i = 0; i < 20; ++i) (void)upload("1111222233334444");
  const auto limited = upload(right);
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.body.find("广场没人扫"), std::string::npos) << "not what was said";
}

TEST_P(FeedbackLimits, what_is_wrong_uses_up_nobodys_turn_and_many_at_one_door_are_marked_not_refused) {
  for (int i = 0; i < 40; ++i)
    EXPECT_EQ(visitor_.post_form(door_ + "/say", {{"kind", ""}, {"key", "a-key-that-is-long-enough"}}).status,
              422);
  EXPECT_EQ(visitor_.post_form(door_ + "/say", said("a-key-that-is-long-enough")).status, 200);
  const auto marked = [&] {
    return bench_.database().read([](db::Transaction& tx) {
      return tx.one("SELECT COUNT(*) FROM feedback WHERE flag IS NOT NULL").value().integer(0);
    });
  };
  for (int i = 0; i < 25; ++i) {
    bench_.clock().set({bench_.clock().now().ms + 1000});
    visitor_.from_network("10.0." + std::to_string(i) + ".0/24");
    EXPECT_EQ(visitor_.post_form(door_ + "/say", said("key-from-another-net-" + std::to_string(i))).status,
              200)
        << i;
  }
  EXPECT_EQ(marked(), 6) << "beyond twenty at one door";
  const std::string form_key = "key-of-a-form-with-work";
  std::uint32_t work = 0;
  while (!feedback::is_worked_for(form_key, std::to_string(work))) ++work;
  Fields fields = said(form_key, "井盖丢了");
  fields.emplace_back("work", std::to_string(work));
  visitor_.from_network("10.1.1.0/24");
  EXPECT_EQ(visitor_.post_form(door_ + "/say", fields).status, 200);
  EXPECT_EQ(marked(), 6) << "whose page did the work is not marked for what others sent";
}

TEST_P(FeedbackLimits, a_door_is_looked_at_once_in_a_while_and_what_is_refused_is_not_kept) {
  Recent<std::string, feedback::Door> doors{500};
  const std::string token = door_.substr(std::string("/p/").size());
  int looks = 0;
  const auto at = [&](std::int64_t ms) {
    return doors.at(token, {ms}, [&] {
      ++looks;
      return bench_.read([&](Context& c) { return feedback::door(c, token); });
    });
  };
  EXPECT_THROW(
      (void)doors.at(token, {1'000}, []() -> feedback::Door { throw Refusal(Status::not_found, "x"); }),
      Refusal);
  EXPECT_EQ(at(1'000).number, "音河 001 号");
  EXPECT_EQ(at(1'499).number, "音河 001 号");
  EXPECT_EQ(looks, 1);
  (void)at(1'500);
  EXPECT_EQ(looks, 2);
  (void)at(500);
  EXPECT_EQ(looks, 3) << "a clock that was set back makes nothing new";
}

TEST_P(FeedbackLimits, a_flood_from_one_network_is_slowed_and_loses_no_words) {
  int taken = 0;
  for (int i = 0; i < 22; ++i) {
    get(door_ + "/say");
    const auto response = visitor_.post_form(door_ + "/say", said(value_of("key")));
    if (response.status == 200) ++taken;
    if (response.status != 200) {
      EXPECT_EQ(response.status, 429);
      EXPECT_NE(response.body.find("广场没人扫"), std::string::npos);
    }
  }
  EXPECT_EQ(taken, 20);
}

TEST_P(FeedbackLimits, a_flood_from_everywhere_meets_a_valve_and_loses_no_words) {
  http::Router router;
  feedback_routes(router, 2);
  http::testing::Browser crowd(router, bench_.changes());
  crowd.with_header("host", "lianghu.example");
  const auto say = [&](int number) {
    return crowd.post_form(door_ + "/say", said("key-of-the-crowd-" + std::to_string(number)));
  };
  Fields wrong = said("key-of-the-crowd-wrong");
  wrong.front().second = "";
  EXPECT_EQ(crowd.post_form(door_ + "/say", wrong).status, 422) << "takes no place from others";
  EXPECT_EQ(say(1).status, 200);
  EXPECT_EQ(say(2).status, 200);
  auto page = read(say(3), 429, door_);
  EXPECT_TRUE(page.says("现在送来的话太多"));
  EXPECT_TRUE(page.says("广场没人扫"));
  EXPECT_NE(value_of("key"), "key-of-the-crowd-3");
  bench_.clock().set({bench_.clock().now().ms + 1000});
  EXPECT_EQ(say(3).status, 200);
  EXPECT_EQ(say(4).status, 429);
}

TEST_P(FeedbackLimits, a_photograph_is_added_after_the_words_are_safe) {
  const std::string shown = send_one();
  const std::string photo_key = value_of("key");
  const auto upload = [&](const std::string& bytes, const std::string& key) {
    return visitor_.upload(
        "/t/photo", {{"code", "", "", shown}, {"key", "", "", key}, {"photo", "p.png", "image/png", bytes}});
  };
  auto page = read(upload("GIF89a", photo_key), 422, "/t/photo");
  EXPECT_TRUE(page.links_to("#photo"));
  EXPECT_TRUE(page.says("广场没人扫")) << "the words are there";
  const std::string picture = documents::fixture::png(60, 40);
  EXPECT_TRUE(read(upload(picture, photo_key), 200, "/t/photo").says("您补了照片"));
  page = read(upload(picture, photo_key), 200, "/t/photo");
  EXPECT_EQ(page.words.find("您补了照片"), page.words.rfind("您补了照片")) << "tapped twice, added once";
  const auto kept = [&] {
    return bench_.database().read([](db::Transaction& tx) {
      return tx.one("SELECT COUNT(*) FROM feedback_pictures").value().integer(0);
    });
  };
  EXPECT_EQ(kept(), 1);
  EXPECT_EQ(upload(documents::fixture::png(50, 40), photo_key).status, 200);
  EXPECT_EQ(kept(), 2) << "gone back to the form, a second photograph is one more";
  EXPECT_EQ(
      visitor_.upload("/t/photo", {{"code", "", "", "1111222233334444"}, {"key", "", "", photo_key}}).status,
      404);
}

}  // namespace
}  // namespace lianghu::pages

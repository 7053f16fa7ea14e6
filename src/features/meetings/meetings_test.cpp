#include "features/meetings/meetings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "features/households/testing.h"
#include "features/meetings/meetings_api.h"
#include "http/testing.h"

namespace lianghu::meetings {
namespace {

using households::testing::refused;
using organisations::testing::Town;

class Meetings : public ::testing::TestWithParam<db::Engine> {
 protected:
  Meetings() {
    sun_ = households::testing::settle(bench_, town_.yinhe, households::Kind::member, "孙演波");
    guan_ = households::testing::settle(bench_, town_.yinhe, households::Kind::member, "关演云");
    contact_ = households::testing::settle(bench_, town_.yinhe, households::Kind::contact, "赵演福");
    routes(router_);
  }
  /// As Yinhe's secretary.
  template <class Work>
  auto write(Work work) {
    return bench_.change_as(town_.yinhe_secretary(),
                            [&](Context& c) { return work(c, writable_seat(c, town_.yinhe.id)); });
  }
  Plan members_meeting(Date day) const {
    return {Kind::members, "定承诺清单", day, "村部会议室", "7 月 25 日开党员大会，定承诺清单。"};
  }
  Meeting planned() {
    return bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
      return plan(c, writable_seat(c, town_.yinhe.id), members_meeting(c.today()));
    });
  }
  Record minutes() const {
    Record out;
    out.day = parse_date("2020-07-20").value();
    out.place = "村部会议室";
    out.attendants = {guan_.persons.front().id, sun_.persons.front().id};
    out.others = 3;
    out.minutes = "大家逐条议了清单。";
    out.decisions = {{"清单定十项，下周公示", "孙演波", parse_date("2020-07-27")},
                     {"每月十五党员日", "", {}}};
    out.notice = "清单定了十项。";
    return out;
  }
  Meeting held() {
    const Meeting meeting = planned();
    return write([&](Context& c, const Seat& seat) {
      return record(c, seat, meeting.id, minutes(), meeting.version);
    });
  }
  std::string refusal_of(const Record& wanted) {
    const Meeting meeting = planned();
    return refused([&] {
      write(
          [&](Context& c, const Seat& seat) { return record(c, seat, meeting.id, wanted, meeting.version); });
    });
  }

  journal::testing::Bench bench_{GetParam()};
  Town town_{bench_};
  households::Card sun_, guan_, contact_;
  http::Router router_;
};
LIANGHU_ON_BOTH_ENGINES(Meetings);

TEST_P(Meetings, a_planned_meeting_is_held_with_who_came_and_what_was_decided) {
  const Meeting before = planned();
  EXPECT_EQ(before.state, State::planned);
  const Meeting meeting = held();
  const Meeting found = bench_.read_as(town_.yinhe_secretary(), [&](Context& c) {
    return get(c, readable_seat(c, town_.yinhe.id), meeting.id);
  });
  EXPECT_EQ(found.state, State::held);
  ASSERT_EQ(found.attendants.size(), 2U);
  EXPECT_EQ(found.attendants.front().name, "孙演波") << "in the order of the households";
  EXPECT_EQ(found.others, 3);
  ASSERT_EQ(found.decisions.size(), 2U);
  EXPECT_EQ(found.decisions.front().owner, "孙演波");
  EXPECT_EQ(found.decisions.front().due_on, parse_date("2020-07-27"));
  EXPECT_FALSE(found.decisions.back().due_on);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Meetings, what_was_held_can_be_put_right_and_not_cancelled) {
  const Meeting meeting = held();
  Record right = minutes();
  right.attendants.pop_back();
  right.decisions.pop_back();
  const Meeting again = write(
      [&](Context& c, const Seat& seat) { return record(c, seat, meeting.id, right, meeting.version); });
  EXPECT_EQ(again.attendants.size(), 1U);
  EXPECT_EQ(again.decisions.size(), 1U);
  const auto cancelling = [&](std::int64_t version) {
    return refused([&] {
      write([&](Context& c, const Seat& seat) { return cancel(c, seat, meeting.id, "下大雨", version); });
    });
  };
  EXPECT_EQ(cancelling(again.version), "meeting.state");
  EXPECT_EQ(cancelling(meeting.version), "version.stale");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Meetings, a_planned_one_can_be_moved_and_cancelled_with_a_reason) {
  Meeting meeting = planned();
  Plan moved = members_meeting(parse_date("2020-08-01").value());
  meeting = write(
      [&](Context& c, const Seat& seat) { return change(c, seat, meeting.id, moved, meeting.version); });
  EXPECT_EQ(meeting.day, parse_date("2020-08-01"));
  const auto cancelled = [&](const std::string& reason) {
    return refused([&] {
      write(
          [&](Context& c, const Seat& seat) { return cancel(c, seat, meeting.id, reason, meeting.version); });
    });
  };
  EXPECT_EQ(cancelled(" "), "meeting.reason");
  EXPECT_EQ(cancelled("秋收忙，改到下月"), "");
}

TEST_P(Meetings, only_persons_of_the_villages_member_households_are_named_as_present) {
  Record wrong = minutes();
  wrong.attendants.push_back(contact_.persons.front().id);
  EXPECT_EQ(refusal_of(wrong), "meeting.attendant.unknown");
  wrong = minutes();
  wrong.attendants.push_back({77});
  EXPECT_EQ(refusal_of(wrong), "meeting.attendant.unknown");
  EXPECT_EQ(refusal_of(minutes()), "");
}

TEST_P(Meetings, who_was_there_stays_written_down_after_moving_away) {
  const Meeting meeting = held();
  bench_.change([&](Context& c) {
    const auto village = households::testing::village(c, town_.yinhe);
    households::mark_left(c, village, guan_.household.id, "搬到县城", c.today(), guan_.household.version);
  });
  const Meeting again = write(
      [&](Context& c, const Seat& seat) { return record(c, seat, meeting.id, minutes(), meeting.version); });
  EXPECT_EQ(again.attendants.size(), 2U);
}

TEST_P(Meetings, what_is_wrong_is_said_at_its_field) {
  Record wrong = minutes();
  wrong.day = parse_date("2020-07-21").value();
  EXPECT_EQ(refusal_of(wrong), "meeting.day.future");
  wrong = minutes();
  wrong.minutes = "好";
  EXPECT_EQ(refusal_of(wrong), "meeting.minutes");
  wrong = minutes();
  wrong.others = -1;
  EXPECT_EQ(refusal_of(wrong), "meeting.others");
  wrong = minutes();
  wrong.decisions.front().text = "";
  EXPECT_EQ(refusal_of(wrong), "meeting.decision.text");
  wrong = minutes();
  wrong.decisions.assign(31, {"大家动手", "", {}});
  EXPECT_EQ(refusal_of(wrong), "meeting.decisions.count");
}

TEST_P(Meetings, the_towns_meeting_is_seen_in_its_villages_without_its_minutes) {
  const Meeting promotion = bench_.change_as(town_.town_staff(), [&](Context& c) {
    const Seat seat = writable_seat(c, town_.town.id);
    const Meeting meeting =
        plan(c, seat, {Kind::promotion, "全镇推进会", c.today(), "镇政府", "各村八月十一日全部铺开。"});
    Record record_;
    record_.day = c.today();
    record_.place = "镇政府";
    record_.others = 60;
    record_.minutes = "各村书记表态。";
    record_.notice = "各村八月十一日全部铺开。";
    return record(c, seat, meeting.id, record_, meeting.version);
  });
  held();
  bench_.read_as(town_.yinhe_secretary(), [&](Context& c) {
    const Seat seat = readable_seat(c, town_.yinhe.id);
    const auto rows = list(c, seat);
    ASSERT_EQ(rows.size(), 2U);
    const auto above = std::ranges::find(rows, promotion.id, &ListRow::id);
    ASSERT_NE(above, rows.end());
    EXPECT_TRUE(above->from_above);
    EXPECT_EQ(above->organisation_name, "兴十四镇党委");
    EXPECT_EQ(above->attended, 60);
    EXPECT_EQ(get(c, seat, promotion.id).minutes, "");
    EXPECT_EQ(held_in(c, seat.village().value(), c.today(), c.today()).size(), 1U) << "its own only";
  });
  bench_.read([&](Context& c) {
    const auto shown = notices(c, households::testing::village(c, town_.yinhe));
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_EQ(notices(c, households::testing::village(c, town_.shanwan)).size(), 1U);
  });
  Record named = minutes();
  EXPECT_EQ(refused([&] {
              bench_.change_as(town_.town_staff(), [&](Context& c) {
                record(c, writable_seat(c, town_.town.id), promotion.id, named, promotion.version);
              });
            }),
            "meeting.attendant.unknown");
}

TEST_P(Meetings, the_board_shows_no_cancelled_meeting_and_none_without_a_notice) {
  const Meeting meeting = planned();
  const auto shown = [&] {
    return bench_.read(
        [&](Context& c) { return notices(c, households::testing::village(c, town_.yinhe)).size(); });
  };
  EXPECT_EQ(shown(), 1U);
  write([&](Context& c, const Seat& seat) { return cancel(c, seat, meeting.id, "下大雨", meeting.version); });
  EXPECT_EQ(shown(), 0U);
  write([&](Context& c, const Seat& seat) {
    Plan quiet = members_meeting(c.today());
    quiet.notice.clear();
    return plan(c, seat, quiet);
  });
  EXPECT_EQ(shown(), 0U);
}

TEST_P(Meetings, each_organisation_writes_its_own_and_another_village_finds_nothing) {
  const Meeting meeting = held();
  http::testing::Browser browser(router_, bench_.changes());
  const std::string yinhe = "/api/v1/organisations/" + std::to_string(town_.yinhe.id.value) + "/meetings";
  const std::string town = "/api/v1/organisations/" + std::to_string(town_.town.id.value) + "/meetings";
  const std::string one = yinhe + "/" + std::to_string(meeting.id.value);
  const std::string body =
      R"({"kind":"party_day","topic":"八月党员日","day":"2020-08-15","place":"村部","notice":""})";
  browser.as(town_.yinhe_secretary());
  EXPECT_EQ(browser.get(yinhe).status, 200);
  EXPECT_EQ(browser.post(yinhe, body).status, 200);
  EXPECT_EQ(browser.get(town).status, 404) << "the town's own desk is the town's";
  EXPECT_EQ(browser.post(town, body).status, 404);
  browser.as(town_.shanwan_secretary());
  for (const std::string& address : {yinhe, one}) EXPECT_EQ(browser.get(address).status, 404);
  EXPECT_EQ(browser.post(yinhe, body).status, 404);
  browser.as(town_.town_staff());
  EXPECT_EQ(browser.get(one).status, 200);
  EXPECT_EQ(browser.post(yinhe, body).status, 403) << "the village's meetings are the village's to write";
  EXPECT_EQ(browser.post(town, body).status, 200);
  browser.as(town_.auditor());
  EXPECT_EQ(browser.get(one).status, 200);
  EXPECT_EQ(browser.post(yinhe, body).status, 403);
  browser.as(town_.yinhe_member(sun_.household.id.value, sun_.persons.front().id.value));
  const http::Response shown = browser.get(one);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.body.find("\"candidates\":[{"), std::string::npos);
  EXPECT_EQ(browser.post(yinhe, body).status, 403);
  browser.as(Town::operator_());
  EXPECT_EQ(browser.get(yinhe).status, 403);
  browser.as(town_.yinhe_secretary());
  EXPECT_EQ(browser.get("/api/v1/organisations/" + std::to_string(town_.group.id.value) + "/meetings").status,
            404)
      << "a Party group holds none of its own";
}

}  // namespace
}  // namespace lianghu::meetings

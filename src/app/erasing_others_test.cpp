// Erasing a household takes nothing from others.
#include "app/erasing_test.h"

namespace lianghu::app {
namespace {

class ErasingBesideOthers : public Erasing {};
LIANGHU_ON_BOTH_ENGINES(ErasingBesideOthers);

TEST_P(ErasingBesideOthers, what_its_member_wrote_down_for_others_stays_with_them) {
  const auto recorder_of = [&](Id<households::Household> household) {
    return bench_.database().read([&](db::Transaction& tx) {
      return tx
          .one("SELECT recorder_name FROM pledges WHERE village_id = ? AND household_id = ? ORDER BY id",
               village_.town.yinhe.id, household)
          ->text(0);
    });
  };
  const auto account =
      bench_.read([](Context& c) { return accounts::sign_in_check(c, "sun.yanbo").account.value(); });
  village_.change([&](Context& c, const Village& v) {
    for (const auto household : {village_.sun, village_.guan})
      for (const db::Row& row : c.tx().query("UPDATE pledges SET recorded_by = ?, recorder_name = '演示代笔' "
                                             "WHERE village_id = ? AND household_id = ? RETURNING id",
                                             account, v.id(), household))
        c.touched("pledges", v.id().value, row.integer(0));
    c.record("pledge.changed", v.id().value, village_.guan.value);
  });
  erase();
  EXPECT_EQ(recorder_of(village_.sun), "");
  EXPECT_EQ(recorder_of(village_.guan), "演示代笔") << "the office's record of who acted";
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(ErasingBesideOthers, of_two_with_one_name_nobodys_task_is_taken) {
  const auto owners = [&] {
    return bench_.database().read([&](db::Transaction& tx) {
      std::vector<std::string> out;
      for (const db::Row& row :
           tx.query("SELECT owner FROM meeting_decisions WHERE village_id = ? AND wording "
                    "LIKE '演示任务%' ORDER BY wording",
                    village_.town.yinhe.id))
        out.push_back(row.text(0));
      return out;
    });
  };
  const auto meeting = [&](Context& c) {
    return c.tx()
        .one("SELECT meeting_id FROM meeting_attendants WHERE village_id = ? AND name = '孙演田' ORDER BY id",
             village_.town.yinhe.id)
        ->integer(0);
  };
  const auto add = [&](const char* table, Context& c, std::int64_t id) {
    c.touched(table, village_.town.yinhe.id.value, id);
    c.record("meeting.held", village_.town.yinhe.id.value, meeting(c));
  };
  const auto add_task = [&](std::int64_t position, const std::string& wording) {
    village_.change([&](Context& c, const Village& v) {
      const std::int64_t id = c.make_id<Village>().value;
      c.tx().execute(
          "INSERT INTO meeting_decisions (village_id, id, meeting_id, position, wording, owner) "
          "VALUES (?, ?, ?, ?, ?, '孙演田')",
          v.id(), id, meeting(c), position, wording);
      add("meeting_decisions", c, id);
    });
  };
  add_task(101, "演示任务一");
  village_.change([&](Context& c, const Village& v) {
    const std::int64_t id = c.make_id<Village>().value;
    c.tx().execute(
        "INSERT INTO meeting_attendants (village_id, id, meeting_id, person_id, name) VALUES (?, ?, ?, 77, "
        "'孙演田')",
        v.id(), id, meeting(c));
    add("meeting_attendants", c, id);
  });
  erase();
  EXPECT_EQ(owners(), std::vector<std::string>{"孙演田"}) << "it may be the other one's";
}

}  // namespace
}  // namespace lianghu::app

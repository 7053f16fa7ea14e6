#include <gtest/gtest.h>

#include <limits>

#include "features/pledges/testing.h"

namespace lianghu::pledges {
namespace {

using organisations::testing::refused;

class CatalogueOfVillage : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::int64_t take(std::string_view day = "2020-07-20") {
    return village_.change(
        [&](Context& c, const Village& v) { return take_catalogue(c, v, *parse_date(day)); });
  }
  std::vector<Entry> entries() {
    return village_.read([](Context& c, const Village& v) { return catalogue(c, v); });
  }
  Entry change(const Entry& entry, const EntryFields& fields) {
    return village_.change(
        [&](Context& c, const Village& v) { return change_entry(c, v, entry.id, fields, entry.version); });
  }
  Entry withdraw(const Entry& entry) {
    return village_.change(
        [&](Context& c, const Village& v) { return withdraw_entry(c, v, entry.id, entry.version); });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PledgingVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(CatalogueOfVillage);

TEST_P(CatalogueOfVillage, the_programmes_entries_are_taken_once_and_then_the_villages_own) {
  const auto offered = static_cast<std::int64_t>(programmes::built_in().catalogue.size());
  EXPECT_EQ(refused([&] { take("2020-07-21"); }), "catalogue.in_force");
  EXPECT_EQ(take(), offered);
  EXPECT_EQ(take(), 0);
  const Entry last = entries().back();
  change(last, {last.role, "陪看病的人去县医院", last.unit, last.rhythm, 23});
  EXPECT_EQ(take(), 0);
  const Entry first = entries().front();
  EXPECT_EQ(first.wording, "陪看病的人去县医院");
  EXPECT_EQ(first.asked, 23);
  EXPECT_EQ(first.version, 2);
  EXPECT_EQ(format_date(first.in_force_from), "2020-07-20");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(CatalogueOfVillage, the_village_adds_its_own_and_takes_some_off) {
  const auto add = [&](const std::string& wording, std::int64_t asked) {
    return village_.change([&](Context& c, const Village& v) {
      return add_entry(c, v, {Role::mediator, wording, "件", Rhythm::monthly, asked}, c.today());
    });
  };
  EXPECT_EQ(refused([&] { add("劝架", 1); }), "pledge.wording.length");
  EXPECT_EQ(refused([&] { add("调解邻里纠纷", -1); }), "catalogue.asked");
  const Entry entry = add("调解邻里纠纷", 11);
  EXPECT_EQ(entries().at(0).rhythm, Rhythm::monthly);
  withdraw(entry);
  EXPECT_TRUE(entries().at(0).withdrawn);
  EXPECT_EQ(refused([&] { withdraw(entry); }), "version.stale");
  Entry forged = entry;
  forged.version = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(refused([&] { withdraw(forged); }), "version.stale");
}

TEST_P(CatalogueOfVillage, a_change_of_the_catalogue_changes_no_letter) {
  take();
  const Entry entry = entries().front();
  Item chosen = testing::item(entry.wording, Role::mediator);
  chosen.entry = entry.id;
  const Pledge letter =
      village_.change([&](Context& c, const Village& v) { return draft(c, v, village_.sun, {chosen}); });
  EXPECT_EQ(letter.items.at(0).role, entry.role) << "filed under the entry's role";
  change(entry, {entry.role, "另外一种写法的承诺", "", Rhythm::none, 3});
  EXPECT_EQ(village_.now(letter).items.at(0).wording, entry.wording);
  EXPECT_EQ(village_.now(letter).items.at(0).entry, entry.id);
}

TEST_P(CatalogueOfVillage, only_staff_make_the_catalogue) {
  const Actor member = village_.town.yinhe_member(village_.sun.value, 1);
  EXPECT_EQ(refused([&] {
              bench_.change_as(member, [&](Context& c) {
                return take_catalogue(c, village_.anybodys_yinhe(c), c.today());
              });
            }),
            "rights.missing");
}

}  // namespace
}  // namespace lianghu::pledges

// What a voter is shown of the other side: a short profile, an order that favours nobody, and who may be kin.
#include "features/pairing/ballot_form.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "features/households/testing.h"
#include "features/pairing/testing.h"

namespace lianghu::pairing {
namespace {

using households::Kind;
using households::testing::identity;

class BallotForms : public ::testing::TestWithParam<db::Engine> {
 protected:
  Id<Household> settle(const std::string& name, Kind kind, const std::string& address) {
    return bench_.change([&](Context& c) {
      auto head = households::testing::person(name);
      if (kind == Kind::member) head.party = households::Party::full;
      return households::add(c, village_.yinhe(c), households::testing::household(kind, address), head)
          .household.id;
    });
  }
  households::Person add_person(Id<Household> household, const std::string& name,
                                const std::string& number = {}, const std::string& born = {}) {
    return village_.change([&](Context& c, const Village& v) {
      auto fields = households::testing::person(name, number);
      fields.born = parse_date(born);
      return households::add_person(c, v, household, fields);
    });
  }
  void leave(const households::Person& person) {
    village_.change([&](Context& c, const Village& v) {
      households::mark_person_left(c, v, person.id, c.today(), person.version);
    });
  }
  BallotForm form(Id<Household> voter, Language language = Language::zh) {
    return village_.read([&](Context& c, const Village& v) { return ballot_form(c, v, voter, language); });
  }
  Candidate shown(Id<Household> voter, Id<Household> candidate) {
    for (const Candidate& each : form(voter).candidates)
      if (each.household == candidate) return each;
    throw std::logic_error("nobody of that id is on the form");
  }
  Kin kin(Id<Household> voter, Id<Household> candidate) { return shown(voter, candidate).kin; }
  void open() {
    village_.start();
    village_.open();
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(BallotForms);

TEST_P(BallotForms, a_helpers_profile_is_what_its_published_letter_promises) {
  village_.publish_new(village_.sun, "包一段街道，按周清扫");
  village_.draft(village_.guan, "这封信还没有公示");
  open();
  const Candidate sun = shown(village_.zhao, village_.sun);
  EXPECT_EQ(sun.can, std::vector<std::string>{"扫街道"});
  EXPECT_EQ(sun.promises, std::vector<std::string>{"包一段街道，按周清扫"});
  EXPECT_TRUE(shown(village_.zhao, village_.guan).promises.empty());
  EXPECT_EQ(form(village_.zhao, Language::en).candidates.size(), 3U);
}

TEST_P(BallotForms, who_lives_near_comes_first_and_the_others_in_an_order_of_each_voters_own) {
  for (const std::string name : {"周演一", "吴演二", "郑演三", "冯演四", "陈演五", "褚演六", "卫演七"})
    settle(name, Kind::member, "音河村二组");
  const auto voter = settle("蒋演八", Kind::contact, "音河村孙家9号");
  const auto other = settle("沈演九", Kind::contact, "音河村孙家20号");
  open();
  const auto order = [&](Id<Household> each) {
    std::vector<Id<Household>> out;
    for (const Candidate& one : form(each).candidates) out.push_back(one.household);
    return out;
  };
  EXPECT_EQ(order(voter).front(), village_.sun);
  EXPECT_TRUE(shown(voter, village_.sun).near);
  EXPECT_EQ(order(other).front(), village_.sun);
  EXPECT_NE(order(voter), order(other));
  EXPECT_EQ(order(voter), order(voter));
  auto others = order(voter);
  others.erase(others.begin());
  EXPECT_FALSE(std::ranges::is_sorted(others));
}

TEST_P(BallotForms, a_married_daughter_makes_two_households_kin_for_these_two_alone) {
  const std::string number = identity("19900101", 2);
  leave(add_person(village_.sun, "孙演霞", number));
  add_person(village_.zhao, "孙演霞", number);
  open();
  EXPECT_EQ(kin(village_.zhao, village_.sun), Kin::recorded);
  EXPECT_EQ(kin(village_.sun, village_.zhao), Kin::recorded);
  EXPECT_EQ(kin(village_.zhao, village_.guan), Kin::none);
  EXPECT_EQ(kin(village_.li, village_.sun), Kin::none);
}

TEST_P(BallotForms, without_a_number_the_same_name_and_birth_date_are_one_person_and_a_name_alone_is_not) {
  leave(add_person(village_.sun, "孙演霞", {}, "1990-01-01"));
  add_person(village_.zhao, "孙演霞", {}, "1990-01-01");
  add_person(village_.guan, "关演月");
  add_person(village_.li, "关演月");
  open();
  EXPECT_EQ(kin(village_.zhao, village_.sun), Kin::recorded);
  EXPECT_EQ(kin(village_.li, village_.guan), Kin::none);
}

TEST_P(BallotForms, two_who_left_one_home_are_kin_to_each_other) {
  const auto home = settle("王演根", Kind::neither, "音河村三组");
  for (const auto& [household, day] : {std::pair(village_.wang, "19880101"), {village_.li, "19920101"}}) {
    const std::string number = identity(day, 1);
    leave(add_person(home, "王演生", number));
    add_person(household, "王演生", number);
  }
  open();
  EXPECT_EQ(kin(village_.li, village_.wang), Kin::recorded);
}

TEST_P(BallotForms, one_surname_and_the_next_house_or_one_generation_is_a_hint_and_a_whole_clan_is_none) {
  const auto voter = settle("欧阳德福", Kind::contact, "音河村一组12号");
  const auto brother = settle("欧阳德贵", Kind::member, "音河村一组40号");
  const auto next_door = settle("欧阳成", Kind::member, "音河村一组14号");
  const auto other_street = settle("欧阳明", Kind::member, "音河村一组前街 13 号");
  const auto far = settle("欧阳德才", Kind::member, "音河村二组12号");
  const auto same_first = settle("欧德山", Kind::member, "音河村一组12号");
  open();
  EXPECT_EQ(kin(voter, brother), Kin::hint);
  EXPECT_EQ(kin(voter, next_door), Kin::hint);
  EXPECT_EQ(kin(voter, other_street), Kin::none) << "a house of another street stands elsewhere";
  EXPECT_EQ(kin(voter, far), Kin::none);
  EXPECT_EQ(kin(voter, same_first), Kin::none) << "欧 is not 欧阳";
  for (const std::string name : {"欧阳德文", "欧阳德武"}) settle(name, Kind::neither, "音河村四组");
  EXPECT_EQ(kin(voter, brother), Kin::none) << "five bear 德, so it says nothing";
  EXPECT_EQ(kin(voter, next_door), Kin::hint);
}

TEST_P(BallotForms, a_hint_rules_nobody_out_by_itself) {
  const auto voter = settle("孙演田", Kind::contact, "音河村孙家");
  open();
  ASSERT_EQ(kin(voter, village_.sun), Kin::hint);
  village_.close();
  village_.consent();
  const auto what = village_.read([](Context& c, const Village& v) { return plan(c, v); });
  for (const auto& each : what.value().instance.households) EXPECT_TRUE(each.veto.empty());
}

}  // namespace
}  // namespace lianghu::pairing

// What may stand in a ballot, whose it may be, and that nobody can read one.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "features/pairing/pairing.h"
#include "features/pairing/rounds_store.h"
#include "features/pairing/sealing.h"
#include "features/pairing/testing.h"

namespace lianghu::pairing {
namespace {

using organisations::testing::refused;

struct Said {
  std::string key;
  std::string field;
  bool operator==(const Said&) const = default;
};
void PrintTo(const Said& said, std::ostream* out) {
  *out << said.key << " at " << said.field;
}

class Ballots : public ::testing::TestWithParam<db::Engine> {
 protected:
  Ballots() {
    village_.start();
    village_.open();
  }
  /// Every problem of a ballot that 赵演福 would cast.
  std::vector<Said> problems(const Ballot& ballot) {
    try {
      village_.change([&](Context& c, const Village& v) { return cast(c, v, village_.zhao, ballot); });
    } catch (const Refusal& refusal) {
      std::vector<Said> out;
      for (const Problem& each : refusal.problems()) out.push_back({each.key, each.field});
      return out;
    }
    return {};
  }
  Ballot ballot(const std::vector<std::vector<Id<Household>>>& rank, const std::vector<Veto>& vetoes = {}) {
    return {village_.now().id, rank, vetoes};
  }
  std::string refused_as(const Actor& actor, Id<Household> household) {
    return refused([&] {
      bench_.change_as(
          actor, [&](Context& c) { return cast(c, village_.anybodys_yinhe(c), household, ballot({})); });
    });
  }
  Vote cast_as(const Actor& actor, Id<Household> household) {
    const Ballot empty = ballot({});
    return bench_.change_as(
        actor, [&](Context& c) { return cast(c, village_.anybodys_yinhe(c), household, empty); });
  }
  /// By household: 孙演波, 关演云, 王演芝, 赵演福, 李演田.
  std::vector<std::string> sealed() {
    return bench_.database().read([](db::Transaction& tx) {
      std::vector<std::string> out;
      for (const db::Row& row : tx.query("SELECT sealed FROM pairing_ballots ORDER BY household_id"))
        out.push_back(row.blob(0));
      return out;
    });
  }
  std::vector<Id<Household>> voters_by(const std::string& column) {
    return bench_.database().read([&](db::Transaction& tx) {
      std::vector<Id<Household>> out;
      for (const db::Row& row : tx.query("SELECT household_id FROM pairing_ballots ORDER BY " + column))
        out.push_back(row.id<Household>(0));
      return out;
    });
  }
  /// Every byte that the tables hold which a ballot passes through.
  std::string everything() {
    return bench_.database().read([](db::Transaction& tx) {
      std::string out;
      for (const std::string table :
           {"pairing_ballots", "pairing_participants", "pairing_explanations", "pairing_rounds"})
        for (const db::Row& row : tx.query("SELECT * FROM " + table))
          for (std::size_t i = 0; i < row.size(); ++i) {
            if (const auto* text = std::get_if<std::string>(&row.cell(i))) out += *text + "\n";
            if (const auto* blob = std::get_if<db::Blob>(&row.cell(i))) out += blob->bytes + "\n";
          }
      return out;
    });
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Ballots);

TEST_P(Ballots, everything_wrong_with_a_ballot_is_said_where_it_stands) {
  const Id<Household> nobody{42};
  EXPECT_EQ(
      problems(ballot({{village_.sun, nobody}, {village_.sun}})),
      (std::vector<Said>{{"pairing.ballot.unknown", "rank[0][1]"}, {"pairing.ballot.twice", "rank[1][0]"}}));
  EXPECT_EQ(problems(ballot({{village_.li}})), (std::vector<Said>{{"pairing.ballot.unknown", "rank[0][0]"}}))
      << "a household of the same side";
  EXPECT_EQ(problems(ballot({{village_.sun}}, {{village_.sun, "亲戚"}, {village_.guan, " 无 "}})),
            (std::vector<Said>{{"pairing.ballot.both", "vetoes[0].household"},
                               {"pairing.ballot.veto.reason", "vetoes[1].reason"}}));
  EXPECT_EQ(problems(ballot({}, {{village_.sun, "亲戚"}, {village_.sun, "亲戚"}})),
            (std::vector<Said>{{"pairing.ballot.twice", "vetoes[1].household"}}));
  const Veto long_winded{village_.sun, std::string(101, 'x')};
  EXPECT_EQ(problems(ballot({}, {long_winded})),
            (std::vector<Said>{{"pairing.ballot.veto.reason", "vetoes[0].reason"}}));
  EXPECT_EQ(problems({Id<Round>{7}, {}, {}}), (std::vector<Said>{{"pairing.ballot.round", ""}}));
}

TEST_P(Ballots, no_more_vetoes_than_the_programme_allows) {
  const auto fourth = village_.add("周演河", households::Kind::member);
  village_.close();
  EXPECT_EQ(problems(ballot({})), (std::vector<Said>{{"pairing.ballot.not_open", ""}}));
  village_.run();
  village_.ask_both_sides();
  bench_.pass_days(6);
  village_.finalise();
  village_.start();
  village_.open();
  std::vector<Veto> vetoes;
  for (const Id<Household> each : {village_.sun, village_.guan, village_.wang})
    vetoes.push_back({each, "亲戚"});
  EXPECT_TRUE(problems(ballot({}, vetoes)).empty());
  vetoes.push_back({fourth, "亲戚"});
  EXPECT_EQ(problems(ballot({}, vetoes)), (std::vector<Said>{{"pairing.ballot.veto.max", "vetoes"}}));
}

TEST_P(Ballots, a_ballot_may_be_empty_tied_and_replaced_until_closing) {
  EXPECT_TRUE(problems(ballot({})).empty());
  EXPECT_TRUE(problems(ballot({{village_.sun, village_.guan}, {village_.wang}})).empty());
  EXPECT_TRUE(problems(ballot({{village_.guan}})).empty());
  EXPECT_EQ(sealed().size(), 5U);
  village_.close();
  EXPECT_EQ(problems(ballot({{village_.sun}})), (std::vector<Said>{{"pairing.ballot.not_open", ""}}));
  village_.consent();
  const auto solution = village_.solution();
  ASSERT_TRUE(solution);
  for (const auto& pair : solution->result.pairs)
    if (pair.household == std::to_string(village_.zhao.value)) {
      EXPECT_EQ(pair.helper, std::to_string(village_.guan.value)) << "not the last ballot counted";
    }
}

TEST_P(Ballots, a_household_votes_for_itself_and_staff_or_its_groups_leader_for_those_without_a_phone) {
  const auto& town = village_.town;
  Actor sun = town.yinhe_member(village_.sun.value, 1);
  sun.name = "孙演波";
  EXPECT_EQ(refused_as(sun, village_.guan), "household.not_found");
  Actor leader = town.somebody(17, RoleKind::group_leader, town.group);
  leader.name = "组长";
  const Vote helped = cast_as(leader, village_.sun);
  EXPECT_TRUE(helped.assisted);
  EXPECT_EQ(helped.recorder_name, "组长");
  EXPECT_FALSE(cast_as(sun, village_.sun).assisted);
  EXPECT_EQ(refused_as(leader, village_.guan), "household.not_found");
  EXPECT_TRUE(cast_as(town.yinhe_secretary(), village_.zhao).assisted);
  EXPECT_EQ(refused_as(town.auditor(), village_.sun), "rights.missing");
  EXPECT_EQ(refused_as(town.shanwan_secretary(), village_.sun), "organisation.not_found");
}

TEST_P(Ballots, nothing_that_is_stored_tells_who_was_ranked_or_ruled_out) {
  const auto plain = [](Id<Household> id) { return std::to_string(id.value); };
  village_.cast(village_.zhao, {village_.wang, village_.sun}, {{village_.guan, "两家打过官司"}});
  village_.cast(village_.li, {village_.guan});
  village_.close();
  village_.run();
  const std::string bytes = everything();
  EXPECT_GT(bytes.size(), 2000U);
  for (const Id<Household> each : {village_.wang, village_.sun, village_.guan})
    EXPECT_EQ(bytes.find(plain(each)), std::string::npos);
  EXPECT_EQ(bytes.find("官司"), std::string::npos);
}

TEST_P(Ballots, equal_ballots_look_different_and_all_are_of_one_length) {
  village_.cast(village_.zhao, {village_.wang, village_.sun}, {{village_.guan, "两家打过官司"}});
  village_.cast(village_.li, {});
  village_.cast(village_.sun, {});
  const auto rows = sealed();
  ASSERT_EQ(rows.size(), 5U);
  std::set<std::size_t> lengths;
  for (const std::string& each : rows) lengths.insert(each.size());
  EXPECT_EQ(lengths.size(), 1U) << "also of those who have not voted";
  EXPECT_EQ(std::set<std::string>(rows.begin(), rows.end()).size(), 5U);
  village_.cast(village_.sun, {});
  EXPECT_NE(sealed()[0], rows[0]) << "the same ballot again is seen to be the same";
}

TEST_P(Ballots, the_longest_ballot_still_fits_its_padding) {
  const std::vector<Veto> vetoes(3, Veto{village_.sun, std::string(100, '\x01')});
  const Round round = village_.now();
  const BoxKeys keys = make_box_keys(bench_.random());
  std::vector<std::vector<Id<Household>>> rank;
  rank.reserve(50);
  for (std::int64_t i = 0; i < 50; ++i) rank.push_back({{std::numeric_limits<std::int64_t>::max() - i}});
  const std::string bytes =
      sealed_ballot(bench_.random(), {round, keys.public_key, 50}, village_.zhao, {round.id, rank, vetoes});
  const auto opened = [&](Id<Round> of, Id<Household> household) {
    return opened_ballot(keys, of, household, bytes, ballot_hash(bytes));
  };
  EXPECT_EQ(opened(round.id, village_.zhao).rank, rank);
  EXPECT_THROW(static_cast<void>(opened(round.id, village_.li)), std::runtime_error)
      << "one household's ballot counts as another's";
  EXPECT_THROW(static_cast<void>(opened({7}, village_.zhao)), std::runtime_error)
      << "a ballot of another round counts";
}

TEST_P(Ballots, a_ballot_that_was_exchanged_in_the_database_is_found_out) {
  village_.cast(village_.zhao, {village_.wang});
  const std::string first = sealed().at(0);
  village_.cast(village_.zhao, {village_.sun});
  bench_.database().write(
      [&](db::Transaction& tx) { tx.execute("UPDATE pairing_ballots SET sealed = ?", db::Blob{first}); });
  village_.close();
  village_.consent();
  EXPECT_THROW(static_cast<void>(village_.solution()), std::runtime_error);
  bench_.database().write([](db::Transaction& tx) { tx.execute("DELETE FROM pairing_ballots"); });
  EXPECT_THROW(static_cast<void>(village_.solution()), std::runtime_error) << "a ballot is left out";
}

TEST_P(Ballots, what_a_household_cast_itself_nobody_replaces_for_it) {
  const auto& town = village_.town;
  const Actor sun = town.yinhe_member(village_.sun.value, 1);
  const Actor leader = town.somebody(17, RoleKind::group_leader, town.group);
  cast_as(leader, village_.sun);
  EXPECT_TRUE(cast_as(town.yinhe_secretary(), village_.sun).assisted) << "one that was entered for it";
  cast_as(sun, village_.sun);
  for (const Actor& other : {town.yinhe_secretary(), leader, town.town_staff()})
    EXPECT_EQ(refused_as(other, village_.sun), "pairing.ballot.own");
  EXPECT_FALSE(cast_as(sun, village_.sun).assisted);
}

TEST_P(Ballots, of_when_a_ballot_was_cast_the_day_stays_and_no_id_tells_the_order) {
  const std::vector<Id<Household>> in_order = {village_.li, village_.wang, village_.zhao, village_.guan,
                                               village_.sun};
  for (const Id<Household> each : in_order) {
    village_.cast(each, {});
    bench_.clock().set({bench_.clock().now().ms + 60'000});
  }
  for (const std::string column : {"id", "rowid"}) {
    if (GetParam() == db::Engine::postgresql && column == "rowid") continue;
    EXPECT_NE(voters_by(column), in_order) << column;
  }
  village_.close();
  auto by_household = in_order;
  std::ranges::sort(by_household);
  EXPECT_EQ(voters_by(GetParam() == db::Engine::postgresql ? "ctid" : "rowid"), by_household);
  const auto days = bench_.database().read([](db::Transaction& tx) {
    return tx.one("SELECT MIN(voted_at), MAX(voted_at) FROM pairing_participants").value();
  });
  EXPECT_EQ(days.integer(0), days.integer(1));
  EXPECT_EQ(days.integer(0), china_instant(china_date(bench_.clock().now()), 0).ms);
}

TEST_P(Ballots, room_that_is_changed_while_a_ballot_is_cast_takes_nothing_of_the_ballot) {
  const auto wang = [&](Context& c, const Village& v) {
    for (const auto& each : store::participants(c, v, current_round(c, v).value().id))
      if (each.household == village_.wang) return each;
    throw std::logic_error("王家 takes part");
  };
  village_.change([&](Context& c, const Village& v) {
    store::Participant before = wang(c, v);
    cast(c, v, village_.wang, {current_round(c, v).value().id, {{village_.zhao}}, {}});
    before.capacity = 1;
    store::set_capacity(c, v, before);
    c.record("pairing.capacity_set", v.id().value, before.id);
    EXPECT_TRUE(wang(c, v).voted_at.has_value());
    EXPECT_EQ(wang(c, v).ballot_hash.size(), 64U);
    EXPECT_EQ(wang(c, v).capacity, 1);
    return true;
  });
  village_.close();
  EXPECT_EQ(village_.run().state, State::proposed);
}

TEST_P(Ballots, nobody_reads_a_ballot_by_taking_room_away_and_solving_again) {
  village_.cast(village_.zhao, {village_.guan, village_.wang, village_.sun});
  village_.set_capacity(village_.wang, 2);
  village_.set_capacity(village_.wang, 1);
  village_.close();
  const auto told = [&](Id<Household> helper, int capacity) {
    return refused([&] { village_.set_capacity(helper, capacity); });
  };
  EXPECT_EQ(told(village_.guan, 0), "pairing.capacity.closed");
  village_.run();
  EXPECT_EQ(told(village_.guan, 1), "pairing.capacity.closed");
  EXPECT_EQ(told(village_.wang, 2), "") << "more room may be what a household without a helper needs";
  village_.run();
  bench_.go_to(add_days(village_.ask_both_sides().confirm_until.value(), 1));
  EXPECT_EQ(told(village_.guan, 0), "pairing.capacity.closed");
  village_.finalise();
  EXPECT_EQ(told(village_.guan, 0), "") << "the ballots are gone";
}

}  // namespace
}  // namespace lianghu::pairing

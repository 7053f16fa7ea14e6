// Somebody with every right and the whole database, but without the key file, looks for a ballot.
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/box.h"
#include "db/dialect.h"
#include "db/migrations.h"
#include "features/pairing/pairing_api.h"
#include "features/pairing/testing.h"
#include "http/testing.h"
#include "journal/journal.h"

namespace lianghu::pairing {
namespace {

const std::string reason = "两家为地界打过官司";

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Printer {
  std::string operator()(std::nullptr_t) const { return "NULL"; }
  std::string operator()(const db::Blob& blob) const { return blob.bytes; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const { return std::to_string(number); }
  std::string operator()(const db::IdList& /*only ever an argument*/) const { return {}; }
};

/// Every table that there is, with its columns, also those that came later.
std::map<std::string, std::vector<std::string>> tables() {
  std::map<std::string, std::vector<std::string>> out;
  for (const db::Migration& migration : db::migrations())
    for (const std::string& statement : db::split_statements(migration.sql)) {
      if (const auto made = db::created_table(statement)) out[made->name] = made->columns;
      std::istringstream words(statement);
      std::string alter, table, name, add, column, added;
      words >> alter >> table >> name >> add >> column >> added;
      if (alter == "ALTER" && add == "ADD") out[name].push_back(added);
    }
  return out;
}

/// Every cell of every table, in the order in which the engine hands the rows out.
using Cells = std::map<std::string, std::vector<std::string>>;  // by "table.column"
Cells cells(db::Database& database) {
  return database.read([](db::Transaction& tx) {
    Cells out;
    for (const auto& [table, columns] : tables())
      for (const std::string& column : columns) {
        auto& values = out[table + "." + column];
        for (const db::Row& row : tx.query("SELECT " + column + " FROM " + table))
          values.push_back(std::visit(Printer{}, row.cell(0)));
      }
    return out;
  });
}

/// A village whose ballots are cast, for one ranking of 赵演福 or another.
class Voted {
 public:
  Voted(db::Engine engine, bool first) : bench_(engine) {
    village_.start();
    village_.open();
    const auto guan = village_.guan, wang = village_.wang;
    village_.cast(village_.li, {guan});
    if (first)
      village_.cast(village_.zhao, {wang, guan}, {{village_.sun, reason}});
    else
      village_.cast(village_.zhao, {guan}, {});
    village_.cast(wang, first ? std::vector{village_.zhao} : std::vector<Id<Household>>{});
  }
  [[nodiscard]] db::Database& database() { return bench_.database(); }

  journal::testing::Bench bench_;
  testing::PairedVillage village_{bench_};
};

/// What the program's log says from now on, to the last detail.
class Log {
 public:
  Log() {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "secrecy", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_, true)));
    spdlog::set_level(spdlog::level::trace);
  }
  ~Log() {
    spdlog::set_level(spdlog::level::info);
    spdlog::set_default_logger(before_);
  }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  [[nodiscard]] std::string text() const { return lines_.str(); }

 private:
  std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
  std::ostringstream lines_;
};

class Secrecy : public ::testing::TestWithParam<db::Engine> {
 protected:
  static std::string digits(Id<Household> id) { return std::to_string(id.value); }
  /// What would tell the first of the two rankings if it stood there as text or as numbers.
  static void expect_nothing_in(const std::string& bytes, Voted& voted, const std::string& where) {
    EXPECT_NE(bytes.find("王演芝"), std::string::npos) << where << " is not what was read";
    EXPECT_EQ(bytes.find(reason), std::string::npos) << "a veto's reason, in " << where;
    for (const std::string between : {"\"],[\"", "\",\"", "],[", ",", " ", ";"})
      EXPECT_EQ(bytes.find(digits(voted.village_.wang) + between + digits(voted.village_.guan)),
                std::string::npos)
          << "a ranking, in " << where;
  }
};
LIANGHU_ON_BOTH_ENGINES(Secrecy);

TEST_P(Secrecy, no_table_file_or_backup_has_a_ranking_or_a_vetos_reason) {
  Voted voted(GetParam(), true);
  voted.village_.close();
  std::string all;
  for (const auto& [column, values] : cells(voted.database()))
    for (const std::string& value : values) all += value + "\n";
  expect_nothing_in(all, voted, "a table");
  if (GetParam() == db::Engine::postgresql) return;  // its files are its tables
  const std::string file = voted.database().read(
      [](db::Transaction& tx) { return tx.one("SELECT file FROM pragma_database_list")->text(0); });
  expect_nothing_in(bytes_of(file) + bytes_of(file + "-wal"), voted, "the database file");
  const std::string copy = db::testing::temporary_folder() + "/secrecy-backup.db";
  voted.database().backup_to(copy);
  expect_nothing_in(bytes_of(copy), voted, "a backup");
}

TEST_P(Secrecy, two_villages_that_voted_differently_differ_in_sealed_bytes_alone) {
  Voted one(GetParam(), true), other(GetParam(), false);
  for (Voted* each : {&one, &other}) each->village_.close();
  const Cells left = cells(one.database()), right = cells(other.database());
  std::set<std::string> differing;
  for (const auto& [column, values] : left)
    if (values != right.at(column)) differing.insert(column);
  // The hash is one of the sealed bytes, and what the journal commits to has a salt that it shares with
  // nobody.
  const std::set<std::string> sealed = {"journal_entries.leaf", "journal_entries.rows_json",
                                        "pairing_ballots.sealed", "pairing_participants.ballot_hash"};
  EXPECT_EQ(differing, sealed);
  std::set<std::size_t> lengths;
  for (const Cells* each : {&left, &right})
    for (const std::string& ballot : each->at("pairing_ballots.sealed")) lengths.insert(ballot.size());
  EXPECT_EQ(lengths.size(), 1U) << "the length tells";
}

TEST_P(Secrecy, what_is_sealed_opens_with_nothing_that_the_database_has) {
  Voted voted(GetParam(), true);
  const Cells all = cells(voted.database());
  const std::string& ballot = all.at("pairing_ballots.sealed").front();
  std::string public_key;
  for (const std::string& each : all.at("pairing_rounds.public_key")) public_key = each;
  ASSERT_EQ(public_key.size(), 32U);
  for (const auto& [column, values] : all)
    for (const std::string& value : values)
      for (std::size_t i = 0; i + 32 <= value.size(); i += column == "pairing_round_keys.sealed" ? 1 : 32)
        ASSERT_FALSE(open_box(ballot, {public_key, value.substr(i, 32)})) << column;
}

TEST_P(Secrecy, nobody_gets_a_ranking_from_a_route_with_the_key_file_and_one_consent) {
  Voted voted(GetParam(), true);
  auto& bench = voted.bench_;
  auto& village = voted.village_;
  village.close();
  village.consent_as(village.town.yinhe_secretary());
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, bench.changes());
  browser.with_header("host", "lianghu.example");
  const std::string base = "/api/v1/villages/" + std::to_string(village.town.yinhe.id.value) + "/pairing";
  const std::string version = R"({"version":)" + std::to_string(village.now().version) + "}";
  for (const Actor& actor : {village.town.yinhe_secretary(), village.town.town_staff(),
                             village.town.county_staff(), village.town.auditor()}) {
    browser.as(actor);
    for (const std::string step : {"/solve", "/confirming", "/final"})
      EXPECT_GE(browser.post(base + step, version).status, 403);
    const std::string seen = browser.get(base).body;
    EXPECT_NE(seen.find(R"("pairs":[])"), std::string::npos);
    EXPECT_EQ(seen.find(reason), std::string::npos);
    const std::string form = browser.get(base + "/ballots/" + digits(village.zhao)).body;
    EXPECT_EQ(form.find(reason), std::string::npos);
    EXPECT_EQ(form.find("rank"), std::string::npos);
  }
  EXPECT_EQ(village.now().state, State::closed);
}

TEST_P(Secrecy, a_ballot_that_is_destroyed_is_gone_from_the_file) {
  Voted voted(GetParam(), true);
  const Cells before = cells(voted.database());
  voted.village_.close();
  voted.village_.run();
  voted.village_.ask_both_sides();
  voted.bench_.pass_days(6);
  voted.village_.finalise();
  const Cells after = cells(voted.database());
  for (const std::string column : {"pairing_ballots.sealed", "pairing_round_keys.sealed"})
    EXPECT_TRUE(after.at(column).empty());
  if (GetParam() == db::Engine::postgresql) return;  // there it is VACUUM's
  const std::string copy = db::testing::temporary_folder() + "/secrecy-final.db";
  voted.database().backup_to(copy);
  const std::string bytes = bytes_of(copy);
  for (const std::string column : {"pairing_ballots.sealed", "pairing_round_keys.sealed"})
    for (const std::string& value : before.at(column))
      EXPECT_EQ(bytes.find(value.substr(0, 48)), std::string::npos) << column;
}

TEST_P(Secrecy, the_journal_says_that_somebody_voted_and_what_was_refused_and_no_more) {
  Voted voted(GetParam(), true);
  auto& bench = voted.bench_;
  auto& village = voted.village_;
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, bench.changes());
  browser.with_header("host", "lianghu.example");
  const std::string base = "/api/v1/villages/" + std::to_string(village.town.yinhe.id.value) + "/pairing";
  const auto cast_for = [&](std::int64_t household, std::int64_t round, Id<Household> first) {
    return browser
        .put(base + "/ballots/" + std::to_string(household), R"({"round":")" + std::to_string(round) +
                                                                 R"(","rank":[[")" + digits(first) +
                                                                 R"("]],"vetoes":[]})")
        .status;
  };
  const std::int64_t round = village.now().id.value;
  const auto refusals = [&] {
    std::vector<std::int64_t> subjects;
    for (const auto& line : bench.read(
             [&](Context& c) { return journal::entries_of(c, village.town.yinhe.id.value, {}).entries; }))
      if (line.action == "pairing.ballot_refused") subjects.push_back(line.subject);
    return subjects;
  };
  browser.as(village.town.yinhe_member(village.guan.value, 1));
  EXPECT_EQ(cast_for(village.zhao.value, round, village.guan), 404) << "another household's";
  EXPECT_EQ(cast_for(424242, round, village.guan), 404) << "nobody's";
  EXPECT_EQ(cast_for(village.guan.value, round, village.wang), 422) << "of the same side";
  EXPECT_EQ(cast_for(village.guan.value, round + 1, village.zhao), 409) << "of another round";
  EXPECT_EQ(refusals(),
            (std::vector<std::int64_t>{village.guan.value, village.guan.value, 0, village.zhao.value}));
  browser.as(village.town.shanwan_secretary());
  EXPECT_EQ(cast_for(village.zhao.value, round, village.guan), 404);
  EXPECT_EQ(refusals().size(), 4U) << "a stranger writes into the village's journal";
  village.close();
  browser.as(village.town.yinhe_secretary());
  for (int i = 0; i < 30; ++i) EXPECT_EQ(cast_for(village.zhao.value, round, village.guan), 409);
  EXPECT_EQ(refusals().size(), 14U) << "whoever repeats it fills the journal";
  const Cells all = cells(voted.database());
  for (const std::string& rows : all.at("journal_entries.rows_json"))
    EXPECT_EQ(rows.find(reason), std::string::npos);
  EXPECT_TRUE(bench.verify().holds());
}

TEST_P(Secrecy, the_log_has_no_ranking_whatever_goes_wrong) {
  Voted voted(GetParam(), true);
  auto& village = voted.village_;
  http::Router router;
  routes(router);
  http::testing::Browser browser(router, voted.bench_.changes());
  browser.as(village.town.yinhe_secretary()).with_header("host", "lianghu.example");
  const std::string ballots =
      "/api/v1/villages/" + std::to_string(village.town.yinhe.id.value) + "/pairing/ballots/";
  const auto cast = [&](const std::string& first) {
    const std::string body = R"({"round":")" + std::to_string(village.now().id.value) + R"(","rank":[[")" +
                             first + R"("],[")" + digits(village.guan) + R"("]],"vetoes":[{"household":")" +
                             digits(village.sun) + R"(","reason":")" + reason + R"("}]})";
    return browser.put(ballots + digits(village.zhao), body);
  };
  const Log log;
  const std::string wang = digits(village.wang);
  EXPECT_EQ(cast(wang).status, 200) << cast(wang).body;
  EXPECT_EQ(cast(digits(village.guan)).status, 422) << "twice the same";
  EXPECT_EQ(cast(digits(village.li)).status, 422) << "of the same side";
  EXPECT_EQ(cast(wang + "\"]],").status, 400) << "no JSON";
  EXPECT_EQ(cast("王演芝").status, 400) << "no number";
  EXPECT_EQ(log.text(), "") << "a refusal is the voter's, not the operator's";
  voted.database().write([](db::Transaction& tx) { tx.execute("DROP TABLE pairing_ballots"); });
  EXPECT_EQ(cast(wang).status, 500);
  EXPECT_NE(log.text().find("pairing.cast"), std::string::npos) << "the log is not what was read";
  for (const std::string& secret : {reason, wang, digits(village.guan), digits(village.sun)})
    EXPECT_EQ(log.text().find(secret), std::string::npos) << log.text();
}

TEST_P(Secrecy, the_journal_says_whether_a_round_was_closed_on_the_day_that_was_announced) {
  journal::testing::Bench bench(GetParam());
  testing::PairedVillage village(bench);
  const auto closed_as = [&](int days) {
    village.start();
    const auto version = village.now().version;
    village.change([&](Context& c, const Village& v) { return open(c, v, add_days(c.today(), 2), version); });
    bench.pass_days(days);
    village.close();
    const auto entries = bench.read(
        [&](Context& c) { return journal::entries_of(c, village.town.yinhe.id.value, {}).entries; });
    village.run();
    village.ask_both_sides();
    bench.pass_days(6);
    village.finalise();
    return entries.front().action;
  };
  EXPECT_EQ(closed_as(1), "pairing.closed_early");
  EXPECT_EQ(closed_as(2), "pairing.closed");
  EXPECT_EQ(closed_as(3), "pairing.closed_late");
}

}  // namespace
}  // namespace lianghu::pairing

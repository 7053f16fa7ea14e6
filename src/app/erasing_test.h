#pragma once
// A village in the middle of its life, of which one household is to be erased that has left traces
// everywhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/whole_village.h"
#include "features/help/erasing.h"
#include "features/households/testing.h"
#include "features/pledges/erasing.h"
#include "journal/forgetting_store.h"
#include "journal/proof.h"
#include "journal/public_log.h"
#include "journal/rows.h"
#include "journal/sequencer.h"

namespace lianghu::app {

using households::Village;
using journal::RowKey;

/// Every text and all bytes of each table.
using Dump = std::map<std::string, std::string>;

class Erasing : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    log_.check(bench_.database());
    remember_more();
    sequencer_.sequence();
    kept_ = proofs();
    checkpoint_ =
        bench_.database().read([](db::Transaction& tx) { return journal::signed_checkpoint(tx).value(); });
  }
  Erasure erase() {
    Erasure out = village_.erase(village_.sun, "搬走以后书面要求");
    sequencer_.sequence();
    return out;
  }

  Dump dump() {
    return bench_.database().read([&](db::Transaction& tx) {
      Dump out;
      const auto tables =
          GetParam() == db::Engine::sqlite
              ? tx.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
              : tx.query(
                    "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() "
                    "ORDER BY 1");
      for (const db::Row& table : tables)
        for (const db::Row& row : tx.query("SELECT * FROM " + table.text(0)))
          for (std::size_t i = 0; i < row.size(); ++i) {
            if (const auto* text = std::get_if<std::string>(&row.cell(i))) out[table.text(0)] += *text + "\n";
            if (const auto* blob = std::get_if<db::Blob>(&row.cell(i)))
              out[table.text(0)] += blob->bytes + "\n";
          }
      return out;
    });
  }
  std::set<std::string> tables_with(const std::string& what) {
    std::set<std::string> out;
    for (const auto& each : dump())
      if (each.second.find(what) != std::string::npos) out.insert(each.first);
    return out;
  }
  /// What the database says of the household that it must not say afterwards.
  std::vector<std::string> secrets() {
    std::vector<std::string> out = {"孙演波",       "孙演田",         "东头孙家老院",   "SUN-017",
                                    "老伴腿脚不好", "sun.yanbo",      "演示邻居都说好", "门轴换了新的",
                                    "教孩子认字",   "先把院子收拾好", "演示请假在外"};
    bench_.database().read([&](db::Transaction& tx) {
      for (const char* column : {"identity_sealed", "identity_fingerprint", "phone_sealed"})
        for (const db::Row& row :
             tx.query(std::string("SELECT ") + column +
                          " FROM persons WHERE village_id = ? AND household_id = ? AND " + column +
                          " IS NOT NULL ORDER BY id",
                      village_.town.yinhe.id, village_.sun))
          out.push_back(row.blob(0));
      out.push_back(tx.one("SELECT phone_sealed FROM households WHERE village_id = ? AND id = ?",
                           village_.town.yinhe.id, village_.sun)
                        ->blob(0));
    });
    return out;
  }

  /// A proof of each letter in force, by household.
  std::map<Id<households::Household>, journal::RowProof> proofs() {
    return village_.read([&](Context& c, const Village& v) {
      std::map<Id<households::Household>, journal::RowProof> out;
      for (const auto& letter : pledges::published_in(c, v))
        out.emplace(letter.household, pledges::proof_of_publication(c, v, letter));
      return out;
    });
  }

  using Rows = std::map<RowKey, std::string>;
  /// Every journalled row as it is now.
  Rows rows() {
    return bench_.database().read([&](db::Transaction& tx) {
      Rows out;
      for (const journal::Table& table : bench_.tables().all())
        journal::read_all(tx, table, [&](const RowKey& row, std::string_view text) {
          out.emplace(row, text);
          return true;
        });
      return out;
    });
  }
  std::vector<journal::Entry> entries() {
    return bench_.database().read([](db::Transaction& tx) {
      std::vector<journal::Entry> out;
      for (const auto& each : journal::store::entries_after(tx, {-1, 0}, 100'000)) out.push_back(each.entry);
      return out;
    });
  }
  /// How many commitments somebody who has the database finds to say exactly this of the rows.
  int guessed(const Rows& said) {
    int found = 0;
    for (const journal::Entry& entry : entries()) {
      if (!entry.salt) continue;
      const auto commitments = journal::parse_rows(entry.rows).value();
      for (const journal::Commitment& each : commitments) {
        const auto row = said.find(each.row);
        if (row != said.end() && journal::commitment(*entry.salt, row->first, row->second) == each.hash)
          ++found;
      }
    }
    return found;
  }

  journal::testing::Bench bench_{GetParam()};
  const std::string folder_ = journal::testing::own_folder();
  journal::PublicLog log_{folder_ + "/log.key", folder_ + "/log.head", bench_.random()};
  journal::Sequencer sequencer_{bench_.database(), bench_.clock(), &log_};
  testing::WholeVillage village_{bench_};
  std::map<Id<households::Household>, journal::RowProof> kept_;
  std::string checkpoint_;

 private:
  /// More of the Suns, wherever something may be known of a household.
  void remember_more() {
    village_.publish_new(village_.guan, "宣传政策，每月一次");
    village_.change([&](Context& c, const Village& v) {
      const auto card = households::card(c, v, village_.sun);
      households::HouseholdFields fields;
      fields.code = "SUN-017";
      fields.kind = households::Kind::member;
      fields.address = "音河村东头孙家老院";
      fields.phone = "13845231777";
      fields.note = "老伴腿脚不好";
      households::change(c, v, village_.sun, fields, card.household.version);
      for (const households::Person& each : card.persons) {
        if (each.name != "孙演波") continue;
        households::PersonFields head;
        head.name = each.name;
        head.identity = households::testing::identity("19680315", 11);
        head.phone = "13845231778";
        head.is_head = true;
        head.party = households::Party::full;
        households::change_person(c, v, each.id, head, each.version);
        accounts::create(c,
                         {"sun.yanbo", "孙演波", "not a hash",
                          accounts::PersonRef{v.id().value, village_.sun.value, each.id.value}},
                         RoleKind::member, v.id());
      }
    });
    as_sun([&](Context& c, const Village& v) {
      const auto letter = pledges::published_of(c, v, village_.sun).value();
      const auto draft = pledges::amend(c, v, letter.pledge);
      pledges::change(c, v, draft.id, {pledges::testing::item("教孩子认字")}, draft.version);
    });
    village_.change([&](Context& c, const Village& v) {
      programmes::exempt(c, v, village_.sun, programmes::Matter::pairing, "演示请假在外");
      for (const pairing::Pairing& each : pairing::pairings_in(c, v)) {
        if (each.helper != village_.sun) continue;
        help::write_plan(c, v, each.id, {{"", "先把院子收拾好", std::nullopt}}, 1);
        help::NewAction done;
        done.helper = each.helper;
        done.pairing = each.id;
        done.role = help::Role::friend_;
        done.done_on = c.today();
        done.what = "门轴换了新的";
        done.quarter_hours = 4;
        done.photo = std::string(64, 'b');
        help::record(c, v, done);
      }
      for (const auto& each : reviews::sheet(c, v, reviews::list(c, v).at(0).id).rectifications)
        if (each.household == village_.sun)
          reviews::report_done(c, v, each.id, "演示邻居都说好", each.version);
    });
    // Stored answers to requests that somebody may repeat.
    const auto account =
        bench_.read([](Context& c) { return accounts::sign_in_check(c, "sun.yanbo").account.value(); });
    bench_.changes().change_once(Actor::system(), {0, "key-of-a-request-for-an-account", "f"}, [&](Context&) {
      return R"({"id":")" + std::to_string(account.value) + R"(","name":"孙演波"})";
    });
    bench_.changes().change_once(Actor::system(),
                                 {village_.town.yinhe.id.value, "key-of-a-request-about-sun", "f"},
                                 [](Context&) { return std::string(R"({"name":"孙演波"})"); });
  }
  template <class Work>
  void as_sun(Work work) {
    const Actor actor = bench_.read([&](Context& c) {
      return accounts::actor_for(c, accounts::sign_in_check(c, "sun.yanbo").account.value());
    });
    bench_.change_as(actor, [&](Context& c) { work(c, village_.anybodys_yinhe(c)); });
  }
};

}  // namespace lianghu::app

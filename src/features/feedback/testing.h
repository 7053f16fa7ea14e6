#pragma once
// For the tests of this room and of those above: Yinhe with its plaques hung, a secretary who lives in one of
// the households, two more who can be given something, and the town's two.
#include "features/feedback/feedback.h"
#include "features/plaques/testing.h"

namespace lianghu::feedback::testing {

using organisations::testing::refused;

class Desk {
  journal::testing::Bench& bench_;

 public:
  explicit Desk(journal::testing::Bench& bench) : bench_(bench), village(bench) {
    village.plan();
    village.mark_all_printed();
    for (const auto household : {village.sun, village.guan, village.wang}) village.hang_at(household);
    secretary = account("secretary", "王演芝", RoleKind::secretary, village.town.yinhe.id, village.wang);
    leader = account("leader", "关演云", RoleKind::group_leader, village.town.group.id, village.guan);
    town = account("town-a", "韩演梅", RoleKind::town, village.town.town.id, {});
    other_town = account("town-b", "程演新", RoleKind::town, village.town.town.id, {});
    county = account("county", "郑演民", RoleKind::county, village.town.county.id, {});
  }

  Id<Account> account(const std::string& login, const std::string& name, RoleKind kind, Id<Organisation> at,
                      Id<Household> household) {
    return bench_.change([&](Context& c) {
      accounts::NewAccount wanted{login, name, "not a hash", std::nullopt};
      if (household)
        wanted.person = accounts::PersonRef{village.town.yinhe.id.value, household.value,
                                            person_of(c, household, name).value};
      return accounts::create(c, wanted, kind, at).id;
    });
  }
  /// Who is called so in that household; made if nobody is.
  Id<households::Person> person_of(Context& c, Id<Household> household, const std::string& name) {
    for (const auto& each : households::residents(c, village.yinhe(c), household))
      if (each.name == name) return each.id;
    households::PersonFields fields;
    fields.name = name;
    return households::add_person(c, village.yinhe(c), household, fields).id;
  }
  [[nodiscard]] Actor actor(Id<Account> id) {
    return bench_.read([&](Context& c) { return accounts::actor_for(c, id); });
  }
  std::string token(Id<Household> household) {
    return bench_.read([&](Context& c) {
      const auto plaque = plaques::of_household(c, village.yinhe(c), household).value();
      return plaques::token_of(c, village.yinhe(c), plaque.id);
    });
  }
  /// Said about a household; the code.
  std::string say(Id<Household> about, Kind kind = Kind::complaint, const std::string& text = "广场没人扫") {
    Submission said;
    said.kind = kind;
    said.text = text;
    return say(about, said);
  }
  std::string say(Id<Household> about, const Submission& said) {
    const std::string key = "form-key-number-" + std::to_string(++said_);
    const std::string code = code_of(bench_.sealer(), key);
    const std::string at = token(about);
    bench_.change_as(Actor::visitor(), [&](Context& c) { return submit(c, at, said, code); });
    return code;
  }
  /// As that account, in Yinhe.
  template <class Work>
  auto as(Id<Account> who, Work work) {
    return bench_.change_as(actor(who), [&](Context& c) { return work(c, village.anybodys_yinhe(c)); });
  }
  std::vector<Entry> pile(Id<Account> who, Pile which = Pile::to_do) {
    return as(who, [&](Context& c, const Village& at) { return list(c, at, which); });
  }
  /// The only one that this account has to do.
  Entry only(Id<Account> who, Pile which = Pile::to_do) {
    const auto all = pile(who, which);
    return all.size() == 1 ? all.front()
                           : throw std::runtime_error("not one but " + std::to_string(all.size()));
  }
  Entry give(Id<Account> by, const Entry& entry, Id<Account> to) {
    return as(by, [&](Context& c, const Village& at) { return assign(c, at, entry.id, to, entry.version); });
  }
  Entry reply(Id<Account> by, const Entry& entry, const std::string& text = "已经扫了，往后按周扫") {
    return as(by, [&](Context& c, const Village& at) {
      return answer(c, at, entry.id, {text, true}, entry.version);
    });
  }
  Tracked follow(const std::string& code) {
    return bench_.read_as(Actor::visitor(), [&](Context& c) { return track(c, code).value(); });
  }
  void reopen_with(const std::string& code, const std::string& why = "还是没人扫") {
    bench_.change_as(Actor::visitor(), [&](Context& c) { reopen(c, code, why); });
  }
  std::int64_t a_new_day() {
    return bench_.change([&](Context& c) { return escalate_late(c, village.yinhe(c)); });
  }

  plaques::testing::RunningVillage village;
  Id<Account> secretary, leader, town, other_town, county;

 private:
  int said_ = 0;
};

}  // namespace lianghu::feedback::testing

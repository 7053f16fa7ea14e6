#pragma once
// Yinhe with its programme running since 20 July 2020 and three member households, a contact household and
// one that is neither; for the tests of this room and of those above.
#include "features/organisations/testing.h"
#include "features/plaques/plaques.h"

namespace lianghu::plaques::testing {

class RunningVillage {
  journal::testing::Bench& bench_;

 public:
  explicit RunningVillage(journal::testing::Bench& bench) : bench_(bench), town(bench) {
    bench.change_as(town.town_staff(), [&](Context& c) {
      const auto reach = organisations::reach(c, town.town.id, {RoleKind::town});
      programme = programmes::create(c, reach, programmes::built_in()).id;
      programmes::invite(c, yinhe(c), programme, programmes::Wave::pilot);
      programmes::prepare(c, yinhe(c));
      programmes::start(c, yinhe(c), c.today());
    });
    sun = add("孙演波", households::Kind::member, town.group.id);
    guan = add("关演云", households::Kind::member);
    wang = add("王演芝", households::Kind::member);
    contact = add("赵演福", households::Kind::contact);
    neither = add("钱演多", households::Kind::neither);
  }

  Village yinhe(Context& c) const { return organisations::village(c, town.yinhe.id, staff_kinds); }
  /// Whoever asks; the rules then decide.
  Village anybodys_yinhe(Context& c) const {
    return Village(organisations::published_reach(c, town.yinhe.id));
  }
  Id<Household> add(const std::string& name, households::Kind kind,
                    std::optional<Id<Organisation>> group = std::nullopt) {
    return bench_.change([&](Context& c) {
      households::HouseholdFields fields;
      fields.kind = kind;
      fields.group = group;
      fields.address = "音河村" + name.substr(0, 3) + "家";
      households::PersonFields head;
      head.name = name;
      head.party = kind == households::Kind::member ? households::Party::full : households::Party::none;
      return households::add(c, yinhe(c), fields, head).household.id;
    });
  }
  /// As the secretary.
  template <class Work>
  auto change(Work work) {
    return bench_.change_as(town.yinhe_secretary(), [&](Context& c) { return work(c, yinhe(c)); });
  }
  template <class Work>
  auto read(Work work) {
    return bench_.read_as(town.yinhe_secretary(), [&](Context& c) { return work(c, yinhe(c)); });
  }
  std::int64_t plan(bool consent_names = true) {
    return change([&](Context& c, const Village& village) { return plan_all(c, village, consent_names); });
  }
  Plaque of(Id<Household> household) {
    return bench_.read([&](Context& c) { return of_household(c, yinhe(c), household).value(); });
  }
  void mark_all_printed() {
    change([&](Context& c, const Village& village) {
      std::vector<Id<Plaque>> ids;
      for (const Plaque& plaque : live(c, village))
        if (plaque.state == State::planned) ids.push_back(plaque.id);
      return mark_printed(c, village, ids);
    });
  }
  Plaque hang_at(Id<Household> household) {
    const Plaque plaque = of(household);
    return change([&](Context& c, const Village& village) {
      return hang(c, village, plaque.id, {c.today(), plaque.consent_names, std::nullopt, plaque.version});
    });
  }
  organisations::testing::Town town;
  Id<programmes::Programme> programme;
  Id<Household> sun, guan, wang, contact, neither;
};

}  // namespace lianghu::plaques::testing

#pragma once
// The town that every room's tests live in: Gannan County, Xingshisi Town, and two of its six villages, Yinhe
// (the article's pilot) and Shanwan, with somebody for each right.
#include "features/organisations/organisations.h"
#include "journal/testing.h"

namespace lianghu::organisations::testing {

class Town {
 public:
  explicit Town(journal::testing::Bench& bench) {
    bench.change([&](Context& c) {
      county = create(c, {std::nullopt, Kind::county, "甘南县委", "230225"});
      town = create(c, {county.id, Kind::town, "兴十四镇党委", "230225101"});
      yinhe = create(c, {town.id, Kind::branch, "音河村党支部", "230225101204"});
      shanwan = create(c, {town.id, Kind::branch, "山湾村党支部", "230225101202"});
      group = create(c, {yinhe.id, Kind::group, "第一党小组", "230225101204"});
    });
  }

  [[nodiscard]] static Actor somebody(std::int64_t account, RoleKind role, const Organisation& at) {
    return journal::testing::Bench::account(account, role, at.id.value, at.path);
  }
  [[nodiscard]] Actor county_staff() const { return somebody(11, RoleKind::county, county); }
  [[nodiscard]] Actor town_staff() const { return somebody(12, RoleKind::town, town); }
  [[nodiscard]] Actor yinhe_secretary() const { return somebody(13, RoleKind::secretary, yinhe); }
  [[nodiscard]] Actor shanwan_secretary() const { return somebody(14, RoleKind::secretary, shanwan); }
  [[nodiscard]] Actor auditor() const { return somebody(15, RoleKind::auditor, town); }
  [[nodiscard]] static Actor operator_() {
    return journal::testing::Bench::account(10, RoleKind::operator_, 0, "");
  }
  /// A member household's person in Yinhe.
  [[nodiscard]] Actor yinhe_member(std::int64_t household, std::int64_t person) const {
    Actor actor = somebody(16, RoleKind::member, yinhe);
    actor.village = yinhe.id.value;
    actor.household = household;
    actor.person = person;
    return actor;
  }

  Organisation county, town, yinhe, shanwan, group;
};

/// The key of the refusal that `work` ends in; "" when it ends well.
template <class Work>
std::string refused(Work work) {
  try {
    work();
  } catch (const Refusal& refusal) {
    return refusal.problems().front().key;
  }
  return {};
}

}  // namespace lianghu::organisations::testing

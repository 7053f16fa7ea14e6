#pragma once
// Who does something. A right is a role at an organisation and holds for its subtree (docs/glossary.md,
// "Right").
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace lianghu {

enum class RoleKind {
  operator_,  // IT: accounts, backup, settings; no personal data by the UI
  county,     // county staff
  town,       // town staff
  secretary,  // branch secretary
  group_leader,
  member,   // a member household's person
  auditor,  // reads everything of the subtree, the journal included
};

BOOST_DESCRIBE_ENUM(RoleKind, operator_, county, town, secretary, group_leader, member, auditor)

enum class ActorKind { visitor, account, system };
BOOST_DESCRIBE_ENUM(ActorKind, visitor, account, system)

struct RoleHeld {
  RoleKind kind{};
  std::int64_t organisation = 0;
  std::string path;  // of the organisation: "/1/2/3/"; the right holds for every path that begins so
};

struct Actor {
  ActorKind kind = ActorKind::visitor;
  std::int64_t account = 0;
  std::int64_t session = 0;
  std::int64_t person = 0;     // the person behind the account, 0 = none
  std::int64_t household = 0;  // that person's household, 0 = none
  std::int64_t village = 0;    // and its village
  std::string name;
  std::vector<RoleHeld> roles;

  static Actor visitor() { return {}; }
  static Actor system() {
    Actor actor;
    actor.kind = ActorKind::system;
    return actor;
  }
  /// True if one of `kinds` is held at an organisation whose subtree has `path`. The system may do
  /// everything.
  [[nodiscard]] bool may(std::initializer_list<RoleKind> kinds, std::string_view path) const;
  [[nodiscard]] bool holds(RoleKind kind) const;
};

/// staff: those who see a whole village or more.
inline constexpr std::initializer_list<RoleKind> staff_kinds = {RoleKind::county, RoleKind::town,
                                                                RoleKind::secretary};

}  // namespace lianghu

#include "journal/actor.h"

#include <gtest/gtest.h>

namespace lianghu {
namespace {

Actor with(RoleKind kind, const std::string& path) {
  Actor actor;
  actor.kind = ActorKind::account;
  actor.roles.push_back({kind, 2, path});
  return actor;
}

TEST(Actors, a_right_holds_for_the_organisation_and_all_below_it) {
  const Actor secretary = with(RoleKind::secretary, "/1/2/");
  EXPECT_TRUE(secretary.may({RoleKind::secretary}, "/1/2/"));
  EXPECT_TRUE(secretary.may(staff_kinds, "/1/2/30/"));
}

TEST(Actors, a_right_holds_neither_above_nor_beside_nor_for_another_kind) {
  const Actor secretary = with(RoleKind::secretary, "/1/2/");
  EXPECT_FALSE(secretary.may({RoleKind::secretary}, "/1/"));
  EXPECT_FALSE(secretary.may({RoleKind::secretary}, "/1/20/"));
  EXPECT_FALSE(secretary.may({RoleKind::town, RoleKind::auditor}, "/1/2/"));
  EXPECT_FALSE(secretary.holds(RoleKind::town));
  EXPECT_TRUE(secretary.holds(RoleKind::secretary));
}

TEST(Actors, a_role_without_a_place_gives_no_right_anywhere) {
  EXPECT_FALSE(with(RoleKind::county, "").may({RoleKind::county}, "/1/2/"));
}

TEST(Actors, the_system_may_do_everything_and_a_visitor_nothing) {
  EXPECT_TRUE(Actor::system().may({}, "/1/"));
  EXPECT_FALSE(Actor::visitor().may(staff_kinds, "/1/"));
}

}  // namespace
}  // namespace lianghu

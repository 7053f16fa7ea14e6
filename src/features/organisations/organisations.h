#pragma once
// The tree of Party organisations: county committee → town committee → village branch → Party group, each
// bound to an official division. A right held at one holds for all below it; `Reach` and `Village` are the
// proof that the actor has one, and only this room makes them, so a store function that takes a Village
// cannot forget to filter by it.
#include <boost/describe.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "journal/context.h"

namespace lianghu::organisations {

enum class Kind { county, town, branch, group };
BOOST_DESCRIBE_ENUM(Kind, county, town, branch, group)

struct Organisation {
  Id<Organisation> id;
  std::optional<Id<Organisation>> parent;
  Kind kind{};
  std::string name;
  std::string division;  // the official place code, 6, 9 or 12 digits
  std::string path;      // "/county/town/branch/", ids from the root down to this one
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Organisation, (), (id, parent, kind, name, division, path, version))

/// An organisation at which the actor has a right, and with it everything below.
class Reach {
 public:
  [[nodiscard]] const Organisation& organisation() const { return organisation_; }
  [[nodiscard]] Id<Organisation> id() const { return organisation_.id; }

 private:
  friend Reach reach(Context&, Id<Organisation>, std::initializer_list<RoleKind>);
  friend Reach published_reach(Context&, Id<Organisation>);
  friend class Village;
  explicit Reach(Organisation organisation) : organisation_(std::move(organisation)) {}
  Organisation organisation_;
};

/// A village branch within the actor's reach. Its id is the village_id of the rows of that village.
class Village {
 public:
  /// Throws Refusal 404 organisation.not_found when `reach` is not a branch.
  explicit Village(Reach reach);
  [[nodiscard]] Id<Organisation> id() const { return reach_.id(); }
  [[nodiscard]] const Organisation& organisation() const { return reach_.organisation(); }
  [[nodiscard]] const std::string& name() const { return reach_.organisation().name; }

 private:
  Reach reach_;
};

/// Throws Refusal 404 organisation.not_found when there is none or the actor has no role that covers it (the
/// answer is the same), 403 rights.missing when it is covered, but by none of `kinds`. An operator reaches
/// every organisation where `kinds` names operators, and none otherwise.
[[nodiscard]] Reach reach(Context& context, Id<Organisation> id, std::initializer_list<RoleKind> kinds);
[[nodiscard]] Village village(Context& context, Id<Organisation> id, std::initializer_list<RoleKind> kinds);
/// For what anyone may see: only the public pages and forms use it. Throws Refusal 404 when there is none.
[[nodiscard]] Reach published_reach(Context& context, Id<Organisation> id);

struct NewOrganisation {
  std::optional<Id<Organisation>> parent;  // none: a root, which only an operator or the system makes
  Kind kind{};
  std::string name;
  std::string division;
};
BOOST_DESCRIBE_STRUCT(NewOrganisation, (), (parent, kind, name, division))

/// Throws Refusal 422: organisation.name.length, organisation.division.unknown, organisation.division.outside
/// (not in the parent's division), organisation.kind.order (a town is under a county, …); 409
/// organisation.name.taken.
Organisation create(Context& context, const NewOrganisation& wanted);
/// Throws Refusal 409 version.stale when somebody changed it since.
Organisation rename(Context& context, Id<Organisation> id, std::string_view name, std::int64_t version);
/// Moves it with all that is below. Throws Refusal 422 organisation.cycle, organisation.kind.order.
Organisation move(Context& context, Id<Organisation> id, Id<Organisation> new_parent, std::int64_t version);

[[nodiscard]] std::optional<Organisation> find(Context& context, Id<Organisation> id);
/// The organisation of that division; with several, the highest.
[[nodiscard]] std::optional<Organisation> find_by_division(Context& context, std::string_view division);
/// Every organisation, by path: for an operator and the system. Throws Refusal 403 for anyone else.
[[nodiscard]] std::vector<Organisation> all(Context& context);
/// All below and including `top`, ordered by path.
[[nodiscard]] std::vector<Organisation> subtree(Context& context, const Reach& top);
/// The village branches of the subtree, by name.
[[nodiscard]] std::vector<Organisation> branches(Context& context, const Reach& top);
/// From the root down to and including `organisation`.
[[nodiscard]] std::vector<Organisation> ancestors(Context& context, const Organisation& organisation);

enum class Duty { implement, supervise, execute, promote };
BOOST_DESCRIBE_ENUM(Duty, implement, supervise, execute, promote)

struct LeadingGroupMember {
  std::string name;
  std::string post;  // "党支部书记"
  bool is_head = false;
  std::vector<Duty> duties;
};
BOOST_DESCRIBE_STRUCT(LeadingGroupMember, (), (name, post, is_head, duties))

/// Replaces the leading group (source article: headed by the branch secretary; implements, supervises,
/// executes, promotes). Throws Refusal 422: leading_group.head (exactly one), leading_group.duties (each duty
/// has somebody). `seen` is the group that was on the screen of whoever writes, none when there was none:
/// what somebody else has put there since is not written over: 409 version.stale.
void set_leading_group(Context& context, const Reach& at, const std::vector<LeadingGroupMember>& members,
                       std::optional<Id<LeadingGroupMember>> seen = std::nullopt);
/// Which group stands there now: another one after each `set_leading_group`.
[[nodiscard]] std::optional<Id<LeadingGroupMember>> leading_group_version(Context& context, const Reach& at);
[[nodiscard]] std::vector<LeadingGroupMember> leading_group(Context& context, const Reach& at);
/// The name of its head; nothing while there is no group.
[[nodiscard]] std::optional<std::string> leading_group_head(Context& context, Id<Organisation> at);

}  // namespace lianghu::organisations

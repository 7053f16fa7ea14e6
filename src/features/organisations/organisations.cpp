#include "features/organisations/organisations.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/version.h"
#include "features/organisations/divisions.h"
#include "features/organisations/organisations_store.h"

namespace lianghu::organisations {

namespace {

constexpr std::size_t name_characters_max = 60;

Refusal not_found() {
  return {Status::not_found, "organisation.not_found"};
}

std::string checked_name(std::string_view typed) {
  std::string name = trim(typed);
  if (name.empty() || characters(name) > name_characters_max || !is_utf8(name))
    throw Refusal(Status::unprocessable, "organisation.name.length", "name",
                  {{"max", std::to_string(name_characters_max)}});
  return name;
}

/// county → town → branch → group: the order of the source article's levels.
void check_order(Kind parent, Kind child) {
  if (static_cast<int>(child) != static_cast<int>(parent) + 1)
    throw Refusal(Status::unprocessable, "organisation.kind.order", "kind");
}

void check_division(const std::optional<Organisation>& parent, std::string_view division) {
  if (!divisions::find(division))
    throw Refusal(Status::unprocessable, "organisation.division.unknown", "division",
                  {{"code", std::string(division)}});
  if (parent && !division.starts_with(parent->division))
    throw Refusal(Status::unprocessable, "organisation.division.outside", "division",
                  {{"parent", parent->name}});
}

/// Who shapes the tree: operators everywhere, county and town staff within their subtree.
void check_may_shape(Context& context, const std::string& path) {
  const Actor& actor = context.actor();
  if (actor.holds(RoleKind::operator_) || actor.may({RoleKind::county, RoleKind::town}, path)) return;
  throw Refusal(Status::forbidden, "rights.missing");
}

bool covers(const Actor& actor, const std::string& path) {
  return actor.may({RoleKind::operator_, RoleKind::county, RoleKind::town, RoleKind::secretary,
                    RoleKind::group_leader, RoleKind::member, RoleKind::auditor},
                   path);
}

/// An operator's right stands at no organisation and so below none: it holds everywhere, but only for what
/// names operators.
bool is_for_operator(const Actor& actor, std::initializer_list<RoleKind> kinds) {
  return actor.holds(RoleKind::operator_) &&
         std::find(kinds.begin(), kinds.end(), RoleKind::operator_) != kinds.end();
}

/// The organisation as somebody who may shape the tree sees it.
Organisation to_shape(Context& context, Id<Organisation> id) {
  auto organisation = store::by_id(context, id);
  if (!organisation) throw not_found();
  if (!context.actor().holds(RoleKind::operator_) && !covers(context.actor(), organisation->path))
    throw not_found();
  check_may_shape(context, organisation->path);
  return *organisation;
}

void update_or_refuse(Context& context, const Organisation& organisation) {
  if (!store::update(context, organisation)) throw Refusal(Status::conflict, "version.stale");
}

void refuse_taken_name(Context& context, const Organisation& wanted) {
  if (!store::name_free(context, wanted.parent, wanted.name, wanted.id))
    throw Refusal(Status::conflict, "organisation.name.taken", "name", {{"name", wanted.name}});
}

}  // namespace

Village::Village(Reach reach) : reach_(std::move(reach)) {
  if (reach_.organisation().kind != Kind::branch) throw not_found();
}

Reach reach(Context& context, Id<Organisation> id, std::initializer_list<RoleKind> kinds) {
  auto organisation = store::by_id(context, id);
  if (organisation && is_for_operator(context.actor(), kinds)) return Reach(std::move(*organisation));
  if (!organisation || !covers(context.actor(), organisation->path)) throw not_found();
  if (!context.actor().may(kinds, organisation->path)) throw Refusal(Status::forbidden, "rights.missing");
  return Reach(std::move(*organisation));
}

Village village(Context& context, Id<Organisation> id, std::initializer_list<RoleKind> kinds) {
  return Village(reach(context, id, kinds));
}

Reach published_reach(Context& context, Id<Organisation> id) {
  auto organisation = store::by_id(context, id);
  if (!organisation) throw not_found();
  return Reach(std::move(*organisation));
}

Organisation create(Context& context, const NewOrganisation& wanted) {
  std::optional<Organisation> parent;
  if (wanted.parent) {
    parent = to_shape(context, *wanted.parent);
    check_order(parent->kind, wanted.kind);
  } else {
    check_may_shape(context, "/");
  }
  check_division(parent, wanted.division);
  Organisation made;
  made.id = context.make_id<Organisation>();
  made.parent = wanted.parent;
  made.kind = wanted.kind;
  made.name = checked_name(wanted.name);
  made.division = wanted.division;
  made.path = (parent ? parent->path : "/") + std::to_string(made.id.value) + "/";
  made.version = 1;
  refuse_taken_name(context, made);
  store::insert(context, made);
  context.record("organisation.created", made.id.value, made.id.value);
  return made;
}

Organisation rename(Context& context, Id<Organisation> id, std::string_view name, std::int64_t version) {
  Organisation organisation = to_shape(context, id);
  organisation.name = checked_name(name);
  organisation.version = next_version(organisation.version, version);
  refuse_taken_name(context, organisation);
  update_or_refuse(context, organisation);
  context.record("organisation.renamed", id.value, id.value);
  return organisation;
}

Organisation move(Context& context, Id<Organisation> id, Id<Organisation> new_parent, std::int64_t version) {
  Organisation organisation = to_shape(context, id);
  const Organisation parent = to_shape(context, new_parent);
  if (parent.path.starts_with(organisation.path))
    throw Refusal(Status::unprocessable, "organisation.cycle", "parent");
  check_order(parent.kind, organisation.kind);
  check_division(parent, organisation.division);
  const std::string old_path = organisation.path;
  organisation.parent = new_parent;
  organisation.path = parent.path + std::to_string(id.value) + "/";
  organisation.version = next_version(organisation.version, version);
  refuse_taken_name(context, organisation);
  update_or_refuse(context, organisation);
  store::repath(context, old_path, organisation.path);
  context.record("organisation.moved", id.value, id.value);
  return organisation;
}

std::optional<Organisation> find(Context& context, Id<Organisation> id) {
  return store::by_id(context, id);
}

std::optional<Organisation> find_by_division(Context& context, std::string_view division) {
  return store::by_division(context, division);
}

std::vector<Organisation> all(Context& context) {
  const Actor& actor = context.actor();
  if (actor.kind != ActorKind::system && !actor.holds(RoleKind::operator_))
    throw Refusal(Status::forbidden, "rights.missing");
  return store::below(context, "/");
}

std::vector<Organisation> subtree(Context& context, const Reach& top) {
  return store::below(context, top.organisation().path);
}

std::vector<Organisation> branches(Context& context, const Reach& top) {
  std::vector<Organisation> all = subtree(context, top);
  std::erase_if(all, [](const Organisation& each) { return each.kind != Kind::branch; });
  std::sort(all.begin(), all.end(), [](const Organisation& a, const Organisation& b) {
    return std::tie(a.division, a.id) < std::tie(b.division, b.id);
  });
  return all;
}

std::vector<Organisation> ancestors(Context& context, const Organisation& organisation) {
  std::vector<Organisation> out;
  for (const std::string& part : split(organisation.path, '/')) {
    const auto id = parse_id(part);
    if (!id) continue;
    const auto found = store::by_id(context, {*id});
    if (!found) throw std::logic_error("a path names an organisation that is not there");
    out.push_back(*found);
  }
  return out;
}

void set_leading_group(Context& context, const Reach& at, const std::vector<LeadingGroupMember>& members,
                       std::optional<Id<LeadingGroupMember>> seen) {
  std::vector<LeadingGroupMember> checked = members;
  int heads = 0;
  std::array<bool, 4> has_duty{};
  for (LeadingGroupMember& member : checked) {
    member.name = checked_name(member.name);
    member.post = trim(member.post);
    heads += member.is_head ? 1 : 0;
    for (const Duty duty : member.duties) has_duty.at(static_cast<std::size_t>(duty)) = true;
  }
  if (heads != 1) throw Refusal(Status::unprocessable, "leading_group.head", "members");
  if (std::find(has_duty.begin(), has_duty.end(), false) != has_duty.end())
    throw Refusal(Status::unprocessable, "leading_group.duties", "members");
  if (!store::replace_leading_group(context, at.id(), checked, seen))
    throw Refusal(Status::conflict, "version.stale");
  context.record("leading_group.set", at.id().value, at.id().value);
}

std::optional<Id<LeadingGroupMember>> leading_group_version(Context& context, const Reach& at) {
  return store::leading_group_version(context, at.id());
}

std::vector<LeadingGroupMember> leading_group(Context& context, const Reach& at) {
  return store::leading_group(context, at.id());
}

std::optional<std::string> leading_group_head(Context& context, Id<Organisation> at) {
  return store::leading_group_head(context, at);
}

}  // namespace lianghu::organisations

#include "features/organisations/organisations_store.h"

#include <algorithm>

#include "base/describe.h"
#include "base/text.h"

namespace lianghu::organisations::store {

namespace {

#define LIANGHU_ORGANISATION_COLUMNS "id, parent_id, kind, name, division, path, version"

Organisation organisation_of(const db::Row& row) {
  Organisation out;
  out.id = row.id<Organisation>(0);
  if (!row.null(1)) out.parent = row.id<Organisation>(1);
  out.kind = enum_of<Kind>(row.text(2));
  out.name = row.text(3);
  out.division = row.text(4);
  out.path = row.text(5);
  out.version = row.integer(6);
  return out;
}

std::optional<Organisation> maybe_organisation(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return organisation_of(*row);
}

}  // namespace

std::optional<Organisation> by_id(Context& context, Id<Organisation> id) {
  return maybe_organisation(
      context.tx().one("SELECT " LIANGHU_ORGANISATION_COLUMNS " FROM organisations WHERE id = ?", id));
}

std::optional<Organisation> by_division(Context& context, std::string_view division) {
  // The shortest path is the highest: a group may sit in the same division as its branch.
  return maybe_organisation(
      context.tx().one("SELECT " LIANGHU_ORGANISATION_COLUMNS
                       " FROM organisations WHERE division = ? ORDER BY length(path), path LIMIT 1",
                       division));
}

std::vector<Organisation> below(Context& context, std::string_view path) {
  std::vector<Organisation> out;
  for (const db::Row& row : context.tx().query("SELECT " LIANGHU_ORGANISATION_COLUMNS
                                               " FROM organisations WHERE path LIKE ? ORDER BY path",
                                               std::string(path) + "%"))
    out.push_back(organisation_of(row));
  return out;
}

bool name_free(Context& context, std::optional<Id<Organisation>> parent, std::string_view name,
               Id<Organisation> except) {
  return !context.tx().one(
      "SELECT id FROM organisations WHERE COALESCE(parent_id, 0) = ? AND name = ? AND id <> ? LIMIT 1",
      parent.value_or(Id<Organisation>{}), name, except);
}

void insert(Context& context, const Organisation& organisation) {
  context.tx().execute("INSERT INTO organisations (" LIANGHU_ORGANISATION_COLUMNS
                       ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                       organisation.id, organisation.parent, name_of(organisation.kind), organisation.name,
                       organisation.division, organisation.path, organisation.version);
  context.touched("organisations", 0, organisation.id.value);
}

bool update(Context& context, const Organisation& organisation) {
  const auto changed = context.tx().execute(
      "UPDATE organisations SET parent_id = ?, name = ?, path = ?, version = ? WHERE id = ? AND version = ?",
      organisation.parent, organisation.name, organisation.path, organisation.version, organisation.id,
      organisation.version - 1);
  if (changed == 0) return false;
  context.touched("organisations", 0, organisation.id.value);
  return true;
}

std::vector<Id<Organisation>> repath(Context& context, std::string_view old_path, std::string_view new_path) {
  std::vector<Id<Organisation>> changed;
  for (const Organisation& each : below(context, old_path)) {
    if (each.path == old_path) continue;  // its own path went with its own update
    context.tx().execute("UPDATE organisations SET path = ?, version = version + 1 WHERE id = ?",
                         std::string(new_path) + each.path.substr(old_path.size()), each.id);
    context.touched("organisations", 0, each.id.value);
    changed.push_back(each.id);
  }
  return changed;
}

std::optional<Id<LeadingGroupMember>> leading_group_version(Context& context, Id<Organisation> at) {
  const auto row = context.tx().one(
      "SELECT id FROM leading_group_members WHERE village_id = ? ORDER BY id DESC LIMIT 1", at);
  if (!row) return std::nullopt;
  return row->id<LeadingGroupMember>(0);
}

bool replace_leading_group(Context& context, Id<Organisation> at,
                           const std::vector<LeadingGroupMember>& members,
                           std::optional<Id<LeadingGroupMember>> seen) {
  // What was there is told by what is taken away: of two at once the second finds nothing left.
  std::optional<Id<LeadingGroupMember>> there;
  for (const db::Row& row :
       context.tx().query("DELETE FROM leading_group_members WHERE village_id = ? RETURNING id", at)) {
    context.touched("leading_group_members", at.value, row.integer(0));
    there = std::max(there.value_or(Id<LeadingGroupMember>{}), row.id<LeadingGroupMember>(0));
  }
  if (there != seen) return false;
  std::int64_t position = 0;
  for (const LeadingGroupMember& member : members) {
    std::string duties;
    for (const Duty duty : member.duties) duties += (duties.empty() ? "" : ",") + std::string(name_of(duty));
    const auto id = context.make_id<LeadingGroupMember>();
    context.tx().execute(
        "INSERT INTO leading_group_members (village_id, id, position, name, post, is_head, duties) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        at, id, ++position, member.name, member.post, member.is_head, duties);
    context.touched("leading_group_members", at.value, id.value);
  }
  return true;
}

std::vector<LeadingGroupMember> leading_group(Context& context, Id<Organisation> at) {
  std::vector<LeadingGroupMember> out;
  for (const db::Row& row : context.tx().query(
           "SELECT name, post, is_head, duties FROM leading_group_members WHERE village_id = ? "
           "ORDER BY position",
           at)) {
    LeadingGroupMember member{row.text(0), row.text(1), row.flag(2), {}};
    for (const std::string& duty : split(row.text(3), ','))
      if (!duty.empty()) member.duties.push_back(enum_of<Duty>(duty));
    out.push_back(std::move(member));
  }
  return out;
}

std::optional<std::string> leading_group_head(Context& context, Id<Organisation> at) {
  // Asked at many doors: SQLite would open a sorter for ORDER BY.
  const auto heads = context.tx().query(
      "SELECT name, position FROM leading_group_members WHERE village_id = ? AND is_head = 1", at);
  const auto first = std::ranges::min_element(heads, {}, [](const db::Row& row) { return row.integer(1); });
  if (first == heads.end()) return std::nullopt;
  return first->text(0);
}

}  // namespace lianghu::organisations::store

#pragma once
// The SQL of organisations and leading groups.
#include <optional>
#include <string_view>
#include <vector>

#include "features/organisations/organisations.h"

namespace lianghu::organisations::store {

[[nodiscard]] std::optional<Organisation> by_id(Context& context, Id<Organisation> id);
[[nodiscard]] std::optional<Organisation> by_division(Context& context, std::string_view division);
[[nodiscard]] std::vector<Organisation> below(Context& context, std::string_view path);
/// False when (parent, name) is taken.
[[nodiscard]] bool name_free(Context& context, std::optional<Id<Organisation>> parent, std::string_view name,
                             Id<Organisation> except);
void insert(Context& context, const Organisation& organisation);
/// False when the version is not `organisation.version - 1` any more.
[[nodiscard]] bool update(Context& context, const Organisation& organisation);
/// Gives every organisation below `old_path` its place below `new_path`; returns the ids that changed.
std::vector<Id<Organisation>> repath(Context& context, std::string_view old_path, std::string_view new_path);

/// The newest of its rows: a group is only ever replaced whole, so that it tells one from the next.
[[nodiscard]] std::optional<Id<LeadingGroupMember>> leading_group_version(Context& context,
                                                                          Id<Organisation> at);
/// False when the group that stood there was another than `seen`.
[[nodiscard]] bool replace_leading_group(Context& context, Id<Organisation> at,
                                         const std::vector<LeadingGroupMember>& members,
                                         std::optional<Id<LeadingGroupMember>> seen);
[[nodiscard]] std::vector<LeadingGroupMember> leading_group(Context& context, Id<Organisation> at);
[[nodiscard]] std::optional<std::string> leading_group_head(Context& context, Id<Organisation> at);

}  // namespace lianghu::organisations::store

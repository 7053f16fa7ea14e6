#pragma once
// The SQL of households and of the looks at unmasked numbers. Numbers go in and come out in full; who calls
// masks them.
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "features/households/households.h"

namespace lianghu::households {

/// What of a village an actor may see.
struct Sight {
  bool whole = false;
  std::vector<std::int64_t> groups;
  Id<Household> own{};
};

namespace store {

/// For `LIKE ? ESCAPE '\'`.
[[nodiscard]] std::string containing(std::string_view text);

void insert(Context& context, Id<Organisation> village, const Household& household);
/// False when the version is not `household.version - 1` any more.
[[nodiscard]] bool update(Context& context, Id<Organisation> village, const Household& household);
/// Many new ones at once.
void insert_all(Context& context, Id<Organisation> village, const std::vector<Household>& households);

[[nodiscard]] std::optional<Household> by_id(Context& context, Id<Organisation> village, Id<Household> id);
/// Nothing when it is free.
[[nodiscard]] std::optional<Id<Household>> by_code(Context& context, Id<Organisation> village,
                                                   std::string_view code);
/// Those after `after`, in pages, by id; also those that left.
[[nodiscard]] std::vector<Household> page(Context& context, Id<Organisation> village, Id<Household> after,
                                          int limit);

[[nodiscard]] std::vector<ListRow> list(Context& context, Id<Organisation> village, const Sight& sight,
                                        const Filter& filter);
[[nodiscard]] Counts counts(Context& context, Id<Organisation> village, const Sight& sight);
[[nodiscard]] std::vector<ActiveHousehold> active(Context& context, Id<Organisation> village,
                                                  std::optional<Kind> kind);
[[nodiscard]] std::optional<ActiveHousehold> find(Context& context, Id<Organisation> village,
                                                  Id<Household> id);

/// By household, those without any left out.
[[nodiscard]] std::map<Id<Household>, Hardship> hardships(Context& context, Id<Organisation> village);

void insert_unmasking(Context& context, Id<Organisation> village, Id<Household> household,
                      std::string_view reason);

}  // namespace store
}  // namespace lianghu::households

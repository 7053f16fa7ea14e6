#include <algorithm>

#include "base/text.h"
#include "features/plaques/erasing.h"

namespace lianghu::plaques {

namespace {

constexpr std::string_view between_names = "、";

/// The door's names but those of who is erased.
std::string other_names(const std::string& on_door, const std::vector<std::string>& erased) {
  std::string out;
  std::string_view rest = on_door;
  while (!rest.empty()) {
    const auto end = rest.find(between_names);
    const std::string_view name = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + between_names.size());
    if (std::ranges::find(erased, name) != erased.end()) continue;
    if (!out.empty()) out += between_names;
    out += name;
  }
  return out;
}

/// Every plate is told of, also one that is without the name by now: it may have had it.
void forget_names(Context& context, const Village& village, const households::Erased& erased) {
  const auto rows = context.tx().query(
      "SELECT id, name_on_door FROM plaques WHERE village_id = ? AND household_id = ? ORDER BY id",
      village.id(), erased.household);
  for (const db::Row& row : rows)
    context.tx().execute(
        "UPDATE plaques SET name_on_door = ?, version = version + 1 WHERE village_id = ? AND id = ?",
        other_names(row.text(1), erased.names), village.id(), row.integer(0));
  households::touch_each(context, "plaques", village, rows);
}

}  // namespace

void forget(Context& context, const Village& village, const households::Erased& erased) {
  if (!erased.whole) return forget_names(context, village, erased);
  households::touch_each(
      context, "plaques", village,
      context.tx().query(
          "UPDATE plaques SET name_on_door = '', consent_names = 0, photo = NULL, reason = '', "
          "version = version + 1 WHERE village_id = ? AND household_id = ? RETURNING id",
          village.id(), erased.household));
}

}  // namespace lianghu::plaques

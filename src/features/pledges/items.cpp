#include "features/pledges/items.h"

#include <algorithm>

#include "base/text.h"

namespace lianghu::pledges {

namespace {

constexpr std::size_t wording_min = 4;
constexpr std::size_t wording_max = 200;
constexpr std::size_t unit_max = 10;
constexpr std::int64_t target_max = 1'000'000;

std::string field_of(std::size_t position, std::string_view part) {
  return "items[" + std::to_string(position) + "]." + std::string(part);
}

void file_under_entry(Item& item, const std::vector<Entry>& entries, std::size_t position,
                      std::vector<Problem>& problems) {
  if (!item.entry) return;
  const auto found = std::ranges::find(entries, *item.entry, &Entry::id);
  if (found == entries.end())
    problems.push_back({"pledge.entry.unknown", field_of(position, "entry"), {}});
  else
    item.role = found->role;
}

Item checked(Item item, std::size_t position, Date today, std::vector<Problem>& problems) {
  item.wording = checked_wording(item.wording, field_of(position, "wording"), problems);
  item.unit = item.target ? checked_unit(item.unit, field_of(position, "unit"), problems) : std::string();
  if (item.target && (*item.target < 1 || *item.target > target_max))
    problems.push_back(
        {"pledge.target", field_of(position, "target"), {{"max", std::to_string(target_max)}}});
  if (item.due_on && *item.due_on < today)
    problems.push_back({"pledge.due.past", field_of(position, "due_on"), {}});
  return item;
}

}  // namespace

std::string checked_wording(std::string_view typed, const std::string& field,
                            std::vector<Problem>& problems) {
  std::string wording = trim(typed);
  const std::size_t length = characters(wording);
  if (length < wording_min || length > wording_max)
    problems.push_back({"pledge.wording.length",
                        field,
                        {{"min", std::to_string(wording_min)}, {"max", std::to_string(wording_max)}}});
  return wording;
}

std::string checked_unit(std::string_view typed, const std::string& field, std::vector<Problem>& problems) {
  std::string unit = trim(typed);
  if (characters(unit) > unit_max)
    problems.push_back({"pledge.unit.length", field, {{"max", std::to_string(unit_max)}}});
  return unit;
}

std::vector<Item> checked_items(Context& context, const Village& village, const std::vector<Item>& items) {
  const int most = programmes::running(context, village).programme.definition.limits.pledge_items_max;
  if (items.empty() || items.size() > static_cast<std::size_t>(most))
    throw Refusal(Status::unprocessable, "pledge.items.count", "items", {{"max", std::to_string(most)}});
  const std::vector<Entry> entries = catalogue(context, village);
  std::vector<Problem> problems;
  std::vector<Item> out;
  for (std::size_t at = 0; at < items.size(); ++at) {
    Item item = checked(items[at], at, context.today(), problems);
    file_under_entry(item, entries, at, problems);
    out.push_back(std::move(item));
  }
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
  return out;
}

void require_due_ahead(const std::vector<Item>& items, Date today) {
  for (std::size_t at = 0; at < items.size(); ++at) {
    const std::optional<Date>& due_on = items[at].due_on;
    if (due_on && *due_on < today)
      throw Refusal(Status::unprocessable, "pledge.due.past", field_of(at, "due_on"));
  }
}

}  // namespace lianghu::pledges

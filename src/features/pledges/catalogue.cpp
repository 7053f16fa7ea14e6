// The village's list of what its households may promise.
#include <set>

#include "base/describe.h"
#include "base/version.h"
#include "features/pledges/catalogue_store.h"
#include "features/pledges/items.h"
#include "features/pledges/sight.h"

namespace lianghu::pledges {

namespace {

constexpr std::int64_t asked_max = 100'000;

void fill(Entry& entry, const EntryFields& fields) {
  std::vector<Problem> problems;
  entry.role = fields.role;
  entry.wording = checked_wording(fields.wording, "wording", problems);
  entry.unit = checked_unit(fields.unit, "unit", problems);
  entry.rhythm = fields.rhythm;
  entry.asked = fields.asked;
  if (fields.asked < 0 || fields.asked > asked_max)
    problems.push_back({"catalogue.asked", "asked", {{"max", std::to_string(asked_max)}}});
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
}

void require_held(Context& context, Date meeting) {
  if (meeting > context.today()) throw Refusal(Status::unprocessable, "catalogue.in_force", "in_force_from");
}

Entry entry_to_change(Context& context, const Village& village, Id<Entry> id, std::int64_t version) {
  auto entry = store::entry(context, village, id);
  if (!entry) throw Refusal(Status::not_found, "catalogue.not_found");
  entry->version = next_version(entry->version, version);
  return *entry;
}

Entry update(Context& context, const Village& village, const Entry& entry, std::string_view action) {
  if (!store::update(context, village, entry)) throw Refusal(Status::conflict, "version.stale");
  context.record(action, village.id().value, entry.id.value);
  return entry;
}

}  // namespace

std::int64_t take_catalogue(Context& context, const Village& village, Date in_force_from) {
  require_staff(context, village);
  const auto running = programmes::running(context, village);
  require_held(context, in_force_from);
  std::set<std::string> taken;
  for (const Entry& entry : store::entries(context, village, running.programme.id))
    taken.insert(entry.origin);
  std::int64_t count = 0;
  for (const programmes::CatalogueEntry& offered : running.programme.definition.catalogue) {
    if (taken.contains(offered.key)) continue;
    Entry entry;
    entry.id = context.make_id<Entry>();
    entry.origin = offered.key;
    // A programme may name a rhythm of its own; a letter's item then simply has none.
    fill(entry, {offered.role, offered.text.zh, offered.unit,
                 find_enum<Rhythm>(offered.rhythm).value_or(Rhythm::none), 0});
    entry.in_force_from = in_force_from;
    entry.version = 1;
    store::insert(context, village, running.programme.id, entry);
    ++count;
  }
  if (count > 0) context.record("catalogue.taken", village.id().value, running.programme.id.value);
  return count;
}

Entry add_entry(Context& context, const Village& village, const EntryFields& fields, Date in_force_from) {
  require_staff(context, village);
  const auto running = programmes::running(context, village);
  require_held(context, in_force_from);
  Entry entry;
  entry.id = context.make_id<Entry>();
  fill(entry, fields);
  entry.in_force_from = in_force_from;
  entry.version = 1;
  store::insert(context, village, running.programme.id, entry);
  context.record("catalogue.added", village.id().value, entry.id.value);
  return entry;
}

Entry change_entry(Context& context, const Village& village, Id<Entry> id, const EntryFields& fields,
                   std::int64_t version) {
  require_staff(context, village);
  Entry entry = entry_to_change(context, village, id, version);
  fill(entry, fields);
  return update(context, village, entry, "catalogue.changed");
}

Entry withdraw_entry(Context& context, const Village& village, Id<Entry> id, std::int64_t version) {
  require_staff(context, village);
  Entry entry = entry_to_change(context, village, id, version);
  entry.withdrawn = true;
  return update(context, village, entry, "catalogue.withdrawn");
}

std::vector<Entry> catalogue(Context& context, const Village& village) {
  const auto participation = programmes::participation(context, village);
  if (!participation) return {};
  return store::entries(context, village, participation->programme);
}

}  // namespace lianghu::pledges

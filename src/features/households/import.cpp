#include "features/households/import.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "features/households/households_store.h"
#include "features/households/import_resolve.h"
#include "features/households/persons_store.h"
#include "features/households/rights.h"

namespace lianghu::households {

namespace {

constexpr std::size_t households_an_entry = 500;  // of the journal
constexpr std::size_t shown_max = 500;

ImportReport report_of(const ImportPlan& plan, const Resolution& resolution) {
  ImportReport report;
  report.sheet = plan.sheet;
  report.other_sheets = plan.other_sheets;
  report.header_row = plan.header_row;
  report.columns = plan.columns.all;
  report.rows = plan.rows;
  report.households = resolution.households;
  report.persons = resolution.persons;
  for (const auto* issues : {&plan.issues, &resolution.issues})
    report.issues.insert(report.issues.end(), issues->begin(), issues->end());
  for (const auto* warnings : {&plan.warnings, &resolution.warnings})
    report.warnings.insert(report.warnings.end(), warnings->begin(), warnings->end());
  std::ranges::stable_sort(report.issues, {}, &Issue::row);
  std::ranges::stable_sort(report.warnings, {}, &Issue::row);
  std::set<std::int64_t> bad;
  for (const Issue& issue : report.issues)
    if (issue.row > 0) bad.insert(issue.row);
  report.bad_rows = static_cast<std::int64_t>(bad.size());
  report.issues_count = static_cast<std::int64_t>(report.issues.size());
  report.warnings_count = static_cast<std::int64_t>(report.warnings.size());
  return report;
}

void store_new(Context& context, const Village& village, const Resolution& resolution) {
  // Persons stand in the order of their households.
  std::size_t person = 0;
  const auto& persons = resolution.new_persons;
  const auto& households = resolution.new_households;
  std::set<Id<Household>> in_chunk;
  for (std::size_t from = 0; from < households.size(); from += households_an_entry) {
    const auto end = std::min(from + households_an_entry, households.size());
    const std::vector<Household> chunk(households.begin() + static_cast<std::ptrdiff_t>(from),
                                       households.begin() + static_cast<std::ptrdiff_t>(end));
    in_chunk.clear();
    for (const Household& household : chunk) in_chunk.insert(household.id);
    store::insert_all(context, village.id(), chunk);
    std::vector<Person> theirs;
    while (person < persons.size() && in_chunk.contains(persons[person].household))
      theirs.push_back(persons[person++]);
    store::insert_all(context, village.id(), theirs);
    context.record("households.imported", village.id().value, village.id().value);
  }
  if (person < persons.size()) throw std::logic_error("new persons stand out of the order of households");
}

void store_changed(Context& context, const Village& village, const Resolution& resolution,
                   const std::vector<Person>& into_known) {
  bool stale = false;
  for (const Household& household : resolution.changed_households)
    stale = !store::update(context, village.id(), household) || stale;
  // Who is not the head any more first: a household never has two.
  for (const bool head : {false, true})
    for (const Person& person : resolution.changed_persons)
      if (person.is_head == head) stale = !store::update(context, village.id(), person) || stale;
  if (stale) throw Refusal(Status::conflict, "version.stale");
  for (const auto& [identity, person] : resolution.new_identities)
    store::claim(context, identity, {village.id(), person.id});
  store::insert_all(context, village.id(), into_known);
  if (!resolution.changed_households.empty() || !resolution.changed_persons.empty() || !into_known.empty())
    context.record("households.imported", village.id().value, village.id().value);
}

}  // namespace

ImportReport preview(Context& context, const Village& village, const ImportPlan& plan) {
  require_write(context, village);
  return report_of(plan, resolve(context, village, plan));
}

ImportReport run(Context& context, const Village& village, const ImportPlan& plan) {
  require_write(context, village);
  if (!plan.columns.has(Field::name) && !plan.columns.has(Field::head_name))
    throw Refusal(Status::unprocessable, "import.name_column.missing", "columns");
  Resolution resolution = resolve(context, village, plan);
  ImportReport report = report_of(plan, resolution);
  std::set<Id<Household>> new_ones;
  for (const Household& household : resolution.new_households) new_ones.insert(household.id);
  std::vector<Person> into_known;
  std::erase_if(resolution.new_persons, [&](const Person& person) {
    if (new_ones.contains(person.household)) return false;
    into_known.push_back(person);
    return true;
  });
  store_changed(context, village, resolution, into_known);
  store_new(context, village, resolution);
  report.done = true;
  return report;
}

ImportReport import_file(Changes& changes, const Actor& actor, Id<Organisation> village,
                         const std::filesystem::path& file, const Mapping& mapping, Trial trial) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  if (!in || !(bytes << in.rdbuf()))
    throw Refusal(Status::not_found, "import.file.missing", "file", {{"file", file.string()}});
  const Plan plan = prepare(std::move(bytes).str(), mapping, china_date(changes.clock().now()));
  if (trial == Trial::dry_run)
    return changes.read(actor, [&](Context& c) { return preview(c, writable_village(c, village), *plan); });
  return changes.change(actor, [&](Context& c) { return run(c, writable_village(c, village), *plan); });
}

ImportReport shortened(ImportReport report) {
  if (report.issues.size() > shown_max) report.issues.resize(shown_max);
  if (report.warnings.size() > shown_max) report.warnings.resize(shown_max);
  return report;
}

}  // namespace lianghu::households

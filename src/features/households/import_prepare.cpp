#include <algorithm>
#include <unordered_map>

#include "base/gb11643.h"
#include "base/present.h"
#include "base/text.h"
#include "documents/header_guess.h"
#include "features/households/import_plan.h"

namespace lianghu::households {

namespace {

constexpr std::size_t header_rows_looked_at = 20;

void join_codes(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
  std::ranges::sort(to);
  to.erase(std::ranges::unique(to).begin(), to.end());
}

void add_note(std::string& to, const std::string& more) {
  if (more.empty() || to.find(more) != std::string::npos) return;
  to += (to.empty() ? "" : "；") + more;
}

/// Puts rows together into households, one row after another.
class Gatherer {
 public:
  explicit Gatherer(ImportPlan& plan) : plan_(plan) {}

  void take(ReadRow row) {
    ++plan_.rows;
    PlanHousehold* home = household_of(row);
    if (home == nullptr) {
      row.issues.push_back(issue_at(plan_, row.person.row, Field::relation, "", "import.head.missing"));
      keep(row);
      return;
    }
    home->rows.push_back(row.person.row);
    check_identity_once(row);
    join(row, *home);
    if (row.says_head && (home->head() != nullptr || home->bad_head_row))
      row.issues.push_back(
          issue_at(plan_, row.person.row, Field::relation, row.person.fields.name, "import.head.twice"));
    if (row.issues.empty()) {
      home->persons.push_back(row.person);
    } else if (row.says_head && home->head() == nullptr) {
      home->bad_head_row = row.person.row;
    }
    keep(row);
  }

  /// Rows that hang on a head whose own row is wrong, and households of several rows that name no head.
  void finish() {
    for (PlanHousehold& home : plan_.households) {
      if (home.bad_head_row) {
        for (const PlanPerson& person : home.persons)
          plan_.issues.push_back(issue_at(plan_, person.row, std::nullopt, person.fields.name,
                                          "import.head.bad", {{"row", std::to_string(*home.bad_head_row)}}));
        home.persons.clear();
      } else if (home.head() == nullptr && home.rows.size() == 1 && home.persons.size() == 1 &&
                 home.persons.front().fields.relation.empty()) {
        // The only row of its 户编号, and nothing says otherwise.
        home.persons.front().fields.is_head = true;
      }
    }
    std::erase_if(plan_.households, [](const PlanHousehold& home) { return home.persons.empty(); });
  }

 private:
  PlanHousehold* household_of(const ReadRow& row) {
    const std::string& code = row.household.code;
    if (!code.empty()) {
      const auto [at, is_new] = by_code_.emplace(fold(code), plan_.households.size());
      return is_new ? start(row) : go_back_to(at->second);
    }
    switch (plan_.layout) {
      case Layout::household_a_row:
      case Layout::person_a_row:
        return start(row);
      case Layout::by_head_name:
        // The same head's name in the rows that follow, until somebody else is the head again.
        if (!row.head_name.empty() && row.head_name == last_head_name_ && !(row.says_head && last_has_head_))
          return joined_last(row);
        last_head_name_ = row.head_name;
        return row.head_name.empty() && !row.says_head ? nullptr : start(row);
      case Layout::by_code:
      case Layout::by_head_row:
        break;
    }
    if (row.says_head) return start(row);
    return last_ ? &plan_.households[present(last_)] : nullptr;
  }

  PlanHousehold* start(const ReadRow& row) {
    last_ = plan_.households.size();
    last_has_head_ = row.says_head;
    PlanHousehold& home = plan_.households.emplace_back();
    home.first_row = row.person.row;
    home.code = row.household.code;
    return &home;
  }
  PlanHousehold* go_back_to(std::size_t at) {
    last_ = at;
    return &plan_.households[at];
  }
  PlanHousehold* joined_last(const ReadRow& row) {
    last_has_head_ = last_has_head_ || row.says_head;
    return &plan_.households[present(last_)];
  }

  void check_identity_once(ReadRow& row) {
    if (!row.person.fields.identity || row.wrong_identity) return;
    const auto [first, is_new] = identities_.emplace(*row.person.fields.identity, row.person.row);
    if (is_new) return;
    row.issues.push_back(issue_at(plan_, row.person.row, Field::identity,
                                  gb11643::mask(*row.person.fields.identity), "import.identity.twice",
                                  {{"row", std::to_string(first->second)}}));
  }

  void join(ReadRow& row, PlanHousehold& home) {
    const PlanHousehold& from = row.household;
    if (from.kind) {
      if (home.kind && *home.kind != *from.kind)
        row.issues.push_back(issue_at(plan_, row.person.row, Field::kind, "", "import.kind.differs",
                                      {{"row", std::to_string(home.first_row)}}));
      else
        home.kind = from.kind;
    }
    if (home.group.empty()) home.group = from.group;
    if (home.address.empty()) home.address = from.address;
    if (home.phone.empty()) home.phone = from.phone;
    join_codes(home.categories, from.categories);
    join_codes(home.needs, from.needs);
    add_note(home.note, from.note);
  }

  void keep(ReadRow& row) {
    std::ranges::move(row.issues, std::back_inserter(plan_.issues));
    std::ranges::move(row.warnings, std::back_inserter(plan_.warnings));
  }

  ImportPlan& plan_;
  std::unordered_map<std::string, std::size_t> by_code_;
  std::unordered_map<std::string, std::int64_t> identities_;  // to the row that has it first
  std::optional<std::size_t> last_;
  std::string last_head_name_;
  bool last_has_head_ = false;
};

/// The header again, as printed lists have it at the top of every page.
bool repeats_header(const documents::Row& row, const ImportPlan& plan) {
  std::size_t same = 0;
  std::size_t filled = 0;
  for (const ImportColumn& column : plan.columns.all) {
    if (!column.field) continue;
    const std::string& text = row.at(static_cast<std::size_t>(column.column)).text;
    if (text.empty()) continue;
    ++filled;
    if (fold(text) == fold(column.header)) ++same;
  }
  return same >= 2 && same == filled;
}

void take_row(const documents::Row& row, Date today, ImportPlan& plan, Gatherer& gatherer) {
  if (row.number < plan.header_row + plan.header_rows || says_nothing(row, plan)) return;
  if (documents::row_kind(row) != documents::RowKind::data || repeats_header(row, plan)) return;
  gatherer.take(read_row(row, plan, today));
}

void warn_about_sheet(ImportPlan& plan) {
  if (plan.layout == Layout::person_a_row && plan.rows > 0)
    plan.warnings.push_back(issue_at(plan, 0, std::nullopt, "", "import.no_relation"));
  for (const std::string& name : plan.other_sheets)
    plan.warnings.push_back(issue_at(plan, 0, std::nullopt, name, "import.other_sheet", {{"sheet", name}}));
}

}  // namespace

void PlanDeleter::operator()(ImportPlan* plan) const {
  delete plan;
}

std::unique_ptr<documents::SheetReader> open_for_import(std::string bytes, const Mapping& mapping) {
  documents::ReadOptions options;
  options.sheet = mapping.sheet;
  options.merged = documents::ReadOptions::Merged::repeat_down;
  return documents::open_sheet(std::move(bytes), options);
}

Plan prepare(std::string bytes, const Mapping& mapping, Date today) {
  if (bytes.size() > import_bytes_max)
    throw Refusal(Status::too_large, "import.too_large", "file",
                  {{"megabytes", std::to_string(import_bytes_max >> 20U)}});
  Plan plan(new ImportPlan);
  const auto reader = open_for_import(std::move(bytes), mapping);
  plan->sheet = reader->sheet();
  plan->kind = mapping.kind;
  for (const documents::SheetInfo& sheet : reader->sheets())
    if (!sheet.hidden && sheet.name != plan->sheet) plan->other_sheets.push_back(sheet.name);

  std::vector<documents::Row> first_rows;
  documents::Row row;
  const auto enough = [&] {
    const bool header_seen =
        !mapping.header_row || (!first_rows.empty() && first_rows.back().number >= *mapping.header_row);
    return first_rows.size() >= header_rows_looked_at && header_seen;
  };
  while (!enough() && reader->next(row)) first_rows.push_back(row);
  find_columns(first_rows, mapping, *plan);
  if (!plan->columns.has(Field::name) && !plan->columns.has(Field::head_name)) {
    plan->issues.push_back(issue_at(*plan, 0, std::nullopt, "", "import.name_column.missing"));
    return plan;
  }
  Gatherer gatherer(*plan);
  for (const documents::Row& each : first_rows) take_row(each, today, *plan, gatherer);
  while (reader->next(row)) take_row(row, today, *plan, gatherer);
  gatherer.finish();
  warn_about_sheet(*plan);
  return plan;
}

}  // namespace lianghu::households

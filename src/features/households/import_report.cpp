#include <map>

#include "base/text.h"
#include "documents/sheet_writer.h"
#include "features/households/import_plan.h"

namespace lianghu::households {

namespace {

Values values_of(const Issue& issue) {
  return {issue.values.begin(), issue.values.end()};
}

std::string where(const Issue& issue, Language language) {
  if (issue.row == 0) return say(language, "import.report.sheet");
  if (issue.letters.empty()) return say(language, "import.report.row", {{"row", std::to_string(issue.row)}});
  return say(language, "import.report.cell",
             {{"row", std::to_string(issue.row)}, {"letters", issue.letters}, {"column", issue.column}});
}

void render(const std::vector<Issue>& issues, Language language, std::string& out) {
  for (const Issue& issue : issues) {
    out += "  " + where(issue, language);
    if (!issue.value.empty()) out += " “" + issue.value + "”";
    out += "\n    " + say(language, issue.reason, values_of(issue)) + "\n    " +
           say(language, issue.remedy, values_of(issue)) + "\n";
  }
}

std::string tally(std::string_view key, const Tally& of, Language language) {
  return say(language, key,
             {{"added", std::to_string(of.added)},
              {"changed", std::to_string(of.changed)},
              {"unchanged", std::to_string(of.unchanged)}}) +
         "\n";
}

/// The bad rows of the sheet, each with its household's head before it where the order of rows says who
/// belongs to whom.
class BadRows {
 public:
  BadRows(const ImportReport& report, const ImportPlan& plan, Language language, Instant now)
      : plan_(plan), language_(language), today_(china_date(now)), writer_(sheet_plan(), now) {
    for (const Issue& issue : report.issues)
      if (issue.row > 0) issues_[issue.row].push_back(&issue);
  }

  void take(const documents::Row& row) {
    const bool order_matters = plan_.layout == Layout::by_head_row || plan_.layout == Layout::by_head_name;
    const auto bad = issues_.find(row.number);
    if (order_matters && row.number >= plan_.header_row + plan_.header_rows &&
        read_row(row, plan_, today_).says_head) {
      if (bad == issues_.end()) head_ = row;
      if (bad != issues_.end()) head_.reset();
    }
    if (bad == issues_.end()) return;
    if (head_) write(*head_, say(language_, "import.bad_rows.head"), "");
    head_.reset();
    std::string reasons;
    std::string remedies;
    for (const Issue* issue : bad->second) {
      add(reasons, (issue->column.empty() ? "" : issue->column + ": ") +
                       say(language_, issue->reason, values_of(*issue)));
      add(remedies, say(language_, issue->remedy, values_of(*issue)));
    }
    write(row, reasons, remedies);
  }

  std::string finish() { return writer_.finish(); }

 private:
  [[nodiscard]] documents::SheetPlan sheet_plan() const {
    constexpr double sentence_width = 50;
    constexpr double cell_width = 20;
    documents::SheetPlan sheet;
    sheet.name = say(language_, "import.bad_rows.sheet");
    for (const ImportColumn& column : plan_.columns.all) sheet.columns.push_back({column.header, cell_width});
    sheet.columns.push_back({say(language_, "import.bad_rows.reason"), sentence_width});
    sheet.columns.push_back({say(language_, "import.bad_rows.remedy"), sentence_width});
    return sheet;
  }
  static void add(std::string& to, const std::string& more) {
    if (to.find(more) != std::string::npos) return;
    to += (to.empty() ? "" : "\n") + more;
  }
  void write(const documents::Row& row, const std::string& reason, const std::string& remedy) {
    std::vector<documents::Value> values;
    values.reserve(plan_.columns.all.size() + 2);
    for (const ImportColumn& column : plan_.columns.all)
      values.emplace_back(row.at(static_cast<std::size_t>(column.column)).text);
    values.emplace_back(reason);
    values.emplace_back(remedy);
    writer_.row(values);
  }

  const ImportPlan& plan_;
  const Language language_;
  const Date today_;
  documents::XlsxWriter writer_;
  std::map<std::int64_t, std::vector<const Issue*>> issues_;
  std::optional<documents::Row> head_;  // not written yet
};

}  // namespace

std::string render_report(const ImportReport& report, Language language) {
  std::string out = say(language, report.done ? "import.report.done" : "import.report.preview",
                        {{"rows", std::to_string(report.rows)}, {"bad", std::to_string(report.bad_rows)}}) +
                    "\n";
  out += tally("import.report.households", report.households, language);
  out += tally("import.report.persons", report.persons, language);
  for (const ImportColumn& column : report.columns)
    if (!column.field)
      out += say(language, "import.report.column_unused",
                 {{"letters", column.letters}, {"column", column.header}}) +
             "\n";
  if (!report.issues.empty()) out += say(language, "import.report.issues") + "\n";
  render(report.issues, language, out);
  if (!report.warnings.empty()) out += say(language, "import.report.warnings") + "\n";
  render(report.warnings, language, out);
  return out;
}

std::string bad_rows_xlsx(const ImportReport& report, std::string bytes, const Mapping& mapping,
                          Language language, Instant now) {
  const Plan plan = prepare(bytes, mapping, china_date(now));
  BadRows out(report, *plan, language, now);
  const auto reader = open_for_import(std::move(bytes), mapping);
  documents::Row row;
  while (reader->next(row)) out.take(row);
  return out.finish();
}

}  // namespace lianghu::households

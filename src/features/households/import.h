#pragma once
// Rosters as towns keep them become households and persons. `prepare` reads the file outside any transaction:
// it finds the header, guesses which column is which and puts rows together into households. `preview` says
// what would happen and every row that is wrong, with its number, column, reason and remedy; `run` imports
// the others. A household comes in with those of its rows that are right; without its head it does not come
// in at all. The same file again changes nothing, and a blank cell never removes what is known.
#include <boost/describe.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/words.h"
#include "features/households/households.h"
#include "journal/change.h"

namespace lianghu::households {

enum class Field {
  code,
  head_name,
  name,
  relation,
  identity,
  sex,
  born,
  party,
  joined_party,
  group,
  kind,
  category,
  need,
  phone,
  address,
  note
};
BOOST_DESCRIBE_ENUM(Field, code, head_name, name, relation, identity, sex, born, party, joined_party, group,
                    kind, category, need, phone, address, note)

struct ImportColumn {
  int column = 0;              // from 0
  std::string letters;         // "C"
  std::string header;          // as written in the sheet
  std::optional<Field> field;  // none: not imported
};
BOOST_DESCRIBE_STRUCT(ImportColumn, (), (column, letters, header, field))

struct ColumnChoice {
  int column = 0;
  std::optional<Field> field;
};
BOOST_DESCRIBE_STRUCT(ColumnChoice, (), (column, field))

/// What the one who imports corrected; whatever is missing is guessed.
struct Mapping {
  std::optional<std::string> sheet;
  std::optional<std::int64_t> header_row;  // as the spreadsheet program numbers it
  std::optional<std::vector<ColumnChoice>> columns;
  std::optional<Kind> kind;  // of the households whose rows do not say it
};
BOOST_DESCRIBE_STRUCT(Mapping, (), (sheet, header_row, columns, kind))

struct Issue {
  std::int64_t row = 0;  // as the spreadsheet program numbers it; 0: the whole sheet
  std::string letters;   // "" when it is not about one column
  std::string column;    // its header
  std::string value;     // as written; identity and telephone numbers masked
  std::string reason;    // key in words/
  std::string remedy;    // key in words/
  std::map<std::string, std::string> values;
};
BOOST_DESCRIBE_STRUCT(Issue, (), (row, letters, column, value, reason, remedy, values))

struct Tally {
  std::int64_t added = 0, changed = 0, unchanged = 0;
};
BOOST_DESCRIBE_STRUCT(Tally, (), (added, changed, unchanged))

struct ImportReport {
  std::string sheet;
  std::vector<std::string> other_sheets;  // that hold something and were not read
  std::int64_t header_row = 0;
  std::vector<ImportColumn> columns;
  std::int64_t rows = 0;      // that say something about a person or a household
  std::int64_t bad_rows = 0;  // those of them that do not come in
  Tally households;
  Tally persons;
  std::vector<Issue> issues;    // of the bad rows, by row
  std::vector<Issue> warnings;  // of what came in all the same
  std::int64_t issues_count = 0;
  std::int64_t warnings_count = 0;
  bool done = false;  // false: nothing was stored
};
BOOST_DESCRIBE_STRUCT(ImportReport, (),
                      (sheet, other_sheets, header_row, columns, rows, bad_rows, households, persons, issues,
                       warnings, issues_count, warnings_count, done))

inline constexpr std::size_t import_bytes_max = 20U << 20U;

struct ImportPlan;
struct PlanDeleter {
  void operator()(ImportPlan* plan) const;
};
using Plan = std::unique_ptr<ImportPlan, PlanDeleter>;

/// `today` bounds the dates. Throws Refusal documents.* when the file cannot be read as a table.
[[nodiscard]] Plan prepare(std::string bytes, const Mapping& mapping, Date today);
/// What `run` would do. Staff only, as for `add`.
[[nodiscard]] ImportReport preview(Context& context, const Village& village, const ImportPlan& plan);
/// Imports what is right. Throws Refusal 422 import.name_column.missing when no column is the names'.
ImportReport run(Context& context, const Village& village, const ImportPlan& plan);

/// For the command line: reads, and unless `dry_run` imports. Throws Refusal, also organisation.not_found.
enum class Trial { dry_run, for_good };
ImportReport import_file(Changes& changes, const Actor& actor, Id<Organisation> village,
                         const std::filesystem::path& file, const Mapping& mapping, Trial trial);

/// The report as text, for a terminal.
[[nodiscard]] std::string render_report(const ImportReport& report, Language language);
/// The sheet's bad rows as a workbook, with what is wrong and what to do in two columns behind; where a
/// household starts with its head's row, that row comes along, so that the corrected workbook can be imported
/// as it is.
[[nodiscard]] std::string bad_rows_xlsx(const ImportReport& report, std::string bytes, const Mapping& mapping,
                                        Language language, Instant now);
/// As many issues and warnings as a screen takes; the counts stay.
[[nodiscard]] ImportReport shortened(ImportReport report);

}  // namespace lianghu::households

#pragma once
// What `prepare` made of a file: households with their rows, before anybody looked into the database.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "documents/sheet_reader.h"
#include "features/households/import.h"

namespace lianghu::households {

/// One person of the sheet; what is blank there is empty here.
struct PlanPerson {
  std::int64_t row = 0;
  PersonFields fields;
  bool party_given = false;
};

struct PlanHousehold {
  std::int64_t first_row = 0;
  std::string code;
  std::optional<Kind> kind;
  std::string group;  // name
  std::string address;
  std::string phone;
  std::vector<std::string> categories;
  std::vector<std::string> needs;
  std::string note;
  std::vector<PlanPerson> persons;
  std::vector<std::int64_t> rows;            // all of them, the bad ones too
  std::optional<std::int64_t> bad_head_row;  // the head's row was there, and wrong

  [[nodiscard]] const PlanPerson* head() const {
    for (const PlanPerson& person : persons)
      if (person.fields.is_head) return &person;
    return nullptr;
  }
};

/// How the sheet says which rows are one household.
enum class Layout {
  household_a_row,  // only heads are named
  by_code,          // rows with the same 户编号
  by_head_name,     // 姓名 beside 户主姓名
  by_head_row,      // a row of the head (与户主关系 户主 or 本人) starts the next household
  person_a_row      // nothing says it: each row is a household of its own
};

struct Columns {
  std::vector<ImportColumn> all;
  [[nodiscard]] std::optional<std::size_t> of(Field field) const;
  [[nodiscard]] bool has(Field field) const { return of(field).has_value(); }
};

struct ImportPlan {
  std::string sheet;
  std::vector<std::string> other_sheets;
  std::int64_t header_row = 0;
  std::int64_t header_rows = 1;
  Columns columns;
  Layout layout = Layout::person_a_row;
  std::optional<Kind> kind;
  std::int64_t rows = 0;
  std::vector<PlanHousehold> households;
  std::vector<Issue> issues;
  std::vector<Issue> warnings;
};

/// Finds the header in the first rows and says which column is which, as `mapping` corrects it.
void find_columns(const std::vector<documents::Row>& first_rows, const Mapping& mapping, ImportPlan& plan);

/// An issue of one cell; `field` none: of the whole row.
[[nodiscard]] Issue issue_at(const ImportPlan& plan, std::int64_t row, std::optional<Field> field,
                             std::string value, std::string reason, const Values& values = {});

/// What one row of the sheet says.
struct ReadRow {
  PlanPerson person;
  PlanHousehold household;  // without persons
  std::string head_name;
  bool says_head = false;
  bool names_nobody = false;
  bool wrong_identity = false;
  std::vector<Issue> issues;
  std::vector<Issue> warnings;
};
[[nodiscard]] ReadRow read_row(const documents::Row& row, const ImportPlan& plan, Date today);
/// True when no imported column holds anything.
[[nodiscard]] bool says_nothing(const documents::Row& row, const ImportPlan& plan);

/// Opens the sheet that `mapping` names, merged cells filled down.
[[nodiscard]] std::unique_ptr<documents::SheetReader> open_for_import(std::string bytes,
                                                                      const Mapping& mapping);

}  // namespace lianghu::households

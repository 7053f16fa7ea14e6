#include <algorithm>

#include "base/describe.h"
#include "documents/header_guess.h"
#include "features/households/import_plan.h"

namespace lianghu::households {

namespace {

/// What towns write above the columns; the first is the usual one.
const std::vector<documents::WantedColumn>& wanted_columns() {
  static const std::vector<documents::WantedColumn> wanted = {
      {"code", {"户编号", "户号", "家庭编号", "户编码", "编户号"}},
      {"head_name", {"户主姓名", "户主", "户主名字", "户主名称"}},
      {"name", {"姓名", "成员姓名", "家庭成员姓名", "名字", "党员姓名", "人员姓名"}},
      {"relation", {"与户主关系", "关系", "与户主的关系", "家庭关系", "成员关系", "与户主关系代码"}},
      {"identity",
       {"身份证号", "公民身份号码", "身份证号码", "证件号码", "身份证", "公民身份证号码", "居民身份证号",
        "户主身份证号", "证件号", "身份号码"}},
      {"sex", {"性别"}},
      {"born", {"出生日期", "出生年月日", "出生年月", "生日", "出生时间"}},
      {"party", {"政治面貌", "是否党员", "党员类型", "党员类别", "党籍"}},
      {"joined_party",
       {"入党时间", "入党日期", "入党年月", "加入党组织日期", "加入中共组织日期", "入党年月日"}},
      {"group", {"党小组", "所在党小组", "所属党小组", "党小组名称"}},
      {"kind", {"户类型", "户类别", "类别", "户别", "家庭类型", "农户类型", "户属性", "类型"}},
      {"category",
       {"困难类型", "致贫原因", "困难原因", "困难类别", "贫困原因", "主要致贫原因", "困难情况", "贫困类型"}},
      {"need", {"需求", "帮扶需求", "主要需求", "需求类型", "困难需求", "帮带需求"}},
      {"phone", {"联系电话", "手机号", "电话", "手机", "手机号码", "联系方式", "电话号码"}},
      {"address",
       {"住址", "家庭住址", "现住址", "地址", "家庭地址", "居住地址", "详细地址", "门牌号", "屯组",
        "村民小组", "屯"}},
      {"note", {"备注", "说明", "备注说明"}},
  };
  return wanted;
}

std::size_t filled(const documents::Row& row) {
  return static_cast<std::size_t>(std::ranges::count_if(
      row.cells, [](const documents::Cell& cell) { return cell.kind == documents::Cell::Kind::text; }));
}

/// When nothing looks like a header: the fullest row, so that the one who imports sees columns to choose
/// from.
documents::Header fullest(const std::vector<documents::Row>& rows) {
  documents::Header header;
  const auto best = std::ranges::max_element(rows, {}, filled);
  if (best == rows.end()) return header;
  header.first = static_cast<std::size_t>(best - rows.begin());
  for (const documents::Cell& cell : best->cells) header.titles.push_back(cell.text);
  return header;
}

documents::Header header_of(const std::vector<documents::Row>& rows, const Mapping& mapping) {
  std::vector<documents::Row> looked_at = rows;
  if (mapping.header_row) {
    std::erase_if(looked_at, [&](const documents::Row& row) { return row.number != *mapping.header_row; });
    if (looked_at.empty())
      throw Refusal(Status::unprocessable, "import.header_row.blank", "header_row",
                    {{"row", std::to_string(*mapping.header_row)}});
  }
  auto header = documents::guess_header(looked_at, wanted_columns());
  if (!header) header = fullest(looked_at);
  if (mapping.header_row)
    header->first = static_cast<std::size_t>(
        std::ranges::find(rows, *mapping.header_row, &documents::Row::number) - rows.begin());
  return *header;
}

void choose(const std::vector<ColumnChoice>& choices, std::vector<ImportColumn>& columns) {
  for (ImportColumn& column : columns) column.field.reset();
  for (const ColumnChoice& choice : choices) {
    const auto at = std::ranges::find(columns, choice.column, &ImportColumn::column);
    if (at == columns.end())
      throw Refusal(Status::unprocessable, "import.column.unknown", "columns",
                    {{"column", std::to_string(choice.column)}});
    if (choice.field && std::ranges::find(columns, choice.field, &ImportColumn::field) != columns.end())
      throw Refusal(Status::unprocessable, "import.column.twice", "columns", {{"column", at->header}});
    at->field = choice.field;
  }
}

Layout layout_of(const Columns& columns) {
  if (columns.has(Field::code) && columns.has(Field::name)) return Layout::by_code;
  if (columns.has(Field::head_name))
    return columns.has(Field::name) ? Layout::by_head_name : Layout::household_a_row;
  return columns.has(Field::relation) ? Layout::by_head_row : Layout::person_a_row;
}

}  // namespace

std::optional<std::size_t> Columns::of(Field field) const {
  for (const ImportColumn& column : all)
    if (column.field == field) return static_cast<std::size_t>(column.column);
  return std::nullopt;
}

void find_columns(const std::vector<documents::Row>& first_rows, const Mapping& mapping, ImportPlan& plan) {
  const documents::Header header = header_of(first_rows, mapping);
  plan.header_row = first_rows.empty() ? 0 : first_rows.at(header.first).number;
  plan.header_rows = static_cast<std::int64_t>(header.rows);
  for (std::size_t i = 0; i < header.titles.size(); ++i)
    plan.columns.all.push_back(
        {static_cast<int>(i), documents::column_letters(i), header.titles[i], std::nullopt});
  for (const auto& found : header.found)
    plan.columns.all.at(found.second.column).field = enum_of<Field>(found.first);
  if (mapping.columns) choose(*mapping.columns, plan.columns.all);
  std::erase_if(plan.columns.all,
                [](const ImportColumn& column) { return column.header.empty() && !column.field; });
  plan.layout = layout_of(plan.columns);
}

Issue issue_at(const ImportPlan& plan, std::int64_t row, std::optional<Field> field, std::string value,
               std::string reason, const Values& values) {
  Issue issue;
  issue.row = row;
  if (field) {
    const auto at = std::ranges::find(plan.columns.all, field, &ImportColumn::field);
    if (at != plan.columns.all.end()) {
      issue.letters = at->letters;
      issue.column = at->header;
    }
  }
  issue.value = std::move(value);
  issue.remedy = reason + ".remedy";
  issue.reason = std::move(reason);
  for (const auto& [name, each] : values) issue.values[name] = each;
  return issue;
}

}  // namespace lianghu::households

#include "demo/rosters.h"

#include <fmt/format.h>

#include <array>
#include <memory>

#include "documents/sheet_writer.h"

namespace lianghu::demo {

namespace {

using documents::Value;

enum class Cell {
  code,
  kind,
  name,
  relation,
  identity,
  sex,
  born,
  party,
  joined,
  phone,
  address,
  category,
  need
};

struct Column {
  Cell cell;
  std::string title;
};

enum class DateForm { cell, dashes, dots, chinese, digits };

struct Clerk {
  std::vector<Column> columns;
  DateForm dates;
};

const std::vector<Clerk>& clerks() {
  static const std::vector<Clerk> all = {
      {{{Cell::code, "户编号"},
        {Cell::kind, "户类型"},
        {Cell::name, "姓名"},
        {Cell::relation, "与户主关系"},
        {Cell::identity, "身份证号"},
        {Cell::sex, "性别"},
        {Cell::party, "政治面貌"},
        {Cell::joined, "入党时间"},
        {Cell::phone, "联系电话"},
        {Cell::address, "家庭住址"},
        {Cell::category, "困难类型"},
        {Cell::need, "需求"}},
       DateForm::cell},
      {{{Cell::code, "户号"},
        {Cell::name, "姓名"},
        {Cell::identity, "公民身份号码"},
        {Cell::relation, "关系"},
        {Cell::kind, "类别"},
        {Cell::party, "政治面貌"},
        {Cell::joined, "入党日期"},
        {Cell::address, "住址"},
        {Cell::phone, "手机号"},
        {Cell::category, "致贫原因"},
        {Cell::need, "需求"}},
       DateForm::dots},
      {{{Cell::code, "户编号"},
        {Cell::kind, "户类型"},
        {Cell::name, "姓名"},
        {Cell::relation, "与户主关系"},
        {Cell::born, "出生日期"},
        {Cell::sex, "性别"},
        {Cell::identity, "身份证号码"},
        {Cell::party, "政治面貌"},
        {Cell::joined, "入党时间"},
        {Cell::address, "家庭住址"},
        {Cell::phone, "电话"},
        {Cell::category, "困难类型"},
        {Cell::need, "需求"}},
       DateForm::chinese},
  };
  return all;
}

Value date_cell(Date day, DateForm form) {
  const int y = int{day.year()};
  const unsigned m = unsigned{day.month()};
  const unsigned d = unsigned{day.day()};
  switch (form) {
    case DateForm::cell:
      return day;
    case DateForm::dashes:
      return fmt::format("{}-{}-{}", y, m, d);
    case DateForm::dots:
      return fmt::format("{}.{}.{}", y, m, d);
    case DateForm::chinese:
      return fmt::format("{}年{}月{}日", y, m, d);
    case DateForm::digits:
      return fmt::format("{:04}{:02}{:02}", y, m, d);
  }
  throw std::logic_error("a form of dates without its writing");
}

Value cell_of(Cell cell, const MadeUpHousehold& household, const MadeUpPerson& person, DateForm dates) {
  const bool head = &person == &household.persons.front();
  switch (cell) {
    case Cell::code:
      return household.code;
    case Cell::kind:
      return std::string(household.is_member ? "党员户" : "联系户");
    case Cell::name:
      return person.name;
    case Cell::relation:
      return person.relation;
    case Cell::identity:
      return person.identity;
    case Cell::sex:
      return std::string(person.male ? "男" : "女");
    case Cell::born:
      return date_cell(person.born, dates);
    case Cell::party:
      return std::string(person.party_member ? "中共党员" : "群众");
    case Cell::joined:
      return person.party_member ? date_cell(person.joined_party, dates) : Value{};
    case Cell::phone:
      return head ? Value{std::stoll(household.phone)}
                  : Value{};  // a number, as Excel makes it of what is typed
    case Cell::address:
      return household.address;
    case Cell::category:
      return head ? household.category : std::string();
    case Cell::need:
      return head ? household.need : std::string();
  }
  throw std::logic_error("a column without its cell");
}

std::unique_ptr<documents::SheetWriter> open_sheet(const std::string& village, const Clerk& clerk, bool csv,
                                                   Instant written) {
  documents::SheetPlan plan;
  plan.name = village;
  plan.title = village + "户情花名册（演示数据，人均为虚构）";
  for (const Column& column : clerk.columns)
    plan.columns.push_back({column.title, column.cell == Cell::identity ? 22.0 : 14.0});
  if (csv) return std::make_unique<documents::CsvWriter>(plan);
  return std::make_unique<documents::XlsxWriter>(plan, written);
}

}  // namespace

Roster write_roster(const std::string& village, const std::vector<MadeUpHousehold>& households,
                    std::size_t style, Instant written) {
  constexpr std::array forms = {DateForm::cell,   DateForm::dots,   DateForm::chinese,
                                DateForm::dashes, DateForm::digits, DateForm::cell};
  Clerk clerk = clerks().at(style % clerks().size());
  clerk.dates = forms.at(style % forms.size());
  const bool csv = style == 4;
  const auto sheet = open_sheet(village, clerk, csv, written);
  std::int64_t persons = 0;
  for (const MadeUpHousehold& household : households) {
    for (const MadeUpPerson& person : household.persons) {
      std::vector<Value> row;
      row.reserve(clerk.columns.size());
      for (const Column& column : clerk.columns)
        row.push_back(cell_of(column.cell, household, person, clerk.dates));
      sheet->row(row);
      ++persons;
    }
  }
  sheet->row({});
  sheet->row({std::string("合计"), fmt::format("{} 户 {} 人", households.size(), persons)});
  return {village + (csv ? ".csv" : ".xlsx"), sheet->finish()};
}

}  // namespace lianghu::demo

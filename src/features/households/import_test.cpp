#include "features/households/import.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "documents/sheet_reader.h"
#include "documents/sheet_writer.h"
#include "features/households/codes.h"
#include "features/households/testing.h"

namespace lianghu::households {
namespace {

using testing::identity;
using testing::refused;
using testing::settle;

const std::string li = identity("19680315", 11);
const std::string zhou = identity("19700922", 22);
const std::string son = identity("19950101", 33);
const std::string wang = identity("19470606", 44);

std::string gb18030(std::string utf8) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string out(utf8.size() * 2, '\0');
  char* from = utf8.data();
  char* to = out.data();
  std::size_t left = utf8.size();
  std::size_t room = out.size();
  iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

std::string key_at(const ImportReport& report, std::int64_t row) {
  std::string keys;
  for (const Issue& issue : report.issues)
    if (issue.row == row) keys += (keys.empty() ? "" : " ") + issue.reason;
  return keys;
}

bool warns(const ImportReport& report, std::string_view key) {
  return std::ranges::find(report.warnings, key, &Issue::reason) != report.warnings.end();
}

class Import : public ::testing::TestWithParam<db::Engine> {
 protected:
  ImportReport import(const std::string& bytes, const Mapping& mapping = {}) {
    const Plan plan = prepare(bytes, mapping, bench_.read([](Context& c) { return c.today(); }));
    return bench_.change_as(town_.yinhe_secretary(),
                            [&](Context& c) { return run(c, testing::village(c, town_.yinhe), *plan); });
  }
  ImportReport try_out(const std::string& bytes, const Mapping& mapping = {}) {
    const Plan plan = prepare(bytes, mapping, bench_.read([](Context& c) { return c.today(); }));
    return bench_.read_as(town_.yinhe_secretary(),
                          [&](Context& c) { return preview(c, testing::village(c, town_.yinhe), *plan); });
  }
  std::vector<Card> cards() {
    return bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
      const Village village = testing::village(c, town_.yinhe);
      std::vector<Card> out;
      for (const ActiveHousehold& each : active_households(c, village))
        out.push_back(unmasked_card(c, village, each.id, "核对导入结果"));
      return out;
    });
  }

  journal::testing::Bench bench_{GetParam()};
  organisations::testing::Town town_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Import);

TEST_P(Import, a_name_comes_in_as_it_can_be_read) {
  import("户主姓名,与户主关系,姓名,家庭住址\n李演\u202e福,户主,李演\u202e福,一组\x07 南街\n");
  ASSERT_EQ(cards().size(), 1U);
  EXPECT_EQ(cards().front().persons.front().name, "李演福");
  EXPECT_EQ(cards().front().household.address, "一组 南街");
}

TEST_P(Import, a_workbook_with_a_title_and_family_rows_becomes_households) {
  documents::SheetPlan sheet;
  sheet.name = "党员户";
  sheet.title = "音河村党员户花名册";
  for (const auto* title : {"序号", "姓  名", "与户主关系", "公民身份号码", "性别", "出生年月日", "政治面貌",
                            "入党日期", "党小组", "户类型", "手机号", "家庭住址"})
    sheet.columns.push_back({title, 12});
  documents::XlsxWriter writer(sheet, {});
  writer.row({std::int64_t{1}, "李 长山", "户主", li, "男", Date{std::chrono::year(1968) / 3 / 15},
              "中共党员", "1995.07.01", "第一党小组", "党员户", std::int64_t{13912345678}, "音河村一组3号"});
  writer.row({std::int64_t{2}, "周淑芬", "妻", zhou, "女", "1970年9月22日", "群众", "", "", "", "", ""});
  writer.row(
      {std::int64_t{3}, "李明", "长子", son, "男", std::int64_t{19950101}, "群众", "无", "", "", "", ""});
  writer.row({});
  writer.row(
      {std::int64_t{4}, "王桂兰", "户主", wang, "女", "", "群众", "", "", "低保户、残疾", "", "音河村二组"});
  writer.row({"合计", std::int64_t{4}});
  const std::string bytes = writer.finish();

  const ImportReport trial = try_out(bytes);
  EXPECT_FALSE(trial.done);
  EXPECT_EQ(trial.households.added, 2);
  EXPECT_TRUE(cards().empty());

  const ImportReport report = import(bytes);
  EXPECT_EQ(report.rows, 4);
  EXPECT_EQ(report.bad_rows, 0) << render_report(report, Language::en);
  EXPECT_TRUE(report.warnings.empty()) << render_report(report, Language::en);
  EXPECT_EQ(report.persons.added, 4);
  const auto all = cards();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].household.kind, Kind::member);
  EXPECT_EQ(all[0].household.group, town_.group.id);
  ASSERT_EQ(all[0].persons.size(), 3U);
  EXPECT_EQ(all[0].persons[0].name, "李长山");
  EXPECT_EQ(all[0].persons[0].identity, li);
  EXPECT_EQ(all[0].persons[0].party, Party::full);
  EXPECT_EQ(all[0].persons[0].joined_party, (Date{std::chrono::year(1995) / 7 / 1}));
  EXPECT_EQ(all[0].persons[0].phone, "13912345678");
  EXPECT_EQ(all[0].persons[1].relation, "12");
  EXPECT_EQ(all[1].household.kind, Kind::contact);
  EXPECT_EQ(all[1].household.categories, (std::vector<std::string>{"allowance", "disability"}));

  const ImportReport again = import(bytes);
  EXPECT_EQ(again.households.unchanged, 2);
  EXPECT_EQ(again.persons.unchanged, 4);
  EXPECT_EQ(again.households.added + again.households.changed + again.persons.added + again.persons.changed,
            0);
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Import, every_bad_row_has_its_number_column_reason_and_remedy) {
  std::string wrong = li;
  wrong.back() = wrong.back() == '3' ? '4' : '3';
  const ImportReport report = import(
      "户编号,姓名,与户主关系,身份证号,性别,出生日期,政治面貌,户类型,困难类型\n"
      "1,赵一,户主," +
      wrong +
      ",男,,,党员户,\n"                         // 2
      "2,赵二,户主,2.30225E+17,男,,,联系户,\n"  // 3
      "3,赵三,户主," +
      li +
      ",女,1968-3-15,,其他户,\n"  // 4
      "4,赵四,户主," +
      zhou +
      ",女,70.9.22,,其他户,\n"  // 5
      "5,赵五,户主," +
      son +
      ",男,,,大户,\n"  // 6
      "6,赵六,户主," +
      wang +
      ",女,,,联系户,低保、发财\n"  // 7
      "7,赵七,户主," +
      son +
      ",男,,,其他户,\n"                             // 8
      "8,,户主,,,,,其他户,\n"                       // 9
      "9,赵九,户主,230225680315001,,,,其他户,\n"    // 10
      "10,赵十,房东,,,,,其他户,\n"                  // 11
      "11,赵某,户主,,男,2020-2-30,,其他户,\n"       // 12
      "12,钱好,户主,,男,1970-1-1,群众,其他户,\n");  // 13
  EXPECT_EQ(key_at(report, 2), "person.identity.check_digit");
  EXPECT_EQ(key_at(report, 3), "import.identity.precision_lost");
  EXPECT_EQ(key_at(report, 4), "person.sex.contradicts");
  EXPECT_EQ(key_at(report, 5), "import.date.short_year");
  EXPECT_EQ(key_at(report, 6), "import.kind.unknown");
  EXPECT_EQ(key_at(report, 7), "import.category.unknown");
  EXPECT_EQ(key_at(report, 8), "import.identity.twice");
  EXPECT_EQ(key_at(report, 9), "import.name.missing");
  EXPECT_EQ(key_at(report, 10), "import.identity.old");
  EXPECT_EQ(key_at(report, 11), "import.relation.unknown");
  EXPECT_EQ(key_at(report, 12), "import.date.no_such_day");
  EXPECT_EQ(report.bad_rows, 11) << render_report(report, Language::en);
  EXPECT_EQ(report.households.added, 1);
  const Issue& first = report.issues.front();
  EXPECT_EQ(first.letters, "D");
  EXPECT_EQ(first.column, "身份证号");
  EXPECT_EQ(first.value, wrong.substr(0, 4) + "**********" + wrong.substr(14));
  for (const Language language : {Language::zh, Language::en})
    for (const Issue& issue : report.issues) {
      EXPECT_NE(say(language, issue.reason), issue.reason);
      EXPECT_NE(say(language, issue.remedy), issue.remedy);
    }
  EXPECT_EQ(render_report(report, Language::zh).find(wrong), std::string::npos);
}

TEST_P(Import, the_bad_rows_come_back_as_a_workbook_that_can_be_corrected_and_imported) {
  const std::string csv = "姓名,与户主关系,身份证号,户类型\n李长山,户主," + li +
                          ",党员户\n李明,长子,12345,\n王桂兰,户主," + wang + ",联系户\n";
  const ImportReport report = import(csv);
  EXPECT_EQ(report.bad_rows, 1);
  EXPECT_EQ(report.households.added, 2);
  const std::string workbook =
      bad_rows_xlsx(report, csv, {}, Language::zh, bench_.read([](Context& c) { return c.now(); }));
  const auto reader = documents::open_sheet(workbook);
  const auto rows = documents::read_rows(*reader);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].at(4).text, "哪里不对");
  EXPECT_EQ(rows[1].at(0).text, "李长山");
  EXPECT_EQ(rows[2].at(0).text, "李明");
  EXPECT_EQ(rows[2].at(4).text, "身份证号: 身份证号不是 18 位。");
  EXPECT_FALSE(rows[2].at(5).text.empty());
  // Corrected as it says, with our two columns still there.
  documents::SheetPlan sheet;
  for (std::size_t i = 0; i < 6; ++i) sheet.columns.push_back({rows[0].at(i).text, 12});
  documents::XlsxWriter writer(sheet, {});
  writer.row({"李长山", "户主", li, "党员户", rows[1].at(4).text, ""});
  writer.row({"李明", "长子", son, "", rows[2].at(4).text, rows[2].at(5).text});
  const ImportReport corrected = import(writer.finish());
  EXPECT_EQ(corrected.bad_rows, 0) << render_report(corrected, Language::en);
  EXPECT_EQ(corrected.persons.added, 1);
  EXPECT_EQ(corrected.persons.unchanged, 1);
  EXPECT_EQ(cards().at(0).persons.size(), 2U);
}

TEST_P(Import, a_list_of_heads_in_gb18030_is_one_household_a_row) {
  Mapping mapping;
  mapping.kind = Kind::contact;
  const std::string csv =
      gb18030("困难户名单\n户主姓名,身份证号码,致贫原因,需求,联系电话,屯组\n王桂兰," + wang +
              ",因病、缺劳力,看病；农活,0456-5623456,二组\n冯老三,,五保,,无,三组\n");
  const ImportReport report = import(csv, mapping);
  EXPECT_EQ(report.bad_rows, 0) << render_report(report, Language::en);
  EXPECT_TRUE(report.warnings.empty()) << render_report(report, Language::en);
  const auto all = cards();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].household.kind, Kind::contact);
  EXPECT_EQ(all[0].household.phone, "04565623456");
  EXPECT_EQ(all[0].household.needs, (std::vector<std::string>{"labour", "medical"}));
  EXPECT_EQ(all[1].household.categories, (std::vector<std::string>{"destitute"}));
  EXPECT_EQ(import(csv, mapping).households.unchanged, 2);
}

TEST_P(Import, a_blank_cell_removes_nothing_and_a_filled_one_changes) {
  import("户编号,姓名,与户主关系,户类型,联系电话,家庭住址\n1,李长山,户主,党员户,13912345678,一组\n");
  const ImportReport report =
      import("户编号,姓名,与户主关系,户类型,联系电话,家庭住址,身份证号\n1,李长山,本人,,,二组," + li +
             "\n,李明,长子,,,,\n");
  EXPECT_EQ(report.households.changed, 1) << render_report(report, Language::en);
  EXPECT_EQ(report.persons.changed, 1);
  EXPECT_EQ(report.persons.added, 1);
  const Card card = cards().at(0);
  EXPECT_EQ(card.household.kind, Kind::member);
  EXPECT_EQ(card.household.address, "二组");
  EXPECT_EQ(card.persons[0].phone, "13912345678");
  EXPECT_EQ(card.persons[0].identity, li);
  EXPECT_EQ(refused([&] { settle(bench_, town_.shanwan, Kind::neither, "李长山", li); }),
            "person.identity.elsewhere");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Import, somebody_of_another_household_or_village_is_refused_by_row) {
  import("姓名,与户主关系,身份证号\n李长山,户主," + li + "\n李明,长子," + son + "\n");
  settle(bench_, town_.shanwan, Kind::member, "山湾人", wang);
  const ImportReport report =
      import("户编号,姓名,与户主关系,身份证号\n5,周淑芬,户主," + zhou + "\n5,李明,其他亲属," + son +
             "\n6,王桂兰,户主," + wang + "\n6,冯某,配偶,\n");
  EXPECT_EQ(key_at(report, 3), "import.identity.other_household");
  EXPECT_EQ(key_at(report, 4), "import.identity.elsewhere");
  EXPECT_EQ(key_at(report, 5), "import.head.bad");
  EXPECT_EQ(render_report(report, Language::zh).find("山湾"), std::string::npos);
  EXPECT_EQ(report.households.added, 1);
  EXPECT_EQ(cards().at(0).persons.size(), 2U);
}

TEST_P(Import, two_heads_of_one_name_stay_apart_however_often_they_come) {
  const std::string csv = "姓名,与户主关系,身份证号\n赵二,户主,\n赵三,长子," + son + "\n赵二,户主,\n";
  EXPECT_EQ(key_at(import(csv), 4), "import.household.twice");
  const ImportReport again = import(csv);
  EXPECT_EQ(key_at(again, 4), "import.household.twice");
  EXPECT_EQ(again.households.added, 0);
  EXPECT_EQ(cards().size(), 1U);
}

TEST_P(Import, a_household_number_of_another_family_mixes_nothing) {
  import("户编号,姓名,与户主关系\n1,李长山,户主\n2,王桂兰,户主\n");
  const ImportReport report = import("户编号,姓名,与户主关系\n1,王桂兰,户主\n2,李长山,户主\n");
  EXPECT_EQ(key_at(report, 2), "import.code.other_head");
  EXPECT_EQ(key_at(report, 3), "import.code.other_head");
  EXPECT_EQ(cards().at(0).persons.at(0).name, "李长山");
}

TEST_P(Import, a_new_head_in_the_sheet_takes_the_place_of_the_old_one) {
  import("户编号,姓名,与户主关系,身份证号\n1,李长山,户主," + li + "\n1,周淑芬,妻," + zhou + "\n");
  const ImportReport report =
      import("户编号,姓名,与户主关系,身份证号\n1,周淑芬,户主," + zhou + "\n1,李长山,夫," + li + "\n");
  EXPECT_EQ(report.persons.changed, 2) << render_report(report, Language::en);
  const Card card = cards().at(0);
  EXPECT_EQ(card.persons[0].name, "周淑芬");
  EXPECT_EQ(card.persons[1].relation, "11");
  EXPECT_FALSE(card.persons[1].is_head);
}

TEST_P(Import, the_mapping_can_be_corrected) {
  const std::string csv = "甲,乙,丙\n1,李长山,党员户\n";
  const ImportReport guessed = try_out(csv);
  EXPECT_EQ(guessed.issues.at(0).reason, "import.name_column.missing");
  EXPECT_EQ(guessed.columns.size(), 3U);
  EXPECT_EQ(refused([&] { import(csv); }), "import.name_column.missing");
  Mapping mapping;
  mapping.columns = {{0, Field::code}, {1, Field::head_name}, {2, Field::kind}};
  EXPECT_EQ(import(csv, mapping).households.added, 1);
  EXPECT_EQ(cards().at(0).household.code, "1");
  mapping.columns = {{0, Field::name}, {1, Field::name}};
  EXPECT_EQ(refused([&] { static_cast<void>(try_out(csv, mapping)); }), "import.column.twice");
  mapping.columns = {{7, Field::name}};
  EXPECT_EQ(refused([&] { static_cast<void>(try_out(csv, mapping)); }), "import.column.unknown");
}

TEST_P(Import, a_roster_that_does_not_say_the_kind_is_not_guessed_at) {
  const std::string csv = "姓名,身份证号,政治面貌,入党时间\n李长山," + li + ",中共党员,1995年7月\n";
  const ImportReport report = import(csv);
  EXPECT_TRUE(warns(report, "import.kind.missing"));
  EXPECT_TRUE(warns(report, "import.no_relation"));
  EXPECT_TRUE(warns(report, "import.date.no_day"));
  EXPECT_EQ(cards().at(0).household.kind, Kind::neither);
  Mapping mapping;
  mapping.kind = Kind::member;
  EXPECT_EQ(import(csv, mapping).households.changed, 1);
  EXPECT_EQ(cards().at(0).household.kind, Kind::member);
}

TEST_P(Import, a_file_comes_in_from_the_command_line_too) {
  const auto path = std::filesystem::path(db::testing::temporary_folder()) / "名册.csv";
  std::ofstream(path) << "户主姓名,身份证号,户类型\n李长山," << li << ",党员户\n";
  const auto by_file = [&](const Actor& actor, Trial trial) {
    return import_file(bench_.changes(), actor, town_.yinhe.id, path, {}, trial);
  };
  EXPECT_EQ(by_file(Actor::system(), Trial::dry_run).households.added, 1);
  EXPECT_EQ(by_file(Actor::system(), Trial::for_good).households.added, 1);
  EXPECT_EQ(by_file(Actor::system(), Trial::for_good).households.unchanged, 1);
  EXPECT_EQ(refused([&] { by_file(town_.shanwan_secretary(), Trial::for_good); }), "organisation.not_found");
  EXPECT_EQ(refused([&] {
              import_file(bench_.changes(), Actor::system(), town_.yinhe.id, "/nowhere.xlsx", {},
                          Trial::dry_run);
            }),
            "import.file.missing");
}

}  // namespace
}  // namespace lianghu::households

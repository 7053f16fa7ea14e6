#include <gtest/gtest.h>

#include "documents/refusal_fixture.h"
#include "documents/sheet_reader.h"
#include "documents/workbook_fixture.h"
#include "documents/xlsx_cell.h"

namespace lianghu::documents {
namespace {

using fixture::Book;
using fixture::refused;
using fixture::text_cell;

std::vector<Row> rows_of(const Book& book, const ReadOptions& options = {}) {
  auto reader = open_sheet(fixture::workbook(book), options);
  return read_rows(*reader);
}

/// One cell of a one-cell workbook.
Cell cell(const std::string& xml, const std::string& strings = {}, const std::string& styles = {},
          const std::string& properties = {}) {
  auto rows = rows_of(
      {{{"表", "<row r=\"1\">" + xml + text_cell("Z1", "尾") + "</row>"}}, strings, styles, properties});
  return rows.empty() ? Cell{} : rows[0].at(0);
}

std::string style(int format, const std::string& code = {}) {
  std::string id = std::to_string(format);
  std::string own =
      code.empty() ? "" : "<numFmts><numFmt numFmtId=\"" + id + "\" formatCode=\"" + code + "\"/></numFmts>";
  return own +
         "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"" +
         id + "\"/></cellXfs>";
}

TEST(Xlsx, a_roster_with_a_merged_title_and_blank_rows_reads_row_by_row) {
  auto reader = open_sheet(fixture::workbook(
      {{{"名册",
         "<row r=\"1\">" + text_cell("A1", "音河村党员户名册") + "<c r=\"B1\" s=\"1\"/></row><row r=\"2\"/>" +
             "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"C3\" t=\"s\"><v>1</v></c></row>" +
             "<row r=\"5\">" + text_cell("A5", "孙立波") +
             "<c r=\"C5\"><v>4</v></c><c r=\"D5\" s=\"1\"/></row>",
         "<mergeCells><mergeCell ref=\"A1:D1\"/></mergeCells>"}},
       "<si><t>姓名</t></si><si><r><t>家庭</t></r><r><t "
       "xml:space=\"preserve\">人口</t></r><rPh><t>jia</t></rPh></si>"}));
  ASSERT_EQ(reader->merged().size(), 1U);
  EXPECT_EQ(reader->merged()[0].last_column, 3U);
  auto rows = read_rows(*reader);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].at(0).text, "音河村党员户名册");
  EXPECT_EQ(rows[1].number, 3);
  EXPECT_EQ(rows[1].at(2).text, "家庭人口");
  EXPECT_EQ(rows[2].number, 5);
  EXPECT_EQ(rows[2].cells.size(), 3U);
  EXPECT_EQ(rows[2].at(1).kind, Cell::Kind::blank);
  EXPECT_EQ(rows[2].at(2).text, "4");
  EXPECT_EQ(rows[2].at(99).kind, Cell::Kind::blank);
}

TEST(Xlsx, every_kind_of_cell_says_what_it_is) {
  EXPECT_EQ(cell("<c r=\"A1\" t=\"b\"><v>1</v></c>").text, "TRUE");
  EXPECT_EQ(cell("<c r=\"A1\" t=\"e\"><v>#REF!</v></c>").kind, Cell::Kind::error);
  EXPECT_EQ(cell("<c r=\"A1\" t=\"str\"><f>B1&amp;C1</f><v>音河</v></c>").text, "音河");
  EXPECT_EQ(cell("<c r=\"A1\"><f>SUM(B1:B9)</f><v>12.5</v></c>").number, 12.5);
  EXPECT_EQ(cell("<c r=\"A1\"><f>SUM(B1:B9)</f></c>").kind, Cell::Kind::blank);
  EXPECT_EQ(cell(text_cell("A1", "上_x000D_下_x5B57_")).text, "上\r下_x5B57_");
  EXPECT_EQ(cell("<c><v>0.1</v></c>").text, "0.1");
  EXPECT_EQ(cell("<c><v>1.1000000000000001</v></c>").text, "1.1");
  EXPECT_EQ(cell("<c r=\"A1\" t=\"d\"><v>2020-08-11T00:00:00</v></c>").date, parse_date("2020-08-11"));
}

TEST(Xlsx, a_number_keeps_its_digits_and_says_when_it_has_lost_some) {
  EXPECT_EQ(cell("<c><v>13800138000</v></c>").text, "13800138000");
  EXPECT_FALSE(cell("<c><v>13800138000</v></c>").precision_lost);
  EXPECT_EQ(cell("<c><v>1.3800138E+10</v></c>").text, "13800138000");
  EXPECT_EQ(cell("<c><v>9007199254740992</v></c>").text, "9007199254740992");
  auto identity = cell("<c><v>2.3022519900101123E+17</v></c>");
  EXPECT_TRUE(identity.precision_lost);
  EXPECT_EQ(identity.text.size(), 18U);
  EXPECT_FALSE(cell(text_cell("A1", "230225199001011234")).precision_lost);
}

TEST(Xlsx, a_number_is_a_date_by_its_format) {
  auto day = parse_date("2020-08-11");
  const std::string xml = "<c s=\"1\"><v>44054</v></c>";
  for (int id : {14, 15, 22, 27, 31, 36, 50, 58}) EXPECT_EQ(cell(xml, "", style(id)).date, day) << id;
  for (int id : {0, 1, 4, 9, 12, 37, 48, 49}) EXPECT_EQ(cell(xml, "", style(id)).date, std::nullopt) << id;
  for (const char* code :
       {"yyyy\\-mm\\-dd", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "[$-804]yyyy/m/d", "m/d",
        "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;;@", "YYYY.M.D"}) {
    EXPECT_EQ(cell(xml, "", style(176, code)).date, day) << code;
  }
  for (const char* code :
       {"General", "0.00_ ", "#,##0;[Red]\\-#,##0", "0&quot;day&quot;", "_-* #,##0_-", "@", "0.00E+00"}) {
    EXPECT_EQ(cell(xml, "", style(176, code)).date, std::nullopt) << code;
  }
  EXPECT_EQ(cell(xml, "", style(14)).text, "2020-08-11");
  EXPECT_EQ(cell("<c s=\"1\"><v>44054.354166666664</v></c>", "", style(22)).text, "2020-08-11 08:30");
  EXPECT_EQ(cell("<c s=\"1\"><v>0.354166666666667</v></c>", "", style(20)).text, "08:30");
  EXPECT_EQ(cell("<c s=\"1\"><v>42592</v></c>", "", style(14), "<workbookPr date1904=\"1\"/>").date, day);
}

TEST(Xlsx, serial_days_count_as_spreadsheets_do) {
  EXPECT_EQ(serial_date(1, false), parse_date("1900-01-01"));
  EXPECT_EQ(serial_date(59, false), parse_date("1900-02-28"));
  EXPECT_EQ(serial_date(60, false), std::nullopt);
  EXPECT_EQ(serial_date(61, false), parse_date("1900-03-01"));
  EXPECT_EQ(serial_date(2958465, false), parse_date("9999-12-31"));
  EXPECT_EQ(serial_date(2958466, false), std::nullopt);
  EXPECT_EQ(serial_date(0, true), parse_date("1904-01-01"));
}

TEST(Xlsx, the_first_visible_sheet_with_anything_on_it_is_read) {
  Book book{{{"草稿", "<row>" + text_cell("A1", "旧") + "</row>", "", "hidden"},
             {"说明", ""},
             {"名册", "<row>" + text_cell("A1", "新") + "</row>"}}};
  auto reader = open_sheet(fixture::workbook(book));
  EXPECT_EQ(reader->sheet(), "名册");
  ASSERT_EQ(reader->sheets().size(), 3U);
  EXPECT_TRUE(reader->sheets()[0].hidden);
  EXPECT_EQ(read_rows(*reader)[0].at(0).text, "新");
  ReadOptions named;
  named.sheet = "草稿";
  EXPECT_EQ(rows_of(book, named)[0].at(0).text, "旧");
  named.sheet = "没有";
  EXPECT_EQ(refused([&] { rows_of(book, named); }), "documents.sheet_unknown");
}

TEST(Xlsx, cells_merged_downwards_can_be_repeated) {
  Book book{{{"名册",
              "<row r=\"1\">" + text_cell("A1", "孙家") + text_cell("B1", "孙立波") + "</row><row r=\"2\">" +
                  text_cell("B2", "王桂芝") + "</row><row r=\"3\">" + text_cell("B3", "佟玉山") + "</row>",
              "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>"}}};
  ReadOptions repeat;
  repeat.merged = ReadOptions::Merged::repeat_down;
  auto rows = rows_of(book, repeat);
  EXPECT_EQ(rows[1].at(0).text, "孙家");
  EXPECT_EQ(rows[2].at(0).kind, Cell::Kind::blank);
  EXPECT_EQ(rows_of(book)[1].at(0).kind, Cell::Kind::blank);
}

TEST(Xlsx, a_workbook_without_anything_to_read_is_refused_with_the_reason) {
  EXPECT_EQ(refused([] { rows_of({{{"空", ""}}}); }), "documents.empty");
  EXPECT_EQ(refused([] { rows_of({{{"空", "<row><c r=\"A1\" s=\"3\"/></row>"}}}); }), "documents.empty");
  EXPECT_EQ(refused([] {
              rows_of({{{"藏", "<row>" + text_cell("A1", "x") + "</row>", "", "veryHidden"}}});
            }),
            "documents.no_sheet");
  EXPECT_EQ(refused([] { rows_of({}); }), "documents.no_sheet");
}

TEST(Xlsx, hostile_files_are_refused) {
  Book book{{{"表", "<row>" + text_cell("A1", "孙立波") + "</row>"}}};
  auto parts = fixture::parts(book);

  auto bomb = parts;
  bomb["xl/media/zeros.bin"] = std::string(8U << 20U, '\0');
  EXPECT_EQ(refused([&] { return open_sheet(fixture::zipped(bomb)); }), "documents.zip_bomb");

  auto crowd = parts;
  for (int i = 0; i < 2001; ++i) crowd["x/" + std::to_string(i)] = "";
  EXPECT_EQ(refused([&] { return open_sheet(fixture::zipped(crowd)); }), "documents.zip_bomb");

  auto doctype = parts;
  doctype["xl/worksheets/sheet1.xml"] =
      "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet><sheetData><row><c "
      "t=\"str\"><v>&a;</v></c></row></sheetData>"
      "</worksheet>";
  EXPECT_EQ(refused([&] { return open_sheet(fixture::zipped(doctype)); }), "documents.broken");

  auto deep = parts;
  std::string nest;
  for (int i = 0; i < 100; ++i) nest += "<x>";
  deep["xl/styles.xml"] = nest;
  EXPECT_EQ(refused([&] { return open_sheet(fixture::zipped(deep)); }), "documents.broken");

  // One large sheet listed again and again: each is below every limit, together they would be read for hours.
  Book many;
  ReadOptions tight;
  tight.limits.unpacked_bytes_max = 400'000;
  tight.limits.ratio_free_bytes = 400'000;
  auto echo = fixture::parts({{{"表", std::string(100'000, ' ')}}});
  std::string sheets;
  for (int i = 0; i < 50; ++i) sheets += "<sheet name=\"s" + std::to_string(i) + "\" r:id=\"rId1\"/>";
  echo["xl/workbook.xml"] = "<workbook xmlns:r=\"r\"><sheets>" + sheets + "</sheets></workbook>";
  EXPECT_EQ(refused([&] { return open_sheet(fixture::zipped(echo), tight); }), "documents.zip_bomb");
}

TEST(Xlsx, a_damaged_file_is_refused_wherever_it_is_cut) {
  std::string whole = fixture::workbook({{{"表", "<row>" + text_cell("A1", "孙立波") + "</row>"}}});
  for (std::size_t size = 2; size < whole.size(); size += 97) {
    EXPECT_EQ(refused([&] { return open_sheet(whole.substr(0, size)); }), "documents.broken") << size;
  }
  for (const char* part : {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}) {
    auto parts = fixture::parts({{{"表", "<row>" + text_cell("A1", "孙立波") + "</row>"}}});
    parts[part].resize(parts[part].size() - 9);
    EXPECT_EQ(refused([&] {
                auto reader = open_sheet(fixture::zipped(parts));
                return read_rows(*reader);
              }),
              "documents.broken")
        << part;
  }
  EXPECT_EQ(refused([] { cell("<c t=\"s\"><v>7</v></c>"); }), "documents.broken");
  EXPECT_EQ(refused([] { rows_of({{{"表", "<row r=\"2\"/><row r=\"1\"/>"}}}); }), "documents.broken");
}

TEST(Xlsx, a_table_beyond_the_limits_is_refused_but_colour_beyond_them_is_not) {
  ReadOptions options;
  options.limits.rows_max = 2;
  std::string row = "<row>" + text_cell("A1", "x") + "</row>";
  auto three = [&] {
    rows_of({{{"表", "<row><c><v>1</v></c></row><row><c><v>1</v></c></row><row><c><v>1</v></c></row>"}}},
            options);
  };
  EXPECT_EQ(refused(three), "documents.too_many_cells");
  EXPECT_EQ(refused([] {
              rows_of({{{"表", "<row><c r=\"SG1\"><v>1</v></c></row>"}}});
            }),
            "documents.too_many_cells");
  auto coloured = rows_of({{{"表", "<row><c r=\"SF1\"><v>1</v></c><c r=\"XFD1\" s=\"1\"/></row>"}}});
  EXPECT_EQ(coloured[0].cells.size(), 500U);
}

TEST(Xlsx, other_files_are_told_apart_by_their_content) {
  std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
  EXPECT_EQ(refused([&] { return open_sheet(ole); }), "documents.xls_not_supported");
  std::string name;
  for (char c : std::string("EncryptedPackage")) name += {c, '\0'};
  EXPECT_EQ(refused([&] { return open_sheet(ole + name); }), "documents.encrypted");
  EXPECT_EQ(refused([] { return open_sheet("<html><table><tr><td>姓名</td></tr></table></html>"); }),
            "documents.not_a_workbook");
  EXPECT_EQ(refused([] {
              return open_sheet(fixture::zipped({{"word/document.xml", "<x/>"}}));
            }),
            "documents.not_a_workbook");
  EXPECT_EQ(refused([] { return open_sheet(std::string("%PDF-1.5\0\0", 10)); }), "documents.not_a_workbook");
  EXPECT_EQ(refused([] { return open_sheet(""); }), "documents.empty");
  EXPECT_EQ(refused([] { return open_sheet_file("/nowhere/at/all.xlsx"); }), "documents.cannot_open");
  ReadOptions small;
  small.limits.file_bytes_max = 10;
  EXPECT_EQ(refused([&] { return open_sheet(std::string(11, 'x'), small); }), "documents.too_large");
}

TEST(Xlsx, columns_are_named_as_people_name_them) {
  EXPECT_EQ(column_letters(0), "A");
  EXPECT_EQ(column_letters(25), "Z");
  EXPECT_EQ(column_letters(26), "AA");
  EXPECT_EQ(column_letters(16383), "XFD");
  for (std::size_t column : {0U, 25U, 26U, 701U, 702U, 16383U}) {
    EXPECT_EQ(parse_place(column_letters(column) + "7")->column, column);
  }
  EXPECT_EQ(parse_place("XFE1"), std::nullopt);
  EXPECT_EQ(parse_place("A0"), std::nullopt);
  EXPECT_EQ(parse_place("12"), std::nullopt);
}

}  // namespace
}  // namespace lianghu::documents

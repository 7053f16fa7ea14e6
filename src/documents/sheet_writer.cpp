#include "documents/sheet_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "documents/late_xlsxwriter.h"

namespace lianghu::documents {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 10> formula_starts = {"=",  "+",  "-",  "@",  "\t",
                                                             "\r", "＝", "＋", "－", "＠"};

bool starts_formula(std::string_view text) {
  for (auto start : formula_starts) {
    if (text.starts_with(start)) return true;
  }
  return false;
}

/// XML 1.0 has no place for control characters, and nobody can read them.
std::string without_controls(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  }
  return out;
}

/// At most 31 characters and none of []:*?/\ (the file format's rule).
std::string sheet_name(std::string_view wanted) {
  std::string name;
  for (char c : without_controls(wanted))
    name += std::string_view("[]:*?/\\'\n\t").find(c) == std::string_view::npos ? c : ' ';
  while (characters(name) > 31) {
    while ((static_cast<unsigned char>(name.back()) & 0xC0U) == 0x80U) name.pop_back();
    name.pop_back();
  }
  return name;
}

/// A new file of our own in the temporary folder, taken away again at the end.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "lianghu-XXXXXX").string()) {
    int file = ::mkstemp(path_.data());
    if (file < 0) throw std::runtime_error("cannot make a temporary file: " + path_);
    ::close(file);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const char* path() const { return path_.c_str(); }
  [[nodiscard]] std::string bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string path_;
};

void check(lxw_error error) {
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(std::string("writing a workbook: ") + lxw_strerror(error));
}

lxw_datetime to_datetime(Date day) {
  return {static_cast<int>(day.year()),
          static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day())),
          0,
          0,
          0};
}

}  // namespace

struct XlsxWriter::Book {
  TemporaryFile file;
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_row_t row = 0;
  lxw_format* header = nullptr;
  lxw_format* title = nullptr;
  lxw_format* text = nullptr;
  lxw_format* date = nullptr;

  explicit Book(Instant created) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    workbook = workbook_new_opt(file.path(), &options);
    if (workbook == nullptr) throw std::bad_alloc();
    lxw_doc_properties properties{};
    properties.created = static_cast<time_t>(created.ms / 1000);
    workbook_set_properties(workbook, &properties);
    make_formats();
  }
  ~Book() {
    // An unfinished workbook is closed all the same: that is the one call that frees it.
    if (workbook != nullptr) workbook_close(workbook);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  void make_formats() {
    header = workbook_add_format(workbook);
    format_set_bold(header);
    format_set_bg_color(header, 0xF4EDE0);
    format_set_bottom(header, LXW_BORDER_THIN);
    format_set_align(header, LXW_ALIGN_VERTICAL_CENTER);
    title = workbook_add_format(workbook);
    format_set_bold(title);
    format_set_font_size(title, 16);
    format_set_align(title, LXW_ALIGN_CENTER);
    format_set_align(title, LXW_ALIGN_VERTICAL_CENTER);
    text = workbook_add_format(workbook);
    format_set_num_format_index(text, 49);  // "@": typing into the cell keeps it text
    date = workbook_add_format(workbook);
    format_set_num_format(date, "yyyy-mm-dd");
  }

  void add_sheet(const SheetPlan& plan) {
    std::string name = sheet_name(plan.name);
    sheet = workbook_add_worksheet(workbook, name.empty() ? nullptr : name.c_str());
    if (sheet == nullptr) throw std::logic_error("a workbook has no two sheets of one name: " + name);
    row = 0;
    const auto count = static_cast<lxw_col_t>(plan.columns.size());
    const auto last = static_cast<lxw_col_t>(count == 0 ? 0 : count - 1);
    for (lxw_col_t column = 0; column < count; ++column) {
      check(worksheet_set_column(sheet, column, column, plan.columns[column].width_characters, nullptr));
    }
    if (plan.title) {
      std::string words = guard_formula(without_controls(*plan.title));
      check(worksheet_set_row(sheet, row, 30, nullptr));
      check(last > 0 ? worksheet_merge_range(sheet, row, 0, row, last, words.c_str(), title)
                     : worksheet_write_string(sheet, row, 0, words.c_str(), title));
      ++row;
    }
    if (plan.columns.empty()) return;
    check(worksheet_set_row(sheet, row, 22, nullptr));
    for (lxw_col_t column = 0; column < count; ++column) {
      write_text(column, plan.columns[column].title, header);
    }
    check(worksheet_autofilter(sheet, row, 0, row, last));
    ++row;
    worksheet_freeze_panes(sheet, row, 0);
  }

  void write_text(lxw_col_t column, std::string_view words, lxw_format* format) {
    std::string safe = guard_formula(without_controls(words));
    check(worksheet_write_string(sheet, row, column, safe.c_str(), format));
  }

  void write(lxw_col_t column, const Value& value) {
    if (const auto* words = std::get_if<std::string>(&value)) {
      write_text(column, *words, text);
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      check(worksheet_write_number(sheet, row, column, static_cast<double>(*whole), nullptr));
    } else if (const auto* number = std::get_if<double>(&value)) {
      check(worksheet_write_number(sheet, row, column, *number, nullptr));
    } else if (const auto* day = std::get_if<Date>(&value)) {
      auto datetime = to_datetime(*day);
      check(worksheet_write_datetime(sheet, row, column, &datetime, date));
    }
  }
};

XlsxWriter::XlsxWriter(const SheetPlan& plan, Instant created) : book_(std::make_unique<Book>(created)) {
  book_->add_sheet(plan);
}

XlsxWriter::~XlsxWriter() = default;

void XlsxWriter::row(const std::vector<Value>& values) {
  for (std::size_t column = 0; column < values.size(); ++column) {
    book_->write(static_cast<lxw_col_t>(column), values[column]);
  }
  ++book_->row;
}

void XlsxWriter::next_sheet(const SheetPlan& plan) {
  book_->add_sheet(plan);
}

std::string XlsxWriter::finish() {
  auto* workbook = std::exchange(book_->workbook, nullptr);
  if (workbook == nullptr) throw std::logic_error("a workbook is finished once");
  check(workbook_close(workbook));
  return book_->file.bytes();
}

CsvWriter::CsvWriter(const SheetPlan& plan) : text_(utf8_mark) {
  if (plan.title) row({*plan.title});
  std::vector<Value> titles;
  titles.reserve(plan.columns.size());
  for (const auto& column : plan.columns) titles.emplace_back(column.title);
  if (!titles.empty()) row(titles);
}

void CsvWriter::row(const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text_ += ',';
    if (const auto* words = std::get_if<std::string>(&values[i])) {
      std::string safe = guard_formula(*words);
      bool quote = safe.find_first_of(",\"\r\n\t;") != std::string::npos || safe != trim(safe);
      if (!quote) {
        text_ += safe;
        continue;
      }
      text_ += '"';
      for (char c : safe) text_.append(c == '"' ? 2 : 1, c);
      text_ += '"';
    } else if (const auto* whole = std::get_if<std::int64_t>(&values[i])) {
      text_ += std::to_string(*whole);
    } else if (const auto* number = std::get_if<double>(&values[i])) {
      text_ += fmt::format("{}", *number);
    } else if (const auto* day = std::get_if<Date>(&values[i])) {
      text_ += format_date(*day);
    }
  }
  text_ += "\r\n";
}

std::string CsvWriter::finish() {
  return std::move(text_);
}

std::string guard_formula(std::string_view text) {
  return starts_formula(text) ? "'" + std::string(text) : std::string(text);
}

std::string unguard_formula(std::string_view text) {
  bool guarded = text.starts_with('\'') && starts_formula(text.substr(1));
  return std::string(guarded ? text.substr(1) : text);
}

}  // namespace lianghu::documents

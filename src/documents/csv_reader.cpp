#include "documents/csv_reader.h"

#include <algorithm>
#include <map>

#include "base/refusal.h"
#include "base/text.h"

namespace lianghu::documents {
namespace {

constexpr std::size_t sample_rows = 20;

[[noreturn]] void refuse_row(std::string key, std::int64_t row) {
  throw Refusal(Status::unprocessable, std::move(key), "file", {{"row", std::to_string(row)}});
}

// ---- encoding

void append_utf8(std::string& out, char32_t c) {
  auto byte = [&](char32_t value) { out += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6U)), byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12U)), byte(0x80 | ((c >> 6U) & 0x3FU)), byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | (c >> 18U)), byte(0x80 | ((c >> 12U) & 0x3FU));
    byte(0x80 | ((c >> 6U) & 0x3FU)), byte(0x80 | (c & 0x3FU));
  }
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  std::int64_t row = 1;
  auto unit = [&](std::size_t at) {
    auto first = static_cast<unsigned char>(bytes[at]);
    auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8U | second : second << 8U | first);
  };
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    if (at + 1 == bytes.size()) refuse_row("documents.encoding", row);
    char32_t c = unit(at);
    if (c >= 0xDC00 && c < 0xE000) refuse_row("documents.encoding", row);
    if (c >= 0xD800 && c < 0xDC00) {
      char32_t low = at + 3 < bytes.size() ? unit(at + 2) : 0;
      if (low < 0xDC00 || low >= 0xE000) refuse_row("documents.encoding", row);
      c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    }
    if (c == '\n') ++row;
    append_utf8(out, c);
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct Lines {
  std::size_t utf8 = 0;   // lines with Chinese that are UTF-8
  std::size_t other = 0;  // lines that are not
  std::int64_t first_bad = 0;
};

Lines weigh_lines(std::string_view bytes) {
  Lines lines;
  std::int64_t row = 0;
  for (std::size_t from = 0; from < bytes.size();) {
    std::size_t end = std::min(bytes.find('\n', from), bytes.size());
    auto line = bytes.substr(from, end - from);
    from = end + 1;
    ++row;
    if (is_ascii(line)) continue;
    if (is_utf8(line)) {
      ++lines.utf8;
    } else {
      ++lines.other;
      if (lines.first_bad == 0) lines.first_bad = row;
    }
  }
  return lines;
}

/// No byte of a GB18030 character is a line feed, so lines can be told apart before they are decoded.
std::string from_gb(std::string_view bytes) {
  if (auto text = from_gb18030(bytes)) return *std::move(text);
  std::int64_t row = 0;
  for (std::string_view rest = bytes; !rest.empty();) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    ++row;
    if (!from_gb18030(rest.substr(0, end))) refuse_row("documents.encoding", row);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  refuse_row("documents.encoding", row);
}

std::string to_utf8(std::string bytes) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(std::string_view(bytes).substr(2), false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(std::string_view(bytes).substr(2), true);
  bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.erase(0, 3);
  if (is_utf8(bytes)) return bytes;
  // GB18030 accepts nearly any bytes, so a UTF-8 file with one damaged row would turn into nonsense as a
  // whole.
  Lines lines = weigh_lines(bytes);
  if (marked || lines.utf8 > lines.other) refuse_row("documents.encoding", lines.first_bad);
  return from_gb(bytes);
}

// ---- records

/// A long number that a spreadsheet program has already rounded before it saved the CSV: 2.30225E+17.
bool is_rounded_number(std::string_view text) {
  auto power = text.find_first_of("eE");
  if (power == std::string_view::npos || power == 0 || power + 3 > text.size()) return false;
  auto digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789.") == std::string_view::npos;
  };
  if (!digits(text.substr(0, power)) || text[power + 1] != '+') return false;
  auto exponent = text.substr(power + 2);
  return exponent.size() <= 3 && digits(exponent) && exponent.find('.') == std::string_view::npos &&
         std::stoi(std::string(exponent)) >= 11;
}

/// Cuts records out of UTF-8 text; the text must outlive it.
class Records {
 public:
  Records(std::string_view text, char separator) : text_(text), separator_(separator) {}

  /// False at the end.
  bool next(std::vector<std::string>& fields) {
    fields.clear();
    if (at_ >= text_.size()) return false;
    ++row_;
    fields.emplace_back();
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '"' && fields.back().empty()) {
        quoted(fields.back());
      } else if (c == separator_) {
        fields.emplace_back();
        ++at_;
      } else if (c == '\n' || c == '\r') {
        at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
        return true;
      } else {
        fields.back() += c;
        ++at_;
      }
    }
    return true;
  }

  [[nodiscard]] std::int64_t row() const { return row_; }
  [[nodiscard]] bool quote_left_open() const { return quote_left_open_; }

 private:
  void quoted(std::string& field) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        field += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += '"';
        ++at_;
      } else {
        ++at_;
        return;
      }
    }
    quote_left_open_ = true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t row_ = 0;
  char separator_;
  bool quote_left_open_ = false;
};

/// The separator that gives the most rows of one width, then the widest ones.
char guess_separator(std::string_view text) {
  char best = ',';
  std::size_t best_score = 0;
  for (char separator : {',', '\t', ';'}) {
    Records records(text.substr(0, 65536), separator);
    std::map<std::size_t, std::size_t> widths;
    std::vector<std::string> fields;
    for (std::size_t row = 0; row < sample_rows && records.next(fields); ++row) {
      if (fields.size() > 1) ++widths[fields.size()];
    }
    for (auto [width, rows] : widths) {
      std::size_t score = rows * 1000 + std::min<std::size_t>(width, 999);
      if (score > best_score) best = separator, best_score = score;
    }
  }
  return best;
}

class CsvReader final : public SheetReader {
 public:
  CsvReader(std::string text, const ReadLimits& limits)
      : text_(std::move(text)), limits_(limits), separator_(take_separator()), records_(text_, separator_) {}

  bool next(Row& row) override {
    while (records_.next(fields_)) {
      if (records_.quote_left_open()) refuse_row("documents.csv_quote", records_.row());
      row.number = records_.row() + (names_separator_ ? 1 : 0);
      row.cells.clear();
      for (auto& field : fields_) row.cells.push_back(cell(std::move(field)));
      while (!row.cells.empty() && row.cells.back().kind == Cell::Kind::blank) row.cells.pop_back();
      if (row.cells.empty()) continue;
      if (row.cells.size() > limits_.columns_max || ++rows_ > limits_.rows_max) {
        throw Refusal(
            Status::too_large, "documents.too_many_cells", "file",
            {{"rows", std::to_string(limits_.rows_max)}, {"columns", std::to_string(limits_.columns_max)}});
      }
      return true;
    }
    return false;
  }
  [[nodiscard]] const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  [[nodiscard]] const std::string& sheet() const override { return sheets_.front().name; }
  [[nodiscard]] const std::vector<MergedArea>& merged() override { return merged_; }

 private:
  static Cell cell(std::string text) {
    Cell cell;
    cell.precision_lost = is_rounded_number(text);
    cell.kind = trim(text).empty() ? Cell::Kind::blank : Cell::Kind::text;
    cell.text = std::move(text);
    return cell;
  }

  /// A first line `sep=;` names the separator, as spreadsheet programs read it; it is no row of the table.
  char take_separator() {
    if (text_.size() < 5 || !text_.starts_with("sep=")) return guess_separator(text_);
    char separator = text_[4];
    std::size_t end = text_.find('\n');
    text_.erase(0, end == std::string::npos ? text_.size() : end + 1);
    names_separator_ = true;
    return separator;
  }

  std::string text_;
  ReadLimits limits_;
  bool names_separator_ = false;
  char separator_;  // taken before records_ looks at the text
  Records records_;
  std::vector<std::string> fields_;
  std::int64_t rows_ = 0;
  std::vector<SheetInfo> sheets_{{}};
  std::vector<MergedArea> merged_;
};

}  // namespace

std::unique_ptr<SheetReader> open_csv(std::string bytes, const ReadOptions& options) {
  std::string text = to_utf8(std::move(bytes));
  if (trim(text).empty()) throw Refusal(Status::unprocessable, "documents.empty", "file");
  return std::make_unique<CsvReader>(std::move(text), options.limits);
}

}  // namespace lianghu::documents

#include "documents/xlsx_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <map>

#include "base/refusal.h"
#include "documents/xlsx_cell.h"
#include "documents/xlsx_parts.h"

namespace lianghu::documents {
namespace {

constexpr std::int64_t rows_of_a_spreadsheet = 1'048'576;
constexpr std::size_t merged_areas_max = 200'000;

[[noreturn]] void refuse(std::string key) {
  throw Refusal(Status::unprocessable, std::move(key), "file");
}

/// Takes a sheet's XML and leaves finished rows in a queue.
class SheetPart final : public XmlReader {
 public:
  SheetPart(const Workbook& workbook, const ReadLimits& limits) : workbook_(workbook), limits_(limits) {}
  std::deque<Row> rows;

 private:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "row") {
      start_row(attributes);
    } else if (name == "c") {
      start_cell(attributes);
    } else if (name == "rPh") {
      ++phonetic_;
    }
    in_value_ = in_cell_ && (name == "v" || (name == "t" && phonetic_ == 0));
  }

  void end(std::string_view name) override {
    in_value_ = false;
    if (name == "rPh") --phonetic_;
    if (name == "c") end_cell();
    if (name == "row" && !row_.cells.empty()) {
      if (++rows_ > limits_.rows_max) too_many();
      rows.push_back(std::move(row_));
      row_ = {rows.back().number, {}};
    }
  }

  void text(std::string_view piece) override {
    if (in_value_) raw_.value += piece;
  }

  void start_row(const Attributes& attributes) {
    std::int64_t number = row_.number + 1;
    auto said = attributes.get("r");
    std::from_chars(said.data(), said.data() + said.size(), number);
    if (number <= row_.number || number > rows_of_a_spreadsheet) refuse("documents.broken");
    row_ = {number, {}};
    column_ = 0;
  }

  void start_cell(const Attributes& attributes) {
    in_cell_ = true;
    if (auto place = parse_place(attributes.get("r"))) column_ = place->column;
    raw_ = {std::string(attributes.get("t")), 0, {}};
    auto style = attributes.get("s");
    std::from_chars(style.data(), style.data() + style.size(), raw_.style);
  }

  void end_cell() {
    in_cell_ = false;
    std::size_t column = column_++;
    Cell cell = make_cell(std::move(raw_), workbook_);
    // Programs colour whole rows up to the last column; only cells that say something count.
    if (cell.kind == Cell::Kind::blank) return;
    if (column >= limits_.columns_max) too_many();
    if (row_.cells.size() <= column) row_.cells.resize(column + 1);
    row_.cells[column] = std::move(cell);
  }

  [[noreturn]] void too_many() const {
    throw Refusal(
        Status::too_large, "documents.too_many_cells", "file",
        {{"rows", std::to_string(limits_.rows_max)}, {"columns", std::to_string(limits_.columns_max)}});
  }

  const Workbook& workbook_;
  const ReadLimits& limits_;
  Row row_;
  RawCell raw_;
  std::size_t column_ = 0;
  std::int64_t rows_ = 0;
  int phonetic_ = 0;
  bool in_cell_ = false;
  bool in_value_ = false;
};

class MergedPart final : public XmlReader {
 public:
  std::vector<MergedArea> areas;

 private:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name != "mergeCell") return;
    auto area = parse_area(attributes.get("ref"));
    if (!area || areas.size() >= merged_areas_max) refuse("documents.broken");
    areas.push_back(*area);
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

class XlsxReader final : public SheetReader {
 public:
  XlsxReader(std::string bytes, const ReadOptions& options)
      : options_(options), archive_(std::move(bytes), options_.limits), workbook_(read_workbook(archive_)) {
    for (const auto& sheet : workbook_.sheets) infos_.push_back(sheet.info);
    options_.sheet ? choose(*options_.sheet) : choose_first();
  }

  bool next(Row& row) override {
    if (!pull()) return false;
    row = std::move(part_->rows.front());
    part_->rows.pop_front();
    if (options_.merged == ReadOptions::Merged::repeat_down) repeat_down(row);
    return true;
  }

  [[nodiscard]] const std::vector<SheetInfo>& sheets() const override { return infos_; }
  [[nodiscard]] const std::string& sheet() const override { return sheet_->info.name; }

  [[nodiscard]] const std::vector<MergedArea>& merged() override {
    if (!merged_) {
      MergedPart part;
      read_part(archive_, sheet_->part, part);
      std::sort(part.areas.begin(), part.areas.end(),
                [](const auto& a, const auto& b) { return a.first_row < b.first_row; });
      merged_ = std::move(part.areas);
    }
    return *merged_;
  }

 private:
  void choose(const std::string& name) {
    for (const auto& sheet : workbook_.sheets) {
      if (sheet.info.name != name) continue;
      open(sheet);
      if (!pull()) refuse("documents.empty");
      return;
    }
    throw Refusal(Status::unprocessable, "documents.sheet_unknown", "sheet", {{"sheet", name}});
  }

  void choose_first() {
    bool visible = false;
    for (const auto& sheet : workbook_.sheets) {
      if (sheet.info.hidden) continue;
      visible = true;
      open(sheet);
      if (pull()) return;
    }
    refuse(visible ? "documents.empty" : "documents.no_sheet");
  }

  void open(const XlsxSheet& sheet) {
    sheet_ = &sheet;
    part_ = std::make_unique<SheetPart>(workbook_, options_.limits);
    bytes_ = archive_.open(sheet.part);
    ended_ = false;
  }

  /// Unpacks until a row is ready; false if there is none any more.
  bool pull() {
    std::array<char, 32768> buffer;
    while (part_->rows.empty() && !ended_) {
      std::size_t size = bytes_.read(buffer.data(), buffer.size());
      ended_ = size == 0;
      part_->feed({buffer.data(), size}, ended_);
    }
    return !part_->rows.empty();
  }

  void repeat_down(Row& row) {
    const auto& areas = merged();
    for (; next_area_ < areas.size() && areas[next_area_].first_row <= row.number; ++next_area_) {
      const auto& area = areas[next_area_];
      if (area.last_row > area.first_row && area.first_row == row.number) {
        open_areas_.push_back({area, row.at(area.first_column)});
      }
    }
    std::erase_if(open_areas_, [&](const auto& open) { return open.first.last_row < row.number; });
    for (const auto& [area, cell] : open_areas_) {
      if (cell.kind == Cell::Kind::blank) continue;
      if (row.cells.size() <= area.first_column) row.cells.resize(area.first_column + 1);
      row.cells[area.first_column] = cell;
    }
  }

  ReadOptions options_;
  ZipArchive archive_;
  Workbook workbook_;
  std::vector<SheetInfo> infos_;
  const XlsxSheet* sheet_ = nullptr;
  std::unique_ptr<SheetPart> part_;
  ZipPart bytes_;
  bool ended_ = false;
  std::optional<std::vector<MergedArea>> merged_;
  std::size_t next_area_ = 0;
  std::vector<std::pair<MergedArea, Cell>> open_areas_;
};

}  // namespace

std::unique_ptr<SheetReader> open_xlsx(std::string bytes, const ReadOptions& options) {
  return std::make_unique<XlsxReader>(std::move(bytes), options);
}

}  // namespace lianghu::documents

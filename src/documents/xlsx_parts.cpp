#include "documents/xlsx_parts.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <limits>

#include "base/refusal.h"

namespace lianghu::documents {
namespace {

constexpr std::size_t strings_max = 4'000'000;

[[noreturn]] void refuse(std::string key) {
  throw Refusal(Status::unprocessable, std::move(key), "file");
}

int to_int(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

struct Relation {
  std::string type;  // the last step of its type's address: both dialects of the standard end alike
  std::string part;
};

class Relations final : public XmlReader {
 public:
  explicit Relations(std::string base) : base_(std::move(base)) {}
  std::map<std::string, Relation, std::less<>> by_id;

  [[nodiscard]] const std::string* part_of_type(std::string_view type) const {
    for (const auto& [id, relation] : by_id) {
      if (relation.type == type) return &relation.part;
    }
    return nullptr;
  }

 private:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
    std::string_view type = attributes.get("Type");
    std::filesystem::path target(attributes.get("Target"));
    std::string part = (target.is_absolute() ? target.relative_path() : base_ / target).lexically_normal();
    by_id[std::string(attributes.get("Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                                std::move(part)};
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::filesystem::path base_;
};

void read_relations(const ZipArchive& archive, const std::string& of, Relations& relations) {
  std::filesystem::path part(of);
  std::string name = part.parent_path() / "_rels" / (part.filename().string() + ".rels");
  if (archive.has(name)) read_part(archive, name, relations);
}

class WorkbookPart final : public XmlReader {
 public:
  WorkbookPart(Workbook& workbook, const Relations& relations) : workbook_(workbook), relations_(relations) {}

 private:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      auto value = attributes.get("date1904");
      workbook_.from_1904 = value == "1" || value == "true";
    } else if (name == "sheet") {
      // The attribute is r:id; the plain sheetId is another number.
      auto found = relations_.by_id.find(attributes.get("id"));
      if (found == relations_.by_id.end() || found->second.type != "worksheet") return;
      auto state = attributes.get("state");
      workbook_.sheets.push_back(
          {{unescape(std::string(attributes.get("name"))), state == "hidden" || state == "veryHidden"},
           found->second.part});
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  Workbook& workbook_;
  const Relations& relations_;
};

class StringsPart final : public XmlReader {
 public:
  explicit StringsPart(SharedStrings& strings) : strings_(strings) {}

 private:
  void start(std::string_view name, const Attributes&) override {
    if (name == "si") current_.clear();
    if (name == "rPh") ++phonetic_;  // a reading aid, no part of the text
    in_text_ = name == "t" && phonetic_ == 0;
  }
  void end(std::string_view name) override {
    if (name == "rPh") --phonetic_;
    if (name == "t") in_text_ = false;
    if (name == "si") strings_.add(unescape(std::move(current_)));
  }
  void text(std::string_view piece) override {
    if (in_text_) current_ += piece;
  }

  SharedStrings& strings_;
  std::string current_;
  int phonetic_ = 0;
  bool in_text_ = false;
};

class StylesPart final : public XmlReader {
 public:
  explicit StylesPart(std::vector<Shown>& styles) : styles_(styles) {}

 private:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "numFmt") codes_[to_int(attributes.get("numFmtId"))] = attributes.get("formatCode");
    if (name == "cellXfs") in_cells_ = true;
    if (name == "xf" && in_cells_) {
      int id = to_int(attributes.get("numFmtId"));
      auto code = codes_.find(id);
      styles_.push_back(code == codes_.end() ? shown_by_builtin(id) : shown_by_code(code->second));
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

  std::vector<Shown>& styles_;
  std::map<int, std::string> codes_;
  bool in_cells_ = false;
};

bool in(int id, int first, int last) {
  return id >= first && id <= last;
}

}  // namespace

Shown shown_by_builtin(int id) {
  if (in(id, 18, 21) || in(id, 32, 35) || in(id, 45, 47) || in(id, 55, 56)) return Shown::time;
  if (in(id, 14, 22) || in(id, 27, 36) || in(id, 50, 58)) return Shown::date;
  return Shown::number;
}

Shown shown_by_code(std::string_view code) {
  bool date = false;
  bool month_or_minute = false;
  bool time = false;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    switch (code[i]) {
      case '"':
        i = code.find('"', i + 1);
        break;
      case '[': {
        // [h] and [mm] count hours and minutes; [Red], [$-804] and [>1] say other things.
        std::size_t close = code.find(']', i);
        auto inside = close == std::string_view::npos ? "" : code.substr(i + 1, close - i - 1);
        time = time || (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos);
        i = close;
        break;
      }
      case '\\':
      case '_':
      case '*':
        ++i;
        break;
      case 'G':
      case 'g':
        if (code.substr(i, 7) == "General") i += 6;
        break;
      case 'y':
      case 'Y':
      case 'd':
      case 'D':
        date = true;
        break;
      case 'm':
      case 'M':
        month_or_minute = true;
        break;
      case 'h':
      case 'H':
      case 's':
      case 'S':
        time = true;
        break;
      default:
        break;
    }
    if (i == std::string_view::npos) break;
  }
  if (date || (month_or_minute && !time)) return Shown::date;
  return time ? Shown::time : Shown::number;
}

void SharedStrings::add(std::string_view text) {
  bytes_ += text;
  if (ends_.size() >= strings_max || bytes_.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw Refusal(Status::too_large, "documents.too_many_strings", "file");
  }
  ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
}

std::string_view SharedStrings::at(std::size_t index) const {
  if (index >= ends_.size()) refuse("documents.broken");
  std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(bytes_).substr(begin, ends_[index] - begin);
}

void read_part(const ZipArchive& archive, const std::string& name, XmlReader& reader) {
  ZipPart part = archive.open(name);
  std::array<char, 65536> buffer;
  while (std::size_t size = part.read(buffer.data(), buffer.size()))
    reader.feed({buffer.data(), size}, false);
  reader.feed({}, true);
}

Workbook read_workbook(const ZipArchive& archive) {
  Relations root("");
  read_relations(archive, "", root);
  const std::string* main = root.part_of_type("officeDocument");
  if (main == nullptr || main->ends_with(".bin")) refuse("documents.not_a_workbook");
  Relations relations(std::filesystem::path(*main).parent_path());
  read_relations(archive, *main, relations);

  Workbook workbook;
  WorkbookPart part(workbook, relations);
  read_part(archive, *main, part);
  if (const auto* name = relations.part_of_type("sharedStrings")) {
    StringsPart strings(workbook.strings);
    read_part(archive, *name, strings);
  }
  if (const auto* name = relations.part_of_type("styles")) {
    StylesPart styles(workbook.styles);
    read_part(archive, *name, styles);
  }
  return workbook;
}

std::string unescape(std::string text) {
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + 7 > text.size() || text[at + 6] != '_') continue;
    unsigned value = 0;
    auto [end, trouble] = std::from_chars(text.data() + at + 2, text.data() + at + 6, value, 16);
    // Only control characters and the escape of `_` itself are ever written so.
    if (trouble != std::errc() || end != text.data() + at + 6 || value >= 0x80) continue;
    text.replace(at, 7, 1, static_cast<char>(value));
  }
  return text;
}

}  // namespace lianghu::documents

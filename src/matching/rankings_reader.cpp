#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "matching/draft.h"
#include "matching/text_forms.h"

namespace lianghu::matching {

namespace {

struct Row {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

/// Rows as RFC 4180 has them; blank ones are passed over.
class Rows {
 public:
  explicit Rows(std::string_view text) : rest_(text) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  std::optional<Row> next() {
    while (!rest_.empty()) {
      Row row{line_, {}};
      do row.cells.push_back(trim(cell()));
      while (take(','));
      take('\r');
      if (!take('\n') && !rest_.empty()) throw ReadError(line_, "matching.read.csv.quote");
      const auto filled = [](const std::string& text) { return !text.empty(); };
      if (std::any_of(row.cells.begin(), row.cells.end(), filled)) return row;
    }
    return std::nullopt;
  }

 private:
  bool take(char letter) {
    if (rest_.empty() || rest_.front() != letter) return false;
    if (letter == '\n') ++line_;
    rest_.remove_prefix(1);
    return true;
  }

  std::string cell() {
    if (!take('"')) {
      std::size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
      if (end > 0 && end < rest_.size() && rest_[end] == '\n' && rest_[end - 1] == '\r') --end;
      std::string text(rest_.substr(0, end));
      rest_.remove_prefix(end);
      return text;
    }
    const std::size_t opened = line_;
    std::string text;
    while (!rest_.empty()) {
      const char letter = rest_.front();
      take(letter);
      if (letter == '"' && !take('"')) return text;
      text += letter;
    }
    throw ReadError(opened, "matching.read.csv.quote");
  }

  std::string_view rest_;
  std::size_t line_ = 1;
};

/// What the columns of one table hold.
struct Heading {
  enum class Kind { id, need, capacity, lower, veto, rank };
  std::vector<Kind> kinds;
  std::vector<int> places;  // of a rank column: its number; else 0
};

enum class Side { households, helpers };

std::optional<Heading::Kind> kind_named(const std::string& name, Side side) {
  static const std::map<std::string, Heading::Kind> both{{"veto", Heading::Kind::veto},
                                                         {"排除", Heading::Kind::veto},
                                                         {"id", Heading::Kind::id},
                                                         {"编号", Heading::Kind::id}};
  static const std::map<std::string, Heading::Kind> households{{"household", Heading::Kind::id},
                                                               {"联系户", Heading::Kind::id},
                                                               {"need", Heading::Kind::need},
                                                               {"要几户帮", Heading::Kind::need}};
  static const std::map<std::string, Heading::Kind> helpers{
      {"helper", Heading::Kind::id},         {"党员户", Heading::Kind::id},
      {"capacity", Heading::Kind::capacity}, {"最多户数", Heading::Kind::capacity},
      {"lower", Heading::Kind::lower},       {"最少户数", Heading::Kind::lower}};
  const auto& own = side == Side::households ? households : helpers;
  if (const auto found = own.find(name); found != own.end()) return found->second;
  if (const auto found = both.find(name); found != both.end()) return found->second;
  const bool digits = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::optional(Heading::Kind::rank) : std::nullopt;
}

Heading read_heading(const Row& row, Side side) {
  Heading heading;
  bool named = false;
  for (const std::string& cell : row.cells) {
    const std::string name = fold(cell);
    const auto kind = kind_named(name, side);
    if (!kind) throw ReadError(row.line, "matching.read.csv.heading", {{"heading", cell}});
    const bool rank = *kind == Heading::Kind::rank;
    if (!rank && std::find(heading.kinds.begin(), heading.kinds.end(), *kind) != heading.kinds.end())
      throw ReadError(row.line, "matching.read.field_twice", {{"field", cell}});
    named = named || *kind == Heading::Kind::id;
    heading.kinds.push_back(*kind);
    heading.places.push_back(rank ? whole_number(name, row.line) : 0);
  }
  if (!named)
    throw ReadError(row.line, "matching.read.missing",
                    {{"field", side == Side::households ? "household" : "helper"}});
  return heading;
}

/// The ids of a cell, parted by a semicolon of either width.
std::vector<std::string> ids_in(std::string cell) {
  static constexpr std::string_view wide = "；";
  for (std::size_t at = cell.find(wide); at != std::string::npos; at = cell.find(wide, at))
    cell.replace(at, wide.size(), ";");
  std::vector<std::string> ids;
  for (const std::string& part : split(cell, ';')) {
    std::string id = trim(part);
    if (!id.empty()) ids.push_back(std::move(id));
  }
  return ids;
}

struct Entry {
  Draft::Lines lines;
  std::string id;
  Ranking rank;
  std::vector<std::string> veto;
  int need = 1;
  int capacity = 1;
  int lower = 0;
};

Entry read_entry(const Heading& heading, const Row& row) {
  if (row.cells.size() > heading.kinds.size()) throw ReadError(row.line, "matching.read.csv.cells");
  Entry entry;
  entry.lines.own = row.line;
  std::map<int, std::vector<std::string>> groups;
  for (std::size_t at = 0; at < row.cells.size(); ++at) {
    const std::string& cell = row.cells[at];
    const auto number = [&](int otherwise) {
      return cell.empty() ? otherwise : whole_number(cell, row.line);
    };
    switch (heading.kinds[at]) {
      case Heading::Kind::id:
        entry.id = cell;
        break;
      case Heading::Kind::need:
        entry.need = number(1);
        break;
      case Heading::Kind::capacity:
        entry.capacity = number(1);
        break;
      case Heading::Kind::lower:
        entry.lower = number(0);
        break;
      case Heading::Kind::veto:
        entry.veto = ids_in(cell);
        break;
      case Heading::Kind::rank:
        for (std::string& id : ids_in(cell)) groups[heading.places[at]].push_back(std::move(id));
    }
  }
  for (auto& [place, group] : groups) {
    entry.lines.rank.insert(entry.lines.rank.end(), group.size(), row.line);
    entry.rank.push_back(std::move(group));
  }
  entry.lines.veto.assign(entry.veto.size(), row.line);
  return entry;
}

void read_table(const std::string& bytes, Side side, Draft& draft) {
  std::string text = bytes;
  if (!is_utf8(text)) {
    auto converted = from_gb18030(text);
    if (!converted) throw ReadError(1, "matching.read.utf8");
    text = std::move(*converted);
  }
  Rows rows(text);
  const auto first = rows.next();
  if (!first) throw ReadError(1, "matching.read.empty");
  const Heading heading = read_heading(*first, side);
  while (true) {
    const auto row = rows.next();
    if (!row) break;
    Entry entry = read_entry(heading, *row);
    if (side == Side::households)
      draft.add(Household{entry.id, std::move(entry.rank), std::move(entry.veto), entry.need}, entry.lines);
    else
      draft.add(Helper{entry.id, entry.capacity, entry.lower, std::move(entry.rank), std::move(entry.veto)},
                entry.lines);
  }
}

}  // namespace

Instance read_rankings(const std::string& households, const std::string& helpers, Unranked unranked) {
  Draft draft;
  draft.instance.unranked = unranked;
  read_table(households, Side::households, draft);
  try {
    read_table(helpers, Side::helpers, draft);
  } catch (const ReadError& wrong) {
    throw wrong.in_second_file();
  }
  return std::move(draft).finish();
}

}  // namespace lianghu::matching

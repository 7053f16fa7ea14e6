#include "features/organisations/divisions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "base/embedded.h"
#include "base/text.h"
#include "features/organisations/divisions_file.h"

namespace lianghu::organisations::divisions {
namespace {

constexpr std::array<std::size_t, 5> digits_of_level{2, 4, 6, 9, 12};

const DivisionFile& file() {
  static const DivisionFile opened = [] {
    const auto bytes = embedded_file(embedded::data(), "divisions.bin");
    if (!bytes) throw std::logic_error("the program was built without data/divisions.bin");
    return DivisionFile(*bytes);
  }();
  return opened;
}

bool only_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::uint64_t to_number(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::optional<std::size_t> level_of(std::string_view code) {
  const auto* found = std::ranges::find(digits_of_level, code.size());
  if (found == digits_of_level.end() || !only_digits(code)) return std::nullopt;
  return static_cast<std::size_t>(found - digits_of_level.begin());
}

// No province's code starts with 0, so a code is exactly its number's digits.
Division to_division(std::size_t level, DivisionRecord record) {
  return {std::to_string(record.number), std::move(record.name), static_cast<DivisionLevel>(level)};
}

// Adds the places of a level whose codes start with `prefix` and are within `within`, until there are
// `limit`.
void add_below(std::size_t level, std::string_view prefix, std::string_view within, std::size_t limit,
               std::vector<Division>& found) {
  // One of the two begins with the other, or no place fits; the longer one narrows more.
  const std::string_view longer = prefix.size() > within.size() ? prefix : within;
  if (!longer.starts_with(prefix) || !longer.starts_with(within)) return;
  const DivisionTable table = file().table(level);
  if (longer.size() > table.digits()) return;
  std::string lowest(longer);
  lowest.resize(table.digits(), '0');
  for (std::size_t i = table.from_number(to_number(lowest)); i < table.size() && found.size() < limit; ++i) {
    Division division = to_division(level, table.at(i));
    if (!division.code.starts_with(longer)) return;
    found.push_back(std::move(division));
  }
}

void add_named(std::size_t level, std::string_view folded, std::string_view within, std::size_t limit,
               std::vector<Division>& found) {
  const DivisionTable table = file().table(level);
  if (within.size() > table.digits()) return;
  for (std::size_t n = table.from_name(folded); n < table.size() && found.size() < limit; ++n) {
    Division division = to_division(level, table.at(table.by_name(n)));
    if (!fold(division.name).starts_with(folded)) return;
    if (division.code.starts_with(within)) found.push_back(std::move(division));
  }
}

}  // namespace

std::optional<Division> find(std::string_view code) {
  const auto level = level_of(code);
  if (!level) return std::nullopt;
  std::vector<Division> found;
  add_below(*level, code, {}, 1, found);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Division> children(std::string_view code) {
  std::vector<Division> found;
  const auto level = level_of(code);
  if (code.empty()) {
    add_below(0, code, {}, file().table(0).size(), found);
  } else if (level && *level + 1 < digits_of_level.size()) {
    add_below(*level + 1, code, {}, file().table(*level + 1).size(), found);
  }
  return found;
}

std::vector<Division> path(std::string_view code) {
  std::vector<Division> found;
  if (!find(code)) return found;
  for (const std::size_t digits : digits_of_level) {
    if (digits > code.size()) break;
    if (auto above = find(code.substr(0, digits))) found.push_back(std::move(*above));
  }
  return found;
}

std::vector<Division> search(std::string_view text, std::size_t limit, std::string_view within) {
  std::vector<Division> found;
  const std::string folded = fold(text);
  if (folded.empty()) return found;
  for (std::size_t level = 0; level < digits_of_level.size(); ++level) {
    if (only_digits(folded)) {
      add_below(level, folded, within, limit, found);
    } else {
      add_named(level, folded, within, limit, found);
    }
  }
  return found;
}

}  // namespace lianghu::organisations::divisions

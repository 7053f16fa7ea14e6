#include "matching/draft.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace lianghu::matching {

void Draft::add(Household household, Lines lines) {
  instance.households.push_back(std::move(household));
  household_lines_.push_back(std::move(lines));
}

void Draft::add(Helper helper, Lines lines) {
  instance.helpers.push_back(std::move(helper));
  helper_lines_.push_back(std::move(lines));
}

void Draft::add(Fit fit, std::size_t line) {
  instance.fit.push_back(std::move(fit));
  fit_lines_.push_back(line);
}

std::size_t Draft::line_of(const Place& place) const {
  if (place.part == Place::Part::fit) return fit_lines_[place.index];
  const Lines& lines = (place.part == Place::Part::household ? household_lines_ : helper_lines_)[place.index];
  if (place.reference < 0) return lines.own;
  const auto reference = static_cast<std::size_t>(place.reference);
  return reference < lines.rank.size() ? lines.rank[reference] : lines.veto[reference - lines.rank.size()];
}

Instance Draft::finish() && {
  std::vector<ReadError::Fault> found;
  for (const Fault& fault : faults(instance)) {
    const auto file =
        fault.place.part == Place::Part::helper ? ReadError::File::second : ReadError::File::first;
    found.push_back({line_of(fault.place), fault.problem, file});
  }
  if (!found.empty()) throw ReadError(std::move(found));
  return std::move(instance);
}

void require_utf8(std::string_view text) {
  if (is_utf8(text)) return;
  std::size_t line = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!is_utf8(text.substr(0, end))) break;
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
  }
  throw ReadError(line, "matching.read.utf8");
}

int whole_number(std::string_view text, std::size_t line) {
  int number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.size() > 10 || error != std::errc() || stop != text.data() + text.size())
    throw ReadError(line, "matching.read.digits", {{"found", std::string(text)}});
  return number;
}

}  // namespace lianghu::matching

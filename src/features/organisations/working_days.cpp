#include "features/organisations/working_days.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

#include "base/embedded.h"
#include "base/present.h"
#include "base/refusal.h"
#include "base/text.h"

namespace lianghu::organisations {

namespace {

constexpr int span_days_max = 31;
constexpr std::string_view file_name = "working-days.txt";

/// A line that is none of the form.
struct WrongLine {};

Date day_of(const std::string& year, const std::string& month_and_day) {
  const auto day = parse_date(year + "-" + month_and_day);
  if (!day) throw WrongLine{};
  return *day;
}

struct Found {
  int year = 0;
  std::map<Date, bool> days;
};

Found read_line(const std::string& line) {
  std::istringstream words(line);
  std::string year;
  std::string kind;
  words >> year >> kind;
  const auto number = exact_number<int>(year);
  if (!number || year.size() != 4 || (kind != "on" && kind != "off")) throw WrongLine{};
  Found found{*number, {}};
  for (std::string span; words >> span;) {
    const std::size_t dots = span.find("..");
    const Date first = day_of(year, span.substr(0, dots));
    const Date last = dots == std::string::npos ? first : day_of(year, span.substr(dots + 2));
    const int length = days_between(first, last);
    if (length < 0 || length > span_days_max) throw WrongLine{};
    for (int i = 0; i <= length; ++i) found.days[add_days(first, i)] = kind == "on";
  }
  return found;
}

WorkingDays& of_the_program() {
  static WorkingDays days = [] {
    WorkingDays out;
    out.add(present(embedded_file(embedded::data(), "codes/" + std::string(file_name))), file_name);
    return out;
  }();
  return days;
}

}  // namespace

void WorkingDays::add(std::string_view text, std::string_view file) {
  WorkingDays read;
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string bare = trim(line.substr(0, line.find('#')));
    if (bare.empty()) continue;
    try {
      Found found = read_line(bare);
      read.years_.insert(found.year);
      read.days_.merge(found.days);
    } catch (const WrongLine&) {
      throw Refusal(Status::unprocessable, "working_days.line", {},
                    {{"file", std::string(file)}, {"line", std::to_string(number)}});
    }
  }
  std::erase_if(days_, [&](const auto& known) { return read.knows(static_cast<int>(known.first.year())); });
  days_.merge(read.days_);
  years_.merge(read.years_);
}

bool WorkingDays::is_working(Date day) const {
  const auto special = days_.find(day);
  if (special != days_.end()) return special->second;
  const std::chrono::weekday week{std::chrono::sys_days(day)};
  return week != std::chrono::Saturday && week != std::chrono::Sunday;
}

Date WorkingDays::from(Date day) const {
  while (!is_working(day)) day = add_days(day, 1);
  return day;
}

const WorkingDays& working_days() {
  return of_the_program();
}

void use_working_days_of(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / file_name;
  if (!std::filesystem::exists(file)) return;
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw std::runtime_error("cannot be read: " + file.string());
  of_the_program().add(text, file.string());
}

}  // namespace lianghu::organisations

#pragma once
// On which days China's offices work. A term that ends on another day ends on the next working day (Civil
// Code of the PRC, article 203). The days are data: data/codes/working-days.txt, and for the
// years that came out later a file of that name that the operator lays into the data folder (docs/adr/0006).
#include <filesystem>
#include <map>
#include <set>
#include <string_view>

#include "base/time.h"

namespace lianghu::organisations {

class WorkingDays {
 public:
  /// Takes in the lines "YEAR off|on MM-DD|MM-DD..MM-DD …", over what was known of those years. Throws
  /// Refusal 422 working_days.line {file, line}, and has then taken in nothing; `file` is for this sentence.
  void add(std::string_view text, std::string_view file);
  [[nodiscard]] bool is_working(Date day) const;
  /// That day, or the next that is one.
  [[nodiscard]] Date from(Date day) const;
  /// False when of that year only its weekends are known.
  [[nodiscard]] bool knows(int year) const { return years_.contains(year); }

 private:
  std::set<int> years_;
  std::map<Date, bool> days_;  // that are not as the week says
};

/// The program's. Its own data, and what `use_working_days_of` put in.
[[nodiscard]] const WorkingDays& working_days();
/// Once, at the start, before anything is served: working-days.txt, when the folder has one. Throws as
/// WorkingDays::add.
void use_working_days_of(const std::filesystem::path& folder);

}  // namespace lianghu::organisations

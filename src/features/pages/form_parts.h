#pragma once
// The parts of the public forms: fields with their errors, and the summary that stands above them.
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "features/pages/icons.h"
#include "features/pages/view.h"

namespace lianghu::pages {

/// "true" or "false", for aria-invalid.
[[nodiscard]] std::string is_wrong(const std::vector<Problem>& problems, std::string_view field);
/// What is wrong with that field, under an id that its input names; without words when nothing is.
[[nodiscard]] Html field_error(const View& view, const std::vector<Problem>& problems, std::string_view field,
                               Icons& icons);
/// All that is wrong, each leading to its field; empty when nothing is.
[[nodiscard]] Html error_summary(const View& view, const std::vector<Problem>& problems, Icons& icons);
/// A field of several lines with its label and what is wrong with it; `name` is its id too.
struct TextArea {
  std::string name;
  std::string label;
  int rows = 3;
  int characters_max = 0;
  std::string typed;
};
[[nodiscard]] Html text_area(const View& view, const TextArea& area, const std::vector<Problem>& problems,
                             Icons& icons);
/// A radio button or a check box with its label beside it.
[[nodiscard]] Html choice(std::string_view type, std::string_view name, std::string_view value, bool chosen,
                          const Html& label);
[[nodiscard]] Html hidden_field(std::string_view name, std::string_view value);

}  // namespace lianghu::pages

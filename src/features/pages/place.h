#pragma once
// The village a public page is about, with what every page says of it.
#include <optional>
#include <string>
#include <vector>

#include "features/organisations/organisations.h"
#include "features/programmes/programmes.h"

namespace lianghu::pages {

using organisations::Organisation;
using organisations::Village;

struct Place {
  Village village;
  std::string name;               // 音河村
  std::string town;               // 兴十四镇; "" when the branch stands alone
  std::string board;              // "/v/230225101204"
  std::vector<std::string> tags;  // of the village and of all above it
  std::optional<programmes::Participation> participation;
  std::optional<programmes::Definition> definition;  // there when it takes part

  /// `definition` where it must be there: a logic_error otherwise.
  [[nodiscard]] const programmes::Definition& programme() const;
};

/// Throws Refusal 404 organisation.not_found when it is not a village branch.
[[nodiscard]] Place place_of(Context& context, Id<Organisation> village);

}  // namespace lianghu::pages

#pragma once
// /h: where a helped household types the code of its slip and sees what is planned and done for it, and says
// whether it was so. No script; the code stands in no address, and nothing of it is kept by browser or
// server.
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "features/help/help.h"
#include "features/households/slips.h"
#include "features/pages/code_page.h"
#include "features/pages/pages.h"

namespace lianghu::pages {

inline constexpr CodeDoor slip_door = {.path = "/h",
                                       .words = "pages.slip.",
                                       .shown = "pages.slip",
                                       .answered = "pages.helped",
                                       .tries_at_once = 30,
                                       .seconds_a_try = 20};

/// What was typed, with what is wrong about it.
struct SlipForm {
  std::string code;
  std::optional<Id<help::Action>> about;  // the action that was answered last
  std::string words;
  std::vector<Problem> problems;
  int status = 200;
};

/// The household's own: helper, plan, actions.
[[nodiscard]] Page helped_page(Context& context, const View& view, const households::SlipHolder& holder,
                               const SlipForm& form);

}  // namespace lianghu::pages

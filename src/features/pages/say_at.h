#pragma once
// Where something may be said, a plaque's door or a village's board, and what it may be about there.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/feedback/feedback.h"
#include "features/pages/place.h"
#include "features/pages/view.h"

namespace lianghu::pages {

struct Subject {
  std::string value;  // in the form; "" for what is meant when nothing is chosen
  std::string words;  // in the reader's language
  feedback::Matter matter;
  feedback::Door door;  // to whom it then goes
};

struct SayAt {
  Place place;
  std::string number;  // 音河 012 号, or the village
  std::string path;    // "/p/TOKEN", "/v/CODE"
  std::vector<Subject> subjects;
};

/// Nothing when the plaque is not live.
[[nodiscard]] std::optional<SayAt> say_at_plaque(Context& context, std::string_view token, const View& view);
/// Nothing when no village branch belongs to the code.
[[nodiscard]] std::optional<SayAt> say_at_board(Context& context, std::string_view code, const View& view);
/// Throws Refusal 422 pages.say.about.gone at `about`: it was replaced since, or its notice period is over.
[[nodiscard]] const Subject& chosen(const SayAt& at, std::string_view value);

}  // namespace lianghu::pages

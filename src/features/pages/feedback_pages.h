#pragma once
// The pages of those who say something: the form at a plaque, what is answered when it was sent, and where a
// code leads to. No script: what is wrong is said at its field, and what was typed stays.
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "features/pages/pages.h"

namespace lianghu::pages {

/// A form as it was typed, with what is wrong about it.
struct Typed {
  std::string kind, text, phone;
  bool phone_consent = false;
  bool may_show = false;
  std::string key;  // the form's own: sent twice it is the same thing said once
  std::vector<Problem> problems;
  int status = 200;
};

/// /p/TOKEN/say. For a plaque that is not valid the page that says so.
[[nodiscard]] Page say_page(Context& context, std::string_view token, const View& view, const Typed& typed);
/// The code, large, and what happens next. It is shown here and never again.
[[nodiscard]] Page sent_page(Context& context, std::string_view token, const View& view,
                             std::string_view code);

/// /t: where a code is typed.
[[nodiscard]] Page code_page(const View& view, const Typed& typed);
/// What became of it; the code's page again when nobody has that code. `typed.text` is the sentence at
/// reopening.
[[nodiscard]] Page tracked_page(Context& context, std::string_view code, const View& view,
                                const Typed& typed);

}  // namespace lianghu::pages

#pragma once
// The pages of those who say something: the form at a plaque, what is answered when it was sent, and where a
// code leads to. They work without script: what is wrong is said at its field, and what was typed stays.
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "features/feedback/feedback.h"
#include "features/pages/html.h"
#include "features/pages/icons.h"
#include "features/pages/pages.h"

namespace lianghu::pages {

/// A form as it was typed, with what is wrong about it.
struct Typed {
  std::string kind, about, text, phone;
  bool phone_consent = false;
  bool may_show = false;
  std::string key;  // the form's own: sent twice it is the same thing said once
  std::vector<Problem> problems;
  int status = 200;
};

/// What to say of a refusal on the form it came from.
void explain(const Refusal& refusal, Typed& typed);

/// /p/TOKEN/say. For a plaque that is not valid the page that says so.
[[nodiscard]] Page say_page(Context& context, std::string_view token, const View& view, const Typed& typed);
/// /v/CODE/say: about the branch, its review, or a notice that can still be objected to.
[[nodiscard]] Page say_on_board_page(Context& context, std::string_view code, const View& view,
                                     const Typed& typed);
struct Sent {
  feedback::Receipt receipt;
  std::string number;  // of the door, or the village's name
  std::string path;    // "/p/TOKEN", "/v/CODE"
  std::string code;
  std::string photo_key;  // of the form for a photograph
  std::string base;       // "https://lianghu.example", for whoever has the receipt on paper; "" for none
};
/// The code, large, and what happens next. It is shown here and never again.
[[nodiscard]] Page sent_page(const Sent& sent, const View& view, Date today);
/// Adds a photograph to what was said with that code; `key` is the form's own.
[[nodiscard]] Html photo_form(const View& view, std::string_view code, std::string_view key,
                              const std::vector<Problem>& problems, Icons& icons);
/// What helps the forms, for the end of `main`.
[[nodiscard]] Html form_script();

/// /t: where a code is typed.
[[nodiscard]] Page code_page(const View& view, const Typed& typed);
/// What became of it; the code's page again when nobody has that code. `typed.text` is the sentence at
/// reopening.
[[nodiscard]] Page tracked_page(Context& context, std::string_view code, const View& view,
                                const Typed& typed);

}  // namespace lianghu::pages

#pragma once
// The frame of a public page: head, the links to the village, to the other language and to the other size,
// and the pictures at the end.
#include <string>
#include <string_view>

#include "features/pages/html.h"
#include "features/pages/icons.h"
#include "features/pages/view.h"

namespace lianghu::pages {

struct Frame {
  View view;
  std::string path;   // of the page, without the view: "/p/TOKEN"
  std::string title;  // the browser's
  Html style;
};

/// The sign with `name` beside it, leading to `path` ("": nowhere), and the two switches.
[[nodiscard]] Html top_bar(const Frame& frame, std::string_view name, std::string_view path, Icons& icons);
/// The same without the switches: what a form answered is not there to be opened a second time.
[[nodiscard]] Html plain_bar(const View& view, std::string_view name, std::string_view path);
/// The whole document; `body` is complete, `icons` has drawn for it.
[[nodiscard]] std::string document(const Frame& frame, const Html& body, const Icons& icons);
/// A word with its icon, in a pill: "ok", "warn", "info" or "" for a plain one.
enum class Tone { plain, ok, warn, info };
[[nodiscard]] Html pill(Tone tone, const Html& icon, std::string_view words);

}  // namespace lianghu::pages

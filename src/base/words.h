#pragma once
// Every sentence that people read, by key and language: words/LANGUAGE/ROOM.txt, one `key: sentence` a line,
// `#` starts a comment, {name} is a place for a value. The web app is built from the same files, so a
// sentence stands once.
#include <string>
#include <string_view>

#include "base/refusal.h"

namespace lianghu {

enum class Language { zh, en };

/// The sentence with its values filled in. A key that no file has comes back as itself: bin/check finds
/// those.
[[nodiscard]] std::string say(Language language, std::string_view key, const Values& values = {});
/// "zh-CN" or "en", as in html's lang attribute.
[[nodiscard]] std::string_view tag(Language language);
/// The better of the two for an Accept-Language header (RFC 9110, 12.5.4); Chinese when it names neither.
[[nodiscard]] Language choose_language(std::string_view accept_language);

}  // namespace lianghu

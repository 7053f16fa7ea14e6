#include "base/words.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <charconv>

#include "base/embedded.h"
#include "base/text.h"

namespace lianghu {

namespace {

constexpr std::size_t sentences_expected = 5000;

// In one piece: to make a node for each takes longer than to read them.
using Sentences = boost::unordered_flat_map<std::string_view, std::string_view>;

void take_line(std::string_view line, Sentences& into) {
  const std::size_t colon = line.find(": ");
  if (line.empty() || line.front() == '#' || colon == std::string_view::npos) return;
  into.emplace(line.substr(0, colon), line.substr(colon + 2));
}

Sentences load(std::string_view folder) {
  Sentences sentences(sentences_expected);
  for (const EmbeddedFile* file = embedded::words(); file->name != nullptr; ++file) {
    if (!std::string_view(file->name).starts_with(folder)) continue;
    std::string_view text = file->bytes();
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      take_line(text.substr(0, end), sentences);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }
  return sentences;
}

const Sentences& sentences(Language language) {
  if (language == Language::en) {
    static const Sentences english = load("en/");
    return english;
  }
  static const Sentences chinese = load("zh-CN/");
  return chinese;
}

/// The q of one Accept-Language member, 1 when it names none.
double quality(std::string_view member) {
  const std::size_t at = member.find("q=");
  if (at == std::string_view::npos) return 1.0;
  double value = 0.0;
  std::from_chars(member.data() + at + 2, member.data() + member.size(), value);
  return value;
}

}  // namespace

std::string say(Language language, std::string_view key, const Values& values) {
  const Sentences& known = sentences(language);
  const auto found = known.find(key);
  if (found == known.end()) return std::string(key);
  std::string out;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) break;
    out += rest.substr(0, open);
    const auto value = values.find(rest.substr(open + 1, close - open - 1));
    if (value != values.end())
      out += value->second;
    else
      out += rest.substr(open, close - open + 1);
    rest.remove_prefix(close + 1);
  }
  out += rest;
  return out;
}

std::string_view tag(Language language) {
  return language == Language::zh ? "zh-CN" : "en";
}

Language choose_language(std::string_view accept_language) {
  if (accept_language.empty()) return Language::zh;
  double zh = -1;
  double en = -1;
  for (const std::string& member : split(accept_language, ',')) {
    const std::string name = fold(member);
    if (name.starts_with("zh")) zh = std::max(zh, quality(name));
    if (name.starts_with("en")) en = std::max(en, quality(name));
  }
  return en > zh && en > 0 ? Language::en : Language::zh;
}

}  // namespace lianghu

#include "app/arguments.h"

#include <charconv>
#include <cstdlib>

namespace lianghu::app {

Arguments::Arguments(const std::vector<std::string>& given, const std::set<std::string>& options,
                     const std::set<std::string>& flags) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::string& each = given[i];
    if (!each.starts_with("--")) {
      words_.push_back(each);
      continue;
    }
    const std::string name = each.substr(2);
    if (flags.contains(name)) {
      values_[name] = "";
    } else if (options.contains(name)) {
      if (i + 1 == given.size()) throw UsageError(each + " needs a value");
      values_[name] = given[++i];
      all_[name].push_back(given[i]);
    } else {
      throw UsageError("unknown option " + each);
    }
  }
}

Language Arguments::language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return choose_language(std::string_view(value).substr(0, 2));
  }
  return Language::zh;
}

std::string Arguments::get(std::string_view name, std::string otherwise) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return otherwise;
  return found->second;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  const auto found = all_.find(name);
  return found == all_.end() ? std::vector<std::string>{} : found->second;
}

std::string Arguments::need(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) throw UsageError("--" + std::string(name) + " is missing");
  return found->second;
}

std::int64_t Arguments::number(std::string_view name, std::int64_t otherwise, std::int64_t least,
                               std::int64_t most) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return otherwise;
  const std::string& text = found->second;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
    throw UsageError("--" + std::string(name) + " takes a number from " + std::to_string(least) + " to " +
                     std::to_string(most) + ", not " + text);
  return value;
}

}  // namespace lianghu::app

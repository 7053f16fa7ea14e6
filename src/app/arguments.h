#pragma once
// What stands behind a command: words, and options `--name value` (or `--name` alone for a flag).
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"

namespace lianghu::app {

/// The command was not called as it asks for: exit code 2, the message on standard error.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Arguments {
 public:
  /// Throws UsageError for an option that is in neither list, or without its value.
  Arguments(const std::vector<std::string>& given, const std::set<std::string>& options,
            const std::set<std::string>& flags);

  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
  /// From LC_ALL, LC_MESSAGES and LANG, in this order, as POSIX asks; Chinese when they name neither
  /// language.
  [[nodiscard]] static Language language();
  /// The option's value, or `otherwise`.
  [[nodiscard]] std::string get(std::string_view name, std::string otherwise = {}) const;
  /// Every value of an option that may stand several times.
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  /// Throws UsageError when it is missing.
  [[nodiscard]] std::string need(std::string_view name) const;
  /// Throws UsageError when it is not a number within the bounds.
  [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t least,
                                    std::int64_t most) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::string, std::less<>> values_;  // the last of each
  std::map<std::string, std::vector<std::string>, std::less<>> all_;
};

}  // namespace lianghu::app

#pragma once
// The code lists of this room, read from data/codes/: kinship (GB/T 4761-2008), categories of hardship and
// needs. They are data, so that another place's lists are another file; a word is found by code, name or one
// of the other words that people write for it.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/words.h"

namespace lianghu::households {

struct Code {
  std::string code;
  std::string zh;
  std::string en;
};

class CodeList {
 public:
  /// `text` is one of the files: code, Chinese, English, other words with | between, tab-separated. A line of
  /// another form is a bug (std::logic_error).
  explicit CodeList(std::string_view text);
  [[nodiscard]] const std::vector<Code>& all() const { return codes_; }
  [[nodiscard]] bool has(std::string_view code) const { return find_code(code) != nullptr; }
  /// The code of what somebody wrote; nothing when it is none of the list's words.
  [[nodiscard]] std::optional<std::string> understand(std::string_view written) const;
  /// The code itself when it is unknown.
  [[nodiscard]] std::string name(std::string_view code, Language language) const;

 private:
  [[nodiscard]] const Code* find_code(std::string_view code) const;

  std::vector<Code> codes_;
  std::unordered_map<std::string, std::size_t> words_;  // folded
};

[[nodiscard]] const CodeList& kinship();
[[nodiscard]] const CodeList& categories();
[[nodiscard]] const CodeList& needs();

inline constexpr std::string_view relation_self = "01";
inline constexpr std::string_view relation_head = "02";
inline constexpr std::string_view relation_unknown = "";

}  // namespace lianghu::households

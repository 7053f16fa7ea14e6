#pragma once
// The code lists of this room, read from data/codes/: kinship (GB/T 4761-2008), categories of hardship and
// needs. They are data: a place whose categories or needs are others lays its own files into the data folder
// (docs/adr/0006). A word is found by code, name or one of the other words that people write for it.
#include <boost/describe.hpp>
#include <filesystem>
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
  /// `text` is one of the files: code, Chinese, English, other words with | between, tab-separated; a line
  /// that begins with # is a comment. Throws Refusal 422 codes.line {file, line} at a line of another form,
  /// codes.twice {file, line, code}, codes.none {file}; `file` is for these sentences.
  CodeList(std::string_view text, std::string_view file);
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

/// Takes FOLDER/categories.tsv and FOLDER/needs.tsv in place of the built-in lists, where they are there.
/// Called at the start, before anything reads a list. A code that households have and the list lacks is shown
/// as it is. Throws Refusal as CodeList does.
void use_code_lists_of(const std::filesystem::path& folder);

inline constexpr std::string_view relation_self = "01";
inline constexpr std::string_view relation_head = "02";
inline constexpr std::string_view relation_unknown = "";

}  // namespace lianghu::households

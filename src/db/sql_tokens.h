#pragma once
// SQL text in pieces, as far as both engines agree on them. The pieces put together are the text again.
#include <string_view>
#include <vector>

namespace lianghu::db {

enum class TokenKind {
  word,    // a keyword, a plain name or a number
  quoted,  // 'text' or "name"
  gap,     // white space or a comment
  value,   // ?
  list,    // ?*
  symbol,  // any other single byte
};

struct Token {
  TokenKind kind;
  std::string_view text;

  /// Is it this keyword (given in capitals), in any case?
  [[nodiscard]] bool is(std::string_view keyword) const;
};

[[nodiscard]] std::vector<Token> tokens(std::string_view sql);

/// The index of the first token at or after `at` that is not a gap; tokens.size() if there is none.
[[nodiscard]] std::size_t skip_gaps(const std::vector<Token>& tokens, std::size_t at);

}  // namespace lianghu::db

#include "db/sql_tokens.h"

#include <algorithm>
#include <cstddef>

namespace lianghu::db {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         byte >= 0x80;
}

// Where the token that starts at `from` ends when it runs up to and including `terminator`.
std::size_t after(std::string_view sql, std::string_view terminator, std::size_t from) {
  const auto found = sql.find(terminator, from);
  return found == std::string_view::npos ? sql.size() : found + terminator.size();
}

// A doubled quote stands for one, so 'it''s' is one piece of text.
std::size_t end_of_quoted(std::string_view sql, std::size_t from) {
  const char quote = sql[from];
  std::size_t at = from + 1;
  while (at < sql.size()) {
    if (sql[at] != quote) {
      ++at;
    } else if (at + 1 < sql.size() && sql[at + 1] == quote) {
      at += 2;
    } else {
      return at + 1;
    }
  }
  return sql.size();
}

Token next(std::string_view sql, std::size_t at) {
  const auto piece = [&](TokenKind kind, std::size_t end) { return Token{kind, sql.substr(at, end - at)}; };
  const auto run = [&](auto belongs) {
    auto end = at;
    while (end < sql.size() && belongs(sql[end])) ++end;
    return end;
  };
  const auto rest = sql.substr(at);
  if (is_space(rest[0])) return piece(TokenKind::gap, run(is_space));
  if (rest.starts_with("--")) return piece(TokenKind::gap, after(sql, "\n", at));
  if (rest.starts_with("/*")) return piece(TokenKind::gap, after(sql, "*/", at + 2));
  if (rest[0] == '\'' || rest[0] == '"') return piece(TokenKind::quoted, end_of_quoted(sql, at));
  if (rest.starts_with("?*")) return piece(TokenKind::list, at + 2);
  if (rest[0] == '?') return piece(TokenKind::value, at + 1);
  if (is_word(rest[0])) return piece(TokenKind::word, run(is_word));
  return piece(TokenKind::symbol, at + 1);
}

}  // namespace

bool Token::is(std::string_view keyword) const {
  return (kind == TokenKind::word || kind == TokenKind::symbol) &&
         std::ranges::equal(text, keyword, [](char a, char b) {
           return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
         });
}

std::vector<Token> tokens(std::string_view sql) {
  std::vector<Token> all;
  for (std::size_t at = 0; at < sql.size(); at += all.back().text.size()) all.push_back(next(sql, at));
  return all;
}

std::size_t skip_gaps(const std::vector<Token>& tokens, std::size_t at) {
  while (at < tokens.size() && tokens[at].kind == TokenKind::gap) ++at;
  return at;
}

}  // namespace lianghu::db

#pragma once
// Walks a tape and says where something else stands than was expected.
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <string_view>

#include "matching/json_tape.h"

namespace lianghu::matching {

class TokenCursor {
 public:
  explicit TokenCursor(const Tape& tape) : tape_(tape) {}

  [[nodiscard]] std::size_t line() const { return tape_.tokens[at_].line; }
  [[nodiscard]] Token::Kind kind() const { return tape_.tokens[at_].kind; }

  /// Calls take(key) for each member of an object; `take` must read the value.
  template <class Take>
  void object(Take take) {
    expect(Token::Kind::object, "matching.read.object");
    while (kind() == Token::Kind::key) {
      const std::string key(tape_.text(tape_.tokens[at_]));
      ++at_;
      take(key);
    }
    ++at_;
  }
  /// As object(), where every key may come once: a second one is a fault.
  template <class Take>
  void fields(Take take) {
    std::set<std::string, std::less<>> seen;
    object([&](const std::string& key) {
      if (!seen.insert(key).second) throw ReadError(line(), "matching.read.field_twice", {{"field", key}});
      take(key);
    });
  }
  template <class Take>
  void array(Take take) {
    expect(Token::Kind::array, "matching.read.array");
    while (kind() != Token::Kind::end) take();
    ++at_;
  }
  std::string text() {
    const Token& token = expect(Token::Kind::text, "matching.read.text");
    return std::string(tape_.text(token));
  }
  double number() { return expect(Token::Kind::number, "matching.read.number").number; }
  int whole() {
    const std::size_t where = line();
    const double value = number();
    if (value != std::floor(value) || std::abs(value) > std::numeric_limits<int>::max())
      throw ReadError(where, "matching.read.whole");
    return static_cast<int>(value);
  }
  bool boolean() { return expect(Token::Kind::boolean, "matching.read.boolean").number != 0; }
  /// True, and past it, when null stands here.
  bool null() {
    if (kind() != Token::Kind::null) return false;
    ++at_;
    return true;
  }
  void skip() {
    int depth = 0;
    do {
      if (kind() == Token::Kind::object || kind() == Token::Kind::array) ++depth;
      if (kind() == Token::Kind::end) --depth;
      ++at_;
    } while (depth > 0);
  }

 private:
  const Token& expect(Token::Kind kind, const char* otherwise) {
    const Token& token = tape_.tokens[at_];
    if (token.kind != kind) throw ReadError(token.line, otherwise);
    ++at_;
    return token;
  }

  const Tape& tape_;
  std::size_t at_ = 0;
};

}  // namespace lianghu::matching

#pragma once
// JSON as a flat row of tokens, each with its line, so that a fault can be named where it stands and a key
// that comes twice is seen. Documents follow one another in a stream (JSON Lines, or one that is spread over
// many lines); only one is held at a time.
#include <cstdint>
#include <exception>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/refusal.h"

namespace lianghu::matching {

/// A file that cannot be used. Says every fault that was found, with its line.
class ReadError : public std::exception {
 public:
  struct Fault {
    std::size_t line = 0;
    Problem problem;
  };
  explicit ReadError(std::vector<Fault> faults) : faults_(std::move(faults)) {}
  ReadError(std::size_t line, std::string key, Values values = {})
      : faults_{{line, {std::move(key), {}, std::move(values)}}} {}

  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }
  [[nodiscard]] const char* what() const noexcept override { return faults_.front().problem.key.c_str(); }

 private:
  std::vector<Fault> faults_;  // not empty
};

struct Token {
  enum class Kind { object, array, end, key, text, number, boolean, null } kind = Kind::null;
  std::uint32_t line = 0;
  std::size_t begin = 0;  // of the text, in the tape's letters
  std::size_t length = 0;
  double number = 0;  // a boolean: 0 or 1
};

struct Tape {
  std::vector<Token> tokens;
  std::string letters;
  std::size_t line = 0;  // the document's first

  [[nodiscard]] std::string_view text(const Token& token) const {
    return std::string_view(letters).substr(token.begin, token.length);
  }
};

/// The documents of a stream, in turn.
class TapeReader {
 public:
  explicit TapeReader(std::istream& in) : in_(in) {}
  /// Nothing at the end. Throws ReadError; after that the stream is of no more use.
  std::optional<Tape> next();

 private:
  std::istream& in_;
  std::size_t line_ = 0;
};

}  // namespace lianghu::matching

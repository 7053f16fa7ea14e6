#pragma once
// JSON as a flat row of tokens, each with its line, so that a fault can be named where it stands and a key
// that comes twice is seen. Documents follow one another in a stream (JSON Lines, or one that is spread over
// many lines); only one is held at a time.
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "matching/blocks.h"

namespace lianghu::matching {

/// A file that cannot be used. Says every fault that was found, with its line.
class ReadError : public std::exception {
 public:
  /// Of a round in two files (two CSV rankings): which one.
  enum class File { first, second };
  struct Fault {
    std::size_t line = 0;
    Problem problem;
    File file = File::first;
  };
  explicit ReadError(std::vector<Fault> faults) : faults_(std::move(faults)) {}
  ReadError(std::size_t line, std::string key, Values values = {})
      : faults_{{line, {std::move(key), {}, std::move(values)}, File::first}} {}

  [[nodiscard]] ReadError in_second_file() const {
    ReadError copy = *this;
    for (Fault& fault : copy.faults_) fault.file = File::second;
    return copy;
  }

  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }
  [[nodiscard]] const char* what() const noexcept override { return faults_.front().problem.key.c_str(); }

 private:
  std::vector<Fault> faults_;  // not empty
};

struct Token {
  enum class Kind { object, array, end, key, text, number, boolean, null } kind = Kind::null;
  std::uint32_t line = 0;
  union {
    std::size_t begin = 0;  // of a key's or a text's letters on the tape
    double number;          // a boolean: 0 or 1
  };
  std::size_t length = 0;
};

struct Tape {
  std::vector<Token> tokens;
  std::string letters;
  std::size_t line = 0;  // the document's first

  [[nodiscard]] std::string_view text(const Token& token) const {
    return {letters.data() + token.begin, token.length};
  }
};

/// One document, taken line by line.
class TapeParser {
 public:
  TapeParser();
  TapeParser(const TapeParser&) = delete;
  TapeParser& operator=(const TapeParser&) = delete;
  ~TapeParser();

  /// Reads one more line; true when the document ends on it. Blank lines before it are passed over. Throws
  /// ReadError; after that the parser is of no more use.
  bool take(std::string_view line, std::size_t number);
  /// A line of it was read.
  [[nodiscard]] bool begun() const;
  /// The finished document, until more is taken: then the next begins in its room.
  const Tape& finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The documents of a stream, in turn.
class TapeReader {
 public:
  explicit TapeReader(Blocks& blocks) : blocks_(blocks) {}
  /// Null at the end. A document is there until the next is asked for. Throws ReadError; after that the
  /// stream is of no more use.
  const Tape* next();

 private:
  Blocks& blocks_;
  TapeParser parser_;
  Block block_;
  std::size_t at_ = 0;  // in the block's text
  std::size_t line_ = 0;
};

}  // namespace lianghu::matching

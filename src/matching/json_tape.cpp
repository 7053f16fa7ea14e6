#include "matching/json_tape.h"

#include <boost/json/basic_parser_impl.hpp>

namespace lianghu::matching {

namespace {

namespace json = boost::json;

/// What Boost.JSON's parser calls; it is fed line by line, so that the line is known at every token.
struct Taker {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  Tape tape;
  std::size_t line = 0;

  Token& add(Token::Kind kind) {
    Token& token = tape.tokens.emplace_back();
    token.kind = kind;
    token.line = static_cast<std::uint32_t>(line);
    return token;
  }
  bool put(Token::Kind kind) {
    add(kind);
    return true;
  }
  bool put_number(Token::Kind kind, double number) {
    add(kind).number = number;
    return true;
  }
  bool put_text(Token::Kind kind, json::string_view last_part, std::size_t length) {
    tape.letters += last_part;
    Token& token = add(kind);
    token.begin = tape.letters.size() - length;
    token.length = length;
    return true;
  }
  bool part(json::string_view letters) {
    tape.letters += letters;
    return true;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return put(Token::Kind::object); }
  bool on_object_end(std::size_t, json::error_code&) { return put(Token::Kind::end); }
  bool on_array_begin(json::error_code&) { return put(Token::Kind::array); }
  bool on_array_end(std::size_t, json::error_code&) { return put(Token::Kind::end); }
  bool on_key_part(json::string_view s, std::size_t, json::error_code&) { return part(s); }
  bool on_key(json::string_view s, std::size_t n, json::error_code&) {
    return put_text(Token::Kind::key, s, n);
  }
  bool on_string_part(json::string_view s, std::size_t, json::error_code&) { return part(s); }
  bool on_string(json::string_view s, std::size_t n, json::error_code&) {
    return put_text(Token::Kind::text, s, n);
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t i, json::string_view, json::error_code&) {
    return put_number(Token::Kind::number, static_cast<double>(i));
  }
  bool on_uint64(std::uint64_t u, json::string_view, json::error_code&) {
    return put_number(Token::Kind::number, static_cast<double>(u));
  }
  bool on_double(double d, json::string_view, json::error_code&) {
    return put_number(Token::Kind::number, d);
  }
  bool on_bool(bool b, json::error_code&) { return put_number(Token::Kind::boolean, b ? 1 : 0); }
  bool on_null(json::error_code&) { return put(Token::Kind::null); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

struct TapeParser::State {
  json::basic_parser<Taker> parser{json::parse_options{}};
  bool finished = false;
};

TapeParser::TapeParser() : state_(std::make_unique<State>()) {}
TapeParser::~TapeParser() = default;

bool TapeParser::begun() const {
  return !state_->finished && state_->parser.handler().tape.line != 0;
}

bool TapeParser::take(std::string_view line, std::size_t number) {
  Taker& taker = state_->parser.handler();
  if (std::exchange(state_->finished, false)) {
    taker.tape.tokens.clear();
    taker.tape.letters.clear();
    taker.tape.line = 0;
    state_->parser.reset();
  }
  if (!begun()) {
    if (is_blank(line)) return false;
    taker.tape.line = number;
  }
  taker.line = number;
  std::string ended;
  if (!line.ends_with('\n')) {
    ended.append(line).push_back('\n');
    line = ended;
  }
  json::error_code error;
  const std::size_t read = state_->parser.write_some(true, line.data(), line.size(), error);
  if (error) throw ReadError(number, "matching.read.json", {{"column", std::to_string(read + 1)}});
  if (!state_->parser.done()) return false;
  if (!is_blank(line.substr(read)))
    throw ReadError(number, "matching.read.after", {{"column", std::to_string(read + 1)}});
  return true;
}

const Tape& TapeParser::finish() {
  state_->finished = true;
  return state_->parser.handler().tape;
}

const Tape* TapeReader::next() {
  while (true) {
    if (at_ == block_.text.size()) {
      auto block = blocks_.next();
      if (!block) break;
      block_ = std::move(*block);
      at_ = 0;
      line_ = block_.line - 1;
    }
    const std::string_view line = Lines(std::string_view(block_.text).substr(at_)).next();
    at_ += line.size();
    ++line_;
    if (parser_.take(line, line_)) return &parser_.finish();
  }
  if (parser_.begun()) throw ReadError(line_, "matching.read.cut_off");
  return nullptr;
}

}  // namespace lianghu::matching

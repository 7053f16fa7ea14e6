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

  bool put(Token::Kind kind, double number = 0) {
    tape.tokens.push_back({kind, static_cast<std::uint32_t>(line), 0, 0, number});
    return true;
  }
  bool put_text(Token::Kind kind, json::string_view last_part, std::size_t length) {
    tape.letters += last_part;
    put(kind);
    tape.tokens.back().begin = tape.letters.size() - length;
    tape.tokens.back().length = length;
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
    return put(Token::Kind::number, static_cast<double>(i));
  }
  bool on_uint64(std::uint64_t u, json::string_view, json::error_code&) {
    return put(Token::Kind::number, static_cast<double>(u));
  }
  bool on_double(double d, json::string_view, json::error_code&) { return put(Token::Kind::number, d); }
  bool on_bool(bool b, json::error_code&) { return put(Token::Kind::boolean, b ? 1 : 0); }
  bool on_null(json::error_code&) { return put(Token::Kind::null); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::optional<Tape> TapeReader::next() {
  std::string text;
  json::basic_parser<Taker> parser{json::parse_options{}};
  Taker& taker = parser.handler();
  while (std::getline(in_, text)) {
    ++line_;
    if (line_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const bool first = taker.tape.line == 0;
    if (first && is_blank(text)) continue;
    if (first) taker.tape.line = line_;
    taker.line = line_;
    text += '\n';
    json::error_code error;
    const std::size_t read = parser.write_some(true, text.data(), text.size(), error);
    if (error) throw ReadError(line_, "matching.read.json", {{"column", std::to_string(read + 1)}});
    if (!parser.done()) continue;
    if (!is_blank(std::string_view(text).substr(read)))
      throw ReadError(line_, "matching.read.after", {{"column", std::to_string(read + 1)}});
    return std::move(taker.tape);
  }
  if (taker.tape.line != 0) throw ReadError(line_, "matching.read.cut_off");
  return std::nullopt;
}

}  // namespace lianghu::matching

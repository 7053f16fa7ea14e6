#include "base/json.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"

namespace lianghu::json {

boost::json::value parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::stream_parser parser({}, options);
  boost::system::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error && read == text.size()) parser.finish(error);
  if (error || read != text.size())
    throw Refusal(Status::bad_request, "json.malformed", "", {{"offset", std::to_string(read)}});
  return parser.release();
}

namespace detail {

void Reader::problem(std::string key, Values values) {
  constexpr std::size_t problems_max = 100;  // a hostile body must not grow the answer without end
  if (problems_.size() < problems_max) problems_.push_back({std::move(key), path_, std::move(values)});
}

void write_string(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
          out += c;
    }
  }
  out += '"';
}

void write_number(std::int64_t number, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{}", number);
}

void write_number(double number, std::string& out) {
  if (!std::isfinite(number)) throw std::logic_error("JSON has no such number");
  fmt::format_to(std::back_inserter(out), "{}", number);
}

boost::json::value plain_schema(std::string_view type, std::string_view format, std::string_view pattern) {
  boost::json::object out;
  out["type"] = type;
  if (!format.empty()) out["format"] = format;
  if (!pattern.empty()) out["pattern"] = pattern;
  return out;
}

std::string component_name(std::string_view pretty_function) {
  // "std::string lianghu::json::detail::name_of() [with T = lianghu::plaques::View; …]"
  constexpr std::string_view mark = "T = ";
  const std::size_t begin = pretty_function.find(mark) + mark.size();
  std::string_view type = pretty_function.substr(begin, pretty_function.find_first_of(";]", begin) - begin);
  constexpr std::string_view own = "lianghu::";
  if (type.starts_with(own)) type.remove_prefix(own.size());
  std::string name;
  for (const std::string& part : split(type, ':')) {
    if (part.empty() || part.front() == '{') continue;
    name += name.empty() ? "" : ".";
    name += part;
  }
  return name;
}

std::string_view wire_name(const char* enumerator) {
  std::string_view name = enumerator;
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

}  // namespace detail

}  // namespace lianghu::json

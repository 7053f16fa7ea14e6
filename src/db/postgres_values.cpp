#include "db/postgres_values.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <string_view>

#include "base/text.h"

namespace lianghu::db {
namespace {

// From PostgreSQL's catalogue pg_type; they never change.
enum TypeOid : Oid {
  untyped = 0,
  type_bool = 16,
  type_bytea = 17,
  type_int8 = 20,
  type_int2 = 21,
  type_int4 = 23,
  type_text = 25,
  type_float4 = 700,
  type_float8 = 701,
  type_int8_array = 1016,
  type_numeric = 1700,
};

std::string array_of(const IdList& list) {
  return fmt::format("{{{}}}", fmt::join(list.ids, ","));
}

template <class Number>
Number parsed(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::logic_error("PostgreSQL sent what is no number: " + std::string(text));
  }
  return number;
}

Blob blob_of(const char* text) {
  std::size_t size = 0;
  const std::unique_ptr<unsigned char, EndedBy<PQfreemem>> bytes(
      PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &size));
  if (!bytes) throw std::bad_alloc();
  return {std::string(reinterpret_cast<const char*>(bytes.get()), size)};
}

void append_copy_text(std::string& line, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      case '\t':
        line += "\\t";
        break;
      default:
        line += c;
    }
  }
}

}  // namespace

PostgresParameters::PostgresParameters(const std::vector<Value>& args) {
  made_.reserve(args.size());  // so that what values_ points to stays where it is
  for (const auto& arg : args) {
    if (const auto* whole = std::get_if<std::int64_t>(&arg)) {
      add(type_int8, made_.emplace_back(std::to_string(*whole)), false);
    } else if (const auto* number = std::get_if<double>(&arg)) {
      add(type_float8, made_.emplace_back(fmt::format("{}", *number)), false);
    } else if (const auto* text = std::get_if<std::string>(&arg)) {
      add(type_text, *text, true);
    } else if (const auto* blob = std::get_if<Blob>(&arg)) {
      add(type_bytea, blob->bytes, true);
    } else if (const auto* list = std::get_if<IdList>(&arg)) {
      add(type_int8_array, made_.emplace_back(array_of(*list)), false);
    } else {
      add(untyped, made_.emplace_back(), false);
      values_.back() = nullptr;
    }
  }
}

void PostgresParameters::add(Oid type, const std::string& bytes, bool binary) {
  types_.push_back(type);
  values_.push_back(bytes.c_str());
  lengths_.push_back(static_cast<int>(bytes.size()));
  formats_.push_back(binary ? 1 : 0);
}

Value postgres_cell(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return nullptr;
  const char* bytes = PQgetvalue(result, row, column);
  const std::string_view text(bytes, static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case type_bool:
      return std::int64_t{text == "t"};
    case type_int2:
    case type_int4:
    case type_int8:
      return parsed<std::int64_t>(text);
    case type_float4:
    case type_float8:
      return parsed<double>(text);
    case type_numeric:  // a sum of integers has no point, an average has
      if (text.find_first_of(".N") == std::string_view::npos) return parsed<std::int64_t>(text);
      return parsed<double>(text);
    case type_bytea:
      return blob_of(bytes);
    default:
      return std::string(text);
  }
}

void append_copy_value(std::string& line, const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    line += std::to_string(*whole);
  } else if (const auto* number = std::get_if<double>(&value)) {
    line += fmt::format("{}", *number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    append_copy_text(line, *text);
  } else if (const auto* blob = std::get_if<Blob>(&value)) {
    line += "\\\\x" + hex(blob->bytes);
  } else if (std::holds_alternative<IdList>(value)) {
    throw std::logic_error("a list is no value of a column");
  } else {
    line += "\\N";
  }
}

Code code_of_sqlstate(std::string_view state) {
  // The latter two: what is made IF NOT EXISTS was made by another at the same moment.
  if (state == "23505" || state == "42P07" || state == "42710") return Code::unique;
  if (state == "23503" || state == "23001") return Code::foreign_key;
  if (state == "23514" || state == "23502" || state.starts_with("22")) return Code::check;
  if (state == "40001" || state == "40P01" || state == "55P03") return Code::serialization;
  if (state == "25006") return Code::read_only;
  if (state == "53300" || state == "57014") return Code::busy;
  if (state == "53100" || state == "58030") return Code::disk;
  const bool lost =
      state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03" || state == "40003";
  return lost ? Code::connection : Code::other;
}

}  // namespace lianghu::db

#include "journal/entry.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <bit>
#include <boost/json.hpp>
#include <boost/system/system_error.hpp>
#include <iterator>
#include <stdexcept>

#include "base/text.h"

namespace lianghu::journal {

namespace {

void append_cell(std::string& text, std::string_view column, const db::Value& cell) {
  const auto to = std::back_inserter(text);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    fmt::format_to(to, FMT_COMPILE("{}:i:{}\n"), column, *number);
  } else if (const auto* words = std::get_if<std::string>(&cell)) {
    fmt::format_to(to, FMT_COMPILE("{}:t:{}:{}\n"), column, words->size(), *words);
  } else if (const auto* blob = std::get_if<db::Blob>(&cell)) {
    fmt::format_to(to, FMT_COMPILE("{}:b:{}\n"), column, hex(blob->bytes));
  } else if (const auto* real = std::get_if<double>(&cell)) {
    fmt::format_to(to, FMT_COMPILE("{}:d:{:016x}\n"), column, std::bit_cast<std::uint64_t>(*real));
  } else {
    throw std::logic_error("a column holds what no column can hold");
  }
}

Commitment commitment_in(const boost::json::object& item) {
  const auto text = [&](std::string_view name) { return std::string_view(item.at(name).as_string()); };
  // A village is 0 for what belongs to none, hence not parse_id.
  const auto village = exact_number<std::int64_t>(text("v"));
  const auto id = exact_number<std::int64_t>(text("k"));
  const auto hash = from_hex(text("c"));
  if (!village || !id || !hash || hash->size() != merkle::Hash{}.size())
    throw std::invalid_argument("not a commitment");
  return {{std::string(text("t")), *village, *id}, merkle::from_bytes(*hash)};
}

}  // namespace

std::string row_text(const Table& table, const db::Row& row, std::size_t first) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!row.null(first + i)) append_cell(text, table.columns[i], row.cell(first + i));
  }
  return text;
}

merkle::Hash row_salt(std::string_view salt, const RowKey& key) {
  return merkle::sha256(fmt::format(FMT_COMPILE("{}{}\n{}\n{}\n"), salt, key.table, key.village, key.id));
}

merkle::Hash commitment(const merkle::Hash& row_salt, const RowKey& key, std::string_view row_text) {
  return merkle::sha256(fmt::format(FMT_COMPILE("{}{}\n{}\n{}\n{}"), merkle::bytes(row_salt), key.table,
                                    key.village, key.id, row_text));
}

merkle::Hash commitment(std::string_view salt, const RowKey& key, std::string_view row_text) {
  return commitment(row_salt(salt, key), key, row_text);
}

std::string rows_text(const std::vector<Commitment>& rows) {
  std::string text = "[";
  for (const auto& [row, hash] : rows) {
    fmt::format_to(std::back_inserter(text), FMT_COMPILE(R"({}{{"t":"{}","v":"{}","k":"{}","c":"{}"}})"),
                   text.size() == 1 ? "" : ",", row.table, row.village, row.id, hex(merkle::bytes(hash)));
  }
  return text + "]";
}

std::optional<std::vector<Commitment>> parse_rows(std::string_view text) {
  try {
    const boost::json::value list = boost::json::parse(text);
    std::vector<Commitment> rows;
    for (const auto& item : list.as_array()) rows.push_back(commitment_in(item.as_object()));
    return rows;
  } catch (const boost::system::system_error&) {  // not JSON
    return std::nullopt;
  } catch (const std::logic_error&) {  // JSON of another shape
    return std::nullopt;
  }
}

std::string entry_text(const Entry& entry) {
  return fmt::format(FMT_COMPILE("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}"), entry.village, entry.id, entry.at.ms,
                     entry.actor_kind, entry.actor_id, entry.action, entry.subject, entry.rows);
}

std::string leaf_text(std::string_view blind, std::string_view entry_text) {
  std::string covered(blind);
  covered += entry_text;
  return fmt::format(FMT_COMPILE("lianghu/2\n{}\n"), hex(merkle::bytes(merkle::sha256(covered))));
}

merkle::Hash leaf_of(const Entry& entry) {
  return merkle::leaf_hash(leaf_text(entry.blind, entry_text(entry)));
}

std::string_view name_of(ActorKind kind) {
  switch (kind) {
    case ActorKind::visitor:
      return "visitor";
    case ActorKind::account:
      return "account";
    case ActorKind::system:
      return "system";
  }
  throw std::logic_error("an actor of no kind");
}

}  // namespace lianghu::journal

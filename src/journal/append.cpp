#include "journal/append.h"

#include <algorithm>
#include <compare>
#include <stdexcept>
#include <utility>

#include "journal/journal_store.h"
#include "journal/rows.h"

namespace lianghu::journal {

namespace {

struct Mention {
  RowKey row;
  std::size_t record = 0;
  auto operator<=>(const Mention&) const = default;
};

/// Sorted, no row twice for one record.
std::vector<Mention> mentions_of(const std::vector<Context::Record>& records, const Tables& tables) {
  std::vector<Mention> mentions;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const auto& touched : records[i].rows) {
      const bool of_village = tables.at(touched.table).key == Table::Key::village_and_id;
      mentions.push_back({{touched.table, of_village ? touched.village : 0, touched.id}, i});
    }
  }
  std::ranges::sort(mentions);
  const auto twice = std::ranges::unique(mentions);
  mentions.erase(twice.begin(), twice.end());
  return mentions;
}

/// A row is read once however many records mention it: all of them commit to its final state.
std::vector<std::vector<Commitment>> commitments(db::Transaction& tx, const Tables& tables,
                                                 const std::vector<Mention>& mentions,
                                                 const std::vector<Entry>& entries) {
  std::vector<RowKey> keys;
  for (const Mention& mention : mentions) {
    if (keys.empty() || keys.back() != mention.row) keys.push_back(mention.row);
  }
  std::vector<std::vector<Commitment>> of_record(entries.size());
  read_back(tx, tables, keys, [&](const RowKey& key, std::string_view text) {
    for (const Mention& mention : std::ranges::equal_range(mentions, key, {}, &Mention::row)) {
      of_record[mention.record].push_back({key, commitment(entries[mention.record].salt.value(), key, text)});
    }
  });
  for (auto& rows : of_record) std::ranges::sort(rows, {}, &Commitment::row);
  return of_record;
}

}  // namespace

void append(Context& context, const Tables& tables) {
  if (context.has_loose_rows()) throw std::logic_error("rows were touched and nothing was recorded");
  if (context.records().empty()) return;
  const Actor& actor = context.actor();
  std::vector<Entry> entries;
  for (const auto& [happening, rows] : context.records()) {
    Entry entry;
    entry.village = happening.village;
    entry.id = context.make_id<Entry>().value;
    entry.at = context.now();
    entry.actor_kind = name_of(actor.kind);
    entry.actor_id = actor.account;
    entry.action = happening.action;
    entry.subject = happening.subject;
    entry.salt = context.random().bytes(salt_bytes);
    entry.blind = context.random().bytes(blind_bytes);
    entries.push_back(std::move(entry));
  }
  const auto mentions = mentions_of(context.records(), tables);
  const auto rows = commitments(context.tx(), tables, mentions, entries);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    entries[i].rows = rows_text(rows[i]);
    entries[i].leaf = merkle::bytes(leaf_of(entries[i]));
  }
  store::insert_entries(context.tx(), entries);
}

}  // namespace lianghu::journal

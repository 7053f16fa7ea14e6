#include "journal/latest.h"

#include <algorithm>

namespace lianghu::journal {

std::size_t Latest::Hasher::operator()(const Key& key) const noexcept {
  // Ids are made one after another: multiplied by a large odd number (splitmix64's) they spread over all
  // bits.
  std::uint64_t mixed = static_cast<std::uint64_t>(key.id) * 0x9e3779b97f4a7c15ULL;
  mixed ^= static_cast<std::uint64_t>(key.village) * 0xbf58476d1ce4e5b9ULL + key.table;
  return mixed ^ (mixed >> 31U);
}

Latest::Key Latest::key_of(const RowKey& row) const {
  const Table& table = tables_.at(row.table);
  return {static_cast<std::size_t>(&table - tables_.all().data()), row.village, row.id};
}

bool Latest::has_part(const RowKey& row) const {
  return Hasher{}(key_of(row)) % parts_ == part_;
}

void Latest::add(const Entry& entry, const std::vector<Commitment>& rows) {
  for (const auto& [row, hash] : rows) {
    if (!has_part(row)) continue;
    Last& last = last_[key_of(row)];
    if (last.entry > entry.id) continue;
    last.entry = entry.id;
    last.hash = hash;
    last.salt_deleted = !entry.salt || entry.salt->size() != salt_bytes;
    if (!last.salt_deleted) std::copy_n(entry.salt->begin(), salt_bytes, last.salt.begin());
  }
}

const Latest::Last* Latest::take(const RowKey& row) {
  const auto found = last_.find(key_of(row));
  if (found == last_.end()) return nullptr;
  found->second.seen = true;
  return &found->second;
}

std::optional<RowKey> Latest::first_unseen() const {
  std::optional<RowKey> first;
  for (const auto& each : last_) {
    const Key& key = each.first;
    const Last& last = each.second;
    if (last.seen) continue;
    RowKey row{tables_.all()[key.table].name, key.village, key.id};
    if ((last.salt_deleted || !fits(last, row, absent_row)) && (!first || row < *first))
      first = std::move(row);
  }
  return first;
}

bool fits(const Latest::Last& last, const RowKey& row, std::string_view row_text) {
  return commitment({last.salt.data(), last.salt.size()}, row, row_text) == last.hash;
}

}  // namespace lianghu::journal

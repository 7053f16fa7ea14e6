#pragma once
// For verify: the last commitment of each row, found by reading the entries in any order. To stay small it
// may take only one part of all rows at a time; which part a row is in follows from its key.
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "journal/entry.h"
#include "journal/tables.h"

namespace lianghu::journal {

class Latest {
 public:
  Latest(const Tables& tables, std::uint64_t part, std::uint64_t parts)
      : tables_(tables), part_(part), parts_(parts) {}

  struct Last {
    std::int64_t entry = 0;
    merkle::Hash hash{};
    std::array<char, salt_bytes> salt{};
    bool salt_deleted = false;
    bool seen = false;  // by take()
  };

  [[nodiscard]] bool has_part(const RowKey& row) const;
  /// Reads an entry: `rows` is what it says.
  void add(const Entry& entry, const std::vector<Commitment>& rows);
  /// The last commitment of a row, which is then marked as seen; nullptr when no entry names it.
  [[nodiscard]] const Last* take(const RowKey& row);
  /// The lowest row that was not seen and was not committed to as absent.
  [[nodiscard]] std::optional<RowKey> first_unseen() const;

 private:
  struct Key {
    std::size_t table;  // in tables_.all()
    std::int64_t village;
    std::int64_t id;
    auto operator<=>(const Key&) const = default;
  };
  struct Hasher {
    std::size_t operator()(const Key& key) const noexcept;
  };
  [[nodiscard]] Key key_of(const RowKey& row) const;

  const Tables& tables_;
  std::uint64_t part_;
  std::uint64_t parts_;
  std::unordered_map<Key, Last, Hasher> last_;
};

/// Does the commitment fit what the row says now?
[[nodiscard]] bool fits(const Latest::Last& last, const RowKey& row, std::string_view row_text);

}  // namespace lianghu::journal

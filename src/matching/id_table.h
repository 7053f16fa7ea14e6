#pragma once
// From an id to its number, for ids that are all there before the first is asked for. One flat array: a look
// costs a few instructions, and nothing is allocated an id.
#include <cstdint>
#include <string_view>
#include <vector>

namespace lianghu::matching {

class IdTable {
 public:
  /// Borrows the ids; each gets its place in the list as its number, of equal ones the first.
  explicit IdTable(const std::vector<std::string_view>& ids) : ids_(ids) {
    std::size_t size = 8;
    while (size < 2 * ids.size()) size *= 2;
    slots_.resize(size);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      Slot& slot = slots_[place_of(ids[i])];
      if (slot.number < 0) slot = {hash_of(ids[i]), static_cast<std::int32_t>(i)};
    }
  }

  /// -1 when there is none of that id.
  [[nodiscard]] std::int32_t find(std::string_view id) const { return slots_[place_of(id)].number; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::int32_t number = -1;
  };

  /// FNV-1a, its halves mixed: ids are short.
  static std::uint32_t hash_of(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : id) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
  }
  /// Where it is, or where it would be put.
  [[nodiscard]] std::size_t place_of(std::string_view id) const {
    const std::uint32_t hash = hash_of(id);
    const std::size_t last = slots_.size() - 1;
    for (std::size_t at = hash & last;; at = (at + 1) & last) {
      const Slot& slot = slots_[at];
      if (slot.number < 0) return at;
      if (slot.hash == hash && ids_[static_cast<std::size_t>(slot.number)] == id) return at;
    }
  }

  const std::vector<std::string_view>& ids_;
  std::vector<Slot> slots_;
};

}  // namespace lianghu::matching

#pragma once
// Many short rows in one array, each growing on its own: a row that is full moves to the end with twice the
// room. So memory follows what is used, not the capacities that were promised, and a row is contiguous.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace lianghu::matching {

template <class Thing>
class RowPool {
 public:
  /// Starts each row with room for min(wanted, 8).
  explicit RowPool(std::span<const std::int32_t> wanted) : rows_(wanted.size()) {
    std::uint32_t begin = 0;
    for (std::size_t row = 0; row < wanted.size(); ++row) {
      const auto room = static_cast<std::uint32_t>(std::clamp<std::int32_t>(wanted[row], 0, 8));
      rows_[row] = {begin, 0, room};
      begin += room;
    }
    things_.resize(begin);
  }

  [[nodiscard]] std::span<Thing> of(std::int32_t row) {
    const Row& r = rows_[static_cast<std::size_t>(row)];
    return {things_.data() + r.begin, r.count};
  }
  [[nodiscard]] std::span<const Thing> of(std::int32_t row) const {
    const Row& r = rows_[static_cast<std::size_t>(row)];
    return {things_.data() + r.begin, r.count};
  }
  [[nodiscard]] std::int32_t count(std::int32_t row) const {
    return static_cast<std::int32_t>(rows_[static_cast<std::size_t>(row)].count);
  }

  void push(std::int32_t row, const Thing& thing) {
    Row& r = rows_[static_cast<std::size_t>(row)];
    if (r.count == r.room) grow(r);
    things_[r.begin + r.count++] = thing;
  }
  /// The row has so many things now, to be written by of(row)[…].
  void resize(std::int32_t row, std::int32_t count) {
    Row& r = rows_[static_cast<std::size_t>(row)];
    while (r.room < static_cast<std::uint32_t>(count)) grow(r);
    r.count = static_cast<std::uint32_t>(count);
  }
  void pop(std::int32_t row) { --rows_[static_cast<std::size_t>(row)].count; }

 private:
  struct Row {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    std::uint32_t room = 0;
  };

  void grow(Row& row) {
    const auto begin = static_cast<std::uint32_t>(things_.size());
    const std::uint32_t room = std::max<std::uint32_t>(4, row.room * 2);
    things_.resize(things_.size() + room);
    std::copy_n(things_.begin() + row.begin, row.count, things_.begin() + begin);
    row.begin = begin;
    row.room = room;
  }

  std::vector<Row> rows_;
  std::vector<Thing> things_;
};

}  // namespace lianghu::matching

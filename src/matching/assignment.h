#pragma once
// Who has whom while the engine works: both sides see their partners in one short row, and putting together,
// parting and taking over a place each take constant time. It never holds more than needs and capacities
// allow.
#include <cstdint>
#include <span>
#include <vector>

#include "matching/market.h"
#include "matching/row_pool.h"

namespace lianghu::matching {

class Assignment {
 public:
  struct Hold {
    std::int32_t helper = -1;
    std::int32_t given = 0;
    std::int32_t got = 0;
    std::int32_t place = 0;  // in the helper's row
  };
  struct Guest {
    std::int32_t household = -1;
    std::int32_t slot = 0;  // in the household's row
  };

  explicit Assignment(const Market& market);

  // The inner loops of every search ask these, so they stand here.
  [[nodiscard]] std::span<const Hold> of(std::int32_t household) const {
    const Row& row = rows_[static_cast<std::size_t>(household)];
    return {holds_.data() + row.begin, static_cast<std::size_t>(row.count)};
  }
  [[nodiscard]] std::span<const Guest> guests(std::int32_t helper) const { return guests_.of(helper); }
  [[nodiscard]] std::int32_t count(std::int32_t household) const {
    return rows_[static_cast<std::size_t>(household)].count;
  }
  [[nodiscard]] bool short_of(std::int32_t household) const {
    return count(household) < market_.need[static_cast<std::size_t>(household)];
  }
  [[nodiscard]] bool room(std::int32_t helper) const {
    return guests_.count(helper) < market_.capacity[static_cast<std::size_t>(helper)];
  }
  [[nodiscard]] bool together(std::int32_t household, std::int32_t helper) const {
    for (const Hold& hold : of(household))
      if (hold.helper == helper) return true;
    return false;
  }
  /// The household's least wanted helper; null when it has none.
  [[nodiscard]] const Hold* worst_hold(std::int32_t household) const {
    const Hold* worst = nullptr;
    for (const Hold& hold : of(household))
      if (worst == nullptr || hold.given > worst->given) worst = &hold;
    return worst;
  }
  /// The helper's worst rank of whom it has, and who that is; {-1, -1} when nobody.
  [[nodiscard]] Choice worst_guest(std::int32_t helper) const;

  void add(std::int32_t household, const Edge& edge);
  /// For who puts everybody down at once where each household needs one: hold() says whom it has,
  /// open_places() how many a helper has, sit() who sits where. Nothing else may be asked before all is said.
  void hold(std::int32_t household, const Edge& edge) {
    Row& row = rows_[static_cast<std::size_t>(household)];
    holds_[row.begin] = {edge.helper, edge.given, edge.got, 0};
    row.count = 1;
  }
  void open_places(std::int32_t helper, std::int32_t count) { guests_.resize(helper, count); }
  void sit(std::int32_t household, std::int32_t helper, std::int32_t place) {
    guests_.of(helper)[static_cast<std::size_t>(place)] = {household, 0};
    holds_[rows_[static_cast<std::size_t>(household)].begin].place = place;
  }
  void remove(std::int32_t household, std::int32_t helper);
  /// `household` sits down where `place` of the edge's helper is, and who sat there has lost it.
  void take_place(std::int32_t household, const Edge& edge, std::int32_t place);

 private:
  void drop_slot(std::int32_t household, std::int32_t slot);

  const Market& market_;
  struct Row {
    std::uint32_t begin = 0;
    std::int32_t count = 0;
  };
  std::vector<Row> rows_;  // of a household, in holds_
  std::vector<Hold> holds_;
  RowPool<Guest> guests_;
};

}  // namespace lianghu::matching

#include "matching/strict.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <vector>

namespace lianghu::matching {

namespace {

constexpr std::int32_t places_max = 16;  // a full helper's worst guest is found by looking at all of them

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}

/// What a helper thinks of a household that asks; smaller is better.
std::uint64_t key_of(std::int32_t household, std::int32_t got) {
  return std::uint64_t{static_cast<std::uint32_t>(got)} << 32 | static_cast<std::uint32_t>(household);
}
std::int32_t household_of(std::uint64_t key) {
  return static_cast<std::int32_t>(key & 0xffffffffU);
}

struct Door {
  std::uint64_t bar = 0;  // only a smaller key is let in: the worst guest's when it is full
  std::uint32_t begin = 0;
  std::uint16_t count = 0;
  std::uint16_t room = 0;
};

class StrictProposals {
 public:
  explicit StrictProposals(const Market& market)
      : market_(market), doors_(market.capacity.size()), next_(market.begin.begin(), market.begin.end() - 1) {
    std::uint32_t begin = 0;
    for (std::size_t g = 0; g < doors_.size(); ++g) {
      const auto room = static_cast<std::uint16_t>(market.capacity[g]);
      doors_[g] = {room > 0 ? std::numeric_limits<std::uint64_t>::max() : 0, begin, 0, room};
      begin += room;
    }
    keys_.resize(begin);
  }

  Assignment run() {
    for (std::int32_t h = 0; h < market_.households(); ++h)
      for (std::int32_t asking = h; asking >= 0;) asking = ask(asking);
    Assignment result(market_);
    for (std::size_t g = 0; g < doors_.size(); ++g) seat(g, result);
    return result;
  }

 private:
  /// Goes down its list until somebody lets it in. Who had to go for that; -1 when nobody.
  std::int32_t ask(std::int32_t household) {
    std::uint32_t at = next_[index(household)];
    const std::uint32_t end = market_.begin[index(household) + 1];
    for (; at < end; ++at) {
      const Edge& edge = market_.edges[at];
      const std::uint64_t key = key_of(household, edge.got);
      Door& door = doors_[index(edge.helper)];
      if (key >= door.bar) continue;
      next_[index(household)] = at + 1;
      return let_in(door, key);
    }
    next_[index(household)] = end;
    return -1;
  }

  std::int32_t let_in(Door& door, std::uint64_t key) {
    std::uint64_t* const guests = keys_.data() + door.begin;
    std::int32_t sent_away = -1;
    if (door.count < door.room) {
      guests[door.count++] = key;
      if (door.count < door.room) return -1;
    } else {
      sent_away = household_of(door.bar);
      *std::find(guests, guests + door.count, door.bar) = key;
    }
    door.bar = *std::max_element(guests, guests + door.count);
    return sent_away;
  }

  /// The worst first, as propose() has them.
  void seat(std::size_t g, Assignment& result) {
    std::uint64_t* const guests = keys_.data() + doors_[g].begin;
    std::sort(guests, guests + doors_[g].count, std::greater<>());
    for (std::uint64_t* guest = guests; guest != guests + doors_[g].count; ++guest) {
      const std::int32_t household = household_of(*guest);
      result.add(household, market_.edges[next_[index(household)] - 1]);
    }
  }

  const Market& market_;
  std::vector<Door> doors_;
  std::vector<std::uint32_t> next_;  // of a household: its next edge; the one before is whom it has
  std::vector<std::uint64_t> keys_;
};

}  // namespace

bool is_strict(const Market& market) {
  if (market.open || market.helper_ties || market.household_ties) return false;
  if (!std::all_of(market.need.begin(), market.need.end(), [](std::int32_t need) { return need == 1; }))
    return false;
  return std::all_of(market.capacity.begin(), market.capacity.end(),
                     [](std::int32_t capacity) { return capacity <= places_max; });
}

Assignment propose_strictly(const Market& market) {
  return StrictProposals(market).run();
}

}  // namespace lianghu::matching

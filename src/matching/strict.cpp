#include "matching/strict.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

namespace lianghu::matching {

namespace {

constexpr std::size_t far = 12;          // turns ahead to fetch a list
constexpr std::size_t near = 5;          // and whom its next entry names
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
    std::vector<std::int32_t> asking(market_.need.size());
    std::iota(asking.begin(), asking.end(), 0);
    // Turn by turn, not one household's wake to its end: so it is known who comes next, and what they will
    // look at is fetched from memory meanwhile.
    while (!asking.empty()) {
      std::size_t sent_away = 0;
      for (std::size_t at = 0; at < asking.size(); ++at) {
        fetch(asking, at);
        const std::int32_t loser = ask(asking[at]);
        if (loser >= 0) asking[sent_away++] = loser;
      }
      asking.resize(sent_away);
    }
    return seat_all();
  }

 private:
  void fetch(const std::vector<std::int32_t>& asking, std::size_t at) const {
    if (at + far < asking.size()) __builtin_prefetch(market_.edges.data() + next_[index(asking[at + far])]);
    if (at + near >= asking.size()) return;
    const std::int32_t household = asking[at + near];
    const std::uint32_t edge = next_[index(household)];
    if (edge < market_.begin[index(household) + 1])
      __builtin_prefetch(&doors_[index(market_.edges[edge].helper)], 1);
  }

  /// Goes down its list until somebody lets it in. Who had to go for that; -1 when nobody.
  std::int32_t ask(std::int32_t household) {
    std::uint32_t& next = next_[index(household)];
    const std::uint32_t end = market_.begin[index(household) + 1];
    for (std::uint32_t at = next; at < end; ++at) {
      const Edge& edge = market_.edges[at];
      const std::uint64_t key = key_of(household, edge.got);
      Door& door = doors_[index(edge.helper)];
      if (key >= door.bar) continue;
      next = at + 1;
      return let_in(door, key);
    }
    next = market_.begin[index(household)];  // nobody is left: it asks no more
    return -1;
  }

  /// The guests stand in order, the worst first: it is the one to go.
  std::int32_t let_in(Door& door, std::uint64_t key) {
    std::uint64_t* const guests = keys_.data() + door.begin;
    if (door.count < door.room) {
      std::uint16_t place = door.count++;
      for (; place > 0 && guests[place - 1] < key; --place) guests[place] = guests[place - 1];
      guests[place] = key;
      if (door.count == door.room) door.bar = guests[0];
      return -1;
    }
    const std::int32_t sent_away = household_of(door.bar);
    std::uint16_t place = 0;
    for (; place + 1 < door.count && guests[place + 1] > key; ++place) guests[place] = guests[place + 1];
    guests[place] = key;
    door.bar = guests[0];
    return sent_away;
  }

  /// The guests of each, the worst first, as propose() has them. Once along the households and once along the
  /// helpers, as their rows lie: to look from one to the other for each pair takes twice as long.
  Assignment seat_all() {
    Assignment result(market_);
    for (std::int32_t h = 0; h < market_.households(); ++h) {
      const std::uint32_t next = next_[index(h)];
      if (next != market_.begin[index(h)]) result.hold(h, market_.edges[next - 1]);
    }
    for (std::size_t g = 0; g < doors_.size(); ++g) {
      const Door& door = doors_[g];
      const auto helper = static_cast<std::int32_t>(g);
      result.open_places(helper, door.count);
      for (std::uint16_t place = 0; place < door.count; ++place)
        result.sit(household_of(keys_[door.begin + place]), helper, place);
    }
    return result;
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

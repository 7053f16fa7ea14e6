#include "matching/proposals.h"

#include <algorithm>
#include <utility>

#include "matching/strict.h"

namespace lianghu::matching {

namespace {

std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}

/// Whom a helper has taken for now. The largest goes first when somebody better asks.
struct Seat {
  std::uint64_t key = 0;
  double fit = 0;
  std::int32_t household = 0;
  std::int32_t given = 0;
};
bool better(const Seat& a, const Seat& b) {
  if (a.key != b.key) return a.key < b.key;
  if (a.fit > b.fit || a.fit < b.fit) return a.fit > b.fit;
  return a.household < b.household;
}

/// Set in the key of a seat whose household may have an equal helper with room: it gives way to anybody.
/// Whether it still has one is looked up only when the seat is wanted.
constexpr std::uint64_t loose_bit = std::uint64_t{1} << 40;

/// Helpers in ascending order from which those that no longer qualify are struck once and for all.
class Roll {
 public:
  explicit Roll(std::int32_t helpers) : next_(index(helpers) + 1) {
    for (std::size_t i = 0; i < next_.size(); ++i) next_[i] = static_cast<std::int32_t>(i);
  }
  enum class Verdict { strike, skip, take };
  /// The first that `judge` takes; -1 when none.
  template <class Judge>
  std::int32_t find(Judge judge) {
    const auto end = static_cast<std::int32_t>(next_.size()) - 1;
    std::size_t from = 0;  // next_[i] is the first on the roll at or after helper i, lazily
    while (true) {
      const std::int32_t helper = first(static_cast<std::int32_t>(from));
      if (helper == end) return -1;
      const Verdict verdict = judge(helper);
      if (verdict == Verdict::take) return helper;
      if (verdict == Verdict::strike) next_[index(helper)] = helper + 1;
      from = index(helper) + 1;
    }
  }

 private:
  std::int32_t first(std::int32_t at) {
    std::int32_t root = at;
    while (next_[index(root)] != root) root = next_[index(root)];
    while (next_[index(at)] != root) at = std::exchange(next_[index(at)], root);
    return root;
  }
  std::vector<std::int32_t> next_;
};

class Proposals {
 public:
  Proposals(const Market& market, Levels levels)
      : market_(market),
        levels_(levels),
        seats_(market.capacity),
        cursors_(market.need.size()),
        missing_(market.need),
        again_(market.need.size(), 0),
        with_room_(market.open ? market.helpers() : 0),
        with_loose_(market.open ? market.helpers() : 0),
        yielding_(market.open ? market.helpers() : 0) {
    for (std::int32_t h = 0; h < market.households(); ++h) restart(h);
  }

  Assignment run() {
    for (std::int32_t h = 0; h < market_.households(); ++h) {
      waiting_.push_back(h);
      while (!waiting_.empty()) {
        const std::int32_t asking = waiting_.back();
        if (missing_[index(asking)] == 0 || !ask(asking)) waiting_.pop_back();
      }
    }
    Assignment result(market_);
    for (std::int32_t g = 0; g < market_.helpers(); ++g) {
      const auto row = seats_.of(g);
      std::sort(row.begin(), row.end(), [](const Seat& a, const Seat& b) { return better(b, a); });
      for (const Seat& seat : row) result.add(seat.household, {g, seat.given, got_of(seat.key)});
    }
    return result;
  }

 private:
  /// Where a household is on its list: in one tie group, first looking for room, then asking those who are
  /// full.
  struct Cursor {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t room = 0;
    std::uint32_t full = 0;
    bool last = false;  // the group includes everybody acceptable who is not on the list
  };

  std::uint64_t key_of(std::int32_t household, std::int32_t got) const {
    const std::uint64_t first_time = again_[index(household)] != 0 ? 0 : 1;
    const auto rank = static_cast<std::uint64_t>(got);
    return levels_ == Levels::popular ? (first_time << 32 | rank) : (rank << 1 | first_time);
  }
  std::int32_t got_of(std::uint64_t key) const {
    key &= loose_bit - 1;
    return static_cast<std::int32_t>(levels_ == Levels::popular ? key & 0xffffffffU : key >> 1);
  }

  void restart(std::int32_t household) {
    const std::uint32_t begin = market_.begin[index(household)];
    cursors_[index(household)] = {begin, begin, begin, begin, false};
    next_group(household);
  }

  /// False when the list is at its end.
  bool next_group(std::int32_t household) {
    Cursor& c = cursors_[index(household)];
    const std::uint32_t stop = market_.begin[index(household) + 1];
    if (c.last || (c.end == stop && !market_.open)) return false;
    c.begin = c.room = c.full = c.end;
    while (c.end < stop && market_.edges[c.end].given == market_.edges[c.begin].given) ++c.end;
    c.last = market_.open && (c.begin == c.end || market_.edges[c.begin].given == last_rank);
    return true;
  }

  bool has_room(std::int32_t helper) const { return seats_.count(helper) < market_.capacity[index(helper)]; }

  bool sits_with(std::int32_t household, std::int32_t helper) const {
    if (market_.need[index(household)] == 1) return false;  // it asks only while it has nobody
    for (const Seat& seat : seats_.of(helper))
      if (seat.household == household) return true;
    return false;
  }

  /// Asks one helper and is taken; false when there is nobody left to ask.
  bool ask(std::int32_t h) {
    Cursor& c = cursors_[index(h)];
    while (true) {
      if (ask_with_room(h)) return true;
      while (c.full < c.end) {
        const std::uint32_t at = c.full++;
        if (challenge(h, market_.edges[at], market_.fit_of(at))) return true;
      }
      if (c.last && challenge_unlisted(h)) return true;
      if (next_group(h)) continue;
      const bool helps = market_.helper_ties || levels_ == Levels::popular;
      if (!helps || again_[index(h)] != 0 || market_.need[index(h)] > 1) return false;
      again_[index(h)] = 1;
      restart(h);
    }
  }

  bool ask_with_room(std::int32_t h) {
    Cursor& c = cursors_[index(h)];
    for (; c.room < c.end; ++c.room) {
      const Edge& edge = market_.edges[c.room];
      if (!has_room(edge.helper) || sits_with(h, edge.helper)) continue;
      if (c.last && market_.fit_of(c.room) < 0 && sit_unlisted(h)) return true;
      const double fit = market_.fit_of(c.room++);
      sit(h, edge, fit);
      return true;
    }
    return c.last && sit_unlisted(h);
  }

  std::int32_t unlisted_with_room(std::int32_t h) {
    return with_room_.find([&](std::int32_t g) {
      if (!has_room(g)) return Roll::Verdict::strike;
      const bool later = market_.vetoed(h, g) || sits_with(h, g) || fits_badly(h, g);
      return later ? Roll::Verdict::skip : Roll::Verdict::take;
    });
  }

  /// Worse than those of whom nothing is said; its turn comes after them.
  bool fits_badly(std::int32_t h, std::int32_t g) const {
    if (market_.fit.empty()) return false;
    for (std::size_t at = market_.begin[index(h)]; at < market_.begin[index(h) + 1]; ++at)
      if (market_.edges[at].helper == g) return market_.fit[at] < 0;
    return false;
  }

  bool sit_unlisted(std::int32_t h) {
    const std::int32_t g = unlisted_with_room(h);
    if (g < 0) return false;
    sit(h, market_.edge(h, g), 0.0);
    return true;
  }

  void sit(std::int32_t h, const Edge& edge, double fit) {
    const Cursor& c = cursors_[index(h)];
    std::uint64_t key = key_of(h, edge.got);
    const bool equals = c.last || c.end - c.begin > 1;
    if (equals && levels_ == Levels::stable && market_.need[index(h)] == 1) key |= loose_bit;
    seats_.push(edge.helper, {key, fit, h, edge.given});
    const auto row = seats_.of(edge.helper);
    std::push_heap(row.begin(), row.end(), better);
    --missing_[index(h)];
  }

  /// Does the household still see an equal helper with room?
  bool sees_room(std::int32_t h) {
    Cursor& c = cursors_[index(h)];
    while (c.room < c.end && !has_room(market_.edges[c.room].helper)) ++c.room;
    return c.room < c.end || (c.last && unlisted_with_room(h) >= 0);
  }

  /// Brings a full helper's seats up to date: afterwards the worst is loose only if it truly is.
  bool worst_is_loose(std::int32_t g) {
    const auto row = seats_.of(g);
    while (!row.empty() && (row.front().key & loose_bit) != 0) {
      if (sees_room(row.front().household)) return true;
      std::pop_heap(row.begin(), row.end(), better);
      row.back().key &= ~loose_bit;
      std::push_heap(row.begin(), row.end(), better);
    }
    return false;
  }

  void replace_worst(std::int32_t g, const Seat& seat) {
    const auto row = seats_.of(g);
    std::pop_heap(row.begin(), row.end(), better);
    const std::int32_t sent_away = row.back().household;
    row.back() = seat;
    std::push_heap(row.begin(), row.end(), better);
    --missing_[index(seat.household)];
    ++missing_[index(sent_away)];
    waiting_.push_back(sent_away);
  }

  bool challenge(std::int32_t h, const Edge& edge, double fit) {
    const std::int32_t g = edge.helper;
    if (market_.capacity[index(g)] == 0 || sits_with(h, g)) return false;
    const Seat seat{key_of(h, edge.got), fit, h, edge.given};
    if (!worst_is_loose(g) && !better(seat, seats_.of(g).front())) return false;
    replace_worst(g, seat);
    return true;
  }

  /// Among those not on the list nobody who is full would send anybody away for one whom it did not rank
  /// either, but for a loose guest, or a first-time one if this is the second time.
  bool challenge_unlisted(std::int32_t h) {
    const std::uint64_t key = key_of(h, last_rank);
    const auto full_and_allowed = [&](std::int32_t g) {
      return !has_room(g) && !market_.vetoed(h, g) && !sits_with(h, g);
    };
    std::int32_t g = with_loose_.find([&](std::int32_t candidate) {
      if (!has_room(candidate) && !worst_is_loose(candidate)) return Roll::Verdict::strike;
      return full_and_allowed(candidate) ? Roll::Verdict::take : Roll::Verdict::skip;
    });
    if (g < 0 && again_[index(h)] != 0)
      g = yielding_.find([&](std::int32_t candidate) {
        if (!has_room(candidate) && (seats_.count(candidate) == 0 || seats_.of(candidate).front().key <= key))
          return Roll::Verdict::strike;
        return full_and_allowed(candidate) ? Roll::Verdict::take : Roll::Verdict::skip;
      });
    if (g < 0) return false;
    const Edge edge = market_.edge(h, g);
    replace_worst(g, {key_of(h, edge.got), 0.0, h, edge.given});
    return true;
  }

  const Market& market_;
  const Levels levels_;
  RowPool<Seat> seats_;
  std::vector<Cursor> cursors_;
  std::vector<std::int32_t> missing_;
  std::vector<std::uint8_t> again_;
  std::vector<std::int32_t> waiting_;
  Roll with_room_;
  Roll with_loose_;
  Roll yielding_;
};

}  // namespace

Assignment propose(const Market& market, Levels levels) {
  if (levels == Levels::stable && is_strict(market)) return propose_strictly(market);
  return Proposals(market, levels).run();
}

}  // namespace lianghu::matching

#include "matching/market.h"

#include <algorithm>
#include <utility>

namespace lianghu::matching {

namespace {

/// Sorts `things` into one row a party: afterwards row p is out[begin[p] … begin[p + 1]), in the order they
/// came.
template <class Thing, class Party>
std::vector<std::uint32_t> rows_of(const std::vector<Thing>& things, std::size_t parties, Party party,
                                   std::vector<Thing>& out) {
  std::vector<std::uint32_t> begin(parties + 1, 0);
  for (const Thing& thing : things) ++begin[static_cast<std::size_t>(party(thing)) + 1];
  for (std::size_t p = 0; p < parties; ++p) begin[p + 1] += begin[p];
  std::vector<std::uint32_t> at(begin.begin(), begin.end() - 1);
  out.resize(things.size());
  for (const Thing& thing : things) out[at[static_cast<std::size_t>(party(thing))]++] = thing;
  return begin;
}

struct Ranked {  // an entry of a helper's list, to be sorted by household
  std::int32_t household;
  std::int32_t helper;
  std::int32_t got;
};

struct Drafted {
  Edge edge;
  double fit;
};

/// What the rows of one household are joined from; the arrays are by helper and hold `household` where they
/// are set.
class Joiner {
 public:
  explicit Joiner(const Ballots& ballots)
      : ballots_(ballots), seen_(ballots.capacity.size()), barred_(ballots.capacity.size()) {
    std::vector<Ranked> ranked;
    ranked.reserve(ballots.helpers.choices.size());
    for (std::size_t g = 0; g < ballots.helpers.size(); ++g)
      for (const Choice choice : ballots.helpers.of(g))
        ranked.push_back({choice.partner, static_cast<std::int32_t>(g), choice.rank});
    got_begin_ = rows_of(
        ranked, ballots.need.size(), [](const Ranked& r) { return r.household; }, got_);
    veto_begin_ = rows_of(
        ballots.vetoes, ballots.need.size(), [](const Choice& c) { return c.rank; }, vetoes_);
    fit_begin_ = rows_of(
        ballots.fits, ballots.need.size(), [](const PairFit& f) { return f.household; }, fits_);
  }

  void join(std::int32_t household, Market& market) {
    const auto h = static_cast<std::size_t>(household);
    stamp_ = household + 1;
    row_.clear();
    for (std::uint32_t v = veto_begin_[h]; v < veto_begin_[h + 1]; ++v) bar(vetoes_[v].partner, market);
    if (market.open) {
      std::sort(market.vetoes.begin() + market.veto_begin.back(), market.vetoes.end());
      market.veto_begin.push_back(static_cast<std::uint32_t>(market.vetoes.size()));
    }
    if (market.open)
      join_open(h);
    else
      join_mutual(h);
    set_fits(h);
    // Input lists are by rank, so that most rows are in order already.
    if (!std::is_sorted(row_.begin(), row_.end(), before)) std::sort(row_.begin(), row_.end(), before);
    for (std::size_t i = 0; i < row_.size(); ++i) {
      const Drafted& drafted = row_[i];
      if (i > 0 && drafted.edge.given == row_[i - 1].edge.given) market.household_ties = true;
      market.edges.push_back(drafted.edge);
      if (!ballots_.fits.empty()) market.fit.push_back(drafted.fit);
    }
    market.begin.push_back(static_cast<std::uint32_t>(market.edges.size()));
  }

 private:
  struct Seen {
    std::int32_t stamp = 0;
    std::int32_t value = 0;  // mutual: the helper's rank; open: the place in row_
  };

  static bool before(const Drafted& a, const Drafted& b) {
    if (a.edge.given != b.edge.given) return a.edge.given < b.edge.given;
    if (a.fit > b.fit || a.fit < b.fit) return a.fit > b.fit;
    return a.edge.helper < b.edge.helper;
  }

  void bar(std::int32_t helper, Market& market) {
    auto& barred = barred_[static_cast<std::size_t>(helper)];
    if (barred == stamp_) return;
    barred = stamp_;
    if (market.open) market.vetoes.push_back(helper);
  }

  [[nodiscard]] bool barred(std::int32_t helper) const {
    return barred_[static_cast<std::size_t>(helper)] == stamp_;
  }

  void join_mutual(std::size_t h) {
    for (std::uint32_t r = got_begin_[h]; r < got_begin_[h + 1]; ++r)
      seen_[static_cast<std::size_t>(got_[r].helper)] = {stamp_, got_[r].got};
    for (const Choice choice : ballots_.households.of(h)) {
      Seen& seen = seen_[static_cast<std::size_t>(choice.partner)];
      if (seen.stamp != stamp_ || barred(choice.partner)) continue;
      row_.push_back({{choice.partner, choice.rank, seen.value}, 0.0});
      seen.value = static_cast<std::int32_t>(row_.size()) - 1;
      placed_.push_back(choice.partner);
    }
    // From here on, as in the open form, only what stands in the row counts as seen.
    for (std::uint32_t r = got_begin_[h]; r < got_begin_[h + 1]; ++r)
      seen_[static_cast<std::size_t>(got_[r].helper)].stamp = 0;
    for (const std::int32_t helper : placed_) seen_[static_cast<std::size_t>(helper)].stamp = stamp_;
    placed_.clear();
  }

  void join_open(std::size_t h) {
    for (const Choice choice : ballots_.households.of(h))
      if (!barred(choice.partner)) place(choice.partner).given = choice.rank;
    for (std::uint32_t r = got_begin_[h]; r < got_begin_[h + 1]; ++r)
      if (!barred(got_[r].helper)) place(got_[r].helper).got = got_[r].got;
  }

  Edge& place(std::int32_t helper) {
    Seen& seen = seen_[static_cast<std::size_t>(helper)];
    if (seen.stamp != stamp_) {
      seen = {stamp_, static_cast<std::int32_t>(row_.size())};
      row_.push_back({{helper, last_rank, last_rank}, 0.0});
    }
    return row_[static_cast<std::size_t>(seen.value)].edge;
  }

  void set_fits(std::size_t h) {
    for (std::uint32_t f = fit_begin_[h]; f < fit_begin_[h + 1]; ++f) {
      const std::int32_t helper = fits_[f].helper;
      if (barred(helper)) continue;
      if (ballots_.open) place(helper);
      const Seen seen = seen_[static_cast<std::size_t>(helper)];
      if (seen.stamp == stamp_) row_[static_cast<std::size_t>(seen.value)].fit = fits_[f].value;
    }
  }

  const Ballots& ballots_;
  std::vector<Ranked> got_;
  std::vector<Choice> vetoes_;
  std::vector<PairFit> fits_;
  std::vector<std::uint32_t> got_begin_;
  std::vector<std::uint32_t> veto_begin_;
  std::vector<std::uint32_t> fit_begin_;
  std::vector<Seen> seen_;
  std::vector<std::int32_t> barred_;
  std::vector<Drafted> row_;
  std::vector<std::int32_t> placed_;
  std::int32_t stamp_ = 0;
};

/// The usual case, where a pair needs both lists and nothing is said about fit: the same as Joiner in two
/// passes over what the helpers rank and one over what the households do.
void join_mutual_lists(const Ballots& ballots, Market& market) {
  const std::size_t households = ballots.need.size();
  std::vector<std::uint32_t> at(households + 1, 0);
  for (const Choice choice : ballots.helpers.choices) ++at[static_cast<std::size_t>(choice.partner)];
  std::uint32_t begin = 0;
  for (std::uint32_t& place : at) begin += std::exchange(place, begin);
  std::vector<Choice> ranked(ballots.helpers.choices.size());
  for (std::size_t g = 0; g < ballots.helpers.size(); ++g)
    for (const Choice choice : ballots.helpers.of(g))
      ranked[at[static_cast<std::size_t>(choice.partner)]++] = {static_cast<std::int32_t>(g), choice.rank};
  std::vector<Choice> vetoes;
  const std::vector<std::uint32_t> veto_begin =
      ballots.vetoes.empty()
          ? std::vector<std::uint32_t>(households + 1, 0)
          : rows_of(
                ballots.vetoes, households, [](const Choice& c) { return c.rank; }, vetoes);

  struct Seen {
    std::uint32_t stamp = 0;
    std::int32_t got = 0;
  };
  std::vector<Seen> seen(ballots.capacity.size());
  std::uint32_t from = 0;  // each row of `ranked` ends where `at` stands now
  for (std::size_t h = 0; h < households; ++h) {
    const auto stamp = static_cast<std::uint32_t>(h + 1);
    for (; from < at[h]; ++from)
      seen[static_cast<std::size_t>(ranked[from].partner)] = {stamp, ranked[from].rank};
    for (std::uint32_t v = veto_begin[h]; v < veto_begin[h + 1]; ++v)
      seen[static_cast<std::size_t>(vetoes[v].partner)].stamp = 0;
    const auto first = static_cast<std::ptrdiff_t>(market.edges.size());
    bool ties = false;
    for (const Choice choice : ballots.households.of(h)) {
      const Seen& other = seen[static_cast<std::size_t>(choice.partner)];
      if (other.stamp != stamp) continue;
      ties = ties || (market.edges.size() > static_cast<std::size_t>(first) &&
                      market.edges.back().given == choice.rank);
      market.edges.push_back({choice.partner, choice.rank, other.got});
    }
    if (ties)
      std::sort(market.edges.begin() + first, market.edges.end(), [](const Edge& a, const Edge& b) {
        return a.given != b.given ? a.given < b.given : a.helper < b.helper;
      });
    market.household_ties = market.household_ties || ties;
    market.begin.push_back(static_cast<std::uint32_t>(market.edges.size()));
  }
}

bool any_tie(const Lists& lists) {
  for (std::size_t party = 0; party < lists.size(); ++party) {
    const auto row = lists.of(party);
    for (std::size_t i = 1; i < row.size(); ++i)
      if (row[i].rank == row[i - 1].rank) return true;
  }
  return false;
}

void sort_row(std::span<HelperView::Row> row) {
  const auto before = [](const HelperView::Row& a, const HelperView::Row& b) {
    return a.got != b.got ? a.got < b.got : a.household < b.household;
  };
  if (row.size() > 64) return std::sort(row.begin(), row.end(), before);
  // Most rows are short: there insertion is faster than anything clever.
  for (std::size_t i = 1; i < row.size(); ++i) {
    const HelperView::Row moved = row[i];
    std::size_t at = i;
    for (; at > 0 && before(moved, row[at - 1]); --at) row[at] = row[at - 1];
    row[at] = moved;
  }
}

}  // namespace

bool Market::vetoed(std::int32_t household, std::int32_t helper) const {
  const auto h = static_cast<std::size_t>(household);
  return std::binary_search(vetoes.begin() + veto_begin[h], vetoes.begin() + veto_begin[h + 1], helper);
}

Edge Market::edge(std::int32_t household, std::int32_t helper) const {
  for (const Edge& edge : of(household))
    if (edge.helper == helper) return edge;
  if (open && !vetoed(household, helper)) return {helper, last_rank, last_rank};
  return {-1, 0, 0};
}

Market link(const Ballots& ballots) {
  Market market;
  market.need = ballots.need;
  market.capacity = ballots.capacity;
  market.lower = ballots.lower;
  market.open = ballots.open;
  market.helper_ties = ballots.open || any_tie(ballots.helpers);
  market.household_ties = ballots.open;
  market.several =
      std::any_of(ballots.need.begin(), ballots.need.end(), [](std::int32_t need) { return need > 1; });
  market.begin.reserve(ballots.need.size() + 1);
  market.begin.push_back(0);
  market.edges.reserve(ballots.households.choices.size());
  if (!ballots.open && ballots.fits.empty()) {
    join_mutual_lists(ballots, market);
  } else {
    if (ballots.open) market.veto_begin.push_back(0);
    Joiner joiner(ballots);
    for (std::int32_t h = 0; h < market.households(); ++h) joiner.join(h, market);
  }
  market.partners.reserve(market.edges.size());
  for (const Edge& edge : market.edges) market.partners.push_back(edge.helper);
  return market;
}

HelperView::HelperView(const Market& market)
    : begin_(static_cast<std::size_t>(market.helpers()) + 1, 0),
      rows_(market.edges.size()),
      sorted_(static_cast<std::size_t>(market.helpers()), 0) {
  for (const Edge& edge : market.edges) ++begin_[static_cast<std::size_t>(edge.helper) + 1];
  for (std::size_t g = 0; g + 1 < begin_.size(); ++g) begin_[g + 1] += begin_[g];
  std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
  for (std::int32_t h = 0; h < market.households(); ++h)
    for (const Edge& edge : market.of(h))
      rows_[at[static_cast<std::size_t>(edge.helper)]++] = {h, edge.given, edge.got};
}

std::span<const HelperView::Row> HelperView::of(std::int32_t helper) {
  const auto g = static_cast<std::size_t>(helper);
  const std::span<Row> row{rows_.data() + begin_[g], begin_[g + 1] - begin_[g]};
  if (sorted_[g] == 0) sort_row(row);
  sorted_[g] = 1;
  return row;
}

}  // namespace lianghu::matching

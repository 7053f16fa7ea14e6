#pragma once
// The flat form that the engine works on. Parties are numbers in their deciding order (ids or lottery), so
// that "the smaller number first" is the last tie-break everywhere. Lists come in as {partner, rank}; link()
// joins both sides' lists into one row of edges a household. No strings, no allocation a pair.
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace lianghu::matching {

/// The rank of somebody acceptable who is not on the list: after everybody who is.
inline constexpr std::int32_t last_rank = std::numeric_limits<std::int32_t>::max();

struct Choice {
  std::int32_t partner = 0;
  std::int32_t rank = 0;  // tie group, 0 the best
};

/// Everyone's list on one side: `choices` from begin[n] to begin[n + 1], by rank.
struct Lists {
  std::vector<std::uint32_t> begin{0};
  std::vector<Choice> choices;
  [[nodiscard]] std::size_t size() const { return begin.size() - 1; }
  [[nodiscard]] std::span<const Choice> of(std::size_t party) const {
    return {choices.data() + begin[party], begin[party + 1] - begin[party]};
  }
};

struct PairFit {
  std::int32_t household = 0;
  std::int32_t helper = 0;
  double value = 0;
};

struct Ballots {
  Lists households;
  Lists helpers;
  std::vector<std::int32_t> need;
  std::vector<std::int32_t> capacity;
  std::vector<std::uint8_t> lower;
  std::vector<Choice> vetoes;  // by either side: partner = helper, rank = household
  std::vector<PairFit> fits;
  bool open = true;  // unranked is last
};

struct Edge {
  std::int32_t helper = 0;
  std::int32_t given = 0;  // the household's rank of the helper
  std::int32_t got = 0;    // the helper's rank of the household
};

/// Who may have whom. With `open`, also every pair without an edge and without a veto, both ranks last_rank,
/// fit 0.
struct Market {
  std::vector<std::uint32_t> begin;
  std::vector<Edge> edges;             // of a household: best first; equals by fit, then helper
  std::vector<std::int32_t> partners;  // the edges' helpers once more: most searches need nothing else
  std::vector<double> fit;             // of each edge, or empty when no pair has any
  std::vector<std::int32_t> need;
  std::vector<std::int32_t> capacity;
  std::vector<std::uint8_t> lower;
  std::vector<std::uint32_t> veto_begin;  // only with `open`
  std::vector<std::int32_t> vetoes;       // of a household, ascending
  bool open = false;
  bool helper_ties = false;     // some helper ranks two alike
  bool household_ties = false;  // some household has two that are acceptable alike
  bool several = false;         // somebody needs more than one

  [[nodiscard]] std::int32_t households() const { return static_cast<std::int32_t>(need.size()); }
  [[nodiscard]] std::int32_t helpers() const { return static_cast<std::int32_t>(capacity.size()); }
  [[nodiscard]] std::span<const Edge> of(std::int32_t household) const {
    const auto h = static_cast<std::size_t>(household);
    return {edges.data() + begin[h], begin[h + 1] - begin[h]};
  }
  [[nodiscard]] std::span<const std::int32_t> partners_of(std::int32_t household) const {
    const auto h = static_cast<std::size_t>(household);
    return {partners.data() + begin[h], begin[h + 1] - begin[h]};
  }
  [[nodiscard]] bool vetoed(std::int32_t household, std::int32_t helper) const;
  /// The edge of an acceptable pair; one with helper -1 when the pair is not acceptable.
  [[nodiscard]] Edge edge(std::int32_t household, std::int32_t helper) const;
  [[nodiscard]] double fit_of(std::size_t edge) const { return fit.empty() ? 0.0 : fit[edge]; }
};

[[nodiscard]] Market link(const Ballots& ballots);

/// The edges seen from the helpers, each row by the helper's rank, then household. A row is put in order when
/// it is first looked at: most never are.
class HelperView {
 public:
  struct Row {
    std::int32_t household = 0;
    std::int32_t given = 0;
    std::int32_t got = 0;
  };
  explicit HelperView(const Market& market);
  [[nodiscard]] std::span<const Row> of(std::int32_t helper);

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<Row> rows_;
  std::vector<std::uint8_t> sorted_;
};

}  // namespace lianghu::matching

#include "matching/tape_round.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "matching/engine.h"
#include "matching/id_table.h"
#include "matching/json_io.h"
#include "matching/naming.h"
#include "matching/numbering.h"

namespace lianghu::matching {

namespace {

using Kind = Token::Kind;

/// One side: its parties in their deciding order, each with the place of its fields on the tape.
struct Side {
  struct Party {
    std::uint64_t lot = 0;
    std::string_view id;
    const Token* fields = nullptr;
  };
  std::vector<Party> parties;
  std::vector<std::string_view> ids;
  bool found = false;

  /// False when two have the same id, or one has none.
  bool put_in_order() {
    std::sort(parties.begin(), parties.end(),
              [](const Party& a, const Party& b) { return a.lot != b.lot ? a.lot < b.lot : a.id < b.id; });
    ids.reserve(parties.size());
    for (const Party& party : parties) {
      if (party.id.empty() || (!ids.empty() && ids.back() == party.id)) return false;
      ids.push_back(party.id);
    }
    return true;
  }
};

/// Every function is false as soon as something is not as usual.
class RoundReader {
 public:
  RoundReader(const Tape& tape, std::uint64_t seed) : tape_(tape), seed_(seed), at_(tape.tokens.data()) {}

  std::optional<TapeRound> read() {
    if (!read_members() || !households_.put_in_order() || !helpers_.put_in_order()) return std::nullopt;
    const IdTable household_numbers(households_.ids);
    const IdTable helper_numbers(helpers_.ids);
    Ballots& ballots = round_.ballots;
    seen_.assign(helpers_.ids.size(), 0);
    for (const Side::Party& party : households_.parties) {
      Fields fields{party.fields, helper_numbers, ballots.households};
      if (!read_fields(fields)) return std::nullopt;
      if (fields.least.given || fields.room.given) return std::nullopt;
      if (fields.need.value < 1 || fields.need.value > need_max) return std::nullopt;
      for (const std::int32_t helper : vetoed_)
        ballots.vetoes.push_back({helper, static_cast<std::int32_t>(ballots.need.size())});
      ballots.need.push_back(fields.need.value);
    }
    stamp_ = 0;
    seen_.assign(households_.ids.size(), 0);
    for (const Side::Party& party : helpers_.parties) {
      Fields fields{party.fields, household_numbers, ballots.helpers};
      if (!read_fields(fields)) return std::nullopt;
      if (fields.need.given || fields.room.value < 0) return std::nullopt;
      if (fields.least.value != 0 && fields.least.value != 1) return std::nullopt;
      for (const std::int32_t household : vetoed_)
        ballots.vetoes.push_back({static_cast<std::int32_t>(ballots.capacity.size()), household});
      ballots.capacity.push_back(fields.room.value);
      ballots.lower.push_back(static_cast<std::uint8_t>(fields.least.value));
    }
    round_.households = std::move(households_.ids);
    round_.helpers = std::move(helpers_.ids);
    return std::move(round_);
  }

 private:
  struct Number {
    int value = 0;
    bool given = false;
  };
  struct Fields {
    const Token* at;
    const IdTable& others;
    Lists& lists;
    bool rank = false;
    bool veto = false;
    Number need{1, false};
    Number room{1, false};
    Number least{0, false};
  };

  bool next_is(Kind kind) {
    if (at_->kind != kind) return false;
    ++at_;
    return true;
  }

  bool read_members() {
    if (!next_is(Kind::object)) return false;
    bool unranked = false;
    bool fit = false;
    while (at_->kind == Kind::key) {
      const std::string_view key = tape_.text(*at_++);
      if (key == "households" && !households_.found) {
        if (!find_parties(households_)) return false;
      } else if (key == "helpers" && !helpers_.found) {
        if (!find_parties(helpers_)) return false;
      } else if (key == "unranked" && !unranked) {
        unranked = true;
        if (!read_unranked()) return false;
      } else if (key == "fit" && !fit) {
        fit = true;
        if (!next_is(Kind::array) || !next_is(Kind::end)) return false;
      } else {
        return false;
      }
    }
    return households_.found && helpers_.found;
  }

  bool read_unranked() {
    if (at_->kind != Kind::text) return false;
    const std::string_view value = tape_.text(*at_++);
    round_.ballots.open = value == "last";
    return value == "last" || value == "unacceptable";
  }

  bool find_parties(Side& side) {
    side.found = true;
    if (!next_is(Kind::object)) return false;
    while (at_->kind == Kind::key) {
      const std::string_view id = tape_.text(*at_++);
      if (!next_is(Kind::object)) return false;
      side.parties.push_back({lot(id, seed_), id, at_});
      skip_to_end();
    }
    ++at_;
    return true;
  }

  /// Past the end of what has just begun.
  void skip_to_end() {
    for (int depth = 1; depth > 0; ++at_) {
      if (at_->kind == Kind::end) --depth;
      if (at_->kind == Kind::object || at_->kind == Kind::array) ++depth;
    }
  }

  bool read_fields(Fields& fields) {
    at_ = fields.at;
    vetoed_.clear();
    while (at_->kind == Kind::key) {
      const std::string_view key = tape_.text(*at_++);
      bool read = false;
      if (key == "rank" && !fields.rank)
        read = fields.rank = read_ranking(fields);
      else if (key == "veto" && !fields.veto)
        read = fields.veto = read_vetoes(fields);
      else if (key == "need")
        read = read_number(fields.need);
      else if (key == "capacity")
        read = read_number(fields.room);
      else if (key == "lower")
        read = read_number(fields.least);
      if (!read) return false;
    }
    fields.lists.begin.push_back(static_cast<std::uint32_t>(fields.lists.choices.size()));
    return true;
  }

  bool read_ranking(const Fields& fields) {
    ++stamp_;
    if (!next_is(Kind::array)) return false;
    std::int32_t rank = 0;
    while (next_is(Kind::array)) {
      if (at_->kind == Kind::text) ++rank;  // an empty group is none
      while (at_->kind == Kind::text) {
        const std::int32_t other = read_other(fields.others);
        if (other < 0) return false;
        fields.lists.choices.push_back({other, rank - 1});
      }
      if (!next_is(Kind::end)) return false;
    }
    return next_is(Kind::end);
  }

  bool read_vetoes(const Fields& fields) {
    ++stamp_;
    if (!next_is(Kind::array)) return false;
    while (at_->kind == Kind::text) {
      const std::int32_t other = read_other(fields.others);
      if (other < 0) return false;
      vetoed_.push_back(other);
    }
    return next_is(Kind::end);
  }

  /// Somebody of the other side; -1 for whom nobody knows or who is on this list already.
  std::int32_t read_other(const IdTable& others) {
    const std::int32_t number = others.find(tape_.text(*at_++));
    if (number < 0) return -1;
    std::uint32_t& seen = seen_[static_cast<std::size_t>(number)];
    if (seen == stamp_) return -1;
    seen = stamp_;
    return number;
  }

  bool read_number(Number& number) {
    if (number.given || at_->kind != Kind::number) return false;
    const double value = (at_++)->number;
    if (value != std::floor(value) || std::abs(value) > std::numeric_limits<int>::max()) return false;
    number = {static_cast<int>(value), true};
    return true;
  }

  const Tape& tape_;
  std::uint64_t seed_;
  const Token* at_;
  TapeRound round_;
  Side households_;
  Side helpers_;
  std::vector<std::int32_t> vetoed_;
  std::vector<std::uint32_t> seen_;  // of the other side: the list that named it last
  std::uint32_t stamp_ = 0;
};

}  // namespace

std::optional<TapeRound> read_round(const Tape& tape, std::uint64_t seed) {
  return RoundReader(tape, seed).read();
}

Result solve(const Tape& tape, const Options& options) {
  const std::optional<TapeRound> round = read_round(tape, options.seed);
  if (!round) return solve(read_instance(tape), options);
  const Market market = link(round->ballots);
  return name(market, pair_up(market, options.rule), round->households, round->helpers);
}

}  // namespace lianghu::matching

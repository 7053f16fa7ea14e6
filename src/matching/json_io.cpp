#include "matching/json_io.h"

#include <array>
#include <boost/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "matching/draft.h"
#include "matching/token_cursor.h"

namespace lianghu::matching {

namespace {

constexpr std::array<std::pair<std::string_view, Reason>, 5> reasons{{{"coverage", Reason::coverage},
                                                                      {"lower", Reason::lower},
                                                                      {"others", Reason::others},
                                                                      {"kept", Reason::kept},
                                                                      {"popular", Reason::popular}}};

class InstanceReader {
 public:
  explicit InstanceReader(const Tape& tape) : cursor_(tape), first_line_(tape.line) {}

  Instance read() {
    bool households = false;
    bool helpers = false;
    cursor_.fields([&](const std::string& key) {
      if (key == "households") {
        read_households();
        households = true;
      } else if (key == "helpers") {
        read_helpers();
        helpers = true;
      } else if (key == "fit") {
        read_fit();
      } else if (key == "unranked") {
        read_unranked();
      } else {
        unknown(key);
      }
    });
    if (!households) throw ReadError(first_line_, "matching.read.missing", {{"field", "households"}});
    if (!helpers) throw ReadError(first_line_, "matching.read.missing", {{"field", "helpers"}});
    return std::move(draft_).finish();
  }

 private:
  [[noreturn]] void unknown(const std::string& key) const {
    throw ReadError(cursor_.line(), "matching.read.field_unknown", {{"field", key}});
  }

  void read_households() {
    cursor_.object([&](const std::string& id) {
      Household household{id, {}, {}, 1};
      Draft::Lines lines{cursor_.line(), {}, {}};
      read_party(household, lines, [&](const std::string& key) {
        if (key != "need") unknown(key);
        household.need = cursor_.whole();
      });
      draft_.add(std::move(household), std::move(lines));
    });
  }

  void read_helpers() {
    cursor_.object([&](const std::string& id) {
      Helper helper{id, 1, 0, {}, {}};
      Draft::Lines lines{cursor_.line(), {}, {}};
      read_party(helper, lines, [&](const std::string& key) {
        if (key == "capacity")
          helper.capacity = cursor_.whole();
        else if (key == "lower")
          helper.lower = cursor_.whole();
        else
          unknown(key);
      });
      draft_.add(std::move(helper), std::move(lines));
    });
  }

  /// The two lists that both sides have; `other` reads what only one has.
  template <class Party, class Other>
  void read_party(Party& party, Draft::Lines& lines, Other other) {
    cursor_.fields([&](const std::string& key) {
      if (key == "rank") {
        cursor_.array([&] {
          party.rank.emplace_back();
          cursor_.array([&] {
            lines.rank.push_back(cursor_.line());
            party.rank.back().push_back(cursor_.text());
          });
        });
      } else if (key == "veto") {
        cursor_.array([&] {
          lines.veto.push_back(cursor_.line());
          party.veto.push_back(cursor_.text());
        });
      } else {
        other(key);
      }
    });
  }

  void read_fit() {
    cursor_.array([&] {
      const std::size_t line = cursor_.line();
      Fit fit;
      int part = 0;
      cursor_.array([&] {
        if (part == 0) fit.household = cursor_.text();
        if (part == 1) fit.helper = cursor_.text();
        if (part == 2) fit.value = cursor_.number();
        if (part == 3) throw ReadError(cursor_.line(), "matching.read.fit");
        ++part;
      });
      if (part != 3) throw ReadError(line, "matching.read.fit");
      draft_.add(std::move(fit), line);
    });
  }

  void read_unranked() {
    const std::size_t line = cursor_.line();
    const std::string value = cursor_.text();
    if (value != "last" && value != "unacceptable")
      throw ReadError(line, "matching.read.unranked", {{"value", value}});
    draft_.instance.unranked = value == "last" ? Unranked::last : Unranked::unacceptable;
  }

  TokenCursor cursor_;
  std::size_t first_line_;
  Draft draft_;
};

std::vector<std::string> read_texts(TokenCursor& cursor) {
  std::vector<std::string> texts;
  cursor.array([&] { texts.push_back(cursor.text()); });
  return texts;
}

std::vector<std::string> read_texts(TokenCursor& cursor, std::size_t count) {
  const std::size_t line = cursor.line();
  std::vector<std::string> texts = read_texts(cursor);
  if (texts.size() != count) throw ReadError(line, "matching.read.count", {{"count", std::to_string(count)}});
  return texts;
}

Reason reason_named(const std::string& name, std::size_t line) {
  for (const auto& [known, reason] : reasons)
    if (known == name) return reason;
  throw ReadError(line, "matching.read.reason", {{"value", name}});
}

Coverage read_coverage(TokenCursor& cursor) {
  Coverage coverage;
  cursor.fields([&](const std::string& key) {
    if (key == "covered")
      coverage.covered = cursor.whole();
    else if (key == "maximum")
      coverage.maximum = cursor.whole();
    else if (key == "households")
      coverage.households = cursor.whole();
    else
      throw ReadError(cursor.line(), "matching.read.field_unknown", {{"field", key}});
  });
  return coverage;
}

Certificate read_certificate(TokenCursor& cursor) {
  Certificate certificate;
  cursor.fields([&](const std::string& key) {
    if (key == "households")
      certificate.households = read_texts(cursor);
    else if (key == "helpers")
      certificate.helpers = read_texts(cursor);
    else if (key == "capacity")
      certificate.capacity = static_cast<std::int64_t>(cursor.number());
    else
      throw ReadError(cursor.line(), "matching.read.field_unknown", {{"field", key}});
  });
  return certificate;
}

boost::json::array array_of(const std::vector<std::string>& texts) {
  boost::json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

boost::json::object explanations_of(const Result& result) {
  boost::json::object all;
  for (const Explanation& explanation : result.explanations) {
    boost::json::array given;
    for (const Given& one : explanation.given)
      given.push_back({{"helper", one.helper}, {"rank_given", one.rank_given}, {"rank_got", one.rank_got}});
    all[explanation.household] = {{"given", std::move(given)},
                                  {"preferred_full", explanation.preferred_full},
                                  {"moved_for", explanation.moved_for}};
  }
  return all;
}

}  // namespace

std::string_view name_of(Reason reason) {
  for (const auto& [name, known] : reasons)
    if (known == reason) return name;
  throw std::logic_error("matching: a reason without a name");
}

Instance read_instance(const Tape& tape) {
  return InstanceReader(tape).read();
}

Result read_result(const Tape& tape) {
  static constexpr std::array needed{"pairs", "uncovered", "coverage", "stable", "blocking", "certificate"};
  Result result;
  std::set<std::string> seen;
  TokenCursor cursor(tape);
  cursor.fields([&](const std::string& key) {
    seen.insert(key);
    const std::size_t line = cursor.line();
    if (key == "pairs") {
      cursor.array([&] {
        std::vector<std::string> pair = read_texts(cursor, 2);
        result.pairs.push_back({std::move(pair[0]), std::move(pair[1])});
      });
    } else if (key == "uncovered") {
      result.uncovered = read_texts(cursor);
    } else if (key == "coverage") {
      result.coverage = read_coverage(cursor);
    } else if (key == "stable") {
      result.stable = cursor.boolean();
    } else if (key == "blocking") {
      cursor.array([&] {
        std::vector<std::string> pair = read_texts(cursor, 3);
        result.blocking.push_back({std::move(pair[0]), std::move(pair[1]), reason_named(pair[2], line)});
      });
    } else if (key == "certificate") {
      if (!cursor.null()) result.certificate.push_back(read_certificate(cursor));
    } else if (key == "explanations") {
      cursor.skip();
    } else {
      throw ReadError(line, "matching.read.field_unknown", {{"field", key}});
    }
  });
  for (const char* field : needed)
    if (!seen.contains(field)) throw ReadError(tape.line, "matching.read.missing", {{"field", field}});
  return result;
}

std::string write_json(const Result& result, Explain explain) {
  namespace json = boost::json;
  json::array pairs;
  for (const Pair& pair : result.pairs) pairs.push_back(json::array{pair.household, pair.helper});
  json::array blocking;
  for (const Blocking& pair : result.blocking)
    blocking.push_back(json::array{pair.household, pair.helper, name_of(pair.reason)});
  json::value certificate;
  if (!result.certificate.empty()) {
    const Certificate& proof = result.certificate.front();
    certificate = {{"households", array_of(proof.households)},
                   {"helpers", array_of(proof.helpers)},
                   {"capacity", proof.capacity}};
  }
  json::object all;
  all["pairs"] = std::move(pairs);
  all["uncovered"] = array_of(result.uncovered);
  all["coverage"] = {{"covered", result.coverage.covered},
                     {"maximum", result.coverage.maximum},
                     {"households", result.coverage.households}};
  all["stable"] = result.stable;
  all["blocking"] = std::move(blocking);
  all["certificate"] = std::move(certificate);
  if (explain == Explain::yes) all["explanations"] = explanations_of(result);
  return json::serialize(all) + "\n";
}

}  // namespace lianghu::matching

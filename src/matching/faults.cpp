// Everything wrong with an instance that somebody typed, exported or sent.
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "matching/matching.h"

namespace lianghu::matching {

namespace {

/// One side's ids, numbered; `seen` is what the list that is being looked at has named: its stamp.
struct Ids {
  std::unordered_map<std::string_view, std::size_t> numbers;
  std::vector<std::size_t> seen;
  std::size_t stamp = 0;

  [[nodiscard]] bool contains(std::string_view id) const { return numbers.contains(id); }
};

class Inspector {
 public:
  explicit Inspector(const Instance& instance) : instance_(instance) {}

  std::vector<Fault> run() {
    collect(instance_.households, Place::Part::household, "matching.household.duplicate", households_);
    collect(instance_.helpers, Place::Part::helper, "matching.helper.duplicate", helpers_);
    for (std::size_t i = 0; i < instance_.households.size(); ++i) {
      const Household& household = instance_.households[i];
      const Place place{Place::Part::household, i, -1};
      if (household.need < 1 || household.need > need_max)
        add("matching.need", place,
            {{"id", household.id},
             {"need", std::to_string(household.need)},
             {"max", std::to_string(need_max)}});
      inspect_lists(household, place, helpers_);
    }
    for (std::size_t i = 0; i < instance_.helpers.size(); ++i) {
      const Helper& helper = instance_.helpers[i];
      const Place place{Place::Part::helper, i, -1};
      if (helper.capacity < 0)
        add("matching.capacity", place, {{"id", helper.id}, {"capacity", std::to_string(helper.capacity)}});
      if (helper.lower != 0 && helper.lower != 1)
        add("matching.lower", place, {{"id", helper.id}, {"lower", std::to_string(helper.lower)}});
      inspect_lists(helper, place, households_);
    }
    inspect_fit();
    return std::move(faults_);
  }

 private:
  void add(const char* key, const Place& place, Values values) {
    static constexpr const char* fields[] = {"households", "helpers", "fit"};
    faults_.push_back({{key, fields[static_cast<std::size_t>(place.part)], std::move(values)}, place});
  }

  template <class Party>
  void collect(const std::vector<Party>& parties, Place::Part part, const char* duplicate, Ids& into) {
    into.numbers.reserve(parties.size());
    into.seen.resize(parties.size(), 0);
    for (std::size_t i = 0; i < parties.size(); ++i) {
      if (parties[i].id.empty()) add("matching.id.empty", {part, i, -1}, {});
      if (!into.numbers.emplace(parties[i].id, i).second)
        add(duplicate, {part, i, -1}, {{"id", parties[i].id}});
    }
  }

  /// Ids of the other side, each at most once in the ranking and at most once among the vetoes.
  template <class Party>
  void inspect_lists(const Party& party, Place place, Ids& others) {
    const char* unknown =
        place.part == Place::Part::household ? "matching.helper.unknown" : "matching.household.unknown";
    const auto inspect = [&](const std::string& id, const char* twice) {
      ++place.reference;
      const auto found = others.numbers.find(id);
      if (found == others.numbers.end())
        add(unknown, place, {{"id", id}, {"in", party.id}});
      else if (std::exchange(others.seen[found->second], others.stamp) == others.stamp)
        add(twice, place, {{"id", id}, {"in", party.id}});
    };
    ++others.stamp;
    for (const auto& group : party.rank)
      for (const std::string& id : group) inspect(id, "matching.rank.twice");
    ++others.stamp;
    for (const std::string& id : party.veto) inspect(id, "matching.veto.twice");
  }

  void inspect_fit() {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (std::size_t i = 0; i < instance_.fit.size(); ++i) {
      const Fit& fit = instance_.fit[i];
      const Place place{Place::Part::fit, i, -1};
      if (!households_.contains(fit.household))
        add("matching.household.unknown", place, {{"id", fit.household}, {"in", "fit"}});
      else if (!helpers_.contains(fit.helper))
        add("matching.helper.unknown", place, {{"id", fit.helper}, {"in", "fit"}});
      else if (!seen.emplace(fit.household, fit.helper).second)
        add("matching.fit.twice", place, {{"household", fit.household}, {"helper", fit.helper}});
      if (!std::isfinite(fit.value))
        add("matching.fit.number", place, {{"household", fit.household}, {"helper", fit.helper}});
    }
  }

  const Instance& instance_;
  Ids households_;
  Ids helpers_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> faults(const Instance& instance) {
  return Inspector(instance).run();
}

}  // namespace lianghu::matching

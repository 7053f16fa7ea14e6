#pragma once
// A round written out in each form that the readers know.
#include <fstream>
#include <iterator>
#include <string>

#include "matching/matching.h"

namespace lianghu::matching::trial {

inline std::string joined(const std::vector<std::string>& ids, const std::string& between) {
  std::string all;
  for (const std::string& id : ids) all += (all.empty() ? "" : between) + id;
  return all;
}

inline std::string in_partitions(const Instance& instance) {
  const auto list = [](const Ranking& rank) {
    std::vector<std::string> groups;
    for (const auto& group : rank)
      groups.push_back(group.size() == 1 ? group[0] : "(" + joined(group, ", ") + ")");
    return joined(groups, ", ") + " ;\n";
  };
  std::vector<std::string> households;
  std::vector<std::string> helpers;
  std::string household_lists;
  std::string helper_lists;
  for (const Household& household : instance.households) {
    households.push_back(household.id + " (" + std::to_string(household.need) + ")");
    household_lists += household.id + " : " + list(household.rank);
  }
  for (const Helper& helper : instance.helpers) {
    helpers.push_back(helper.id + "(" + std::to_string(helper.lower) + "," + std::to_string(helper.capacity) +
                      ")");
    helper_lists += helper.id + ": " + list(helper.rank);
  }
  return "# written by a test\n@PartitionA\n" + joined(households, ", ") + ";\n@End\n@PartitionB\n" +
         joined(helpers, ",\n") + " ;\n@End\n\n@PreferenceListsB\n" + helper_lists +
         "@End\n@PreferenceListsA\n" + household_lists + "@End\n";
}

/// Ids must be numbers, needs 1 and lower quotas 0.
inline std::string in_glasgow(const Instance& instance) {
  const auto list = [](const Ranking& rank) {
    std::string all;
    for (const auto& group : rank)
      all += " " + (group.size() == 1 ? group[0] : "(" + joined(group, " ") + ")");
    return all + "\n";
  };
  std::string all =
      std::to_string(instance.households.size()) + " " + std::to_string(instance.helpers.size()) + "\n";
  for (const Household& household : instance.households) all += household.id + list(household.rank);
  for (const Helper& helper : instance.helpers)
    all += helper.id + " : " + std::to_string(helper.capacity) + " :" + list(helper.rank);
  return all;
}

template <class Party, class Own>
std::string in_table(const std::vector<Party>& parties, const std::string& heading, Own own) {
  std::size_t places = 0;
  for (const Party& party : parties) places = std::max(places, party.rank.size());
  std::string all = heading;
  for (std::size_t place = 1; place <= places; ++place) all += "," + std::to_string(place);
  for (const Party& party : parties) {
    all += "\r\n\"" + party.id + "\"," + own(party) + "," + joined(party.veto, "；");
    for (const auto& group : party.rank) all += "," + joined(group, ";");
  }
  return all + "\r\n";
}
inline std::string households_in_table(const Instance& instance) {
  return in_table(instance.households, "household,need,veto",
                  [](const Household& household) { return std::to_string(household.need); });
}
inline std::string helpers_in_table(const Instance& instance) {
  return in_table(instance.helpers, "helper,capacity,lower,veto", [](const Helper& helper) {
    return std::to_string(helper.capacity) + "," + std::to_string(helper.lower);
  });
}

inline std::string in_json(const Instance& instance) {
  const auto texts = [](const std::vector<std::string>& ids) {
    return ids.empty() ? std::string("[]") : "[\"" + joined(ids, "\",\"") + "\"]";
  };
  const auto lists = [&](const auto& party) {
    std::vector<std::string> groups;
    for (const auto& group : party.rank) groups.push_back(texts(group));
    return "\"rank\":[" + joined(groups, ",") + "],\"veto\":" + texts(party.veto) + "}";
  };
  std::vector<std::string> households;
  std::vector<std::string> helpers;
  std::vector<std::string> fits;
  for (const Household& household : instance.households)
    households.push_back("\"" + household.id + "\":{\"need\":" + std::to_string(household.need) + "," +
                         lists(household));
  for (const Helper& helper : instance.helpers)
    helpers.push_back("\"" + helper.id + "\":{\"capacity\":" + std::to_string(helper.capacity) +
                      ",\"lower\":" + std::to_string(helper.lower) + "," + lists(helper));
  for (const Fit& fit : instance.fit)
    fits.push_back("[\"" + fit.household + "\",\"" + fit.helper + "\"," + std::to_string(fit.value) + "]");
  return "{\"households\":{" + joined(households, ",") + "},\"helpers\":{" + joined(helpers, ",") +
         "},\"fit\":[" + joined(fits, ",") + "],\"unranked\":\"" +
         (instance.unranked == Unranked::last ? "last" : "unacceptable") + "\"}\n";
}

}  // namespace lianghu::matching::trial

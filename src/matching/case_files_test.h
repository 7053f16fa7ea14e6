#pragma once
// The cases in tests/fixtures/pairing. There residents are our households and hospitals our helpers.
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "matching/matching.h"

namespace lianghu::matching::trial {

struct Case {
  std::string name;
  boost::json::object data;
  Instance instance;
};
inline void PrintTo(const Case& one, std::ostream* out) {
  *out << one.name;
}

/// Ids that the other side does not have are dropped: some sources list them, and there they mean nothing.
inline Ranking ranking(const boost::json::value& groups, const boost::json::object& others) {
  Ranking found;
  for (const boost::json::value& group : groups.as_array()) {
    std::vector<std::string> ids;
    for (const boost::json::value& id : group.as_array())
      if (others.contains(id.as_string())) ids.emplace_back(id.as_string());
    if (!ids.empty()) found.push_back(ids);
  }
  return found;
}

inline Case load(const std::filesystem::path& file) {
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Case found{file.stem().string(), boost::json::parse(text).as_object(), {}};
  found.instance.unranked = Unranked::unacceptable;
  const boost::json::object& residents = found.data.at("residents").as_object();
  const boost::json::object& hospitals = found.data.at("hospitals").as_object();
  for (const auto& [id, groups] : residents)
    found.instance.households.push_back({std::string(id), ranking(groups, hospitals), {}, 1});
  for (const auto& [id, hospital] : hospitals) {
    const auto number = [&](const char* field) {
      return static_cast<int>(hospital.as_object().at(field).as_int64());
    };
    // Ours are 0 or 1; a case that asks for more asks at least for one.
    found.instance.helpers.push_back({std::string(id),
                                      number("capacity"),
                                      std::min(number("lower"), 1),
                                      ranking(hospital.as_object().at("prefs"), residents),
                                      {}});
  }
  return found;
}

inline std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(LIANGHU_SOURCE_DIR "/tests/fixtures/pairing"))
    if (entry.path().extension() == ".json") cases.push_back(load(entry.path()));
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

}  // namespace lianghu::matching::trial

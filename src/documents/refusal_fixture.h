#pragma once
// What a call refuses with, for comparison.
#include <string>

#include "base/refusal.h"

namespace lianghu::documents::fixture {

/// The key of the Refusal that `call` throws; "nothing refused" if it does not.
template <class Call>
std::string refused(Call call) {
  try {
    call();
  } catch (const Refusal& refusal) {
    return refusal.what();
  }
  return "nothing refused";
}

/// One value of the sentence that `call` refuses with.
template <class Call>
std::string refused_value(Call call, const std::string& name) {
  try {
    call();
  } catch (const Refusal& refusal) {
    auto found = refusal.problems().front().values.find(name);
    return found == refusal.problems().front().values.end() ? "" : found->second;
  }
  return "nothing refused";
}

}  // namespace lianghu::documents::fixture

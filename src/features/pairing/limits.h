#pragma once
// How long a veto's reason may be: the rule that checks it and the padding that hides it agree.
#include <cstddef>

namespace lianghu::pairing {

inline constexpr std::size_t veto_reason_min = 2;
inline constexpr std::size_t veto_reason_max = 100;

}  // namespace lianghu::pairing

#pragma once
// Bounds that several rules share. Of a veto's reason: the rule that checks it and the padding that hides it
// agree.
#include <cstddef>

namespace lianghu::pairing {

inline constexpr std::size_t veto_reason_min = 2;
inline constexpr std::size_t veto_reason_max = 100;
/// Households that a helper can take on.
inline constexpr int capacity_max = 20;

}  // namespace lianghu::pairing

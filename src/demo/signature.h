#pragma once
// A made-up signature: the name as handwriting-like strokes on paper, as a photo of it would be.
#include <string>

#include "base/random.h"

namespace lianghu::demo {

/// PNG bytes, 480 × 160 pixels.
[[nodiscard]] std::string draw_signature(const std::string& name, Random& random);

}  // namespace lianghu::demo

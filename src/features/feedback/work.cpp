#include "features/feedback/work.h"

#include <bit>
#include <cstdint>

#include "base/text.h"
#include "journal/merkle.h"

namespace lianghu::feedback {

bool is_worked_for(std::string_view form_key, std::string_view number) {
  if (!exact_number<std::uint32_t>(number)) return false;
  const merkle::Hash hash = merkle::sha256(std::string(form_key) + ":" + std::string(number));
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < sizeof first; ++i) first = first << 8U | static_cast<std::uint32_t>(hash[i]);
  return std::countl_zero(first) >= work_bits;
}

}  // namespace lianghu::feedback

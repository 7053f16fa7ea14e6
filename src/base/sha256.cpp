#include "base/sha256.h"

#include <nettle/sha2.h>

#include <cstdint>

namespace lianghu {

Sha256 sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  Sha256 out{};
  sha256_digest(&context, out.size(), out.data());
  return out;
}

}  // namespace lianghu

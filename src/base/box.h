#pragma once
// Boxes that anybody can put something into and only the holder of the secret key can open: libsodium's
// sealed boxes (X25519, XSalsa20-Poly1305). What is in one cannot be read by whoever put it there either.
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"

namespace lianghu {

struct BoxKeys {
  std::string public_key;  // 32 bytes each
  std::string secret_key;
};

[[nodiscard]] BoxKeys make_box_keys(Random& random);
/// 48 bytes longer than `plain`, and never the same twice. The bytes are those of crypto_box_seal, with the
/// throw-away key from `random`, so that the demo and the tests can repeat themselves.
/// Throws std::runtime_error when `public_key` is none.
[[nodiscard]] std::string seal_box(std::string_view plain, std::string_view public_key, Random& random);
/// Nothing if the bytes were changed or put in with another key.
[[nodiscard]] std::optional<std::string> open_box(std::string_view sealed, const BoxKeys& keys);

}  // namespace lianghu

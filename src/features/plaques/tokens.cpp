#include "features/plaques/tokens.h"

#include "base/text.h"

namespace lianghu::plaques {

namespace {

constexpr std::size_t random_bytes = 16;
constexpr std::size_t tag_bytes = 8;
constexpr std::size_t token_characters = 32;

std::string tag_of(std::string_view random_part, const Sealer& sealer) {
  return sealer.fingerprint(random_part, "plaques.token_tag").substr(0, tag_bytes);
}

}  // namespace

std::string make_token(Random& random, const Sealer& sealer) {
  const std::string random_part = random.bytes(random_bytes);
  return base64url(random_part + tag_of(random_part, sealer));
}

bool is_genuine(std::string_view token, const Sealer& sealer) {
  if (token.size() != token_characters) return false;
  const auto bytes = from_base64url(token);
  if (!bytes || bytes->size() != random_bytes + tag_bytes) return false;
  const std::string wanted = tag_of(std::string_view(*bytes).substr(0, random_bytes), sealer);
  // All bytes are compared, so that the time taken says nothing about where they differ.
  unsigned differing = 0;
  for (std::size_t i = 0; i < tag_bytes; ++i)
    differing |=
        static_cast<unsigned char>(wanted[i]) ^ static_cast<unsigned char>((*bytes)[random_bytes + i]);
  return differing == 0;
}

}  // namespace lianghu::plaques

#include "base/box.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace lianghu {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

using Nonce = std::array<unsigned char, crypto_box_NONCEBYTES>;

/// As crypto_box_seal makes it: a throw-away key is used once, so the two public keys are a nonce.
Nonce nonce_of(std::string_view throw_away, std::string_view public_key) {
  Nonce nonce{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, bytes_of(throw_away), throw_away.size());
  crypto_generichash_update(&state, bytes_of(public_key), public_key.size());
  crypto_generichash_final(&state, nonce.data(), nonce.size());
  return nonce;
}

}  // namespace

BoxKeys make_box_keys(Random& random) {
  start_sodium();
  const std::string seed = random.bytes(crypto_box_SEEDBYTES);
  BoxKeys keys{std::string(crypto_box_PUBLICKEYBYTES, '\0'), std::string(crypto_box_SECRETKEYBYTES, '\0')};
  crypto_box_seed_keypair(bytes_of(keys.public_key), bytes_of(keys.secret_key), bytes_of(seed));
  return keys;
}

std::string seal_box(std::string_view plain, std::string_view public_key, Random& random) {
  if (public_key.size() != crypto_box_PUBLICKEYBYTES) throw std::runtime_error("not a box's public key");
  BoxKeys throw_away = make_box_keys(random);
  const Nonce nonce = nonce_of(throw_away.public_key, public_key);
  std::string out = throw_away.public_key;
  out.resize(crypto_box_SEALBYTES + plain.size());
  const int result = crypto_box_easy(bytes_of(out) + crypto_box_PUBLICKEYBYTES, bytes_of(plain), plain.size(),
                                     nonce.data(), bytes_of(public_key), bytes_of(throw_away.secret_key));
  sodium_memzero(throw_away.secret_key.data(), throw_away.secret_key.size());
  if (result != 0) throw std::runtime_error("not a box's public key");
  return out;
}

std::optional<std::string> open_box(std::string_view sealed, const BoxKeys& keys) {
  if (sealed.size() < crypto_box_SEALBYTES || keys.public_key.size() != crypto_box_PUBLICKEYBYTES ||
      keys.secret_key.size() != crypto_box_SECRETKEYBYTES)
    return std::nullopt;
  std::string out(sealed.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(bytes_of(out), bytes_of(sealed), sealed.size(), bytes_of(keys.public_key),
                           bytes_of(keys.secret_key)) != 0)
    return std::nullopt;
  return out;
}

}  // namespace lianghu

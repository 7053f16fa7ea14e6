#include "base/seal.h"

#include <sodium.h>

#include <cstring>
#include <fstream>
#include <stdexcept>

#include "base/files.h"
#include "base/random.h"

namespace lianghu {

namespace {

constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Keyed BLAKE2b of purpose, context and text, each with its length before it, so that no two inputs run
/// together.
template <std::size_t Size>
std::array<unsigned char, Size> keyed_hash(const std::array<unsigned char, key_bytes>& key,
                                           std::string_view purpose, std::string_view context,
                                           std::string_view plain) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key.size(), Size);
  for (const std::string_view part : {purpose, context, plain}) {
    const std::uint64_t length = part.size();
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&length), sizeof length);
    crypto_generichash_update(&state, bytes_of(part), part.size());
  }
  std::array<unsigned char, Size> out{};
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

}  // namespace

Sealer Sealer::from_file(const std::filesystem::path& file) {
  start_sodium();
  std::array<unsigned char, key_bytes> key{};
  if (!std::filesystem::exists(file)) {
    randombytes_buf(key.data(), key.size());
    write_new_secret(file, {reinterpret_cast<const char*>(key.data()), key.size()});
    return Sealer(key);
  }
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(key.data()), key.size());
  if (in.gcount() != static_cast<std::streamsize>(key.size()) ||
      in.peek() != std::ifstream::traits_type::eof())
    throw std::runtime_error("the key file " + file.string() + " is not readable or not 32 bytes long");
  return Sealer(key);
}

Sealer::Sealer(const std::array<unsigned char, 32>& key) : key_(key) {
  start_sodium();
}

std::string Sealer::seal(std::string_view plain, std::string_view context) const {
  const auto nonce = keyed_hash<nonce_bytes>(key_, "nonce", context, plain);
  std::string out(nonce_bytes + plain.size() + tag_bytes, '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  std::memcpy(to, nonce.data(), nonce.size());
  crypto_aead_xchacha20poly1305_ietf_encrypt(to + nonce_bytes, nullptr, bytes_of(plain), plain.size(),
                                             bytes_of(context), context.size(), nullptr, nonce.data(),
                                             key_.data());
  return out;
}

std::optional<std::string> Sealer::open(std::string_view sealed, std::string_view context) const {
  if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
  const std::string_view box = sealed.substr(nonce_bytes);
  std::string out(box.size() - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                                                 nullptr, bytes_of(box), box.size(), bytes_of(context),
                                                 context.size(), bytes_of(sealed), key_.data()) != 0)
    return std::nullopt;
  return out;
}

std::string Sealer::fingerprint(std::string_view plain, std::string_view context) const {
  const auto hash = keyed_hash<32>(key_, "fingerprint", context, plain);
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace lianghu

#include "base/random.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace lianghu {

std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) throw std::logic_error("Random::below(0)");
  // Values from the last, incomplete span of `bound` would favour small numbers: draw again.
  constexpr auto highest = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t limit = highest - highest % bound;
  std::uint64_t value = 0;
  do {
    const std::string drawn = bytes(sizeof value);
    std::memcpy(&value, drawn.data(), sizeof value);
  } while (value >= limit);
  return value % bound;
}

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

std::string SystemRandom::bytes(std::size_t count) {
  start_sodium();
  std::string out(count, '\0');
  randombytes_buf(out.data(), count);
  return out;
}

namespace {

constexpr std::size_t drawn_at_once = 64;

}  // namespace

DrawnAtOnce::~DrawnAtOnce() {
  sodium_memzero(drawn_.data(), drawn_.size());
}

std::string DrawnAtOnce::bytes(std::size_t count) {
  if (count > drawn_at_once || !source_.may_be_drawn_ahead()) return source_.bytes(count);
  if (drawn_.size() - taken_ < count) {
    sodium_memzero(drawn_.data(), drawn_.size());
    drawn_ = source_.bytes(drawn_at_once);
    taken_ = 0;
  }
  std::string out = drawn_.substr(taken_, count);
  taken_ += count;
  return out;
}

SeededRandom::SeededRandom(std::uint64_t seed) : seed_(seed) {
  start_sodium();
}

std::string SeededRandom::bytes(std::size_t count) {
  std::uint64_t block = 0;
  {
    const std::lock_guard lock(mutex_);
    block = block_++;
  }
  std::array<unsigned char, crypto_stream_chacha20_KEYBYTES> key{};
  std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce{};
  std::memcpy(key.data(), &seed_, sizeof seed_);
  std::memcpy(nonce.data(), &block, sizeof block);
  std::string out(count, '\0');
  crypto_stream_chacha20(reinterpret_cast<unsigned char*>(out.data()), count, nonce.data(), key.data());
  return out;
}

}  // namespace lianghu

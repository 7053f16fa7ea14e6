#include "base/random.h"

#include <pthread.h>
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

namespace {

/// Drawn from the system a supply at a time: a call of it for each of a submission's four draws cost more
/// than all its hashes. What is handed out is forgotten here, and a forked process starts without any.
class Supply {
 public:
  Supply() = default;
  ~Supply() { sodium_memzero(drawn_.data(), drawn_.size()); }
  Supply(const Supply&) = delete;
  Supply& operator=(const Supply&) = delete;

  void take(unsigned char* out, std::size_t count) {
    if (count > drawn_.size()) return randombytes_buf(out, count);
    if (count > left_) {
      randombytes_buf(drawn_.data(), drawn_.size());
      left_ = drawn_.size();
    }
    unsigned char* const taken = drawn_.data() + (left_ - count);
    std::memcpy(out, taken, count);
    sodium_memzero(taken, count);
    left_ -= count;
  }
  void forget() { left_ = 0; }

 private:
  std::array<unsigned char, 1024> drawn_{};
  std::size_t left_ = 0;
};

Supply& supply_of_this_thread() {
  static const int forgotten_by_children =
      pthread_atfork(nullptr, nullptr, [] { supply_of_this_thread().forget(); });
  if (forgotten_by_children != 0) throw std::runtime_error("no memory for what a fork must forget");
  thread_local Supply supply;
  return supply;
}

}  // namespace

std::string SystemRandom::bytes(std::size_t count) {
  start_sodium();
  std::string out(count, '\0');
  supply_of_this_thread().take(reinterpret_cast<unsigned char*>(out.data()), count);
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

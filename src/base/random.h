#pragma once
// Randomness as a thing that is handed in, so that the demo and the tests can repeat themselves.
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

namespace lianghu {

/// May be used from any thread.
class Random {
 public:
  virtual ~Random() = default;
  /// `count` random bytes.
  virtual std::string bytes(std::size_t count) = 0;
  /// A number from 0 to bound-1; bound > 0.
  std::uint64_t below(std::uint64_t bound);
};

/// Before any other use of libsodium, as often as one likes.
/// Throws std::runtime_error when it cannot start.
void start_sodium();

/// The operating system's generator, through libsodium.
class SystemRandom final : public Random {
 public:
  std::string bytes(std::size_t count) override;
};

/// ChaCha20 from a seed: the same seed gives the same bytes on every machine. For the demo and the tests
/// only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  std::string bytes(std::size_t count) override;

 private:
  const std::uint64_t seed_;
  std::mutex mutex_;
  std::uint64_t block_ = 0;  // guarded by mutex_
};

}  // namespace lianghu

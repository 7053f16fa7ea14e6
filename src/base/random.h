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
  /// Whether bytes may be drawn before they are asked for: not where a seed promises what comes when.
  [[nodiscard]] virtual bool may_be_drawn_ahead() const { return false; }
};

/// Before any other use of libsodium, as often as one likes.
/// Throws std::runtime_error when it cannot start.
void start_sodium();

/// The operating system's generator, through libsodium.
class SystemRandom final : public Random {
 public:
  std::string bytes(std::size_t count) override;
  [[nodiscard]] bool may_be_drawn_ahead() const override { return true; }
};

/// One call of the system for the few draws of one change, and for its thread alone. It ends with the change:
/// of what is kept longer, a machine that is cloned while it runs would hand out the same bytes twice.
class DrawnAtOnce final : public Random {
 public:
  explicit DrawnAtOnce(Random& source) : source_(source) {}
  ~DrawnAtOnce() override;
  DrawnAtOnce(const DrawnAtOnce&) = delete;
  DrawnAtOnce& operator=(const DrawnAtOnce&) = delete;
  std::string bytes(std::size_t count) override;

 private:
  Random& source_;
  std::string drawn_;
  std::size_t taken_ = 0;
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

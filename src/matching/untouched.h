#pragma once
// The numbers 0 … n-1 that a search has not reached yet, in ascending order, to be walked while they are
// taken out one by one. With it a search over "everybody but the vetoed" costs as much as the nodes it
// reaches, not as the pairs.
#include <cstdint>
#include <vector>

namespace lianghu::matching {

class Untouched {
 public:
  explicit Untouched(std::int32_t count) : count_(count), next_(size()), previous_(size()) { fill(); }

  /// Puts everybody back.
  void fill() {
    for (std::size_t i = 0; i < next_.size(); ++i) {
      next_[i] = static_cast<std::int32_t>(i) + 1;
      previous_[i] = static_cast<std::int32_t>(i) - 1;
    }
    next_.back() = 0;
    previous_.front() = count_;
    taken_.clear();
  }
  /// Puts back what was taken since the last fill() or forget(), latest first.
  void undo() {
    while (!taken_.empty()) {
      const auto i = static_cast<std::size_t>(taken_.back());
      taken_.pop_back();
      next_[static_cast<std::size_t>(previous_[i])] = static_cast<std::int32_t>(i);
      previous_[static_cast<std::size_t>(next_[i])] = static_cast<std::int32_t>(i);
    }
  }
  /// What was taken stays out for good.
  void forget() { taken_.clear(); }

  [[nodiscard]] std::int32_t first() const { return next_.back(); }
  [[nodiscard]] std::int32_t next(std::int32_t i) const { return next_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] bool at_end(std::int32_t i) const { return i == count_; }
  void take(std::int32_t i) {
    const auto at = static_cast<std::size_t>(i);
    next_[static_cast<std::size_t>(previous_[at])] = next_[at];
    previous_[static_cast<std::size_t>(next_[at])] = previous_[at];
    taken_.push_back(i);
  }

 private:
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(count_) + 1; }

  std::int32_t count_;  // also the number of the ring's end
  std::vector<std::int32_t> next_;
  std::vector<std::int32_t> previous_;
  std::vector<std::int32_t> taken_;
};

}  // namespace lianghu::matching

#pragma once
// Counters and latencies for the operator, as Prometheus reads them. A route is named by its pattern, so no
// token, id or name of a household is ever in them.
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lianghu::http {

class Metrics {
 public:
  /// Before the server starts: a series for a route, a value that is asked for at each reading. `counter`
  /// only grows.
  enum class Kind { counter, gauge };
  std::size_t add_route(std::string method, std::string pattern);
  void add_value(Kind kind, std::string name, std::string help, std::function<double()> value);
  /// On any thread, without a lock.
  void record(std::size_t route, int status, double seconds);
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::array<double, 12> bounds_seconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                            0.05,   0.1,   0.25,   0.5,   1,    5};
  struct Series {
    std::string method;
    std::string pattern;
    std::array<std::atomic<std::uint64_t>, 6> by_class{};  // by the status's first digit
    std::array<std::atomic<std::uint64_t>, bounds_seconds.size() + 1> buckets{};
    std::atomic<std::uint64_t> microseconds = 0;
  };
  struct Value {
    Kind kind;
    std::string name;
    std::string help;
    std::function<double()> value;
  };
  std::vector<std::unique_ptr<Series>> series_;
  std::vector<Value> values_;
};

}  // namespace lianghu::http

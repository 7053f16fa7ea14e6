#pragma once
// How a coroutine on an io thread waits for what another thread makes.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace lianghu::http {

// The io thread's own executor and nothing more general, which would cost at every step.
using Executor = boost::asio::io_context::executor_type;
template <class T>
using Awaitable = boost::asio::awaitable<T, Executor>;
inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{});

using WaitingTimer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// One thing on its way. Shared with whoever makes it, who may be later than a stop that has ended the
/// coroutine.
template <class Thing>
class Arrival {
 public:
  explicit Arrival(const Executor& executor) : executor_(executor), here_(executor, Never::max()) {}

  /// Once, from any thread, while the io context is there.
  static void deliver(const std::shared_ptr<Arrival>& arrival, Thing thing) {
    boost::asio::post(arrival->executor_, [arrival, thing = std::move(thing)]() mutable {
      arrival->thing_.emplace(std::move(thing));
      arrival->here_.cancel();
    });
  }
  /// `arrival` outlives the wait.
  static Awaitable<Thing> wait(const std::shared_ptr<Arrival>& arrival) {
    while (!arrival->thing_) co_await arrival->here_.async_wait(as_result);
    co_return std::move(*arrival->thing_);
  }

 private:
  using Never = WaitingTimer::time_point;
  Executor executor_;
  WaitingTimer here_;
  std::optional<Thing> thing_;
};

}  // namespace lianghu::http

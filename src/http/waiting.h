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

#include "base/present.h"

namespace lianghu::http {

// The io thread's own executor and nothing more general, which would cost at every step.
using Executor = boost::asio::io_context::executor_type;
template <class T>
using Awaitable = boost::asio::awaitable<T, Executor>;
inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{});

using WaitingTimer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// One thing on its way. Shared with whoever makes it, who may let go of it after a stop has ended the
/// coroutine and its io context; so the timer is the coroutine's own.
template <class Thing>
class Arrival {
 public:
  explicit Arrival(const Executor& executor) : executor_(executor) {}

  /// Once, from any thread, while the io context is there.
  static void deliver(const std::shared_ptr<Arrival>& arrival, Thing thing) {
    boost::asio::post(arrival->executor_, [arrival, thing = std::move(thing)]() mutable {
      arrival->thing_.emplace(std::move(thing));
      if (arrival->here_) arrival->here_->cancel();
    });
  }
  /// `arrival` outlives the wait.
  static Awaitable<Thing> wait(const std::shared_ptr<Arrival>& arrival) {
    WaitingTimer here(arrival->executor_, WaitingTimer::time_point::max());
    arrival->here_ = &here;
    while (!arrival->thing_) co_await here.async_wait(as_result);
    arrival->here_ = nullptr;
    co_return present(std::move(arrival->thing_));
  }

 private:
  Executor executor_;
  WaitingTimer* here_ = nullptr;  // on the io thread only
  std::optional<Thing> thing_;    // the same
};

}  // namespace lianghu::http

#include "http/worker_pool.h"

#include <gtest/gtest.h>

#include <latch>
#include <mutex>
#include <set>
#include <thread>

namespace lianghu::http {
namespace {

TEST(WorkerPool, as_many_jobs_wait_for_each_other_as_there_may_be_threads) {
  WorkerPool pool(8, 100);
  std::latch all(8);
  std::latch ended(8);
  for (int i = 0; i < 8; ++i)
    ASSERT_TRUE(pool.submit([&] {
      all.arrive_and_wait();
      ended.count_down();
    }));
  ended.wait();
  EXPECT_EQ(pool.queued(), 0U);
}

TEST(WorkerPool, more_than_its_threads_it_never_runs_at_once) {
  WorkerPool pool(2, 100);
  std::latch both(2);
  std::latch go_on(1);
  std::latch ended(3);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  const auto noted = [&] {
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  };
  for (int i = 0; i < 2; ++i)
    ASSERT_TRUE(pool.submit([&] {
      noted();
      both.count_down();
      go_on.wait();
      ended.count_down();
    }));
  both.wait();
  ASSERT_TRUE(pool.submit([&] {
    noted();
    ended.count_down();
  }));
  EXPECT_EQ(pool.queued(), 1U);
  go_on.count_down();
  ended.wait();
  EXPECT_EQ(threads.size(), 2U);
}

TEST(WorkerPool, when_too_many_wait_the_next_is_refused) {
  WorkerPool pool(1, 1);
  std::latch begun(1);
  std::latch go_on(1);
  ASSERT_TRUE(pool.submit([&] {
    begun.count_down();
    go_on.wait();
  }));
  begun.wait();
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_FALSE(pool.submit([] {}));
  go_on.count_down();
}

}  // namespace
}  // namespace lianghu::http

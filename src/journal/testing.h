#pragma once
// What every feature's tests stand on: an empty, migrated database on either engine, a clock at 08:00 on 20
// July 2020 in China (the morning of the programme's pilot), repeatable randomness, a key, and the door for
// changes.
//
//   class Plaques : public testing::TestWithParam<db::Engine> {
//    protected:
//     journal::testing::Bench bench_{GetParam()};
//   };
//   LIANGHU_ON_BOTH_ENGINES(Plaques);
//   TEST_P(Plaques, a_plaque_hangs_on_one_door) {
//     const auto plaque = bench_.change_as(secretary, [&](Context& c) { return plaques::plan(c, …); });
//     bench_.go_to(2020y / 8 / 11);
//     bench_.read([&](Context& c) { EXPECT_EQ(plaques::of(c, plaque).state, …); });
//   }
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <utility>

#include "base/random.h"
#include "base/seal.h"
#include "base/text.h"
#include "base/time.h"
#include "db/testing.h"
#include "journal/change.h"
#include "journal/tables.h"
#include "journal/verify.h"

namespace lianghu::journal::testing {

/// SeededRandom for tests in which several threads change something.
class SharedRandom final : public Random {
 public:
  explicit SharedRandom(std::uint64_t seed) : random_(seed) {}
  std::string bytes(std::size_t count) override {
    const std::lock_guard lock(mutex_);
    return random_.bytes(count);
  }

 private:
  std::mutex mutex_;
  SeededRandom random_;
};

/// A folder of this test's own for a log's key and head.
[[nodiscard]] inline std::string own_folder() {
  std::string folder = db::testing::temporary_folder() + "/" + hex(SystemRandom().bytes(8));
  std::filesystem::create_directories(folder);
  return folder;
}

class Bench {
 public:
  explicit Bench(db::Engine engine, const db::testing::Setup& setup = {})
      : tables_(setup.history), database_(engine, setup) {}

  /// As the system, which may do everything.
  template <class Work>
  auto change(Work work) {
    return change_as(Actor::system(), std::move(work));
  }
  template <class Work>
  auto change_as(const Actor& actor, Work work) {
    return changes_.change(actor, std::move(work));
  }
  template <class Work>
  auto read(Work work) {
    return read_as(Actor::system(), std::move(work));
  }
  template <class Work>
  auto read_as(const Actor& actor, Work work) {
    return changes_.read(actor, std::move(work));
  }
  /// Somebody signed in, with one role at an organisation ("/1/2/") and all below it.
  [[nodiscard]] static Actor account(std::int64_t account, RoleKind role, std::int64_t organisation,
                                     std::string path) {
    Actor actor;
    actor.kind = ActorKind::account;
    actor.account = account;
    actor.roles.push_back({role, organisation, std::move(path)});
    return actor;
  }

  void go_to(Date day, int minutes = 8 * 60) { clock_.set(china_instant(day, minutes)); }
  void pass_days(int days) { clock_.set({clock_.now().ms + std::int64_t{days} * 24 * 60 * 60 * 1000}); }

  /// Every test of a room that journals may end with: EXPECT_TRUE(bench_.verify().holds()).
  [[nodiscard]] Report verify() { return journal::verify(*database_, tables_); }

  [[nodiscard]] db::Database& database() { return *database_; }
  [[nodiscard]] Changes& changes() { return changes_; }
  [[nodiscard]] ManualClock& clock() { return clock_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] const Sealer& sealer() const { return sealer_; }
  [[nodiscard]] const Tables& tables() const { return tables_; }

 private:
  Tables tables_;
  db::testing::TestDatabase database_;
  ManualClock clock_{china_instant(Date{std::chrono::year{2020} / 7 / 20}, 8 * 60)};
  SharedRandom random_{1};
  Sealer sealer_{std::array<unsigned char, 32>{1, 2, 3}};
  Changes changes_{*database_, clock_, random_, sealer_, tables_};
};

}  // namespace lianghu::journal::testing

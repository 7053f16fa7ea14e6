#pragma once
// The one way to change something: a transaction, a Context in it, the journal's entries last, commit, then
// the happenings to whoever listens. And the one way to read.
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/random.h"
#include "base/seal.h"
#include "base/time.h"
#include "db/db.h"
#include "journal/context.h"

namespace lianghu {

namespace journal {
class Tables;
[[nodiscard]] const Tables& program_tables();
}  // namespace journal

/// A write that a person makes carries a key; the same key again returns the stored answer (storage rule 9).
struct Idempotency {
  std::int64_t village = 0;  // 0: not of one village
  std::string key;           // 16 to 64 characters
  std::string fingerprint;   // hash of actor, route and body: the same key with another body is refused (409)
};

class Changes {
 public:
  /// All of these outlive it. `tables`: those whose rows the journal commits to.
  Changes(db::Database& database, const Clock& clock, Random& random, const Sealer& sealer,
          const journal::Tables& tables = journal::program_tables());

  /// Runs `work(Context&)` and returns what it returns, after the commit.
  template <class Work>
  auto change(const Actor& actor, Work work) -> std::invoke_result_t<Work, Context&> {
    std::vector<Happening> happened;
    if constexpr (std::is_void_v<std::invoke_result_t<Work, Context&>>) {
      run(
          actor, [&](Context& context) { work(context); }, happened);
      tell(happened);
    } else {
      std::optional<std::invoke_result_t<Work, Context&>> result;
      run(
          actor, [&](Context& context) { result.emplace(work(context)); }, happened);
      tell(happened);
      if (!result) throw std::logic_error("a change returned without running its work");
      return std::move(*result);
    }
  }
  /// As `change`, for whoever keeps no thread waiting for it: after the commit, and after the listeners,
  /// `done` is called once, with what was thrown if anything was. db::Database::write_later says on which
  /// thread.
  void change_later(Actor actor, std::function<void(Context&)> work, db::Database::Done done);
  /// As `change`, but answers a repeated key with the stored answer and does nothing else.
  /// Throws Refusal 409 idempotency.reused when the key came with another request, 400 idempotency.missing
  /// when it is shorter or longer than a key.
  std::string change_once(const Actor& actor, const Idempotency& key,
                          const std::function<std::string(Context&)>& work);

  /// Reads with a Context on a snapshot; record() and touched() are bugs in it.
  template <class Work>
  auto read(const Actor& actor, Work work) -> std::invoke_result_t<Work, Context&> {
    return database_.read([&](db::Transaction& tx) {
      Context context({tx, actor, clock_.now(), random_, ids_, sealer_});
      return work(context);
    });
  }

  /// Deletes idempotency keys older than that; for the ticker. Says how many.
  std::int64_t forget_keys(Instant before);

  /// Listeners are added before the first change, from one thread. Called after each commit, on the thread
  /// that asked for the change, or the one that calls `done` of one asked for later: they are brief.
  void listen(std::function<void(const Happening&)> listener);
  [[nodiscard]] db::Database& database() { return database_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] const Sealer& sealer() const { return sealer_; }

 private:
  void run(const Actor& actor, const std::function<void(Context&)>& work, std::vector<Happening>& happened);
  void run_in(db::Transaction& tx, const Actor& actor, const std::function<void(Context&)>& work,
              std::vector<Happening>& happened);
  void tell(const std::vector<Happening>& happened);

  db::Database& database_;
  const Clock& clock_;
  Random& random_;
  const Sealer& sealer_;
  const journal::Tables& tables_;
  IdMaker ids_;
  std::vector<std::function<void(const Happening&)>> listeners_;
};

}  // namespace lianghu

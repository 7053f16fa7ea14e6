#include "db/postgres_database.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "db/pool.h"
#include "db/postgres_connection.h"
#include "db/rerun.h"

namespace lianghu::db {
namespace {

using Use = PostgresConnection::Use;

thread_local bool is_writing = false;

// A write within a write would wait for its own locks; SQLite's writer says the same.
class WritingOnce {
 public:
  WritingOnce() {
    if (is_writing) throw std::logic_error("a write within a write");
    is_writing = true;
  }
  ~WritingOnce() { is_writing = false; }
  WritingOnce(const WritingOnce&) = delete;
  WritingOnce& operator=(const WritingOnce&) = delete;
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const Options& options, const std::vector<Migration>& history)
      : pool_([dsn = options.postgresql_dsn] { return std::make_unique<PostgresConnection>(dsn); },
              static_cast<std::size_t>(std::max(1, options.readers))) {
    // A wrong DSN is told at once, not after half a minute of reruns.
    const auto connection = pool_.lease();
    connection->begin(Use::writing);
    connection->rollback();
    bring_forward(*connection, options, history);
  }

  [[nodiscard]] Engine engine() const override { return Engine::postgresql; }

  void write_later(Job work, Done done) override {
    std::exception_ptr trouble;
    try {
      write_job(work);
    } catch (...) {
      trouble = std::current_exception();
    }
    done(std::move(trouble));
  }

  void backup_to(const std::string& /*file*/) override {
    throw Error(Code::other, "back PostgreSQL up with its own tools, pg_basebackup or pg_dump");
  }

 protected:
  void write_job(const Job& job) override {
    const WritingOnce once;
    run_patiently(Use::writing, job);
  }
  void read_job(const Job& job) override { run_patiently(Use::reading, job); }

 private:
  static void run_once(PostgresConnection& connection, Use use, const Job& job) {
    try {
      connection.begin(use);
      PostgresTransaction tx(connection);
      job(tx);
      tx.require_alive();
      connection.commit();
    } catch (...) {
      connection.rollback();
      throw;
    }
  }

  void run_patiently(Use use, const Job& job) {
    Patience patience;
    while (true) {
      std::chrono::milliseconds wait;
      {
        const auto connection = pool_.lease();
        try {
          return run_once(*connection, use, job);
        } catch (const Error& error) {
          const auto reaction = reaction_to(error.code);
          if (reaction == Reaction::reconnect) connection->disconnect();
          const auto next = reaction == Reaction::give_up ? std::nullopt : patience.next();
          if (!next) throw;
          wait = *next;
        }
      }
      std::this_thread::sleep_for(wait);
    }
  }

  // Two programs that start at once on an empty database both make schema_migrations; one is told so and
  // comes again.
  static void bring_forward(PostgresConnection& connection, const Options& options,
                            const std::vector<Migration>& history) {
    const auto job = [&](Transaction& tx) { migrate(tx, options, history); };
    try {
      run_once(connection, Use::writing, job);
    } catch (const Error& error) {
      if (error.code != Code::unique) throw;
      run_once(connection, Use::writing, job);
    }
  }

  Pool<PostgresConnection> pool_;
};

}  // namespace

std::unique_ptr<Database> open_postgresql(const Options& options, const std::vector<Migration>& history) {
  return std::make_unique<PostgresDatabase>(options, history);
}

}  // namespace lianghu::db

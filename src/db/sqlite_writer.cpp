#include "db/sqlite_writer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace lianghu::db {
namespace {

constexpr std::size_t jobs_max = 256;  // a commit: nobody waits for more than these

bool is_broken_rule(const Error& error) {
  return error.code == Code::foreign_key || error.code == Code::unique || error.code == Code::check;
}

}  // namespace

SqliteWriter::SqliteWriter(SqliteConnection connection, SqliteSyncer::Sync sync)
    : connection_(std::move(connection)), syncer_(std::move(sync)), thread_([this] { work(); }) {}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void SqliteWriter::run(const Job& job, Seen seen) {
  if (std::this_thread::get_id() == thread_.get_id() || syncer_.is_this_thread())
    throw std::logic_error("a write within a write");
  // Shared: whoever waits may be gone before the other side has let go of it.
  const auto promise = std::make_shared<std::promise<void>>();
  auto answer = promise->get_future();
  add({[&job](Transaction& tx) { job(tx); },
       [promise](std::exception_ptr trouble) {
         if (trouble) {
           promise->set_exception(std::move(trouble));
         } else {
           promise->set_value();
         }
       },
       seen, nullptr});
  answer.get();
}

void SqliteWriter::run_later(Job job, Done done) {
  add({std::move(job), std::move(done), Seen::when_committed, nullptr});
}

void SqliteWriter::add(Waiting waiting) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(waiting));
  }
  changed_.notify_one();
}

std::size_t SqliteWriter::waiting() {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void SqliteWriter::work() {
  for (auto group = take(); !group.empty(); group = take()) run_group(std::move(group));
}

SqliteWriter::Group SqliteWriter::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ending_ || !queue_.empty(); });
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), jobs_max));
  Group group(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.begin() + count));
  queue_.erase(queue_.begin(), queue_.begin() + count);
  return group;
}

void SqliteWriter::run_group(Group group) {
  const bool early =
      std::ranges::all_of(group, [](const Waiting& waiting) { return waiting.seen == Seen::when_committed; });
  if (const auto failed = syncer_.trouble()) return tell(group, failed);
  try {
    commit_for(early ? Seen::when_committed : Seen::when_durable);
  } catch (const std::exception&) {
    return tell(group, std::current_exception());
  }
  run_all(group);
  // Whoever has changed nothing may have seen what is not durable yet, so all are told in their order.
  if (!early && syncer_.idle()) return tell(group, syncer_.trouble());
  syncer_.take([held = std::make_shared<Group>(std::move(group))](const std::exception_ptr& lost) {
    tell(*held, lost);
    held->clear();  // what the jobs held is let go of now, not when somebody writes again
  });
}

void SqliteWriter::run_all(Group& group) {
  for (std::size_t at = 0; at < group.size();) at = run_together(group, at, group.size(), Care::none);
}

/// FULL waits for the disk within the COMMIT, before anybody sees it. NORMAL leaves that to the syncer.
void SqliteWriter::commit_for(Seen seen) {
  if (seen == commits_for_) return;
  connection_.set_synchronous(seen == Seen::when_durable ? "FULL" : "NORMAL");
  commits_for_ = seen;
}

/// By its promise `done` throws nothing; whoever breaks that waits alone.
void SqliteWriter::tell(Group& group, const std::exception_ptr& lost) {
  for (Waiting& waiting : group) {
    try {
      waiting.done(waiting.trouble ? waiting.trouble : lost);
    } catch (const std::exception& error) {
      spdlog::error("who waited for a commit could not be told of it: {}", error.what());
    }
  }
}

std::size_t SqliteWriter::run_together(Group& group, std::size_t from, std::size_t end, Care care) {
  try {
    connection_.command("BEGIN IMMEDIATE");
  } catch (const std::exception&) {
    for (auto at = from; at < end; ++at) group[at].trouble = std::current_exception();
    return end;
  }
  for (auto at = from; at < end; ++at) {
    const auto undone = care == Care::savepoints ? run_apart(group[at]) : run_bare(group[at]);
    if (undone == Undone::everything_again) {
      connection_.rollback();
      for (auto again = from; again <= at; ++again) group[again].trouble = nullptr;
      return run_together(group, from, end, Care::savepoints);
    }
    if (connection_.in_transaction()) continue;
    // A full or failing disk makes SQLite roll back everything; who was well so far is lost with this one.
    const auto lost = std::make_exception_ptr(Error(Code::disk, "the disk failed under the transaction"));
    for (auto done = from; done <= at; ++done) {
      if (!group[done].trouble) group[done].trouble = lost;
    }
    return at + 1;
  }
  commit(group, from, end);
  return end;
}

void SqliteWriter::run_job(const Waiting& waiting) {
  SqliteTransaction tx(connection_);
  waiting.job(tx);
  tx.require_alive();
}

SqliteWriter::Undone SqliteWriter::run_bare(Waiting& waiting) {
  const auto changes_before = connection_.changes();
  try {
    run_job(waiting);
  } catch (...) {
    waiting.trouble = std::current_exception();
    const bool changed = connection_.in_transaction() && connection_.changes() != changes_before;
    return changed ? Undone::everything_again : Undone::itself;
  }
  return Undone::itself;
}

SqliteWriter::Undone SqliteWriter::run_apart(Waiting& waiting) {
  try {
    connection_.command("SAVEPOINT job");
    run_job(waiting);
    connection_.command("RELEASE job");
  } catch (...) {
    waiting.trouble = std::current_exception();
    if (!connection_.in_transaction()) return Undone::itself;
    try {
      connection_.command("ROLLBACK TO job");
      connection_.command("RELEASE job");
    } catch (const std::exception&) {
      connection_.rollback();
    }
  }
  return Undone::itself;
}

void SqliteWriter::commit(Group& group, std::size_t from, std::size_t end) {
  const auto is_well = [](const Waiting& waiting) { return !waiting.trouble; };
  const auto first = group.begin() + static_cast<std::ptrdiff_t>(from);
  const auto last = group.begin() + static_cast<std::ptrdiff_t>(end);
  const auto well = std::count_if(first, last, is_well);
  if (well == 0) return connection_.rollback();
  try {
    connection_.command("COMMIT");
    ++commits_;
  } catch (const Error& error) {
    connection_.rollback();
    // A deferred rule is only found broken here. It is one job's fault, so each gets a commit of its own.
    if (well > 1 && is_broken_rule(error)) {
      for (auto at = from; at < end; ++at) {
        if (!group[at].trouble) run_together(group, at, at + 1, Care::savepoints);
      }
      return;
    }
    for (auto waiting = first; waiting != last; ++waiting) {
      if (!waiting->trouble) waiting->trouble = std::current_exception();
    }
  }
}

}  // namespace lianghu::db

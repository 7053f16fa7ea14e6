#include "app/witness_feed.h"

#include <spdlog/spdlog.h>

#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "base/typed.h"
#include "journal/cosigning.h"

namespace lianghu::app {

namespace {

constexpr int asked_max = 3;  // a checkpoint: what the witness knows may change between two questions
constexpr auto look_anyway = std::chrono::minutes(10);  // another program may have signed
constexpr auto told_each = std::chrono::hours(1);
constexpr int cosigned_status = 200;
constexpr int conflict_status = 409;

}  // namespace

WitnessFeed::WitnessFeed(db::Database& database, NamedWitness witness, std::function<void()> cosigned,
                         Timing timing)
    : database_(database),
      witness_(std::move(witness)),
      cosigned_(std::move(cosigned)),
      timing_(timing),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

WitnessFeed::~WitnessFeed() {
  thread_.request_stop();
  woken_.notify_all();
}

void WitnessFeed::wake() {
  {
    const std::lock_guard lock(mutex_);
    wake_ = true;
  }
  woken_.notify_all();
}

void WitnessFeed::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      const std::lock_guard lock(mutex_);
      wake_ = false;
    }
    bool is_done = false;
    try {
      is_done = bring(stop);
    } catch (const std::exception& error) {
      if (!stop.stop_requested()) trouble(error.what());
    }
    std::unique_lock lock(mutex_);
    if (is_done)
      woken_.wait_for(lock, stop, look_anyway, [this] { return wake_; });
    else
      woken_.wait_for(lock, stop, timing_.retry, [] { return false; });
  }
}

bool WitnessFeed::bring(const std::stop_token& stop) {
  for (int asked = 0; asked < asked_max; ++asked) {
    const auto [known, message] = database_.read([&](db::Transaction& tx) {
      const std::uint64_t size = known_ ? *known_ : journal::known_to(tx, witness_.key);
      return std::pair(size, journal::for_witness(tx, witness_.key, size));
    });
    known_ = known;
    if (!message) return true;
    if (known > message->size) {
      // The connection is plain: anybody on the way may have said that. The next try asks anew.
      known_.reset();
      throw std::runtime_error("it has signed " + std::to_string(known) +
                               " entries of this log, and there are " + std::to_string(message->size) +
                               ": this database is an older one");
    }
    if (message->body.empty()) return true;
    const auto answer = http::post(witness_.address, "/add-checkpoint", message->body, timing_.limits, stop);
    if (answer.status == cosigned_status) {
      if (!journal::keep_cosignature(database_, *message, witness_.key, answer.body))
        throw std::runtime_error("its signature does not hold");
      known_ = message->size;
      well();
      cosigned_();
      continue;
    }
    if (answer.status != conflict_status)
      throw std::runtime_error("it answers " + std::to_string(answer.status) + " " +
                               legible(split(answer.body, '\n').front()));
    known_ = exact_number<std::uint64_t>(trim(answer.body));
    if (!known_) throw std::runtime_error("it does not say how much it knows");
  }
  return false;
}

void WitnessFeed::well() {
  if (told_) spdlog::info("witness {}: signs again", witness_.name);
  told_.reset();
}

void WitnessFeed::trouble(const std::string& what) {
  const auto now = std::chrono::steady_clock::now();
  if (told_ && now - *told_ < told_each) return;
  spdlog::error("witness {} at {}: {}", witness_.name, witness_.address.text(), what);
  told_ = now;
}

}  // namespace lianghu::app

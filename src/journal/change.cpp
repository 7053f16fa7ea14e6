#include "journal/change.h"

#include <stdexcept>

#include "base/text.h"
#include "journal/append.h"
#include "journal/idempotency_store.h"
#include "journal/journal_store.h"

namespace lianghu {

namespace {

constexpr std::size_t key_length_min = 16;
constexpr std::size_t key_length_max = 64;

}  // namespace

Changes::Changes(db::Database& database, const Clock& clock, Random& random, const Sealer& sealer,
                 const journal::Tables& tables)
    : database_(database), clock_(clock), random_(random), sealer_(sealer), tables_(tables) {
  // A clock that was set back while the program was off must not make an id a second time, nor put a new
  // entry before an old one.
  ids_.skip_to(database_.read([](db::Transaction& tx) { return journal::store::newest_entry(tx); }));
}

void Changes::run(const Actor& actor, const std::function<void(Context&)>& work,
                  std::vector<Happening>& happened) {
  database_.write([&](db::Transaction& tx) { run_in(tx, actor, work, happened); });
}

void Changes::run_in(db::Transaction& tx, const Actor& actor, const std::function<void(Context&)>& work,
                     std::vector<Happening>& happened) {
  DrawnAtOnce random(random_);
  Context context({tx, actor, clock_.now(), random, ids_, sealer_, Context::Purpose::changing});
  work(context);
  journal::append(context, tables_);
  happened.clear();  // of a run that the engine asked to do again
  for (const auto& record : context.records()) happened.push_back(record.happening);
}

void Changes::change_later(Actor actor, std::function<void(Context&)> work, db::Database::Done done) {
  struct Asked {
    Actor actor;
    std::function<void(Context&)> work;
    db::Database::Done done;
    std::vector<Happening> happened;
  };
  const auto asked = std::make_shared<Asked>(Asked{std::move(actor), std::move(work), std::move(done), {}});
  database_.write_later(
      [this, asked](db::Transaction& tx) { run_in(tx, asked->actor, asked->work, asked->happened); },
      [this, asked](std::exception_ptr trouble) {
        try {
          if (!trouble) tell(asked->happened);
        } catch (...) {
          trouble = std::current_exception();
        }
        asked->done(std::move(trouble));
      });
}

std::string Changes::change_once(const Actor& actor, const Idempotency& key,
                                 const std::function<std::string(Context&)>& work) {
  const std::size_t length = is_utf8(key.key) ? characters(key.key) : 0;
  if (length < key_length_min || length > key_length_max) {
    throw Refusal(Status::bad_request, "idempotency.missing");
  }
  return change(actor, [&](Context& context) {
    if (auto answer = journal::store::take_key(context.tx(), key, context.now())) return std::move(*answer);
    std::string answer = work(context);
    journal::store::keep_answer(context.tx(), key, answer);
    return answer;
  });
}

std::int64_t Changes::forget_keys(Instant before) {
  return database_.write([&](db::Transaction& tx) { return journal::store::forget_keys(tx, before); });
}

void Changes::listen(std::function<void(const Happening&)> listener) {
  listeners_.push_back(std::move(listener));
}

void Changes::tell(const std::vector<Happening>& happened) {
  for (const auto& happening : happened) {
    for (const auto& listener : listeners_) listener(happening);
  }
}

}  // namespace lianghu

#include "app/witness_api.h"

#include <spdlog/spdlog.h>

#include <memory>

#include "base/typed.h"
#include "base/words.h"
#include "http/rate_limiter.h"

namespace lianghu::app {

namespace {

using journal::Witness;

constexpr std::string_view witness_text_type = "text/plain; charset=utf-8";
constexpr std::string_view size_type = "text/x.tlog.size";
constexpr int told_each_seconds = 60;

/// What a program that asks reads is the number; the sentence is for whoever looks at its log.
std::string_view refusal_sentence(Witness::Verdict verdict) {
  switch (verdict) {
    case Witness::Verdict::malformed:
      return "witness.malformed";
    case Witness::Verdict::not_signed:
      return "witness.not_signed";
    case Witness::Verdict::unknown_log:
      return "witness.unknown_log";
    case Witness::Verdict::inconsistent:
      return "witness.inconsistent";
    case Witness::Verdict::cosigned:
    case Witness::Verdict::conflict:
      break;
  }
  throw std::logic_error("a verdict without a sentence");
}

/// A fork is proved by what the log has signed. All else may come from anybody who read its public
/// checkpoint, as often as they like: so each is told once a minute, by what the log has signed of it, and
/// nothing else of it.
void tell(const Witness::Outcome& outcome, http::RateLimiter& told, Instant now) {
  const bool is_fork = !outcome.other_note.empty();
  if (told.take((is_fork ? "fork " : "") + outcome.note, now)) return;
  if (is_fork)
    spdlog::error(
        "{} has signed two trees of the same size and shows others something else; the proof:\n{}\n{}",
        legible(outcome.origin), legible(outcome.other_note), legible(outcome.note));
  else
    spdlog::warn("{}: a signature was asked for without a proof that it continues what had been signed: {}",
                 legible(outcome.origin), legible(outcome.note));
}

http::Response add_checkpoint(http::Call& call, Witness& witness, http::RateLimiter& told) {
  Witness::Outcome outcome = witness.add_checkpoint(call.changes().database(), call.request().body);
  const int status = static_cast<int>(outcome.verdict);
  if (outcome.verdict == Witness::Verdict::cosigned)
    return {status, std::string(witness_text_type), std::move(outcome.body), {}};
  if (outcome.verdict == Witness::Verdict::conflict)
    return {status, std::string(size_type), std::move(outcome.body), {}};
  if (outcome.verdict == Witness::Verdict::inconsistent) tell(outcome, told, call.changes().clock().now());
  return {status,
          std::string(witness_text_type),
          say(call.language(), std::string(refusal_sentence(outcome.verdict))) + "\n",
          {}};
}

http::Response text_answer(std::optional<std::string> text) {
  if (!text) throw Refusal(Status::not_found, "log.not_found");
  return {200, std::string(witness_text_type), std::move(*text), {{"Cache-Control", "no-cache"}}};
}

}  // namespace

void witness_routes(http::Router& router, Witness& witness) {
  const auto told = std::make_shared<http::RateLimiter>(1, told_each_seconds);
  router.raw("POST", "/add-checkpoint", http::Access::anyone, "witness.add", "",
             std::string(witness_text_type),
             [&witness, told](http::Call& call) { return add_checkpoint(call, witness, *told); });
  router.raw("GET", "/key", http::Access::anyone, "witness.key", "", std::string(witness_text_type),
             [&witness](http::Call&) { return text_answer(witness.verifier().text() + "\n"); });
  router.raw("GET", "/{log}/checkpoint", http::Access::anyone, "witness.checkpoint", "",
             std::string(witness_text_type), [&witness](http::Call& call) {
               return text_answer(
                   call.read([&](Context& c) { return witness.checkpoint(c.tx(), call.parameter("log")); }));
             });
}

}  // namespace lianghu::app

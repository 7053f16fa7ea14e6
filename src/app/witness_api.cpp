#include "app/witness_api.h"

#include <spdlog/spdlog.h>

#include "base/typed.h"
#include "base/words.h"

namespace lianghu::app {

namespace {

using journal::Witness;

constexpr std::string_view witness_text_type = "text/plain; charset=utf-8";
constexpr std::string_view size_type = "text/x.tlog.size";

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

http::Response add_checkpoint(http::Call& call, Witness& witness) {
  const std::string& body = call.request().body;
  Witness::Outcome outcome = witness.add_checkpoint(call.changes().database(), body);
  const int status = static_cast<int>(outcome.verdict);
  if (outcome.verdict == Witness::Verdict::cosigned)
    return {status, std::string(witness_text_type), std::move(outcome.body), {}};
  if (outcome.verdict == Witness::Verdict::conflict)
    return {status, std::string(size_type), std::move(outcome.body), {}};
  // Signed by the log itself, it is the proof that it shows others something else.
  if (outcome.verdict == Witness::Verdict::inconsistent)
    spdlog::error("{} asks for a signature on what does not continue what it had signed: {}",
                  legible(outcome.origin), legible(body));
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
  router.raw("POST", "/add-checkpoint", http::Access::anyone, "witness.add", "",
             std::string(witness_text_type),
             [&witness](http::Call& call) { return add_checkpoint(call, witness); });
  router.raw("GET", "/key", http::Access::anyone, "witness.key", "", std::string(witness_text_type),
             [&witness](http::Call&) { return text_answer(witness.verifier().text() + "\n"); });
  router.raw("GET", "/{log}/checkpoint", http::Access::anyone, "witness.checkpoint", "",
             std::string(witness_text_type), [&witness](http::Call& call) {
               return text_answer(
                   call.read([&](Context& c) { return witness.checkpoint(c.tx(), call.parameter("log")); }));
             });
}

}  // namespace lianghu::app

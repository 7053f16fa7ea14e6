#include "features/pages/slip_page_api.h"

#include "base/text.h"
#include "features/pages/asking_api.h"
#include "features/pages/code_page_api.h"
#include "features/pages/slip_page.h"

namespace lianghu::pages {

namespace {

/// An action is answered once, so that it and the answer are the key: nothing of the request, in which the
/// code stands, is kept. Who answers is a visitor, signed in or not.
void answer(http::Call& call, const households::SlipHolder& holder, Id<help::Action> about,
            const help::Word& word) {
  const Sealer& sealer = call.changes().sealer();
  const std::string said = std::to_string(holder.household.value) + ":" + std::to_string(about.value) + ":" +
                           (word.was_so ? "yes" : "no:" + word.words);
  Idempotency idempotency;
  idempotency.village = holder.village.value;
  idempotency.key = base64url(sealer.fingerprint(said, "pages.slip_answer"));
  idempotency.fingerprint = idempotency.key;
  static_cast<void>(call.changes().change_once(Actor::visitor(), idempotency, [&](Context& c) {
    const organisations::Village village(organisations::published_reach(c, holder.village));
    help::answer_by_code(c, village, holder.household, about, word);
    return std::string("answered");
  }));
}

/// Throws Refusal for the code; what is wrong with an answer stands on the page.
Page helped(http::Call& call, const View& view, const http::Parameters& typed) {
  SlipForm form;
  form.code = typed_field(typed, "code");
  const households::SlipHolder holder =
      call.read([&](Context& c) { return households::resolve_code(c, form.code); });
  try {
    if (const auto about = parse_id(typed_field(typed, "about"))) {
      form.about = Id<help::Action>{*about};
      form.words = typed_field(typed, "words");
      answer(call, holder, *form.about, {typed_field(typed, "so") == "yes", form.words});
    }
  } catch (const Refusal& refusal) {
    form.problems = refusal.problems();
    form.status = static_cast<int>(refusal.status());
  }
  return call.read([&](Context& c) { return helped_page(c, view, holder, form); });
}

}  // namespace

void slip_routes(http::Router& router) {
  code_routes(router, slip_door, helped);
}

}  // namespace lianghu::pages

#include "features/pages/slip_page_api.h"

#include <memory>

#include "base/text.h"
#include "features/pages/slip_page.h"
#include "http/rate_limiter.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t form_bytes_max = 16 * 1024;
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view page_type = "text/html";
// A village's phones share a network; a code of eleven free digits is not found at this pace.
constexpr int tries_at_once = 30;
constexpr int seconds_a_try = 20;

View view_asked(const http::Call& call, std::string_view name) {
  const auto view = view_of(name, call.language());
  if (!view) throw Refusal(Status::not_found, "route.not_found");
  return *view;
}

std::string field(const http::Parameters& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

http::Response shown(Page page) {
  return http::Response::html(page.status, std::move(page.html));
}

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

void explain(const Refusal& refusal, SlipForm& form) {
  form.problems = refusal.problems();
  form.status = static_cast<int>(refusal.status());
}

http::Response open(http::Call& call, http::RateLimiter& tries, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  const http::Parameters typed = call.form();
  SlipForm form;
  form.code = field(typed, "code");
  households::SlipHolder holder;
  try {
    tries.require(call.request().network, call.changes().clock().now());
    holder = call.read([&](Context& c) { return households::resolve_code(c, form.code); });
  } catch (const Refusal& refusal) {
    explain(refusal, form);
    return shown(slip_page(view, form));
  }
  try {
    if (const auto about = parse_id(field(typed, "about"))) {
      form.about = Id<help::Action>{*about};
      form.words = field(typed, "words");
      answer(call, holder, *form.about, {field(typed, "so") == "yes", form.words});
    }
  } catch (const Refusal& refusal) {
    explain(refusal, form);
  }
  return shown(call.read([&](Context& c) { return helped_page(c, view, holder, form); }));
}

}  // namespace

void slip_routes(http::Router& router) {
  const auto tries = std::make_shared<http::RateLimiter>(tries_at_once, seconds_a_try);
  router.page("/h", "pages.slip",
              [](http::Call& call) { return shown(slip_page(view_asked(call, ""), {})); });
  router.page("/h/{view}", "pages.slip_view", [](http::Call& call) {
    return shown(slip_page(view_asked(call, call.parameter("view")), {}));
  });
  const auto post = [&](const std::string& at, const std::string& name, std::string_view parameter) {
    auto& route = router.raw(
        "POST", at, http::Access::anyone, name, std::string(form_type), std::string(page_type),
        [tries, parameter](http::Call& call) {
          return open(call, *tries,
                      parameter.empty() ? std::string_view() : std::string_view(call.parameter(parameter)));
        });
    route.body_bytes_max = form_bytes_max;
  };
  post("/h", "pages.helped", "");
  post("/h/{view}", "pages.helped_view", "view");
}

}  // namespace lianghu::pages

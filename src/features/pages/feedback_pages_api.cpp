#include "features/pages/feedback_pages_api.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "base/describe.h"
#include "base/text.h"
#include "features/feedback/feedback.h"
#include "features/pages/feedback_pages.h"
#include "features/plaques/plaques.h"
#include "http/rate_limiter.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t form_bytes_max = 32 * 1024;
constexpr std::size_t key_bytes = 16;
constexpr std::size_t key_characters_min = 16;
constexpr std::size_t key_characters_max = 64;
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view page_type = "text/html";

/// In memory only: neither a network nor how often it came is ever written down.
struct Limits {
  http::RateLimiter said_by_network{20, 30};
  http::RateLimiter said_at_plaque{20, 60};
  http::RateLimiter codes_tried{20, 15};
};

std::string field(const http::Parameters& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

View view_asked(const http::Call& call, std::string_view name) {
  const auto view = view_of(name, call.language());
  if (!view) throw Refusal(Status::not_found, "route.not_found");
  return *view;
}

std::string fresh_key(http::Call& call) {
  return base64url(call.changes().random().bytes(key_bytes));
}

http::Response shown(Page page) {
  return http::Response::html(page.status, std::move(page.html));
}

/// Once for the form's key. Only a keyed hash of it is kept, as the sender's code follows from the key; and
/// whoever sends it is a visitor, signed in or not.
void once(http::Call& call, std::int64_t village, std::string_view key, const std::vector<std::string>& said,
          const std::function<void(Context&)>& work) {
  const bool right = key.size() >= key_characters_min && key.size() <= key_characters_max &&
                     std::ranges::all_of(key, [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              c == '-' || c == '_';
                     });
  if (!right) throw Refusal(Status::bad_request, "pages.form.stale");
  const Sealer& sealer = call.changes().sealer();
  std::string all = call.request().path;
  for (const std::string& each : said) all += '\0' + std::to_string(each.size()) + ':' + each;
  Idempotency idempotency;
  idempotency.village = village;
  idempotency.key = base64url(sealer.fingerprint(key, "pages.form_key"));
  idempotency.fingerprint = hex(sealer.fingerprint(all, "pages.form"));
  static_cast<void>(call.changes().change_once(Actor::visitor(), idempotency, [&](Context& context) {
    work(context);
    return std::string("done");
  }));
}

/// What to say of a refusal on the form it came from.
void explain(const Refusal& refusal, Typed& typed) {
  typed.problems = refusal.problems();
  typed.status = static_cast<int>(refusal.status());
  // Gone back to a form that was sent, and sent with other words: those are something new to say.
  if (typed.problems.front().key == "idempotency.reused")
    typed.problems = {{"pages.form.sent_before", {}, {}}};
}

http::Response open_form(http::Call& call, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  Typed typed;
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return say_page(c, call.parameter("token"), view, typed); }));
}

http::Response send(http::Call& call, Limits& limits, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  const std::string& token = call.parameter("token");
  const http::Parameters form = call.form();
  Typed typed{field(form, "kind"),
              field(form, "text"),
              field(form, "phone"),
              !field(form, "phone_consent").empty(),
              !field(form, "may_show").empty(),
              field(form, "key"),
              {},
              200};
  try {
    const Instant now = call.changes().clock().now();
    limits.said_by_network.require(call.request().network, now);
    limits.said_at_plaque.require(token, now);
    const auto kind = find_enum<feedback::Kind>(typed.kind);
    if (!kind) throw Refusal(Status::unprocessable, "pages.say.kind.missing", "kind");
    const auto door = call.read([&](Context& c) { return plaques::public_plaque(c, token); });
    const std::string code = feedback::code_of(call.changes().sealer(), typed.key);
    const feedback::Submission said{*kind, typed.text, typed.phone, typed.phone_consent, typed.may_show};
    once(call, door.village.value, typed.key,
         {typed.kind, typed.text, typed.phone, typed.phone_consent ? "1" : "", typed.may_show ? "1" : ""},
         [&](Context& c) { feedback::submit(c, token, said, code); });
    return shown(call.read([&](Context& c) { return sent_page(c, token, view, code); }));
  } catch (const Refusal& refusal) {
    explain(refusal, typed);
  }
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return say_page(c, token, view, typed); }));
}

void act(http::Call& call, const std::string& what, const std::string& code, const Typed& typed) {
  if (what == "solved")
    once(call, 0, typed.key, {what, code}, [&](Context& c) { feedback::close_by_sender(c, code); });
  if (what == "add")
    once(call, 0, typed.key, {what, code, typed.text},
         [&](Context& c) { feedback::add(c, code, typed.text); });
  if (what == "reopen")
    once(call, 0, typed.key, {what, code, typed.text},
         [&](Context& c) { feedback::reopen(c, code, typed.text); });
}

http::Response track(http::Call& call, Limits& limits, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  const http::Parameters form = call.form();
  const std::string code = field(form, "code");
  const std::string what = field(form, "act");
  Typed typed;
  typed.text = field(form, "why");
  typed.key = field(form, "key");
  try {
    limits.codes_tried.require(call.request().network, call.changes().clock().now());
    if (!call.read([&](Context& c) { return feedback::track(c, code); }))
      throw Refusal(Status::not_found, "feedback.code", "code");
    act(call, what, code, typed);
    typed.text.clear();
  } catch (const Refusal& refusal) {
    explain(refusal, typed);
    const bool no_code = refusal.status() == Status::not_found || refusal.status() == Status::too_many;
    if (no_code) typed.text = code;
    if (no_code) return shown(code_page(view, typed));
  }
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return tracked_page(c, code, view, typed); }));
}

using Handler = std::function<http::Response(http::Call&, std::string_view)>;

/// The address as it is, and with the view that it may end in.
void both(http::Router& router, const std::string& method, const std::string& pattern,
          const std::string& name, const Handler& handler) {
  const auto add = [&](const std::string& at, const std::string& named, std::string_view parameter) {
    auto& route = router.raw(
        method, at, http::Access::anyone, named, method == "POST" ? std::string(form_type) : std::string(),
        std::string(page_type), [handler, parameter](http::Call& call) {
          return handler(call, parameter.empty() ? std::string_view() : call.parameter(parameter));
        });
    route.body_bytes_max = form_bytes_max;
  };
  add(pattern, name, "");
  add(pattern + "/{view}", name + "_view", "view");
}

}  // namespace

void feedback_routes(http::Router& router) {
  const auto limits = std::make_shared<Limits>();
  both(router, "GET", "/p/{token}/say", "pages.say", open_form);
  both(router, "POST", "/p/{token}/say", "pages.send",
       [limits](http::Call& call, std::string_view view) { return send(call, *limits, view); });
  router.page("/t", "pages.track",
              [](http::Call& call) { return shown(code_page(view_asked(call, ""), {})); });
  router.page("/t/{view}", "pages.track_view", [](http::Call& call) {
    return shown(code_page(view_asked(call, call.parameter("view")), {}));
  });
  both(router, "POST", "/t", "pages.tracked",
       [limits](http::Call& call, std::string_view view) { return track(call, *limits, view); });
}

}  // namespace lianghu::pages

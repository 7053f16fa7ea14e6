#include "features/pages/track_pages_api.h"

#include <functional>
#include <memory>

#include "base/present.h"
#include "base/text.h"
#include "documents/photograph.h"
#include "features/feedback/feedback.h"
#include "features/pages/asking_api.h"
#include "features/pages/feedback_pages.h"
#include "http/rate_limiter.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t form_bytes_max = 32 * 1024;
/// A telephone's photograph as it is; the page's script makes it small before it is sent.
constexpr documents::PhotographRules photo_rules{.limits = {std::size_t{6} << 20U, 8000, 24}};
constexpr std::size_t photo_form_bytes_max = photo_rules.limits.bytes_max + form_bytes_max;

/// In memory only: neither a network nor how often it came is ever written down.
struct Limits {
  http::RateLimiter codes_tried{20, 15};
  http::RateLimiter photos_by_code{6, 60};
  /// All together: photographs are a thousand times as large as words.
  http::RateLimiter photos{200, 20};
};

/// Guessing has an end: beyond it nothing is told of any code, right or wrong. Throws Refusal 404
/// feedback.code, 429 rate.limited.
feedback::Tracked known_code(http::Call& call, Limits& limits, const std::string& code) {
  limits.codes_tried.require(call.request().network, call.changes().clock().now());
  auto tracked = call.read([&](Context& c) { return feedback::track(c, code); });
  if (!tracked) throw Refusal(Status::not_found, "feedback.code", "code");
  return std::move(*tracked);
}

/// Once for the form's key, and for `which` of the things that one form may send. Only a keyed hash of it is
/// kept; and whoever sends it is a visitor, signed in or not.
void once(http::Call& call, std::string_view key, std::string_view which,
          const std::vector<std::string>& said, const std::function<void(Context&)>& work) {
  require_form_key(key);
  const Sealer& sealer = call.changes().sealer();
  std::string all = call.request().path;
  for (const std::string& each : said) all += '\0' + std::to_string(each.size()) + ':' + each;
  Idempotency idempotency;
  std::string once_for(key);
  if (!which.empty()) (once_for += '\0') += which;
  idempotency.key = base64url(sealer.fingerprint(once_for, "pages.form_key"));
  idempotency.fingerprint = hex(sealer.fingerprint(all, "pages.form"));
  static_cast<void>(call.changes().change_once(Actor::visitor(), idempotency, [&](Context& context) {
    work(context);
    return std::string("done");
  }));
}

http::Response code_again(const std::string& code, const View& view, Typed& typed) {
  typed.text = code;
  return shown(code_page(view, typed));
}

void act(http::Call& call, const std::string& what, const std::string& code, const Typed& typed) {
  if (what == "solved")
    once(call, typed.key, {}, {what, code}, [&](Context& c) { feedback::close_by_sender(c, code); });
  if (what == "add")
    once(call, typed.key, {}, {what, code, typed.text},
         [&](Context& c) { feedback::add(c, code, typed.text); });
  if (what == "reopen")
    once(call, typed.key, {}, {what, code, typed.text},
         [&](Context& c) { feedback::reopen(c, code, typed.text); });
}

http::Response track(http::Call& call, Limits& limits, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  const http::Parameters sent = call.form();
  const std::string code = typed_field(sent, "code");
  const std::string what = typed_field(sent, "act");
  Typed typed;
  typed.text = typed_field(sent, "why");
  typed.key = typed_field(sent, "key");
  bool is_known = false;
  try {
    static_cast<void>(known_code(call, limits, code));
    is_known = true;
    act(call, what, code, typed);
    typed.text.clear();
  } catch (const Refusal& refusal) {
    explain(refusal, typed);
    if (!is_known) return code_again(code, view, typed);
  }
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return tracked_page(c, code, view, typed); }));
}

/// A photograph for what was said with that code. The words are safe already: whatever becomes of it, nothing
/// of them is lost.
http::Response take_photo(http::Call& call, Limits& limits, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  http::Parameters sent;
  std::string photo;
  for (http::Call::Part& part : call.parts())
    (part.name == "photo" ? photo : sent[part.name]) = std::move(part.bytes);
  const std::string code = typed_field(sent, "code");
  Typed typed;
  bool is_known = false;
  try {
    const feedback::Tracked tracked = known_code(call, limits, code);
    is_known = true;
    const Instant now = call.changes().clock().now();
    const auto said = call.read([&](Context& c) { return feedback::find_by_code(c, code); });
    limits.photos_by_code.require(std::to_string(present(said).feedback.value), now);
    static_cast<void>(documents::check_image(photo, "photo", photo_rules.limits));
    if (tracked.may_add_picture) limits.photos.require("", now);
    const std::string jpeg =
        tracked.may_add_picture ? documents::made_anew(photo, "photo", photo_rules) : std::string();
    once(call, typed_field(sent, "key"), photo, {code},
         [&](Context& c) { feedback::add_picture(c, code, jpeg); });
  } catch (const Refusal& refusal) {
    explain(refusal, typed);
    if (!is_known) return code_again(code, view, typed);
  }
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return tracked_page(c, code, view, typed); }));
}

}  // namespace

void track_routes(http::Router& router) {
  const auto limits = std::make_shared<Limits>();
  kept_page(router, "/t", "pages.track", [](http::Call& call, std::string_view view) {
    return shown(code_page(view_asked(call, view), {}));
  });
  answered(
      router, "POST", "/t", "pages.tracked",
      [limits](http::Call& call, std::string_view view) { return track(call, *limits, view); },
      form_bytes_max);
  answered(
      router, "POST", "/t/photo", "pages.photo",
      [limits](http::Call& call, std::string_view view) { return take_photo(call, *limits, view); },
      photo_form_bytes_max, "multipart/form-data");
}

}  // namespace lianghu::pages

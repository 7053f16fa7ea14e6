#include "features/pages/feedback_pages_api.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "base/describe.h"
#include "base/embedded.h"
#include "base/text.h"
#include "documents/photograph.h"
#include "features/feedback/feedback.h"
#include "features/feedback/work.h"
#include "features/pages/feedback_pages.h"
#include "features/pages/say_at.h"
#include "http/rate_limiter.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t form_bytes_max = 32 * 1024;
constexpr std::size_t key_bytes = 16;
constexpr std::size_t key_characters_min = 16;
constexpr std::size_t key_characters_max = 64;
/// A telephone's photograph as it is; the page's script makes it small before it is sent.
constexpr documents::PhotographRules photo_rules{.limits = {std::size_t{6} << 20U, 8000, 24}};
constexpr std::size_t photo_form_bytes_max = photo_rules.limits.bytes_max + form_bytes_max;
constexpr std::string_view script_type = "text/javascript; charset=utf-8";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view page_type = "text/html";

/// In memory only: neither a network nor how often it came is ever written down.
struct Limits {
  explicit Limits(int at_once) : said_in_all(at_once, 1) {}
  http::RateLimiter said_by_network{20, 30};
  http::RateLimiter said_at_plaque{20, 60};
  /// All together: a flood from many networks at many doors must not fill the disk and the desks.
  http::RateLimiter said_in_all;
  http::RateLimiter codes_tried{20, 15};
  /// All together: photographs are a thousand times as large as words.
  http::RateLimiter photos{200, 20};
  /// All together, without the page's work: what comes beyond it may be a flood, and is marked for a person.
  http::RateLimiter unworked{60, 10};
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

void require_key(std::string_view key) {
  const bool right = key.size() >= key_characters_min && key.size() <= key_characters_max &&
                     std::ranges::all_of(key, [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              c == '-' || c == '_';
                     });
  if (!right) throw Refusal(Status::bad_request, "pages.form.stale");
}

/// Once for the form's key. Only a keyed hash of it is kept; and whoever sends it is a visitor, signed in or
/// not.
void once(http::Call& call, std::string_view key, const std::vector<std::string>& said,
          const std::function<void(Context&)>& work) {
  require_key(key);
  const Sealer& sealer = call.changes().sealer();
  std::string all = call.request().path;
  for (const std::string& each : said) all += '\0' + std::to_string(each.size()) + ':' + each;
  Idempotency idempotency;
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

/// A plaque's form or a board's: where it is said.
enum class Where { plaque, board };

Page form_again(Context& context, Where where, std::string_view subject, const View& view,
                const Typed& typed) {
  return where == Where::plaque ? say_page(context, subject, view, typed)
                                : say_on_board_page(context, subject, view, typed);
}

std::string subject_of(const http::Call& call, Where where) {
  return call.parameter(where == Where::plaque ? "token" : "code");
}

http::Response open_form(http::Call& call, Where where, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  Typed typed;
  typed.key = fresh_key(call);
  return shown(
      call.read([&](Context& c) { return form_again(c, where, subject_of(call, where), view, typed); }));
}

/// To whom it goes, and what it is about.
struct Aim {
  feedback::Door door;
  feedback::Matter matter;
  std::string number;
  std::string path;
};

Aim aim_of(Context& context, Where where, const std::string& subject, const std::string& about) {
  if (where == Where::plaque && about.empty()) {
    feedback::Door door = feedback::door(context, subject);
    std::string number = door.number;
    return {std::move(door), {}, std::move(number), "/p/" + path_part(subject)};
  }
  const auto at = where == Where::plaque ? say_at_plaque(context, subject, View{})
                                         : say_at_board(context, subject, View{});
  if (!at) throw Refusal(Status::not_found, "feedback.plaque");
  const Subject& meant = chosen(*at, about);
  return {meant.door, meant.matter, at->number, at->path};
}

Typed typed_in(const http::Parameters& form) {
  return {field(form, "kind"),
          field(form, "about"),
          field(form, "text"),
          field(form, "phone"),
          !field(form, "phone_consent").empty(),
          !field(form, "may_show").empty(),
          field(form, "key"),
          {},
          200};
}

http::Response send(http::Call& call, Limits& limits, Where where, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  const std::string subject = subject_of(call, where);
  const http::Parameters form = call.form();
  Typed typed = typed_in(form);
  try {
    const Instant now = call.changes().clock().now();
    limits.said_by_network.require(call.request().network, now);
    limits.said_at_plaque.require(subject, now);
    const auto kind = find_enum<feedback::Kind>(typed.kind);
    if (!kind) throw Refusal(Status::unprocessable, "pages.say.kind.missing", "kind");
    require_key(typed.key);
    const Aim aim = call.read([&](Context& c) { return aim_of(c, where, subject, typed.about); });
    // Counted where all else is right: only what would be kept can close it.
    if (limits.said_in_all.take("", now)) throw Refusal(Status::too_many, "pages.form.flood");
    const bool in_crowd =
        !feedback::is_worked_for(typed.key, field(form, "work")) && limits.unworked.take("", now);
    // The code follows from the form's key, so the code's row is what a form that is sent twice runs into: no
    // other row keeps that it was sent. Whoever sends it is a visitor, signed in or not.
    const std::string code = feedback::code_of(call.changes().sealer(), typed.key);
    const feedback::Submission said{*kind,          typed.text, typed.phone, typed.phone_consent,
                                    typed.may_show, aim.matter, in_crowd};
    const auto receipt = call.changes().change(
        Actor::visitor(), [&](Context& c) { return feedback::submit(c, aim.door, said, code); });
    return shown(sent_page({receipt, aim.number, aim.path, code, fresh_key(call)}, view, china_date(now)));
  } catch (const Refusal& refusal) {
    explain(refusal, typed);
  }
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return form_again(c, where, subject, view, typed); }));
}

void act(http::Call& call, const std::string& what, const std::string& code, const Typed& typed) {
  if (what == "solved")
    once(call, typed.key, {what, code}, [&](Context& c) { feedback::close_by_sender(c, code); });
  if (what == "add")
    once(call, typed.key, {what, code, typed.text}, [&](Context& c) { feedback::add(c, code, typed.text); });
  if (what == "reopen")
    once(call, typed.key, {what, code, typed.text},
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

/// A photograph for what was said with that code. The words are safe already: whatever becomes of it, nothing
/// of them is lost.
http::Response take_photo(http::Call& call, Limits& limits, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  http::Parameters form;
  std::string photo;
  for (http::Call::Part& part : call.parts())
    (part.name == "photo" ? photo : form[part.name]) = std::move(part.bytes);
  const std::string code = field(form, "code");
  Typed typed;
  try {
    const Instant now = call.changes().clock().now();
    limits.codes_tried.require(call.request().network, now);
    if (!call.read([&](Context& c) { return feedback::track(c, code); }))
      throw Refusal(Status::not_found, "feedback.code", "code");
    limits.photos.require("", now);
    const std::string jpeg = documents::made_anew(photo, "photo", photo_rules);
    once(call, field(form, "key"), {code, jpeg}, [&](Context& c) { feedback::add_picture(c, code, jpeg); });
  } catch (const Refusal& refusal) {
    explain(refusal, typed);
    if (refusal.status() == Status::not_found) {
      typed.text = code;
      return shown(code_page(view, typed));
    }
  }
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return tracked_page(c, code, view, typed); }));
}

using Handler = std::function<http::Response(http::Call&, std::string_view)>;

/// The address as it is, and with the view that it may end in. `takes` is what a POST sends.
void both(http::Router& router, const std::string& method, const std::string& pattern,
          const std::string& name, const Handler& handler, std::string_view takes = form_type) {
  const auto add = [&](const std::string& at, const std::string& named, std::string_view parameter) {
    auto& route = router.raw(
        method, at, http::Access::anyone, named, method == "POST" ? std::string(takes) : std::string(),
        std::string(page_type), [handler, parameter](http::Call& call) {
          return handler(call, parameter.empty() ? std::string_view() : call.parameter(parameter));
        });
    route.body_bytes_max = takes == form_type ? form_bytes_max : photo_form_bytes_max;
  };
  add(pattern, name, "");
  add(pattern + "/{view}", name + "_view", "view");
}

}  // namespace

void feedback_routes(http::Router& router, int at_once) {
  const auto limits = std::make_shared<Limits>(at_once);
  for (const Where where : {Where::plaque, Where::board}) {
    const bool is_board = where == Where::board;
    const std::string at = is_board ? "/v/{code}/say" : "/p/{token}/say";
    both(router, "GET", at, is_board ? "pages.say_on_board" : "pages.say",
         [where](http::Call& call, std::string_view view) { return open_form(call, where, view); });
    both(router, "POST", at, is_board ? "pages.send_on_board" : "pages.send",
         [limits, where](http::Call& call, std::string_view view) {
           return send(call, *limits, where, view);
         });
  }
  router.page("/t", "pages.track",
              [](http::Call& call) { return shown(code_page(view_asked(call, ""), {})); });
  router.page("/t/{view}", "pages.track_view", [](http::Call& call) {
    return shown(code_page(view_asked(call, call.parameter("view")), {}));
  });
  both(router, "POST", "/t", "pages.tracked",
       [limits](http::Call& call, std::string_view view) { return track(call, *limits, view); });
  both(
      router, "POST", "/t/photo", "pages.photo",
      [limits](http::Call& call, std::string_view view) { return take_photo(call, *limits, view); },
      "multipart/form-data");
  router.raw("GET", "/say.js", http::Access::anyone, "pages.script", "", std::string(script_type),
             [](http::Call&) {
               http::Response response;
               response.type = script_type;
               response.body = embedded_file(embedded::scripts(), "say.js").value();
               response.headers.emplace_back("Cache-Control", "public, max-age=3600");
               return response;
             });
}

}  // namespace lianghu::pages

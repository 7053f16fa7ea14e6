#include "features/pages/feedback_pages_api.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "base/describe.h"
#include "base/embedded.h"
#include "base/present.h"
#include "base/text.h"
#include "documents/photograph.h"
#include "features/feedback/feedback.h"
#include "features/feedback/work.h"
#include "features/pages/feedback_pages.h"
#include "features/pages/recent_doors.h"
#include "features/pages/say_at.h"
#include "features/pages/sent_pages.h"
#include "http/own_address.h"
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
  explicit Limits(int at_once) : worked_in_all(at_once, 1), unworked_in_all(at_once, 1) {}
  http::RateLimiter said_by_network{20, 30};
  /// At one door, or at one board. Beyond it nothing is refused, or one telephone could silence a door: it is
  /// marked for a person.
  http::RateLimiter said_at_plaque{20, 60};
  /// All together: a flood from many networks at many doors must not fill the disk and the desks. What comes
  /// with the page's work has a valve of its own, which a flood without it does not close.
  http::RateLimiter worked_in_all;
  http::RateLimiter unworked_in_all;
  http::RateLimiter codes_tried{20, 15};
  http::RateLimiter photos_by_code{6, 60};
  /// All together: photographs are a thousand times as large as words.
  http::RateLimiter photos{200, 20};
  /// All together, without the page's work: what comes beyond it may be a flood, and is marked for a person.
  http::RateLimiter unworked{60, 10};
  RecentDoors doors;
  SentPages answers;
};

/// Guessing has an end: beyond it nothing is told of any code, right or wrong. Throws Refusal 404
/// feedback.code, 429 rate.limited.
feedback::Tracked known_code(http::Call& call, Limits& limits, const std::string& code) {
  limits.codes_tried.require(call.request().network, call.changes().clock().now());
  auto tracked = call.read([&](Context& c) { return feedback::track(c, code); });
  if (!tracked) throw Refusal(Status::not_found, "feedback.code", "code");
  return std::move(*tracked);
}

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

Aim aim_of(http::Call& call, Limits& limits, Where where, const std::string& about) {
  const std::string subject = subject_of(call, where);
  if (where == Where::plaque && about.empty()) {
    feedback::Door door = limits.doors.at(subject, call.changes().clock().now(), [&] {
      return call.read([&](Context& c) { return feedback::door(c, subject); });
    });
    std::string number = door.number;
    return {std::move(door), {}, std::move(number), "/p/" + path_part(subject)};
  }
  const auto at = call.read([&](Context& c) {
    return where == Where::plaque ? say_at_plaque(c, subject, View{}) : say_at_board(c, subject, View{});
  });
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

/// Nothing when it came by a name that no paper shall carry: what was said is taken all the same.
std::string address_for_paper(const http::Call& call) {
  try {
    return http::own_address(call);
  } catch (const Refusal&) {
    return {};
  }
}

/// Where all else is right: only what would be kept is counted. Whether it may be one of a flood. Throws
/// Refusal 429 rate.limited, pages.form.flood.
bool counted(Limits& limits, http::Call& call, const std::string& subject, bool worked) {
  const Instant now = call.changes().clock().now();
  limits.said_by_network.require(call.request().network, now);
  http::RateLimiter& valve = worked ? limits.worked_in_all : limits.unworked_in_all;
  if (valve.take("", now)) throw Refusal(Status::too_many, "pages.form.flood");
  // A flood without the work must not mark those who did it.
  const bool too_many_here = limits.said_at_plaque.take((worked ? "+" : "-") + subject, now).has_value();
  return (!worked && limits.unworked.take("", now)) || too_many_here;
}

/// The form with what is wrong about it.
http::Response unsent(http::Call& call, Where where, const View& view, Typed typed, const Refusal& refusal) {
  explain(refusal, typed);
  typed.key = fresh_key(call);
  return shown(
      call.read([&](Context& c) { return form_again(c, where, subject_of(call, where), view, typed); }));
}

/// What is on its way into the database, and what is answered then.
struct Sending {
  feedback::Door door;
  feedback::Submission said;
  Sent sent;
};

std::shared_ptr<Sending> prepared(http::Call& call, Limits& limits, Where where, const Typed& typed,
                                  std::string_view work) {
  const auto kind = find_enum<feedback::Kind>(typed.kind);
  if (!kind) throw Refusal(Status::unprocessable, "pages.say.kind.missing", "kind");
  require_key(typed.key);
  Aim aim = aim_of(call, limits, where, typed.about);
  feedback::Submission said{*kind,          typed.text, typed.phone, typed.phone_consent,
                            typed.may_show, aim.matter, false};
  feedback::require_sayable(said);
  said.in_crowd = counted(limits, call, subject_of(call, where), feedback::is_worked_for(typed.key, work));
  // The code follows from the form's key, so the code's row is what a form that is sent twice runs into: no
  // other row keeps that it was sent. Whoever sends it is a visitor, signed in or not.
  Sent sent{{},
            std::move(aim.number),
            std::move(aim.path),
            feedback::code_of(call.changes().sealer(), typed.key),
            fresh_key(call),
            address_for_paper(call)};
  return std::make_shared<Sending>(Sending{std::move(aim.door), std::move(said), std::move(sent)});
}

http::Prompt send(http::Call& call, Limits& limits, Where where, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  const http::Parameters form = call.form();
  const Typed typed = typed_in(form);
  try {
    const auto sending = prepared(call, limits, where, typed, field(form, "work"));
    return http::Later{
        Actor::visitor(),
        [sending](Context& c) {
          sending->sent.receipt = feedback::submit(c, sending->door, sending->said, sending->sent.code);
        },
        [sending, view, &limits](http::Call& sent) {
          return shown(limits.answers.page(sending->sent, view, china_date(sent.changes().clock().now())));
        },
        [where, view, typed](http::Call& sent, const Refusal& refusal) {
          return unsent(sent, where, view, typed, refusal);
        }};
  } catch (const Refusal& refusal) {
    return unsent(call, where, view, typed, refusal);
  }
}

http::Response code_again(const std::string& code, const View& view, Typed& typed) {
  typed.text = code;
  return shown(code_page(view, typed));
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
  http::Parameters form;
  std::string photo;
  for (http::Call::Part& part : call.parts())
    (part.name == "photo" ? photo : form[part.name]) = std::move(part.bytes);
  const std::string code = field(form, "code");
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
    once(call, field(form, "key"), {code, photo}, [&](Context& c) { feedback::add_picture(c, code, jpeg); });
  } catch (const Refusal& refusal) {
    explain(refusal, typed);
    if (!is_known) return code_again(code, view, typed);
  }
  typed.key = fresh_key(call);
  return shown(call.read([&](Context& c) { return tracked_page(c, code, view, typed); }));
}

using Handler = std::function<http::Response(http::Call&, std::string_view)>;
using Prompter = std::function<http::Prompt(http::Call&, std::string_view)>;

/// The address as it is, and with the view that it may end in.
template <class Add>
void both(const std::string& pattern, const std::string& name, const Add& add) {
  add(pattern, name, std::string());
  add(pattern + "/{view}", name + "_view", std::string("view"));
}

std::string_view view_at(http::Call& call, const std::string& parameter) {
  return parameter.empty() ? std::string_view() : std::string_view(call.parameter(parameter));
}

/// `takes` is what a POST sends.
void answered(http::Router& router, const std::string& method, const std::string& pattern,
              const std::string& name, const Handler& handler, std::string_view takes = form_type) {
  both(pattern, name, [&](const std::string& at, const std::string& named, const std::string& parameter) {
    auto& route = router.raw(
        method, at, http::Access::anyone, named, method == "POST" ? std::string(takes) : std::string(),
        std::string(page_type),
        [handler, parameter](http::Call& call) { return handler(call, view_at(call, parameter)); });
    route.body_bytes_max = takes == form_type ? form_bytes_max : photo_form_bytes_max;
  });
}

/// Many may send at once.
void taken(http::Router& router, const std::string& pattern, const std::string& name,
           const Prompter& prompter) {
  both(pattern, name, [&](const std::string& at, const std::string& named, const std::string& parameter) {
    auto& route = router.later(
        "POST", at, http::Access::anyone, named, std::string(form_type), std::string(page_type),
        [prompter, parameter](http::Call& call) { return prompter(call, view_at(call, parameter)); });
    route.body_bytes_max = form_bytes_max;
  });
}

}  // namespace

void feedback_routes(http::Router& router, int at_once) {
  const auto limits = std::make_shared<Limits>(at_once);
  for (const Where where : {Where::plaque, Where::board}) {
    const bool is_board = where == Where::board;
    const std::string at = is_board ? "/v/{code}/say" : "/p/{token}/say";
    answered(router, "GET", at, is_board ? "pages.say_on_board" : "pages.say",
             [where](http::Call& call, std::string_view view) { return open_form(call, where, view); });
    taken(router, at, is_board ? "pages.send_on_board" : "pages.send",
          [limits, where](http::Call& call, std::string_view view) {
            return send(call, *limits, where, view);
          });
  }
  router.page("/t", "pages.track",
              [](http::Call& call) { return shown(code_page(view_asked(call, ""), {})); });
  router.page("/t/{view}", "pages.track_view", [](http::Call& call) {
    return shown(code_page(view_asked(call, call.parameter("view")), {}));
  });
  answered(router, "POST", "/t", "pages.tracked",
           [limits](http::Call& call, std::string_view view) { return track(call, *limits, view); });
  answered(
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

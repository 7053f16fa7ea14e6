#include "features/pages/feedback_pages_api.h"

#include <algorithm>
#include <functional>
#include <memory>

#include "base/describe.h"
#include "base/embedded.h"
#include "base/text.h"
#include "features/feedback/feedback.h"
#include "features/feedback/work.h"
#include "features/pages/asking_api.h"
#include "features/pages/feedback_pages.h"
#include "features/pages/recent.h"
#include "features/pages/say_at.h"
#include "features/pages/sent_pages.h"
#include "http/own_address.h"
#include "http/rate_limiter.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t form_bytes_max = 32 * 1024;
constexpr std::string_view script_type = "text/javascript; charset=utf-8";

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
  /// All together, without the page's work: what comes beyond it may be a flood, and is marked for a person.
  http::RateLimiter unworked{60, 10};
};

/// What the routes share.
struct Saying {
  explicit Saying(int at_once) : limits(at_once) {}
  Limits limits;
  /// Together they are never older than a second.
  Recent<Id<organisations::Organisation>, std::shared_ptr<const feedback::Offices>> offices{100};  // ms
  Recent<std::string, feedback::Door> doors{900};                                                  // by token
  SentPages answers;
};

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

feedback::Door door_at(Context& context, Saying& saying, std::string_view token, Instant now) {
  return feedback::door(context, token, [&](Id<organisations::Organisation> village) {
    return saying.offices.at(village, now, [&] {
      return std::make_shared<const feedback::Offices>(feedback::offices_of(context, village));
    });
  });
}

Aim aim_of(http::Call& call, Saying& saying, Where where, const std::string& about) {
  const std::string subject = subject_of(call, where);
  if (where == Where::plaque && about.empty()) {
    const Instant now = call.changes().clock().now();
    feedback::Door door = saying.doors.at(subject, now, [&] {
      return call.read([&](Context& c) { return door_at(c, saying, subject, now); });
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
  return {typed_field(form, "kind"),
          typed_field(form, "about"),
          typed_field(form, "text"),
          typed_field(form, "phone"),
          !typed_field(form, "phone_consent").empty(),
          !typed_field(form, "may_show").empty(),
          typed_field(form, "key"),
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

std::shared_ptr<Sending> prepared(http::Call& call, Saying& saying, Where where, const Typed& typed,
                                  std::string_view work) {
  const auto kind = find_enum<feedback::Kind>(typed.kind);
  if (!kind) throw Refusal(Status::unprocessable, "pages.say.kind.missing", "kind");
  require_form_key(typed.key);
  Aim aim = aim_of(call, saying, where, typed.about);
  feedback::Submission said{*kind,          typed.text, typed.phone, typed.phone_consent,
                            typed.may_show, aim.matter, false};
  feedback::require_sayable(said);
  said.in_crowd =
      counted(saying.limits, call, subject_of(call, where), feedback::is_worked_for(typed.key, work));
  // The code follows from the form's key, so the code's row is what a form that is sent twice runs into: no
  // other row keeps that it was sent. Whoever sends it is a visitor, signed in or not.
  Sent sent{{},
            std::move(aim.number),
            std::move(aim.path),
            feedback::code_of(call.changes().sealer(), typed.key),
            base64url(call.changes().sealer().fingerprint(typed.key, "pages.photo_key")),
            address_for_paper(call)};
  return std::make_shared<Sending>(Sending{std::move(aim.door), std::move(said), std::move(sent)});
}

http::Prompt send(http::Call& call, Saying& saying, Where where, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  const http::Parameters form = call.form();
  const Typed typed = typed_in(form);
  try {
    const auto sending = prepared(call, saying, where, typed, typed_field(form, "work"));
    return http::Later{
        Actor::visitor(),
        [sending](Context& c) {
          sending->sent.receipt = feedback::submit(c, sending->door, sending->said, sending->sent.code);
        },
        [sending, view, &saying](http::Call& sent) {
          return shown(saying.answers.page(sending->sent, view, china_date(sent.changes().clock().now())));
        },
        [where, view, typed](http::Call& sent, const Refusal& refusal) {
          return unsent(sent, where, view, typed, refusal);
        }};
  } catch (const Refusal& refusal) {
    return unsent(call, where, view, typed, refusal);
  }
}

using Prompter = std::function<http::Prompt(http::Call&, std::string_view)>;

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
  const auto saying = std::make_shared<Saying>(at_once);
  for (const Where where : {Where::plaque, Where::board}) {
    const bool is_board = where == Where::board;
    const std::string at = is_board ? "/v/{code}/say" : "/p/{token}/say";
    answered(
        router, "GET", at, is_board ? "pages.say_on_board" : "pages.say",
        [where](http::Call& call, std::string_view view) { return open_form(call, where, view); },
        form_bytes_max);
    taken(router, at, is_board ? "pages.send_on_board" : "pages.send",
          [saying, where](http::Call& call, std::string_view view) {
            return send(call, *saying, where, view);
          });
  }
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

#include "features/pages/paper_page_api.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "features/pages/asking_api.h"
#include "features/pages/paper_page.h"
#include "http/rate_limiter.h"

namespace lianghu::pages {

namespace {

using pairing::FormHolder;

constexpr std::size_t form_bytes_max = 64 * 1024;
constexpr std::string_view choice_prefix = "c-";

/// In memory only: neither a network nor how often it came is ever written down. A village's phones share a
/// network, and one person may enter a whole group's ballots; of codes that were never printed few are tried.
struct Limits {
  http::RateLimiter entered{120, 3};
  http::RateLimiter unknown{20, 30};
};

/// The code stands in the page's address: of that nothing goes on to where a link or a form leads.
http::Response shown_here(Page page) {
  http::Response response = shown(std::move(page));
  response.headers.emplace_back("Referrer-Policy", "strict-origin");
  return response;
}

Date today(http::Call& call) {
  return china_date(call.changes().clock().now());
}

/// Throws Refusal 404 pairing.form.unknown, 429 rate.limited.
FormHolder holder_of(http::Call& call, Limits& limits, const std::string& code) {
  const Instant now = call.changes().clock().now();
  limits.entered.require(call.request().network, now);
  const auto holder = call.read([&](Context& c) { return pairing::holder_of(c, code); });
  if (holder) return *holder;
  limits.unknown.require(call.request().network, now);
  throw Refusal(Status::not_found, "pairing.form.unknown");
}

/// Once a day for each form and reason: a journal is no place to write into as often as one likes.
void journal(http::Call& call, const FormHolder& holder, const Refusal& refusal) {
  if (!pairing::tells_of_misuse(refusal)) return;
  std::string what = std::to_string(holder.form.value) + ":" + format_date(today(call));
  for (const Problem& each : refusal.problems()) what += ":" + each.key;
  Idempotency once;
  once.village = holder.village.value;
  once.key = base64url(call.changes().sealer().fingerprint(what, "pages.paper_refused"));
  once.fingerprint = once.key;
  static_cast<void>(call.changes().change_once(Actor::visitor(), once, [&](Context& c) {
    pairing::note_misuse(c, holder, refusal);
    return std::string("noted");
  }));
}

/// The key is of one showing back. Nothing of the ballot goes into what is kept of the request.
pairing::PaperReceipt cast_once(http::Call& call, const FormHolder& holder, const PaperTyped& typed) {
  if (typed.key.empty()) throw Refusal(Status::bad_request, "form.malformed");
  const std::string said = std::to_string(holder.form.value) + ":" + typed.key;
  Idempotency once;
  once.village = holder.village.value;
  once.key = base64url(call.changes().sealer().fingerprint(said, "pages.paper_cast"));
  once.fingerprint = once.key;
  const auto answer = call.changes().change_once(Actor::visitor(), once, [&](Context& c) {
    return json::write(pairing::cast_by_form(c, holder, paper_ballot(typed)));
  });
  return json::read<pairing::PaperReceipt>(std::string_view(answer));
}

PaperTyped typed_in(const http::Parameters& form) {
  PaperTyped typed;
  typed.code = typed_field(form, "code");
  typed.recorder = trim(typed_field(form, "recorder"));
  typed.key = typed_field(form, "key");
  for (const auto& each : form) {
    if (!each.first.starts_with(choice_prefix) || each.second.empty()) continue;
    const auto id = parse_id(std::string_view(each.first).substr(choice_prefix.size()));
    if (!id) throw Refusal(Status::bad_request, "form.malformed");
    typed.choices.emplace(Id<pairing::Household>{*id}, each.second);
  }
  return typed;
}

/// What is wrong with a ballot stands at its field; a household that no list had has none.
void explain(const Refusal& refusal, PaperTyped& typed) {
  typed.problems = refusal.problems();
  typed.status = static_cast<int>(refusal.status());
  for (Problem& each : typed.problems)
    if (each.field != "recorder" && each.field != "vetoes") each.field.clear();
}

http::Response open(http::Call& call, Limits& limits, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  PaperTyped typed;
  typed.code = call.parameter("code");
  try {
    const FormHolder holder = holder_of(call, limits, typed.code);
    const auto form = call.read([&](Context& c) { return pairing::paper_form(c, holder, view.language); });
    return shown_here(paper_page(view, form, typed, today(call)));
  } catch (const Refusal& refusal) {
    return shown_here(paper_refused_page(view, refusal, today(call)));
  }
}

http::Response checked(http::Call& call, const View& view, const FormHolder& holder, PaperTyped& typed) {
  const auto form = call.read([&](Context& c) { return pairing::paper_form(c, holder, view.language); });
  try {
    const auto ballot = paper_ballot(typed);
    call.read([&](Context& c) {
      pairing::check_by_form(c, holder, ballot);
      return true;
    });
    typed.key = fresh_key(call);
    return shown_here(paper_check_page(view, form, typed));
  } catch (const Refusal& refusal) {
    journal(call, holder, refusal);
    explain(refusal, typed);
  }
  return shown_here(paper_page(view, form, typed, today(call)));
}

http::Response answer(http::Call& call, Limits& limits) {
  const http::Parameters sent = call.form();
  const View view = view_asked(call, typed_field(sent, "view"));
  const std::string step = typed_field(sent, "step");
  std::optional<FormHolder> holder;
  try {
    PaperTyped typed = typed_in(sent);
    holder = holder_of(call, limits, typed.code);
    if (step == "cast") return shown_here(paper_done_page(view, cast_once(call, *holder, typed)));
    if (step == "edit") {
      const auto form = call.read([&](Context& c) { return pairing::paper_form(c, *holder, view.language); });
      return shown_here(paper_page(view, form, typed, today(call)));
    }
    return checked(call, view, *holder, typed);
  } catch (const Refusal& refusal) {
    if (holder) journal(call, *holder, refusal);
    return shown_here(paper_refused_page(view, refusal, today(call)));
  }
}

}  // namespace

void paper_routes(http::Router& router) {
  const auto limits = std::make_shared<Limits>();
  answered(
      router, "GET", "/b/{code}", "pages.paper",
      [limits](http::Call& call, std::string_view view) { return open(call, *limits, view); },
      form_bytes_max);
  auto& route =
      router.raw("POST", "/b", http::Access::anyone, "pages.paper_entered", std::string(form_type),
                 std::string(page_type), [limits](http::Call& call) { return answer(call, *limits); });
  route.body_bytes_max = form_bytes_max;
}

}  // namespace lianghu::pages

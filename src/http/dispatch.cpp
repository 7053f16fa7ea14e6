#include "http/dispatch.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "http/forms.h"

namespace lianghu::http {
namespace {

bool is_write(std::string_view method) {
  return method != "GET" && method != "HEAD";
}

std::string_view header_of(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view{} : std::string_view(found->second);
}

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers,
                             [&](const auto& header) { return is_same(header.first, name); });
}

/// A browser says where a write comes from; a program that is no browser says nothing and carries no cookie
/// by chance.
bool from_another_site(const Request& request) {
  const auto site = header_of(request, "sec-fetch-site");
  if (!site.empty() && site != "same-origin") return true;
  auto origin = header_of(request, "origin");
  if (origin.empty()) return false;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme)) return !is_same(origin.substr(scheme.size()), header_of(request, "host"));
  }
  return true;
}

bool accepts_body(const Request& request, const Route& route) {
  if (route.request_type.empty()) return true;
  const auto type = header_of(request, "content-type");
  const auto length = header_of(request, "content-length");
  const bool empty = request.body.empty() && (length.empty() || length == "0") &&
                     header_of(request, "transfer-encoding").empty();
  if (type.empty() && empty) return true;
  return media_type(type) == route.request_type;
}

Reader reader_of(const Request& request, const Route* route) {
  if (route) return route->response_type == "text/html" ? Reader::person : Reader::program;
  const bool html = header_of(request, "accept").find("text/html") != std::string_view::npos;
  return html && !request.path.starts_with("/api/") ? Reader::person : Reader::program;
}

/// Whose handler has something to say of it.
bool is_refusal(const std::exception_ptr& trouble) {
  try {
    if (trouble) std::rethrow_exception(trouble);
  } catch (const Refusal&) {
    return true;
  } catch (...) {
    return false;
  }
  return false;
}

/// The answer when the change came to nothing.
Response after(const std::exception_ptr& trouble, Call& call,
               const std::function<Response(Call&, const Refusal&)>& refused) {
  try {
    std::rethrow_exception(trouble);
  } catch (const Refusal& refusal) {
    return refused(call, refusal);
  }
}

/// The same as a prompt leads to, on one thread.
Response waited_for(Call& call, const Route& route) {
  Prompt prompt = route.prompt(call);
  if (auto* const now = std::get_if<Response>(&prompt)) return std::move(*now);
  const Later& later = std::get<Later>(prompt);
  try {
    call.changes().change(later.actor, [&](Context& context) { later.change(context); });
  } catch (const Refusal& refusal) {
    return later.refused(call, refusal);
  }
  return later.answer(call);
}

}  // namespace

std::optional<Trouble> Dispatcher::check_head(const Request& head, const Router::Match& match) const {
  if (!match.route) {
    if (!match.path_exists) return Trouble::of(Status::not_found, "route.not_found");
    Trouble trouble = Trouble::of(Status::not_found, "route.method", {{"method", head.method}});
    trouble.status = 405;
    return trouble;
  }
  if (!is_write(head.method)) return std::nullopt;
  if (from_another_site(head)) return Trouble::of(Status::forbidden, "origin.refused");
  if (!accepts_body(head, *match.route)) {
    return Trouble::of(Status::unsupported_media, "body.type", {{"expected", match.route->request_type}});
  }
  return std::nullopt;
}

Actor Dispatcher::actor_of(const Request& request, const Route& route) const {
  if (route.caching == Caching::page) return Actor::visitor();
  const auto token = session_token(request);
  auto actor = token.empty() || !sessions_ ? std::nullopt : sessions_(token);
  if (actor) return std::move(*actor);
  if (route.access == Access::signed_in) {
    throw Refusal(Status::unauthorized, token.empty() ? "session.required" : "session.expired");
  }
  return Actor::visitor();
}

Answer Dispatcher::answer(Request request, const Router::Match& match) const {
  if (const auto trouble = check_head(request, match)) return {refuse(*trouble, request, match), {}};
  Actor actor;
  try {
    actor = actor_of(request, *match.route);
  } catch (...) {
    return {refuse(trouble_of(std::current_exception()), request, match), {}};
  }
  return answer_as(actor, std::move(request), match);
}

Answer Dispatcher::answer_as(const Actor& actor, Request request, const Router::Match& match) const {
  if (auto refusal = refused(actor, request, match)) return {std::move(*refusal), {}};
  const Route& route = *match.route;
  if (route.caching == Caching::page) request.query.clear();
  Call call(std::move(request), match.parameters, actor, changes_);
  return answered(call, match, [&] { return route.prompt ? waited_for(call, route) : route.handle(call); });
}

void Dispatcher::begin(Request request, const Router::Match& match,
                       std::function<void(Promised)> ready) const {
  const auto tell = [&](Response response) {
    ready({[response = std::move(response)] { return response; }});
  };
  Actor actor;
  try {
    actor = actor_of(request, *match.route);
  } catch (...) {
    return tell(refuse(trouble_of(std::current_exception()), request, match));
  }
  if (auto refusal = refused(actor, request, match)) return tell(std::move(*refusal));
  struct Begun {
    Call call;
    Router::Match match;
    Later later{};
  };
  const auto begun = std::make_shared<Begun>(
      Begun{Call(std::move(request), match.parameters, std::move(actor), changes_), match});
  bool is_later = false;
  Answer now = answered(begun->call, match, [&] {
    Prompt prompt = match.route->prompt(begun->call);
    auto* const waits = std::get_if<Later>(&prompt);
    if (waits == nullptr) return std::get<Response>(std::move(prompt));
    begun->later = std::move(*waits);
    is_later = true;
    return Response();
  });
  if (!is_later) return tell(std::move(now.response));
  // The answer must not hold `ready`, which takes it: a stop waits until that is gone.
  changes_.change_later(begun->later.actor, std::move(begun->later.change),
                        [this, begun, ready = std::move(ready)](const std::exception_ptr& trouble) {
                          const auto make = [this, begun, trouble] {
                            const auto say = [&] {
                              return trouble ? after(trouble, begun->call, begun->later.refused)
                                             : begun->later.answer(begun->call);
                            };
                            return answered(begun->call, begun->match, say).response;
                          };
                          ready({make, !is_refusal(trouble)});
                        });
}

/// What is refused before the handler is asked.
std::optional<Response> Dispatcher::refused(const Actor& actor, const Request& request,
                                            const Router::Match& match) const {
  if (const auto trouble = check_head(request, match)) return refuse(*trouble, request, match);
  const Route& route = *match.route;
  if (request.body.size() > route.body_bytes_max) return refuse(too_large_for(&route), request, match);
  if (route.access == Access::signed_in && actor.kind == ActorKind::visitor)
    return refuse(Trouble::of(Status::unauthorized, "session.required"), request, match);
  return std::nullopt;
}

/// With the headers that go with it, or as the trouble that making it was.
Answer Dispatcher::answered(Call& call, const Router::Match& match,
                            const std::function<Response()>& make) const {
  try {
    Answer answer{make(), call.page_tags()};
    for (const auto& header : call.answer_headers()) answer.response.headers.push_back(header);
    add_safety_headers(answer.response, call.request(), match.route);
    return answer;
  } catch (...) {
    return {refuse(trouble_of(std::current_exception()), call.request(), match), {}};
  }
}

Response Dispatcher::refuse(const Trouble& trouble, const Request& request,
                            const Router::Match& match) const {
  if (!trouble.log.empty()) {
    spdlog::error("request {} {}: {} ({})", request.id, match.route ? match.route->name : "-", trouble.log,
                  trouble.status);
  }
  const auto language = choose_language(header_of(request, "accept-language"));
  // Nobody reads more, and a body with ten thousand faults must not be answered with ten thousand sentences.
  constexpr std::size_t problems_max = 100;
  Trouble told = trouble;
  if (told.problems.size() > problems_max) told.problems.resize(problems_max);
  Response response = error_response(told, language, request.id, reader_of(request, match.route));
  if (trouble.status == 405) response.headers.emplace_back("Allow", match.allow);
  add_safety_headers(response, request, match.route);
  return response;
}

Trouble too_large_for(const Route* route) {
  const auto kib = route ? (route->body_bytes_max + 1023) / 1024 : 0;
  const std::string max = kib >= 1024 ? std::to_string(kib / 1024) + " MB" : std::to_string(kib) + " KB";
  Trouble trouble = Trouble::of(Status::too_large, "body.too_large", {{"max", max}});
  if (route && route->request_type == "multipart/form-data") trouble.problems.front().field = "file";
  return trouble;
}

namespace {

std::string content_policy(std::string_view of_styles) {
  return "default-src 'self'; img-src 'self' data: blob:; style-src 'self'" + std::string(of_styles) +
         "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

const std::string policy_of_pages = content_policy(" 'unsafe-inline'");
const std::string policy_of_others = content_policy("");

}  // namespace

void add_safety_headers(Response& response, const Request& request, const Route* route) {
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!has_header(response, name)) response.headers.emplace_back(name, value);
  };
  // Pages that the server renders carry one inline <style>; the web app carries none.
  const bool page = media_type(response.type) == "text/html" && (route || !request.path.starts_with("/app"));
  add("Content-Security-Policy", page ? policy_of_pages : policy_of_others);
  add("X-Content-Type-Options", "nosniff");
  add("X-Frame-Options", "DENY");
  // Not no-referrer: a page's form would then be sent with "Origin: null", which is refused.
  add("Referrer-Policy", "same-origin");
  add("Cross-Origin-Opener-Policy", "same-origin");
  const bool cacheable = route && route->caching == Caching::page;
  add("Cache-Control", cacheable ? "no-cache" : "no-store");
}

}  // namespace lianghu::http

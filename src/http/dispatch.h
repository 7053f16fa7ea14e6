#pragma once
// From a Request to a Response, without sockets: who may come, what they may send, the handler, the one error
// map, the headers of safety. The server and the tests' Browser both go through here, so what a test sees is
// what a user gets.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "http/errors.h"
#include "http/router.h"
#include "http/session.h"

namespace lianghu::http {

struct Answer {
  Response response;
  std::vector<std::string> page_tags;
};

/// An answer that is there once it is made.
struct Promised {
  std::function<Response()> make;  // once; never throws
  bool is_brief = true;            // not: it reads the database
};

class Dispatcher {
 public:
  /// Borrows all three for its life. An empty `sessions` knows nobody.
  Dispatcher(const Router& router, Changes& changes, SessionResolver sessions)
      : router_(router), changes_(changes), sessions_(std::move(sessions)) {}

  /// What the head alone refuses, so that no body is read in vain: 404, 405, a write from another site, 415.
  [[nodiscard]] std::optional<Trouble> check_head(const Request& head, const Router::Match& match) const;
  /// Runs the matched route on this thread. Never throws.
  [[nodiscard]] Answer answer(Request request, const Router::Match& match) const;
  /// As `answer`, for someone whose session was looked up already.
  [[nodiscard]] Answer answer_as(const Actor& actor, Request request, const Router::Match& match) const;
  /// As `answer`, for a route with a prompt. `ready` is called once: on this thread, or on the one that
  /// tells of commits.
  void begin(Request request, const Router::Match& match, std::function<void(Promised)> ready) const;
  /// The answer to a trouble, as the route's readers expect it.
  [[nodiscard]] Response refuse(const Trouble& trouble, const Request& request,
                                const Router::Match& match) const;

  [[nodiscard]] const Router& router() const { return router_; }
  [[nodiscard]] Changes& changes() const { return changes_; }

 private:
  [[nodiscard]] Actor actor_of(const Request& request, const Route& route) const;
  [[nodiscard]] std::optional<Response> refused(const Actor& actor, const Request& request,
                                                const Router::Match& match) const;
  [[nodiscard]] Answer answered(Call& call, const Router::Match& match,
                                const std::function<Response()>& make) const;

  const Router& router_;
  Changes& changes_;
  SessionResolver sessions_;
};

/// 413 body.too_large {max}; at the field `file` where the route takes an upload. No route takes nothing.
[[nodiscard]] Trouble too_large_for(const Route* route);
/// Content-Security-Policy and its kin, Cache-Control where the answer has none. `route` may be null.
void add_safety_headers(Response& response, const Request& request, const Route* route);

}  // namespace lianghu::http

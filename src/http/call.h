#pragma once
// One request being answered: what came in, who asks, and the two doors to the data.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/words.h"
#include "journal/change.h"

namespace lianghu::http {

using Parameters = std::map<std::string, std::string, std::less<>>;

struct Request {
  std::string method;
  std::string path;     // decoded, without the query
  Parameters query;     // decoded
  Parameters headers;   // names in lower case
  std::string body;     // at most the route's body_bytes_max
  std::string id;       // "x-request-id" of the answer
  std::string network;  // the peer's /24 or /48, for rate limits only; never stored with what is said
};

struct Response {
  int status = 200;
  std::string type;  // Content-Type
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;

  static Response json(int status, std::string body);
  static Response html(int status, std::string body);
  static Response file(std::string type, std::string name, std::string bytes);  // a download
  static Response see_other(std::string address);
};

class Call {
 public:
  Call(Request request, Parameters parameters, Actor actor, Changes& changes)
      : request_(std::move(request)),
        parameters_(std::move(parameters)),
        actor_(std::move(actor)),
        changes_(changes) {}

  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] const Actor& actor() const { return actor_; }
  [[nodiscard]] Language language() const { return choose_language(header("accept-language")); }
  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  [[nodiscard]] std::string_view query(std::string_view name) const;  // "" if absent
  /// A path parameter that is an id. Throws Refusal 404 route.not_found when it is not one.
  template <class Thing>
  [[nodiscard]] Id<Thing> id(std::string_view name) const {
    return {id_value(name)};
  }
  [[nodiscard]] const std::string& parameter(std::string_view name) const;
  /// A form's fields (application/x-www-form-urlencoded). Throws Refusal 400.
  [[nodiscard]] Parameters form() const;
  struct Part {
    std::string name, filename, type, bytes;
  };
  /// The parts of a multipart/form-data body (RFC 7578). Throws Refusal 400 when it is broken.
  [[nodiscard]] std::vector<Part> parts() const;

  template <class Work>
  auto read(Work work) {
    return changes_.read(actor_, std::move(work));
  }
  /// Runs `work` once for the request's Idempotency-Key (header, or the form field "key"), which must be
  /// there: Throws Refusal 400 idempotency.missing. What `work` returns is a described struct: it is what a
  /// repeat gets back, so it must be the last thing a handler does. `village` is whose data it is; 0 when it
  /// is nobody's.
  template <class Work>
  auto change(std::int64_t village, Work work) -> std::invoke_result_t<Work, Context&> {
    using Out = std::invoke_result_t<Work, Context&>;
    return json::read<Out>(changes_.change_once(actor_, idempotency(village),
                                                [&](Context& c) { return json::write<Out>(work(c)); }));
  }
  [[nodiscard]] Changes& changes() { return changes_; }
  /// For a cached page (Router::page): names what it shows, so that PageCache::drop_tag can drop it when that
  /// changes.
  void tag_page(std::string tag) { page_tags_.push_back(std::move(tag)); }
  [[nodiscard]] const std::vector<std::string>& page_tags() const { return page_tags_; }
  /// Cookies and other headers that go with whatever is answered.
  void set_header(std::string name, std::string value);
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& answer_headers() const {
    return headers_;
  }

 private:
  [[nodiscard]] std::int64_t id_value(std::string_view name) const;
  [[nodiscard]] Idempotency idempotency(std::int64_t village) const;

  Request request_;
  Parameters parameters_;
  Actor actor_;
  Changes& changes_;
  std::vector<std::pair<std::string, std::string>> headers_;
  std::vector<std::string> page_tags_;
};

/// An answer that waits for its commit without keeping a thread: for what many send at once. The functions
/// share what they need; the Call lives until the last of them is done.
struct Later {
  Actor actor;
  std::function<void(Context&)> change;
  /// After the commit. Brief, and without the database: it runs on an io thread.
  std::function<Response(Call&)> answer;
  /// When the change was refused, on a database thread. What else goes wrong is answered like everywhere.
  std::function<Response(Call&, const Refusal&)> refused;
};
using Prompt = std::variant<Response, Later>;

}  // namespace lianghu::http

#pragma once
// The sitemap's grammar: method, pattern, who may come, what goes in and out. From it come the dispatch, the
// OpenAPI 3.1 document and the test that tries every route as every role. A handler is a plain function on a
// database thread.
//
//   router.get<Coverage>("/api/v1/organisations/{organisation}/coverage", Access::signed_in, "coverage.read",
//                        [](Call& call) { return call.read([&](Context& c) { return coverage::of(c, …); });
//                        });
//   router.post<NewPlaques, PlaqueList>("/api/v1/villages/{village}/plaques", Access::signed_in,
//   "plaques.plan",
//                        [](Call& call, const NewPlaques& in) {
//                          return call.change(village, [&](Context& c) { return plaques::plan(c, village,
//                          in); });
//                        });
// `NAME` ("coverage.read") is the operationId; words/ has its summary under "route.NAME".
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/typed.h"
#include "http/call.h"

namespace lianghu::http {

enum class Access {
  anyone,     // public pages and forms: no session needed
  signed_in,  // a session is needed; the rule inside says what it may do
};

enum class Caching {
  none,
  page,  // the finished bytes are kept and answered to everyone until PageCache drops them
};

/// An empty body or answer.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

struct Route {
  std::string method;
  std::string pattern;  // "/api/v1/plaques/{plaque}"
  Access access{};
  std::string name;
  std::function<Response(Call&)> handle;
  std::function<Prompt(Call&)> prompt;  // in its place where many may send at once
  // For OpenAPI; null when the body is not JSON (uploads, pages, files).
  std::function<boost::json::value(boost::json::object&)> request_schema;
  std::function<boost::json::value(boost::json::object&)> response_schema;
  std::vector<std::string> query;  // names of the query parameters it reads
  std::string request_type = "application/json";
  std::string response_type = "application/json";
  std::size_t body_bytes_max = 256 * 1024;
  Caching caching = Caching::none;
};

class Router {
 public:
  Router();
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  template <class Out, class Handler>
  Route& get(std::string pattern, Access access, std::string name, Handler handler) {
    return add("GET", std::move(pattern), access, std::move(name), schema_of<void>(), schema_of<Out>(),
               [handler](Call& call) { return Response::json(200, json::write<Out>(handler(call))); });
  }
  template <class In, class Out, class Handler>
  Route& post(std::string pattern, Access access, std::string name, Handler handler) {
    return write<In, Out>("POST", std::move(pattern), access, std::move(name), std::move(handler));
  }
  template <class In, class Out, class Handler>
  Route& put(std::string pattern, Access access, std::string name, Handler handler) {
    return write<In, Out>("PUT", std::move(pattern), access, std::move(name), std::move(handler));
  }
  template <class Out, class Handler>
  Route& remove(std::string pattern, Access access, std::string name, Handler handler) {
    return add("DELETE", std::move(pattern), access, std::move(name), schema_of<void>(), schema_of<Out>(),
               [handler](Call& call) { return Response::json(200, json::write<Out>(handler(call))); });
  }
  /// Anything else: pages, forms, uploads, downloads. `handler` makes the Response itself.
  Route& raw(std::string method, std::string pattern, Access access, std::string name,
             std::string request_type, std::string response_type, std::function<Response(Call&)> handler);
  /// As raw, for what many may send at once: no thread waits for its commit.
  Route& later(std::string method, std::string pattern, Access access, std::string name,
               std::string request_type, std::string response_type, std::function<Prompt(Call&)> handler);
  /// A public page whose finished bytes are cached. `render` sees the path and the language and nothing else
  /// of the request (no query, no session), and names what it shows by Call::tag_page. Only a 200 is kept.
  Route& page(std::string pattern, std::string name, std::function<Response(Call&)> render);

  struct Match {
    const Route* route = nullptr;
    Parameters parameters;
    bool path_exists = false;  // another method answers here: 405
    std::string allow;         // and these do: "GET, POST"
  };
  /// HEAD is answered by the route of GET.
  [[nodiscard]] Match find(std::string_view method, std::string_view path) const;
  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }
  /// The OpenAPI 3.1 document of every JSON route.
  [[nodiscard]] std::string openapi() const;

 private:
  using Schema = std::function<boost::json::value(boost::json::object&)>;
  template <class T>
  static Schema schema_of() {
    if constexpr (std::is_void_v<T>)
      return {};
    else
      return [](boost::json::object& components) { return json::schema<T>(components); };
  }
  template <class In, class Out, class Handler>
  Route& write(std::string method, std::string pattern, Access access, std::string name, Handler handler) {
    return add(std::move(method), std::move(pattern), access, std::move(name), schema_of<In>(),
               schema_of<Out>(), [handler](Call& call) {
                 const std::string_view body = call.request().body;
                 const In in = json::read<In>(json::parse_typed(body.empty() ? "{}" : body));
                 return Response::json(200, json::write<Out>(handler(call, in)));
               });
  }
  Route& add(std::string method, std::string pattern, Access access, std::string name, Schema in, Schema out,
             std::function<Response(Call&)> handle);

  struct Node;
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace lianghu::http

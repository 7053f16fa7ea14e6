#include "http/router.h"

#include <stdexcept>

#include "base/text.h"

namespace lianghu::http {

// One segment of the paths: a tree walked once a request, a literal before a parameter.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::map<std::string, const Route*, std::less<>> methods;
};

namespace {

using Segments = std::vector<std::string_view>;

/// "/a/b" has two segments, "/" has one, which is empty.
Segments segments_of(std::string_view path) {
  Segments out;
  if (!path.starts_with('/')) return out;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    out.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

template <class Node>
const Node* descend(const Node& node, const Segments& segments, std::size_t at) {
  if (at == segments.size()) return node.methods.empty() ? nullptr : &node;
  if (const auto literal = node.literals.find(segments[at]); literal != node.literals.end()) {
    if (const Node* found = descend(*literal->second, segments, at + 1)) return found;
  }
  if (node.parameter && !segments[at].empty()) return descend(*node.parameter, segments, at + 1);
  return nullptr;
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

Route& Router::add(std::string method, std::string pattern, Access access, std::string name, Schema in,
                   Schema out, std::function<Response(Call&)> handle) {
  const auto segments = segments_of(pattern);
  if (segments.empty()) throw std::logic_error("a route's pattern begins with /: " + pattern);
  Node* node = root_.get();
  for (const auto segment : segments) {
    auto& next = is_parameter(segment) ? node->parameter : node->literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto route = std::make_unique<Route>();
  route->method = std::move(method);
  route->pattern = std::move(pattern);
  route->access = access;
  route->name = std::move(name);
  route->request_schema = std::move(in);
  route->response_schema = std::move(out);
  route->handle = std::move(handle);
  if (!node->methods.emplace(route->method, route.get()).second) {
    throw std::logic_error("two routes for " + route->method + " " + route->pattern);
  }
  routes_.push_back(std::move(route));
  return *routes_.back();
}

Route& Router::raw(std::string method, std::string pattern, Access access, std::string name,
                   std::string request_type, std::string response_type,
                   std::function<Response(Call&)> handler) {
  Route& route =
      add(std::move(method), std::move(pattern), access, std::move(name), {}, {}, std::move(handler));
  route.request_type = std::move(request_type);
  route.response_type = std::move(response_type);
  return route;
}

Route& Router::later(std::string method, std::string pattern, Access access, std::string name,
                     std::string request_type, std::string response_type,
                     std::function<Prompt(Call&)> handler) {
  Route& route = raw(std::move(method), std::move(pattern), access, std::move(name), std::move(request_type),
                     std::move(response_type), {});
  route.prompt = std::move(handler);
  return route;
}

Route& Router::page(std::string pattern, std::string name, std::function<Response(Call&)> render) {
  Route& route =
      raw("GET", std::move(pattern), Access::anyone, std::move(name), "", "text/html", std::move(render));
  route.caching = Caching::page;
  return route;
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const auto segments = segments_of(path);
  const Node* node = segments.empty() ? nullptr : descend(*root_, segments, 0);
  if (!node) return match;
  match.path_exists = true;
  const auto found = node->methods.find(method == "HEAD" ? std::string_view("GET") : method);
  if (found == node->methods.end()) {
    for (const auto& [allowed, route] : node->methods)
      match.allow += (match.allow.empty() ? "" : ", ") + allowed;
    return match;
  }
  match.route = found->second;
  const auto pattern = segments_of(match.route->pattern);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (is_parameter(pattern[i]))
      match.parameters.emplace(pattern[i].substr(1, pattern[i].size() - 2), segments[i]);
  }
  return match;
}

}  // namespace lianghu::http

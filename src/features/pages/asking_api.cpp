#include "features/pages/asking_api.h"

#include <algorithm>

#include "base/text.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t key_bytes = 16;
constexpr std::size_t key_characters_min = 16;
constexpr std::size_t key_characters_max = 64;

}  // namespace

View view_asked(const http::Call& call, std::string_view name) {
  const auto view = view_of(name, call.language());
  if (!view) throw Refusal(Status::not_found, "route.not_found");
  return *view;
}

std::string typed_field(const http::Parameters& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

std::string fresh_key(http::Call& call) {
  return base64url(call.changes().random().bytes(key_bytes));
}

void require_form_key(std::string_view key) {
  const bool right = key.size() >= key_characters_min && key.size() <= key_characters_max &&
                     std::ranges::all_of(key, [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              c == '-' || c == '_';
                     });
  if (!right) throw Refusal(Status::bad_request, "pages.form.stale");
}

http::Response shown(Page page) {
  return http::Response::html(page.status, std::move(page.html));
}

void both(const std::string& pattern, const std::string& name,
          const std::function<void(const std::string&, const std::string&, const std::string&)>& add) {
  add(pattern, name, std::string());
  add(pattern + "/{view}", name + "_view", std::string("view"));
}

std::string_view view_at(const http::Call& call, const std::string& parameter) {
  return parameter.empty() ? std::string_view() : std::string_view(call.parameter(parameter));
}

void kept_page(http::Router& router, const std::string& pattern, const std::string& name,
               const ViewHandler& render) {
  both(pattern, name, [&](const std::string& at, const std::string& named, const std::string& parameter) {
    router.page(at, named,
                [render, parameter](http::Call& call) { return render(call, view_at(call, parameter)); });
  });
}

void answered(http::Router& router, const std::string& method, const std::string& pattern,
              const std::string& name, const ViewHandler& handler, std::size_t body_bytes_max,
              std::string_view takes) {
  both(pattern, name, [&](const std::string& at, const std::string& named, const std::string& parameter) {
    auto& route = router.raw(
        method, at, http::Access::anyone, named, method == "POST" ? std::string(takes) : std::string(),
        std::string(page_type),
        [handler, parameter](http::Call& call) { return handler(call, view_at(call, parameter)); });
    route.body_bytes_max = body_bytes_max;
  });
}

}  // namespace lianghu::pages

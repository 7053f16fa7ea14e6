#include "features/pages/code_page_api.h"

#include <memory>

namespace lianghu::pages {

namespace {

constexpr std::size_t code_form_bytes_max = 64 * 1024;

View view_of_call(const http::Call& call, std::string_view name) {
  const auto view = view_of(name, call.language());
  if (!view) throw Refusal(Status::not_found, "route.not_found");
  return *view;
}

http::Response answer_of(Page page) {
  return http::Response::html(page.status, std::move(page.html));
}

}  // namespace

std::string typed_field(const http::Parameters& form, std::string_view name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

void code_routes(http::Router& router, const CodeDoor& door, const CodeAnswer& answer) {
  const auto tries = std::make_shared<http::RateLimiter>(door.tries_at_once, door.seconds_a_try);
  const std::string path(door.path);
  const auto route = [&](const std::string& at, std::string_view shown, std::string_view answered,
                         std::string_view parameter) {
    const auto view = [parameter](const http::Call& call) {
      return view_of_call(call, parameter.empty() ? std::string_view() : call.parameter(parameter));
    };
    router.page(at, std::string(shown),
                [door, view](http::Call& call) { return answer_of(code_page(door, view(call), {}, 200)); });
    auto& post = router.raw("POST", at, http::Access::anyone, std::string(answered),
                            "application/x-www-form-urlencoded", "text/html",
                            [door, view, tries, answer](http::Call& call) {
                              const View asked = view(call);
                              const http::Parameters typed = call.form();
                              const std::string& network = call.request().network;
                              const auto refused = [&](const Refusal& refusal, const Kept& kept) {
                                return answer_of(code_page(door, asked, refusal.problems(),
                                                           static_cast<int>(refusal.status()), kept));
                              };
                              try {
                                tries->require(network, call.changes().clock().now());
                              } catch (const Refusal& refusal) {
                                return refused(refusal, typed);
                              }
                              try {
                                Page page = answer(call, asked, typed);
                                tries->give_back(network);
                                return answer_of(std::move(page));
                              } catch (const Refusal& refusal) {
                                return refused(refusal, {});
                              }
                            });
    post.body_bytes_max = code_form_bytes_max;
  };
  route(path, door.shown, door.answered, "");
  route(path + "/{view}", door.shown_view, door.answered_view, "view");
}

}  // namespace lianghu::pages

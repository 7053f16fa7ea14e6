#include "features/pages/code_page_api.h"

#include <memory>

#include "features/pages/asking_api.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t code_form_bytes_max = 64 * 1024;

}  // namespace

void code_routes(http::Router& router, const CodeDoor& door, const CodeAnswer& answer) {
  const auto tries = std::make_shared<http::RateLimiter>(door.tries_at_once, door.seconds_a_try);
  const std::string path(door.path);
  const auto route = [&](const std::string& at, std::string_view shown_name, std::string_view answered_name,
                         std::string_view parameter) {
    const auto view = [parameter](const http::Call& call) {
      return view_asked(call, parameter.empty() ? std::string_view() : call.parameter(parameter));
    };
    router.page(at, std::string(shown_name),
                [door, view](http::Call& call) { return shown(code_page(door, view(call), {}, 200)); });
    auto& post =
        router.raw("POST", at, http::Access::anyone, std::string(answered_name), std::string(form_type),
                   std::string(page_type), [door, view, tries, answer](http::Call& call) {
                     const View asked = view(call);
                     const http::Parameters typed = call.form();
                     const std::string& network = call.request().network;
                     const auto refused = [&](const Refusal& refusal, const Kept& kept) {
                       return shown(code_page(door, asked, refusal.problems(),
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
                       return shown(std::move(page));
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

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
  kept_page(router, path, std::string(door.shown), [door](http::Call& call, std::string_view view) {
    return shown(code_page(door, view_asked(call, view), {}, 200));
  });
  const auto take = [door, tries, answer](http::Call& call, std::string_view view) {
    const View asked = view_asked(call, view);
    const http::Parameters typed = call.form();
    const std::string& network = call.request().network;
    const auto refused = [&](const Refusal& refusal, const Kept& kept) {
      return shown(code_page(door, asked, refusal.problems(), static_cast<int>(refusal.status()), kept));
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
  };
  answered(router, "POST", path, std::string(door.answered), take, code_form_bytes_max);
}

}  // namespace lianghu::pages

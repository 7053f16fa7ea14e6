#include "features/pages/pages_api.h"

#include <functional>

#include "features/pages/appraisal_page_api.h"
#include "features/pages/asking_api.h"
#include "features/pages/feedback_pages_api.h"
#include "features/pages/icons.h"
#include "features/pages/log_api.h"
#include "features/pages/pages.h"
#include "features/pages/paper_page_api.h"
#include "features/pages/slip_page_api.h"
#include "features/pages/track_pages_api.h"

namespace lianghu::pages {

namespace {

constexpr std::string_view icon_type = "image/svg+xml";

using Render = Page (*)(Context&, std::string_view, const View&);

http::Response cached(http::Call& call, Page page) {
  for (std::string& each : page.tags) call.tag_page(std::move(each));
  return shown(std::move(page));
}

http::Response answer(http::Call& call, const std::string& subject, std::string_view view_name,
                      Render render) {
  const View view = view_asked(call, view_name);
  Page page = call.read([&](Context& context) { return render(context, subject, view); });
  return cached(call, std::move(page));
}

http::Response archive_answer(http::Call& call, const std::string& month, std::string_view view_name) {
  const View view = view_asked(call, view_name);
  Page page =
      call.read([&](Context& context) { return archive_page(context, call.parameter("code"), month, view); });
  return cached(call, std::move(page));
}

void archive_routes(http::Router& router) {
  router.page("/v/{code}/archive", "pages.archive",
              [](http::Call& call) { return archive_answer(call, "", ""); });
  kept_page(router, "/v/{code}/archive/{month}", "pages.archive_month",
            [](http::Call& call, std::string_view view) {
              return archive_answer(call, call.parameter("month"), view);
            });
}

/// Where browsers look for a page's icon when it names none, so that no page needs to.
void icon_route(http::Router& router) {
  auto& route = router.page("/favicon.ico", "pages.icon", [](http::Call&) {
    http::Response response;
    response.type = icon_type;
    response.body = sign_file();
    response.headers.emplace_back("Cache-Control", "public, max-age=86400");
    return response;
  });
  route.response_type = icon_type;
}

}  // namespace

void routes(http::Router& router) {
  const auto page = [&](const std::string& pattern, const std::string& name, std::string_view subject,
                        Render render) {
    kept_page(router, pattern, name, [subject, render](http::Call& call, std::string_view view) {
      return answer(call, call.parameter(subject), view, render);
    });
  };
  page("/p/{token}", "pages.plaque", "token", plaque_page);
  page("/p/{token}/proof", "pages.proof", "token", proof_page);
  page("/v/{code}", "pages.board", "code", board_page);
  archive_routes(router);
  feedback_routes(router);
  track_routes(router);
  slip_routes(router);
  appraisal_routes(router);
  paper_routes(router);
  log_routes(router);
  icon_route(router);
}

}  // namespace lianghu::pages

#include "features/pages/pages_api.h"

#include <functional>

#include "features/pages/appraisal_page_api.h"
#include "features/pages/asking_api.h"
#include "features/pages/feedback_pages_api.h"
#include "features/pages/log_api.h"
#include "features/pages/pages.h"
#include "features/pages/paper_page_api.h"
#include "features/pages/slip_page_api.h"
#include "features/pages/track_pages_api.h"

namespace lianghu::pages {

namespace {

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
  router.page("/v/{code}/archive/{month}", "pages.archive_month",
              [](http::Call& call) { return archive_answer(call, call.parameter("month"), ""); });
  router.page("/v/{code}/archive/{month}/{view}", "pages.archive_month_view", [](http::Call& call) {
    return archive_answer(call, call.parameter("month"), call.parameter("view"));
  });
}

}  // namespace

void routes(http::Router& router) {
  router.page("/p/{token}", "pages.plaque",
              [](http::Call& call) { return answer(call, call.parameter("token"), "", plaque_page); });
  router.page("/p/{token}/{view}", "pages.plaque_view", [](http::Call& call) {
    return answer(call, call.parameter("token"), call.parameter("view"), plaque_page);
  });
  router.page("/p/{token}/proof", "pages.proof",
              [](http::Call& call) { return answer(call, call.parameter("token"), "", proof_page); });
  router.page("/p/{token}/proof/{view}", "pages.proof_view", [](http::Call& call) {
    return answer(call, call.parameter("token"), call.parameter("view"), proof_page);
  });
  router.page("/v/{code}", "pages.board",
              [](http::Call& call) { return answer(call, call.parameter("code"), "", board_page); });
  router.page("/v/{code}/{view}", "pages.board_view", [](http::Call& call) {
    return answer(call, call.parameter("code"), call.parameter("view"), board_page);
  });
  archive_routes(router);
  feedback_routes(router);
  track_routes(router);
  slip_routes(router);
  appraisal_routes(router);
  paper_routes(router);
  log_routes(router);
}

}  // namespace lianghu::pages

#include "features/pages/pages_api.h"

#include <gtest/gtest.h>

#include "features/pages/testing.h"
#include "http/testing.h"

namespace lianghu::pages {
namespace {

class PageRoutes : public testing::Street {
 protected:
  PageRoutes() {
    routes(router_);
    hang_all();
  }
  std::string language_of(const std::string& address) {
    const http::Response response = visitor_.get(address);
    EXPECT_EQ(response.status, 200) << address;
    EXPECT_TRUE(response.type.starts_with("text/html")) << address;
    return testing::MarkupReader::read(response.body).language;
  }

  http::Router router_;
  http::testing::Browser visitor_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(PageRoutes);

TEST_P(PageRoutes, the_address_chooses_the_language_before_the_browser_does) {
  for (const std::string& page : {door(village_.sun), testing::board}) {
    visitor_.with_header("accept-language", "en-GB,en;q=0.9");
    EXPECT_EQ(language_of(page), "en");
    EXPECT_EQ(language_of(page + "/elder"), "en");
    EXPECT_EQ(language_of(page + "/zh"), "zh-CN");
    visitor_.with_header("accept-language", "");
    EXPECT_EQ(language_of(page), "zh-CN");
    EXPECT_EQ(language_of(page + "/en-elder"), "en");
  }
}

TEST_P(PageRoutes, an_address_that_leads_nowhere_is_not_found) {
  for (const std::string& address :
       {door(village_.sun) + "/fr", testing::board + "/big", std::string("/p/1"), std::string("/v/1"),
        std::string("/p/%3Cscript%3E%22%27"), std::string("/p/%2E%2E%2Fx/elder")}) {
    const http::Response response = visitor_.get(address);
    EXPECT_EQ(response.status, 404) << address;
    EXPECT_EQ(response.body.find("<script"), std::string::npos) << address;
    EXPECT_EQ(response.body.find("../"), std::string::npos) << address;
  }
}

TEST_P(PageRoutes, the_icon_that_browsers_look_for_is_there) {
  const http::Response icon = visitor_.get("/favicon.ico");
  EXPECT_EQ(icon.status, 200);
  EXPECT_EQ(icon.type, "image/svg+xml");
  EXPECT_TRUE(icon.body.starts_with(R"(<svg xmlns="http://www.w3.org/2000/svg")"));
}

TEST_P(PageRoutes, a_plaque_that_is_not_valid_leads_to_the_form_of_its_village) {
  const std::string address = door(village_.wang);
  village_.change([&](Context& c, const organisations::Village& village) {
    const auto plaque = plaques::of_household(c, village, village_.wang).value();
    return plaques::retire(c, village, plaque.id, {"房子拆了", plaque.version});
  });
  for (const char* view : {"", "/en", "/elder"}) {
    const http::Response answer = visitor_.get(address + view);
    EXPECT_EQ(answer.status, 410) << view;
    const std::string form = testing::board + "/say" + view;
    EXPECT_TRUE(testing::MarkupReader::read(answer.body).links_to(form)) << view;
    EXPECT_EQ(visitor_.get(form).status, 200) << view;
  }
}

TEST_P(PageRoutes, pages_are_finished_bytes_for_everybody_and_forms_are_kept_by_nobody) {
  for (const auto& route : router_.routes()) {
    // /b/ is a form from its first look on: what is behind its code is for whoever holds the paper. The log
    // has its own rules.
    const bool form = route->method == "POST" || route->pattern.find("/say") != std::string::npos ||
                      route->pattern.starts_with("/b/") || route->pattern.starts_with("/log/") ||
                      route->pattern.ends_with(".tlog-proof");
    EXPECT_EQ(route->caching, form ? http::Caching::none : http::Caching::page) << route->pattern;
    EXPECT_EQ(route->access, http::Access::anyone) << route->pattern;
  }
}

}  // namespace
}  // namespace lianghu::pages

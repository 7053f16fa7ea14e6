#include "http/router.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "http/test_room.h"

namespace lianghu::http {
namespace {

Response nothing(Call&) {
  return Response::json(200, "{}");
}

class Routing : public ::testing::Test {
 protected:
  void add(const std::string& method, const std::string& pattern) {
    router_.raw(method, pattern, Access::anyone, method + pattern, "", "", nothing);
  }
  std::string found(std::string_view method, std::string_view path) {
    const auto match = router_.find(method, path);
    return match.route ? match.route->pattern : "";
  }
  Router router_;
};

TEST_F(Routing, a_literal_goes_before_a_parameter_and_does_not_hide_it) {
  add("GET", "/a/{id}");
  add("GET", "/a/new");
  add("GET", "/a/{id}/b");
  EXPECT_EQ(found("GET", "/a/new"), "/a/new");
  EXPECT_EQ(found("GET", "/a/7"), "/a/{id}");
  EXPECT_EQ(found("GET", "/a/new/b"), "/a/{id}/b");
  EXPECT_EQ(router_.find("GET", "/a/new/b").parameters.at("id"), "new");
}

TEST_F(Routing, what_is_not_exactly_a_route_is_none) {
  add("GET", "/a/{id}");
  for (const auto* path : {"", "/", "a/7", "/a", "/a/", "/a/7/", "//a/7", "/a/7/b", "/A/7"}) {
    EXPECT_EQ(found("GET", path), "") << path;
    EXPECT_FALSE(router_.find("GET", path).path_exists) << path;
  }
}

TEST_F(Routing, head_is_answered_by_get_and_another_method_told_what_is_allowed) {
  add("GET", "/a");
  add("POST", "/a");
  EXPECT_EQ(found("HEAD", "/a"), "/a");
  const auto match = router_.find("PUT", "/a");
  EXPECT_FALSE(match.route);
  EXPECT_TRUE(match.path_exists);
  EXPECT_EQ(match.allow, "GET, POST");
}

TEST_F(Routing, two_routes_for_one_address_are_a_bug) {
  add("GET", "/a/{id}");
  EXPECT_THROW(add("GET", "/a/{other}"), std::logic_error);
  EXPECT_THROW(add("GET", "a"), std::logic_error);
}

class OpenApi : public ::testing::Test {
 protected:
  Router router_;
  test::Room room_{router_};
  boost::json::value document_ = boost::json::parse(router_.openapi());
  const boost::json::value& at(std::string_view pointer) { return document_.at_pointer(pointer); }
};

TEST_F(OpenApi, it_says_every_api_route_and_no_page) {
  EXPECT_EQ(at("/openapi").as_string(), "3.1.0");
  const auto& paths = at("/paths").as_object();
  EXPECT_TRUE(paths.contains("/api/v1/notes/{note}"));
  EXPECT_FALSE(paths.contains("/p/{token}"));
  EXPECT_EQ(at("/paths/~1api~1v1~1notes/post/operationId").as_string(), "notes.write");
}

TEST_F(OpenApi, it_says_what_goes_in_and_out) {
  const auto reference = at("/paths/~1api~1v1~1notes/post/requestBody/content/application~1json/schema/$ref");
  const std::string pointer = std::string(reference.as_string()).substr(1);
  EXPECT_TRUE(at(pointer + "/properties").as_object().contains("times")) << pointer;
  EXPECT_EQ(at("/paths/~1api~1v1~1notes/post/responses/200/content/application~1json/schema/$ref"),
            reference);
  EXPECT_EQ(at("/paths/~1api~1v1~1notes~1{note}/get/parameters/0/name").as_string(), "note");
}

TEST_F(OpenApi, a_write_needs_its_key_and_every_route_may_be_refused) {
  EXPECT_EQ(at("/paths/~1api~1v1~1notes/post/parameters/0/$ref").as_string(),
            "#/components/parameters/IdempotencyKey");
  EXPECT_EQ(at("/paths/~1api~1v1~1mine/get/responses/default/$ref").as_string(),
            "#/components/responses/Refused");
  EXPECT_TRUE(at("/components/responses").as_object().contains("Refused"));
  EXPECT_TRUE(at("/components/schemas").as_object().contains("Error"));
  EXPECT_TRUE(at("/paths/~1api~1v1~1mine/get").as_object().contains("security"));
}

}  // namespace
}  // namespace lianghu::http

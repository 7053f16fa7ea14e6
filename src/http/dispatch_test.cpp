#include <gtest/gtest.h>

#include "http/test_room.h"
#include "http/testing.h"

namespace lianghu::http {
namespace {

class Dispatch : public ::testing::Test {
 protected:
  static Actor somebody() {
    Actor actor;
    actor.kind = ActorKind::account;
    actor.account = 7;
    actor.name = "Zhang";
    return actor;
  }
  void expect_problem(const Response& response, int status, const std::string& key) {
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_EQ(testing::problem_keys(response), std::vector<std::string>{key}) << response.body;
  }

  journal::testing::Bench bench_{db::Engine::sqlite};
  Router router_;
  test::Room room_{router_};
  testing::Browser browser_{router_, bench_.changes()};
};

TEST_F(Dispatch, a_shape_that_is_wrong_is_refused_with_every_field_named) {
  const auto response = browser_.post("/api/v1/notes", R"({"times":"many","colour":1})");
  EXPECT_EQ(response.status, 400);
  auto fields = testing::problem_fields(response);
  std::sort(fields.begin(), fields.end());
  EXPECT_EQ(fields, (std::vector<std::string>{"colour", "text", "times"})) << response.body;
  EXPECT_EQ(room_.written, 0);
}

TEST_F(Dispatch, text_that_is_not_json_is_refused) {
  expect_problem(browser_.post("/api/v1/notes", "{\"text\":"), 400, "json.malformed");
}

TEST_F(Dispatch, what_nobody_sees_in_typed_text_does_not_come_in) {
  const auto response = browser_.post("/api/v1/notes", R"({"text":"于\u202e演\u0000林\r\n","times":1})");
  EXPECT_NE(response.body.find(R"("于演林\n!")"), std::string::npos) << response.body;
}

TEST_F(Dispatch, ten_thousand_faults_are_not_answered_with_ten_thousand_sentences) {
  router_.get<Nothing>("/api/v1/faults", Access::anyone, "notes.faults", [](Call&) -> Nothing {
    throw Refusal(Status::unprocessable, std::vector<Problem>(10'000, {"json.missing", "text", {}}));
  });
  const auto response = browser_.get("/api/v1/faults");
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(testing::problem_keys(response).size(), 100U);
}

TEST_F(Dispatch, a_refusal_speaks_the_readers_language) {
  browser_.with_header("accept-language", "en-GB,en;q=0.9");
  const auto english = browser_.get("/api/v1/mine");
  EXPECT_NE(english.body.find("Please sign in first."), std::string::npos) << english.body;
  browser_.with_header("accept-language", "zh-CN");
  const auto chinese = browser_.get("/api/v1/mine");
  EXPECT_NE(chinese.body.find("请先登录。"), std::string::npos) << chinese.body;
  EXPECT_EQ(testing::header(chinese, "Content-Language"), "zh-CN");
}

TEST_F(Dispatch, a_refusal_names_its_request) {
  const auto response = browser_.get("/api/v1/nowhere");
  expect_problem(response, 404, "route.not_found");
  EXPECT_NE(response.body.find("\"request_id\":\"test-1\""), std::string::npos) << response.body;
}

TEST_F(Dispatch, a_known_path_with_another_method_says_which_it_takes) {
  const auto response = browser_.remove("/api/v1/notes");
  expect_problem(response, 405, "route.method");
  EXPECT_EQ(testing::header(response, "Allow"), "POST");
}

TEST_F(Dispatch, an_id_that_is_none_is_not_found) {
  expect_problem(browser_.get("/api/v1/notes/one"), 404, "route.not_found");
  EXPECT_EQ(browser_.get("/api/v1/notes/12?more=%E4%BA%AE").body, R"({"text":"12亮","times":1})");
}

TEST_F(Dispatch, a_body_of_another_type_is_refused) {
  expect_problem(browser_.send("POST", "/api/v1/notes", "text/plain", "{}"), 415, "body.type");
  expect_problem(browser_.send("POST", "/api/v1/notes", "", "{}"), 415, "body.type");
  EXPECT_EQ(
      browser_.send("POST", "/api/v1/notes", "Application/JSON; charset=utf-8", R"({"text":"a","times":1})")
          .status,
      200);
}

TEST_F(Dispatch, a_write_without_a_key_is_refused_and_not_done) {
  expect_problem(browser_.without_key().post("/api/v1/notes", R"({"text":"a","times":1})"), 400,
                 "idempotency.missing");
  expect_problem(browser_.with_key("short").post("/api/v1/notes", R"({"text":"a","times":1})"), 400,
                 "idempotency.malformed");
  EXPECT_EQ(room_.written, 0);
}

TEST_F(Dispatch, a_repeated_write_gets_the_first_answer) {
  const std::string body = R"({"text":"a","times":1})";
  const auto first = browser_.with_key("0123456789abcdef").post("/api/v1/notes", body);
  const auto again = browser_.with_key("0123456789abcdef").post("/api/v1/notes", body);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(room_.written, 1);
}

TEST_F(Dispatch, a_key_that_comes_with_another_body_or_actor_is_refused) {
  EXPECT_EQ(browser_.with_key("0123456789abcdef").post("/api/v1/notes", R"({"text":"a","times":1})").status,
            200);
  expect_problem(browser_.with_key("0123456789abcdef").post("/api/v1/notes", R"({"text":"b","times":1})"),
                 409, "idempotency.reused");
  browser_.as(somebody());
  expect_problem(browser_.with_key("0123456789abcdef").post("/api/v1/notes", R"({"text":"a","times":1})"),
                 409, "idempotency.reused");
}

TEST_F(Dispatch, a_write_from_another_site_is_refused) {
  const std::string body = R"({"text":"a","times":1})";
  browser_.with_header("host", "lianghu.example").with_header("origin", "https://evil.example");
  expect_problem(browser_.post("/api/v1/notes", body), 403, "origin.refused");
  browser_.with_header("origin", "null");
  expect_problem(browser_.post("/api/v1/notes", body), 403, "origin.refused");
  browser_.with_header("origin", "https://lianghu.example").with_header("sec-fetch-site", "cross-site");
  expect_problem(browser_.post("/api/v1/notes", body), 403, "origin.refused");
  EXPECT_EQ(room_.written, 0);
  browser_.with_header("sec-fetch-site", "same-origin");
  EXPECT_EQ(browser_.post("/api/v1/notes", body).status, 200);
}

TEST_F(Dispatch, what_needs_a_session_asks_for_one) {
  expect_problem(browser_.get("/api/v1/mine"), 401, "session.required");
  browser_.as(somebody());
  EXPECT_EQ(browser_.get("/api/v1/mine").body, R"({"text":"Zhang","times":1})");
}

TEST_F(Dispatch, a_session_that_is_over_says_so) {
  const Dispatcher dispatcher(router_, bench_.changes(), [](std::string_view) { return std::nullopt; });
  Request request;
  request.method = "GET";
  request.path = "/api/v1/mine";
  request.headers["cookie"] = "a=b; lianghu_session=old";
  const auto match = router_.find("GET", request.path);
  expect_problem(dispatcher.answer(request, match).response, 401, "session.expired");
}

TEST_F(Dispatch, a_fault_of_ours_tells_nothing_of_the_inside) {
  const auto response = browser_.get("/api/v1/broken");
  expect_problem(response, 500, "http.internal");
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
}

TEST_F(Dispatch, people_get_a_page_and_programs_json) {
  const auto page = browser_.post_form("/f/1", {{"other", "x"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_EQ(page.type, "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("缺少“text”"), std::string::npos) << page.body;
  browser_.with_header("accept", "text/html");
  EXPECT_EQ(browser_.get("/nowhere").type, "text/html; charset=utf-8");
  EXPECT_EQ(browser_.get("/api/v1/nowhere").type, "application/json");
}

TEST_F(Dispatch, a_broken_upload_is_refused_and_a_whole_one_read) {
  expect_problem(browser_.send("POST", "/api/v1/uploads", "multipart/form-data; boundary=x", "--x\r\nbroken"),
                 400, "form.malformed");
  EXPECT_EQ(browser_.upload("/api/v1/uploads", {{"a", "", "", "1"}, {"b", "b.csv", "text/csv", "2"}}).body,
            "2");
}

TEST_F(Dispatch, a_body_over_the_routes_limit_is_refused) {
  const auto response = browser_.post("/api/v1/notes", std::string(300 * 1024, ' '));
  expect_problem(response, 413, "body.too_large");
  EXPECT_NE(response.body.find("256 KB"), std::string::npos) << response.body;
}

TEST_F(Dispatch, every_answer_carries_the_headers_of_safety) {
  for (const auto& address : {"/api/v1/notes/1", "/api/v1/nowhere", "/p/1", "/api/v1/broken"}) {
    const auto response = browser_.get(address);
    const auto policy = testing::header(response, "Content-Security-Policy");
    EXPECT_EQ(policy.find("script-src"), std::string::npos) << address;
    EXPECT_NE(policy.find("default-src 'self'"), std::string::npos) << address;
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << address;
    EXPECT_EQ(policy.find("'unsafe-inline'") != std::string::npos, response.type.starts_with("text/html"))
        << address;
    EXPECT_EQ(testing::header(response, "X-Content-Type-Options"), "nosniff") << address;
    EXPECT_EQ(testing::header(response, "Referrer-Policy"), "same-origin") << address;
  }
  EXPECT_EQ(testing::header(browser_.get("/api/v1/notes/1"), "Cache-Control"), "no-store");
}

TEST(Errors, the_databases_trouble_becomes_409_503_or_500) {
  const auto status = [](db::Code code) {
    return trouble_of(std::make_exception_ptr(db::Error(code, "inside"))).status;
  };
  EXPECT_EQ(status(db::Code::unique), 409);
  EXPECT_EQ(status(db::Code::foreign_key), 409);
  EXPECT_EQ(status(db::Code::busy), 503);
  EXPECT_EQ(status(db::Code::connection), 503);
  EXPECT_EQ(status(db::Code::disk), 503);
  EXPECT_EQ(status(db::Code::check), 500);
  EXPECT_EQ(status(db::Code::other), 500);
  const auto busy = trouble_of(std::make_exception_ptr(db::Error(db::Code::busy, "inside")));
  const auto response = error_response(busy, Language::en, "id", Reader::program);
  EXPECT_EQ(testing::header(response, "Retry-After"), "1");
  EXPECT_EQ(response.body.find("inside"), std::string::npos);
}

TEST(Errors, what_people_sent_is_escaped_on_the_page) {
  const Trouble trouble{400, {{"json.unknown", "<script>", {}}}, 0, ""};
  const auto page = error_response(trouble, Language::en, "id", Reader::person);
  EXPECT_NE(page.body.find("&lt;script&gt;"), std::string::npos);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
}

TEST(Sessions, the_cookie_is_httponly_lax_and_secure_behind_https) {
  journal::testing::Bench bench(db::Engine::sqlite);
  Request request;
  request.headers["x-forwarded-proto"] = "https";
  Call https(request, {}, Actor::visitor(), bench.changes());
  set_session_cookie(https, "token", std::chrono::hours(1));
  EXPECT_EQ(https.answer_headers().front().second,
            "lianghu_session=token; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure");
  Call plain(Request{}, {}, Actor::visitor(), bench.changes());
  clear_session_cookie(plain);
  EXPECT_EQ(plain.answer_headers().front().second,
            "lianghu_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

}  // namespace
}  // namespace lianghu::http

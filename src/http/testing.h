#pragma once
// For tests of a feature's routes: a browser without sockets. It goes through the same dispatch as the server
// does, so refusals, limits, sessions and headers are the real ones.
//
//   http::Router router;
//   plaques::add_routes(router);
//   http::testing::Browser browser(router, changes);
//   browser.as(secretary);
//   const auto answer = browser.post("/api/v1/villages/7/plaques", R"({"households":["1"]})");
//   EXPECT_EQ(answer.status, 200) << answer.body;
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/dispatch.h"

namespace lianghu::http::testing {

struct Upload {
  std::string name, filename, type, bytes;
};

class Browser {
 public:
  /// Borrows both. Until `as` is called it is a visitor.
  Browser(const Router& router, Changes& changes) : dispatcher_(router, changes, {}) {}

  /// Whoever asks from now on.
  Browser& as(Actor actor);
  /// Sent with every request from now on; an empty value removes it. Names in lower case.
  Browser& with_header(std::string name, std::string value);
  /// From which it asks from now on.
  Browser& from_network(std::string network);
  /// The Idempotency-Key of the next write only; without it each write draws a new one.
  Browser& with_key(std::string key);
  /// The next write sends no Idempotency-Key.
  Browser& without_key();

  /// `address` is a path with its query, percent-encoded.
  Response get(std::string_view address);
  Response post(std::string_view address, std::string json = {});
  Response put(std::string_view address, std::string json = {});
  Response remove(std::string_view address);
  Response post_form(std::string_view address,
                     const std::vector<std::pair<std::string, std::string>>& fields);
  Response upload(std::string_view address, const std::vector<Upload>& parts);
  Response send(std::string method, std::string_view address, std::string type, std::string body);

 private:
  Dispatcher dispatcher_;
  Actor actor_;
  Parameters headers_;
  std::string network_ = "127.0.0.0/24";
  std::string next_key_;
  bool keyless_ = false;
  int sent_ = 0;
};

/// The keys of an error's problems, in their order; empty when the body is no error.
[[nodiscard]] std::vector<std::string> problem_keys(const Response& response);
/// The fields of an error's problems.
[[nodiscard]] std::vector<std::string> problem_fields(const Response& response);
/// A header's value; "" if there is none. Names as they are sent.
[[nodiscard]] std::string header(const Response& response, std::string_view name);

}  // namespace lianghu::http::testing

#include "http/remote.h"

#include <gtest/gtest.h>

#include <thread>

#include "http/test_room.h"

namespace lianghu::http {
namespace {

using test::TestServer;

RemoteAddress address(std::uint16_t port) {
  return {"127.0.0.1", std::to_string(port), {}};
}

TEST(Remote, addresses_are_read_as_they_are_written) {
  for (const char* text : {"http://example.com", "http://10.0.0.7:8081", "http://example.com/witness/one",
                           "http://[::1]:8081/x", "http://[fe80::1]"}) {
    const auto read = parse_remote(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->text(), text);
  }
  const auto read = parse_remote("http://[::1]:8081/x/");
  EXPECT_EQ(read->host, "::1");
  EXPECT_EQ(read->port, "8081");
  EXPECT_EQ(read->prefix, "/x");
  EXPECT_EQ(parse_remote("http://example.com:80/")->text(), "http://example.com");
}

TEST(Remote, what_is_no_address_is_refused) {
  for (const char* text :
       {"", "example.com", "https://example.com", "http://", "http:///x", "http://:80", "http://h:0",
        "http://h:", "http://h:65536", "http://h:1x", "http://[::1", "http://[]", "http://[::1]x",
        "http://user@h", "http://h/a b", "http://h/x?y", "http://h/#x", "http://h\r\nX: y"})
    EXPECT_FALSE(parse_remote(text)) << text;
}

TEST(Remote, a_post_brings_status_and_body_back) {
  TestServer server;
  const auto answer = post(address(server.port()), "/f/one", "text=hello", {});
  EXPECT_EQ(answer.status, 415) << "it says nothing of a type";
  EXPECT_FALSE(answer.body.empty());
  EXPECT_EQ(post(address(server.port()), "/nowhere", "", {}).status, 404);
  RemoteAddress prefixed = address(server.port());
  prefixed.prefix = "/api/v1";
  EXPECT_EQ(post(prefixed, "/notes/1", "", {}).status, 405) << "the prefix comes first";
}

TEST(Remote, nobody_there_is_an_error_and_not_a_wait) {
  std::uint16_t port = 0;
  {
    TestServer server;
    port = server.port();
  }
  EXPECT_THROW((void)post(address(port), "/", "", {}), std::runtime_error);
  EXPECT_THROW((void)post({"no-such-host.invalid", "80", {}}, "/", "", {}), std::runtime_error);
}

TEST(Remote, an_answer_that_does_not_come_or_is_too_long_is_given_up) {
  TestServer server;
  RemoteLimits limits;
  limits.body_bytes_max = 10;
  EXPECT_THROW((void)post(address(server.port()), "/nowhere", "", limits), std::runtime_error);
  std::jthread slow([&](const std::stop_token& stop) {
    EXPECT_THROW((void)post({"192.0.2.1", "9", {}}, "/", "", {}, stop), std::runtime_error);
  });
  slow.request_stop();  // and the test ends at once
}

}  // namespace
}  // namespace lianghu::http

#include <gtest/gtest.h>

#include <thread>

#include "http/server.h"
#include "http/test_room.h"

namespace lianghu::http {
namespace {

using std::chrono::milliseconds;
using test::Client;
using test::TestServer;

TEST(Pages, a_page_is_rendered_once_and_sent_as_the_reader_takes_it) {
  TestServer server;
  const auto first = server.get("/p/1");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body.substr(0, 13), "zh-CN 1 first");
  EXPECT_EQ(server.get("/p/1", "Accept-Encoding: br\r\n").header("content-encoding"), "br");
  EXPECT_EQ(server.get("/p/1?utm=1", "Accept-Encoding: gzip\r\n").header("content-encoding"), "gzip");
  const auto known = server.get("/p/1", "If-None-Match: " + first.header("etag") + "\r\n");
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(known.header("content-length"), "");
  EXPECT_EQ(server.room().rendered, 1);
  EXPECT_EQ(server.get("/p/1", "Accept-Language: en\r\n").body.substr(0, 4), "en 1");
  EXPECT_EQ(first.header("cache-control"), "no-cache");
  Client client(server.port());
  EXPECT_EQ(client.ask("HEAD /p/1 HTTP/1.1\r\nHost: a\r\n\r\n").header("content-length"),
            first.header("content-length"));
}

TEST(Pages, requests_sent_in_one_go_are_answered_in_order_from_memory_too) {
  TestServer server;
  server.room().set_page_text(std::string(50'000, 'y'));
  Client client(server.port());
  const std::string page = "GET /p/1 HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto first = client.ask(page);
  // So much that the socket cannot take it while nobody reads.
  std::string many;
  constexpr int count = 300;
  for (int i = 1; i <= count; ++i)
    many += page + "GET /api/v1/notes/" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  std::jthread sending([&] { client.send(many); });
  for (int i = 1; i <= count; ++i) {
    EXPECT_EQ(client.receive().body, first.body);
    EXPECT_EQ(client.receive().body, R"({"text":")" + std::to_string(i) + R"(","times":1})");
  }
  EXPECT_EQ(server.room().rendered, 1);
}

TEST(Pages, a_reader_who_takes_nothing_is_given_up) {
  Options options;
  options.body_idle_max = milliseconds(200);
  TestServer server(options);
  server.room().set_page_text(std::string(1'000'000, 'y'));
  const std::string page = "GET /p/1 HTTP/1.1\r\nHost: a\r\n\r\n";
  Client reader(server.port());
  EXPECT_EQ(reader.ask(page).status, 200);
  std::string many;
  for (int i = 0; i < 20; ++i) many += page;
  reader.send(many);
  while (server->metrics_text().find("lianghu_connections 0\n") == std::string::npos)
    std::this_thread::sleep_for(milliseconds(5));
}

TEST(Pages, a_dropped_page_shows_the_new_words) {
  TestServer server;
  EXPECT_NE(server.get("/p/1").body.find("first"), std::string::npos);
  server.room().set_page_text("second");
  EXPECT_NE(server.get("/p/1").body.find("first"), std::string::npos);
  server->pages().drop("/p/1");
  EXPECT_NE(server.get("/p/1").body.find("second"), std::string::npos);
  server.room().set_page_text("third");
  server->pages().drop_tag("note");
  EXPECT_NE(server.get("/p/1").body.find("third"), std::string::npos);
}

TEST(Pages, a_refused_page_is_a_page_and_is_not_kept) {
  TestServer server;
  for (int i = 1; i <= 2; ++i) {
    const auto reply = server.get("/p/unknown");
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(server.room().rendered, i);
  }
}

}  // namespace
}  // namespace lianghu::http

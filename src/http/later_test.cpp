// Routes whose answer waits for a commit and keeps no thread: through the dispatch alone, and through
// sockets.
#include <gtest/gtest.h>

#include <atomic>
#include <list>
#include <thread>

#include "http/test_room.h"
#include "http/testing.h"

namespace lianghu::http {
namespace {

using std::chrono::milliseconds;
using test::Client;
using test::Reply;
using test::TestServer;

std::string form(const std::string& path, const std::string& headers = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + headers +
         "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b";
}

Reply send(TestServer& server, const std::string& path, const std::string& headers = "") {
  return Client(server.port()).ask(form(path, headers));
}

TEST(Later, it_is_answered_after_its_commit) {
  TestServer server;
  const Reply reply = send(server, "/later/kept");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "kept kept of ");
  EXPECT_EQ(server.room().written, 1);
  EXPECT_EQ(reply.header("x-frame-options"), "DENY");
  EXPECT_EQ(reply.header("cache-control"), "no-store");
  EXPECT_FALSE(reply.header("x-request-id").empty());
}

TEST(Later, what_needs_no_commit_is_answered_at_once) {
  TestServer server;
  EXPECT_EQ(send(server, "/later/at_once").body, "at once");
  EXPECT_EQ(send(server, "/later/refused_at_once").status, 422);
  EXPECT_EQ(server.room().written, 0);
}

TEST(Later, a_change_that_is_refused_is_answered_by_the_handler) {
  TestServer server;
  const Reply reply = send(server, "/later/refused");
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.body, "json.missing for refused");
}

TEST(Later, what_breaks_is_answered_like_everywhere_and_tells_nothing_of_the_inside) {
  TestServer server;
  for (const auto* what : {"broken", "unanswered"}) {
    const Reply reply = send(server, std::string("/later/") + what);
    EXPECT_EQ(reply.status, 500) << what;
    EXPECT_EQ(reply.body.find("secret"), std::string::npos) << reply.body;
  }
  EXPECT_EQ(send(server, "/later/kept").status, 200);
}

TEST(Later, it_asks_who_comes_as_every_route_does) {
  TestServer server;
  EXPECT_EQ(send(server, "/later/mine/kept").status, 401);
  EXPECT_EQ(send(server, "/later/mine/kept", "Origin: http://elsewhere\r\n").status, 403);
  EXPECT_EQ(send(server, "/later/mine/kept", "Cookie: lianghu_session=good\r\n").body, "kept kept of Zhang");
  EXPECT_EQ(server.room().written, 1);
}

TEST(Later, many_more_than_there_are_threads_wait_for_one_commit) {
  Options options;
  options.database_threads = 1;
  TestServer server(options);
  server.room().hold();
  std::list<Client> clients;
  for (int i = 0; i < 40; ++i) clients.emplace_back(server.port()).send(form("/later/held"));
  server.room().wait_for_held(1);
  // All of them are with the writer or behind it: nobody stands in a queue for a thread.
  EXPECT_EQ(send(server, "/later/at_once").status, 200);
  EXPECT_EQ(Client(server.port()).get("/api/v1/notes/1").status, 200);
  server.room().release();
  for (Client& client : clients) EXPECT_EQ(client.receive("POST").body, "kept held of ");
  EXPECT_EQ(server.room().written, 40);
}

TEST(Later, one_too_many_that_would_wait_is_told_to_come_again) {
  Options options;
  options.queue_max = 1;
  TestServer server(options);
  server.room().hold();
  Client waiting(server.port());
  waiting.send(form("/later/held"));
  server.room().wait_for_held(1);
  EXPECT_NE(server->metrics_text().find("lianghu_commits_awaited 1\n"), std::string::npos);
  const Reply refused = send(server, "/later/kept");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "2");
  server.room().release();
  EXPECT_EQ(waiting.receive("POST").status, 200);
  // It is let go of a moment after it was told.
  while (server->metrics_text().find("lianghu_commits_awaited 0\n") == std::string::npos)
    std::this_thread::yield();
  EXPECT_EQ(send(server, "/later/kept").status, 200);
  EXPECT_EQ(server.room().written, 2);
}

TEST(Later, whoever_went_away_meanwhile_harms_nobody) {
  TestServer server;
  server.room().hold();
  {
    const Client gone(server.port());
    gone.send(form("/later/held"));
    server.room().wait_for_held(1);
  }
  server.room().release();
  EXPECT_EQ(send(server, "/later/kept").status, 200);
  EXPECT_EQ(server.room().written, 2);
}

TEST(Later, stopping_answers_what_is_on_its_way) {
  TestServer server;
  server.room().hold();
  Client waiting(server.port());
  waiting.send(form("/later/held"));
  server.room().wait_for_held(1);
  std::jthread stopping([&] { server->stop(); });
  std::this_thread::sleep_for(milliseconds(50));
  server.room().release();
  const Reply reply = waiting.receive("POST");
  EXPECT_EQ(reply.body, "kept held of ");
  EXPECT_EQ(reply.header("connection"), "close");
}

TEST(Later, a_stop_that_waits_no_longer_outlives_the_commit) {
  Options options;
  options.drain_time_max = milliseconds(50);
  TestServer server(options);
  server.room().hold();
  Client waiting(server.port());
  waiting.send(form("/later/held"));
  server.room().wait_for_held(1);
  std::atomic<bool> stopped = false;
  std::jthread stopping([&] {
    server->stop();
    stopped = true;
  });
  std::this_thread::sleep_for(milliseconds(300));  // past the drain, with the writer still at it
  EXPECT_FALSE(stopped) << "what the writer calls must be there";
  server.room().release();
  stopping.join();
  EXPECT_EQ(server.room().written, 1);
}

TEST(Later, without_sockets_it_is_the_same) {
  journal::testing::Bench bench(db::Engine::sqlite);
  Router router;
  test::Room room(router);
  testing::Browser browser(router, bench.changes());
  EXPECT_EQ(browser.post_form("/later/kept", {}).body, "kept kept of ");
  EXPECT_EQ(browser.post_form("/later/at_once", {}).body, "at once");
  EXPECT_EQ(browser.post_form("/later/refused", {}).body, "json.missing for refused");
  EXPECT_EQ(browser.post_form("/later/broken", {}).status, 500);
  EXPECT_EQ(browser.post_form("/later/mine/kept", {}).status, 401);
  EXPECT_EQ(room.written, 1);
}

}  // namespace
}  // namespace lianghu::http

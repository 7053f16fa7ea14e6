#include "http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "http/test_room.h"

namespace lianghu::http {
namespace {

using std::chrono::milliseconds;
using test::Client;
using test::Reply;
using test::TestServer;

const std::string note = R"({"text":"a","times":1})";
const std::string with_key = "Idempotency-Key: 0123456789abcdef\r\n";

milliseconds since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
}

/// Each io thread closes its own door, one a little after the other.
bool soon_refuses(std::uint16_t port) {
  const auto begin = std::chrono::steady_clock::now();
  while (since(begin) < std::chrono::seconds(10)) {
    try {
      const Client late(port);
    } catch (const std::runtime_error&) {
      return true;
    }
  }
  return false;
}

TEST(Server, it_answers_again_and_again_on_one_connection) {
  TestServer server;
  Client client(server.port());
  for (int i = 1; i <= 3; ++i) {
    const auto reply = client.get("/api/v1/notes/" + std::to_string(i));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, R"({"text":")" + std::to_string(i) + R"(","times":1})");
    EXPECT_FALSE(reply.header("x-request-id").empty());
    EXPECT_FALSE(reply.header("date").empty());
  }
}

TEST(Server, requests_sent_in_one_go_are_answered_in_order) {
  TestServer server;
  Client client(server.port());
  client.send(
      "GET /api/v1/notes/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
      "HEAD /api/v1/notes/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().body, R"({"text":"1","times":1})");
  EXPECT_EQ(client.receive().body, "ok\n");
  const auto head = client.receive("HEAD");
  EXPECT_EQ(head.header("content-length"), "22");
  EXPECT_EQ(head.header("connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, what_is_not_there_and_what_may_not_be_done_are_told_apart) {
  TestServer server;
  EXPECT_EQ(server.get("/api/v1/nowhere").status, 404);
  const auto reply = server.post("/api/v1/notes/1", "");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.header("allow"), "GET");
}

TEST(Server, a_body_too_large_is_refused_before_it_is_sent) {
  TestServer server;
  Client client(server.port());
  // Only the head: were the server to wait for the body, there would be no answer.
  const auto reply = client.ask(
      "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 209715200\r\n\r\n");
  EXPECT_EQ(reply.status, 413);
  EXPECT_NE(reply.body.find("body.too_large"), std::string::npos);
  EXPECT_TRUE(client.is_closed());
}

TEST(Server, an_upload_too_large_is_refused_at_its_field) {
  TestServer server;
  Client client(server.port());
  const auto reply = client.ask(
      "POST /api/v1/uploads HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n"
      "Content-Length: 209715200\r\n\r\n");
  EXPECT_EQ(reply.status, 413);
  EXPECT_NE(reply.body.find(R"("key":"body.too_large")"), std::string::npos) << reply.body;
  EXPECT_NE(reply.body.find(R"("field":"file")"), std::string::npos) << reply.body;
}

TEST(Server, a_body_in_pieces_is_read_and_one_without_end_is_refused) {
  TestServer server;
  const std::string head = "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" +
                           with_key + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Client(server.port()).ask(head + "16\r\n" + note + "\r\n0\r\n\r\n").status, 200);
  std::string endless = head;
  const std::string piece = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
  for (int i = 0; i < 5; ++i) endless += piece;
  EXPECT_EQ(Client(server.port()).ask(endless).status, 413);
  EXPECT_EQ(Client(server.port()).ask(head + "zz\r\n").status, 400);
}

TEST(Server, a_client_that_asks_before_it_sends_is_told_to_go_on) {
  TestServer server;
  Client client(server.port());
  client.send("POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + with_key +
              "Expect: 100-continue\r\nContent-Length: 22\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  client.send(note);
  EXPECT_EQ(client.receive().status, 200);
}

TEST(Server, a_head_that_comes_too_slowly_ends_the_connection) {
  Options options;
  options.head_time_max = milliseconds(300);
  TestServer server(options);
  Client client(server.port());
  const auto begin = std::chrono::steady_clock::now();
  std::jthread dripping([&](const std::stop_token& stop) {
    client.send("GET / HTTP/1.1\r\n");
    while (!stop.stop_requested()) {
      client.send("X: y\r\n");
      std::this_thread::sleep_for(milliseconds(50));
    }
  });
  EXPECT_TRUE(client.is_closed());
  EXPECT_GE(since(begin), milliseconds(250));
  EXPECT_LT(since(begin), milliseconds(5000));
}

TEST(Server, a_body_that_stalls_and_an_idle_connection_are_ended) {
  Options options;
  options.body_idle_max = milliseconds(200);
  options.keep_alive_idle_max = milliseconds(200);
  TestServer server(options);
  Client stalling(server.port());
  stalling.send(
      "POST /api/v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
      "9\r\n\r\n{");
  EXPECT_TRUE(stalling.is_closed());
  Client idle(server.port());
  EXPECT_EQ(idle.get("/healthz").status, 200);
  EXPECT_TRUE(idle.is_closed());
}

TEST(Server, what_two_servers_could_read_differently_is_refused) {
  TestServer server;
  const std::string post = "POST /api/v1/notes HTTP/1.1\r\nContent-Type: application/json\r\n";
  for (const auto& bytes : {
           post + "Host: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           post + "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
           post + "Host: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
           post + "Host: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
           post + "Host: a\r\nContent-Length: -2\r\n\r\n{}",
           post + "Host: a\r\nContent-Length: +2\r\n\r\n{}",
           post + "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
           post + "Host: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
           post + "\r\n",
           post + "Host: a\r\nHost: b\r\n\r\n",
           std::string("POST /api/v1/notes HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
           std::string("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
           std::string("\x16\x03\x01\x02\x00 not http\r\n\r\n"),
       }) {
    Client client(server.port());
    const auto reply = client.ask(bytes);
    EXPECT_EQ(reply.status, 400) << bytes;
    EXPECT_EQ(reply.header("connection"), "close") << bytes;
  }
  EXPECT_EQ(server.room().written, 0);
}

TEST(Server, a_head_without_end_is_refused) {
  TestServer server;
  EXPECT_EQ(server.get("/healthz", "X: " + std::string(20'000, 'x') + "\r\n").status, 431);
}

TEST(Server, a_repeated_write_is_done_once_and_answered_the_same) {
  TestServer server;
  const auto first = server.post("/api/v1/notes", note, with_key);
  const auto again = server.post("/api/v1/notes", note, with_key);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(server.room().written, 1);
  EXPECT_EQ(server.post("/api/v1/notes", note).status, 400);
}

TEST(Server, a_write_from_another_site_is_refused) {
  TestServer server;
  EXPECT_EQ(server.post("/api/v1/notes", note, with_key + "Origin: http://evil.example\r\n").status, 403);
  EXPECT_EQ(server.post("/api/v1/notes", note, with_key + "Sec-Fetch-Site: same-site\r\n").status, 403);
  EXPECT_EQ(server.post("/api/v1/notes", note, with_key + "Origin: http://localhost\r\n").status, 200);
}

TEST(Server, the_session_cookie_tells_who_asks) {
  TestServer server;
  EXPECT_EQ(server.get("/api/v1/mine", "Cookie: x=y; lianghu_session=good\r\n").body,
            R"({"text":"Zhang","times":1})");
  EXPECT_NE(server.get("/api/v1/mine").body.find("session.required"), std::string::npos);
  const auto expired = server.get("/api/v1/mine", "Cookie: lianghu_session=old\r\n");
  EXPECT_EQ(expired.status, 401);
  EXPECT_NE(expired.body.find("session.expired"), std::string::npos);
}

TEST(Server, a_refusal_speaks_the_readers_language) {
  TestServer server;
  EXPECT_NE(server.get("/api/v1/mine", "Accept-Language: en\r\n").body.find("Please sign in first."),
            std::string::npos);
  EXPECT_NE(server.get("/api/v1/mine").body.find("请先登录。"), std::string::npos);
}

TEST(Server, a_full_queue_says_come_again) {
  Options options;
  options.database_threads = 1;
  options.queue_max = 1;
  TestServer server(options);
  server.room().hold();
  Client running(server.port());
  running.send("GET /api/v1/held HTTP/1.1\r\nHost: a\r\n\r\n");
  server.room().wait_for_held(1);
  Client queued(server.port());
  queued.send("GET /api/v1/held HTTP/1.1\r\nHost: a\r\n\r\n");
  // The queue's one place is taken once that has been read, which nothing but the metrics tells.
  while (server->metrics_text().find("lianghu_queue_length 1\n") == std::string::npos)
    std::this_thread::yield();
  const auto refused = server.get("/api/v1/held");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "2");
  EXPECT_EQ(server.get("/p/1").status, 503) << "a page that must be rendered waits in the same queue";
  EXPECT_EQ(server.get("/healthz").status, 200);
  server.room().release();
  EXPECT_EQ(running.receive().status, 200);
  EXPECT_EQ(queued.receive().status, 200);
  EXPECT_EQ(server.get("/p/1").status, 200);
}

TEST(Server, one_connection_too_many_is_told_so) {
  Options options;
  options.connections_max = 2;
  TestServer server(options);
  Client one(server.port());
  Client two(server.port());
  EXPECT_EQ(one.get("/healthz").status, 200);
  EXPECT_EQ(two.get("/healthz").status, 200);
  const auto refused = server.get("/healthz");
  EXPECT_EQ(refused.status, 503);
  EXPECT_FALSE(refused.header("retry-after").empty());
}

TEST(Server, bodies_together_have_a_limit) {
  Options options;
  options.bodies_bytes_max = 100'000;
  TestServer server(options);
  EXPECT_EQ(server.post("/api/v1/notes", std::string(150'000, ' '), with_key).status, 503);
  EXPECT_EQ(server.post("/api/v1/notes", note, with_key).status, 200)
      << "what was given up is counted no more";
}

TEST(Server, bodies_of_strangers_leave_room_for_those_who_work_here) {
  Options options;
  options.strangers_bodies_bytes_max = 100'000;
  TestServer server(options);
  const std::string large(150'000, ' ');
  EXPECT_EQ(server.post("/api/v1/notes", large, with_key).status, 503);
  EXPECT_EQ(server.post("/api/v1/mine", large, with_key).status, 401) << "read, and then asked who it is";
  EXPECT_EQ(server.post("/api/v1/notes", note, with_key).status, 200)
      << "what was given up is counted no more";
}

TEST(Server, stopping_finishes_what_runs_and_takes_nobody_more) {
  TestServer server;
  server.room().hold();
  Client running(server.port());
  Client idle(server.port());
  EXPECT_EQ(idle.get("/healthz").status, 200);
  running.send("GET /api/v1/held HTTP/1.1\r\nHost: a\r\n\r\n");
  server.room().wait_for_held(1);
  std::jthread stopping([&] { server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(soon_refuses(server.port()));
  server.room().release();
  const auto reply = running.receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("connection"), "close");
}

TEST(Server, stopping_does_not_wait_for_ever) {
  Options options;
  options.drain_time_max = milliseconds(200);
  TestServer server(options);
  Client half(server.port());
  half.send("GET /healthz HTTP/1.1\r\n");
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(since(begin), milliseconds(5000));
  EXPECT_TRUE(half.is_closed());
}

TEST(Server, a_port_that_is_taken_is_named) {
  TestServer first;
  journal::testing::Bench bench(db::Engine::sqlite);
  Router router;
  Options options;
  options.port = first.port();
  Server second(options, router, bench.changes(), {});
  try {
    second.start();
    FAIL() << "two servers share a port";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(first.port())), std::string::npos)
        << error.what();
  }
}

/// One whose disk fails when it is told to.
class FailingDisk final : public db::Database {
 public:
  explicit FailingDisk(db::Database& inner) : inner_(inner) {}
  void write_later(Job work, Done done) override { inner_.write_later(std::move(work), std::move(done)); }
  void require_writable() override {
    if (failed) throw db::Error(db::Code::disk, "the disk failed");
  }
  [[nodiscard]] db::Engine engine() const override { return inner_.engine(); }
  void backup_to(const std::string& file) override { inner_.backup_to(file); }

  std::atomic<bool> failed = false;

 protected:
  void write_job(const Job& job) override { inner_.write(job); }
  void read_job(const Job& job) override { inner_.read(job); }

 private:
  db::Database& inner_;
};

TEST(Operations, who_cannot_write_any_more_is_alive_and_not_ready) {
  journal::testing::Bench bench(db::Engine::sqlite);
  FailingDisk disk(bench.database());
  Changes changes(disk, bench.clock(), bench.random(), bench.sealer(), bench.tables());
  const Router router;
  Server server({}, router, changes, {});
  server.start();
  EXPECT_EQ(Client(server.port()).get("/readyz").status, 200);
  disk.failed = true;
  EXPECT_EQ(Client(server.port()).get("/readyz").status, 503);
  EXPECT_EQ(Client(server.port()).get("/healthz").status, 200);
}

TEST(Operations, health_readiness_and_metrics) {
  Options options;
  options.metrics_port = 0;
  TestServer server(options);
  EXPECT_EQ(server.get("/healthz").status, 200);
  EXPECT_EQ(server.get("/readyz").body, "ready\n");
  EXPECT_EQ(server.get("/api/v1/notes/12345").status, 200);
  const auto metrics = Client(server->metrics_port()).get("/metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_NE(metrics.body.find(R"(route="/api/v1/notes/{note}",status="2xx"} 1)"), std::string::npos)
      << metrics.body;
  EXPECT_EQ(metrics.body.find("12345"), std::string::npos);
  EXPECT_EQ(Client(server->metrics_port()).get("/").status, 404);
  EXPECT_EQ(server.get("/metrics").status, 404) << "not on the main port";
}

TEST(Operations, the_access_log_tells_the_route_and_nobodys_data) {
  TestServer server;
  const auto reply = server.get("/p/SECRET-TOKEN?name=ZHANG", "Cookie: lianghu_session=good\r\n");
  EXPECT_EQ(server.get("/who/ZHANG").status, 404);
  const auto log = server.log_text();
  EXPECT_NE(log.find("GET /p/{token} 200"), std::string::npos) << log;
  EXPECT_NE(log.find(reply.header("x-request-id")), std::string::npos) << log;
  for (const auto* secret : {"SECRET", "ZHANG", "127.0.0.1", "good"})
    EXPECT_EQ(log.find(secret), std::string::npos) << log;
}

TEST(Operations, without_a_web_app_the_address_says_so) {
  TestServer server;
  EXPECT_NE(server.get("/app/", "Accept-Language: en\r\n").body.find("not part of this build"),
            std::string::npos);
}

}  // namespace
}  // namespace lianghu::http

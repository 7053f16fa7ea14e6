#include "http/wire.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "http/assets.h"
#include "http/compress.h"
#include "http/metrics.h"
#include "http/rate_limiter.h"
#include "http/request_head.h"

namespace lianghu::http {
namespace {

Request asking(const std::string& accept_encoding, const std::string& if_none_match = "") {
  Request request;
  request.headers["accept-encoding"] = accept_encoding;
  if (!if_none_match.empty()) request.headers["if-none-match"] = if_none_match;
  return request;
}

std::string header_in(const std::string& lines, const std::string& name) {
  const auto at = lines.find(name + ": ");
  if (at == std::string::npos) return "";
  return lines.substr(at + name.size() + 2, lines.find("\r\n", at) - at - name.size() - 2);
}

TEST(Wire, the_best_encoding_that_the_reader_takes_is_served) {
  const auto page = finish_page(Response::html(200, std::string(5000, 'a')));
  EXPECT_EQ(header_in(serve_page(page, asking("gzip, deflate, br")).headers, "Content-Encoding"), "br");
  EXPECT_EQ(header_in(serve_page(page, asking("gzip;q=0.5, br;q=0")).headers, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_in(serve_page(page, asking("*")).headers, "Content-Encoding"), "gzip");
  EXPECT_EQ(serve_page(page, asking("")).body, std::string(5000, 'a'));
  EXPECT_EQ(header_in(serve_page(page, asking("")).headers, "Content-Encoding"), "");
}

TEST(Wire, what_gzip_makes_opens_again) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += std::to_string(i * 7919) + "亮户";
  const auto packed = gzip(text, 1);
  std::string opened(text.size(), '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(opened.data());
  stream.avail_out = static_cast<uInt>(opened.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  EXPECT_EQ(opened, text);
}

TEST(Wire, bytes_the_reader_has_already_are_not_sent) {
  const auto page = finish_page(Response::html(200, std::string(5000, 'a')));
  const auto tag = header_in(serve_page(page, asking("br")).headers, "ETag");
  for (const auto& known : {tag, "\"other\", W/" + tag, std::string("*")}) {
    const auto out = serve_page(page, asking("gzip", known));
    EXPECT_EQ(out.status, 304) << known;
    EXPECT_TRUE(out.body.empty());
  }
  EXPECT_EQ(serve_page(page, asking("gzip", "\"other\"")).status, 200);
}

TEST(Wire, a_header_cannot_be_broken_in_two) {
  Response response = Response::html(200, "x");
  response.headers.emplace_back("Location", "/\r\nSet-Cookie: a=b");
  EXPECT_THROW((void)serve_response(response, Request{}), std::logic_error);
}

TEST(Wire, a_page_for_everybody_sets_no_cookie) {
  Response response = Response::html(200, "x");
  response.headers.emplace_back("Set-Cookie", "a=b");
  EXPECT_THROW((void)finish_page(response), std::logic_error);
}

TEST(Wire, a_downloads_name_may_be_chinese) {
  EXPECT_EQ(Response::file("text/csv", "名册 1.csv", "x").headers.front().second,
            "attachment; filename*=UTF-8''%E5%90%8D%E5%86%8C%201.csv");
}

TEST(Networks, an_address_is_kept_only_as_its_network) {
  using boost::asio::ip::make_address;
  EXPECT_EQ(network_of(make_address("203.0.113.77")), "203.0.113.0/24");
  EXPECT_EQ(network_of(make_address("::ffff:203.0.113.77")), "203.0.113.0/24");
  EXPECT_EQ(network_of(make_address("2001:db8:1:2:3:4:5:6")), "2001:db8:1::/48");
}

TEST(Heads, a_proxy_is_ours_only_at_an_address_that_we_were_told) {
  using boost::asio::ip::make_address;
  Options options;
  EXPECT_EQ(proxy_of(options, make_address("127.0.0.1")), Proxy::none);
  options.trusted_proxies = {*plain_address("127.0.0.1"), *plain_address("2001:DB8:0::1")};
  EXPECT_EQ(proxy_of(options, make_address("127.0.0.1")), Proxy::trusted);
  EXPECT_EQ(proxy_of(options, make_address("::ffff:127.0.0.1")), Proxy::trusted);
  EXPECT_EQ(proxy_of(options, make_address("2001:db8::1")), Proxy::trusted);
  EXPECT_EQ(proxy_of(options, make_address("127.0.0.2")), Proxy::none);
  EXPECT_EQ(proxy_of(options, make_address("2001:db8::2")), Proxy::none);
  EXPECT_FALSE(plain_address("proxy.example"));
}

TEST(Heads, only_a_trusted_proxy_may_say_who_asks) {
  boost::beast::http::request_header<> head;
  head.method(boost::beast::http::verb::get);
  head.target("/p/1?a=%20b");
  head.version(11);
  head.set("Host", "a");
  head.set("X-Forwarded-For", "198.51.100.9, 203.0.113.77");
  head.set("X-Forwarded-Proto", "https");
  head.insert("Cookie", "a=1");
  head.insert("Cookie", "b=2");
  const auto peer = boost::asio::ip::make_address("127.0.0.1");
  const auto direct = read_head(head, Proxy::none, peer);
  ASSERT_TRUE(direct);
  EXPECT_EQ(direct->network, "127.0.0.0/24");
  EXPECT_FALSE(direct->headers.contains("x-forwarded-proto"));
  EXPECT_EQ(direct->headers.at("cookie"), "a=1; b=2");
  EXPECT_EQ(direct->query.at("a"), " b");
  const auto behind = read_head(head, Proxy::trusted, peer);
  ASSERT_TRUE(behind);
  EXPECT_EQ(behind->network, "203.0.113.0/24") << "the last address is the one our proxy saw";
  EXPECT_EQ(behind->headers.at("x-forwarded-proto"), "https");
}

TEST(RateLimits, a_burst_is_let_through_then_one_each_interval) {
  RateLimiter limiter(3, 10);
  Instant now{1'000'000};
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.take("a", now));
  EXPECT_EQ(limiter.take("a", now), 10);
  EXPECT_FALSE(limiter.take("b", now)) << "another key has its own bucket";
  now.ms += 9'000;
  EXPECT_EQ(limiter.take("a", now), 1);
  now.ms += 1'000;
  EXPECT_FALSE(limiter.take("a", now));
  EXPECT_THROW(limiter.require("a", now), Refusal);
  limiter.forget("a");
  EXPECT_NO_THROW(limiter.require("a", now));
}

TEST(RateLimits, what_is_given_back_may_be_taken_again_and_no_more) {
  RateLimiter limiter(2, 10);
  const Instant now{1'000'000};
  limiter.give_back("nobody");
  for (int i = 0; i < 50; ++i) {
    EXPECT_NO_THROW(limiter.require("a", now));
    limiter.give_back("a");
  }
  limiter.give_back("a");
  EXPECT_FALSE(limiter.take("a", now));
  EXPECT_FALSE(limiter.take("a", now));
  EXPECT_TRUE(limiter.take("a", now)) << "never more than a full bucket";
}

TEST(RateLimits, the_keys_in_memory_are_bounded) {
  RateLimiter limiter(1, 10, 100);
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(limiter.take(std::to_string(i), {0}));
  EXPECT_EQ(limiter.keys(), 100U);
  EXPECT_TRUE(limiter.take("999", {0})) << "the newest is still known";
}

TEST(MetricsText, it_counts_by_route_and_class_and_sums_its_buckets) {
  Metrics metrics;
  const auto route = metrics.add_route("GET", "/p/{token}");
  metrics.add_value(Metrics::Kind::gauge, "lianghu_connections", "Open connections.", [] { return 3.0; });
  metrics.record(route, 200, 0.0004);
  metrics.record(route, 200, 0.02);
  metrics.record(route, 404, 9);
  const auto text = metrics.text();
  for (const auto* line :
       {"lianghu_connections 3\n",
        R"(lianghu_requests_total{method="GET",route="/p/{token}",status="2xx"} 2)",
        R"(lianghu_requests_total{method="GET",route="/p/{token}",status="4xx"} 1)",
        R"(lianghu_request_seconds_bucket{method="GET",route="/p/{token}",le="0.0005"} 1)",
        R"(lianghu_request_seconds_bucket{method="GET",route="/p/{token}",le="0.025"} 2)",
        R"(lianghu_request_seconds_bucket{method="GET",route="/p/{token}",le="+Inf"} 3)"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
  }
}

TEST(WebApp, its_files_its_index_and_what_is_missing) {
  const auto file = [](const char* name, std::string_view bytes) {
    return EmbeddedFile{name, bytes.data(), bytes.data() + bytes.size()};
  };
  const EmbeddedFile files[] = {file("assets/a-1f.js", "plain"),
                                file("assets/a-1f.js.br", "brotli"),
                                file("assets/a-1f.js.gz", "gzip"),
                                file("index.html", "<html>"),
                                {}};
  const Assets assets(files);
  const auto script = assets.find("/app/assets/a-1f.js");
  ASSERT_TRUE(script);
  const auto out = serve_page(script, asking("br"));
  EXPECT_EQ(out.body, "brotli");
  EXPECT_EQ(header_in(out.headers, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header_in(out.headers, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(serve_page(assets.find("/app/villages/7"), asking("")).body, "<html>");
  EXPECT_EQ(header_in(assets.find("/app/")->beginning->headers(), "Cache-Control"), "no-cache");
  EXPECT_EQ(header_in(assets.find("/app/")->beginning->headers(), "Content-Security-Policy").find("unsafe"),
            std::string::npos);
  EXPECT_FALSE(assets.find("/app/assets/gone.js"));
  EXPECT_FALSE(assets.find("/api/v1/notes"));
  EXPECT_EQ(assets.find("/")->status, 302);
  EXPECT_TRUE(Assets(nullptr).empty());
}

}  // namespace
}  // namespace lianghu::http

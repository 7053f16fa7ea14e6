#include "http/page_request.h"

#include <gtest/gtest.h>

#include <string>

namespace lianghu::http {
namespace {

constexpr std::size_t head_bytes_max = 16 * 1024;

TEST(PageRequests, a_plain_get_is_read_where_it_lies) {
  const std::string first =
      "GET /p/aB3-_x HTTP/1.1\r\nHost: a\r\nConnection: Keep-Alive\r\nAccept-Encoding: gzip, br\r\n"
      "accept-language: en\r\nIf-None-Match: \"x\"\r\nCookie: a=b\r\n\r\n";
  const std::string bytes = first + "GET /p/2 HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto request = read_page_request(bytes, head_bytes_max);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->bytes, first.size());
  EXPECT_EQ(request->path, "/p/aB3-_x");
  EXPECT_EQ(request->accept_encoding, "gzip, br");
  EXPECT_EQ(request->accept_language, "en");
  EXPECT_EQ(request->if_none_match, "\"x\"");
  const auto second = read_page_request(std::string_view(bytes).substr(request->bytes), head_bytes_max);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->path, "/p/2");
  EXPECT_EQ(second->accept_encoding, "");
}

TEST(PageRequests, whatever_else_it_may_be_is_left_to_the_whole_reader) {
  const std::string line = "GET /p/1 HTTP/1.1\r\n";
  for (const auto& bytes : {
           std::string("GET /p/1 HTTP/1.1\r\nHost: a\r\n"),
           std::string("GET /p/1"),
           std::string(),
           line + "\r\n",
           line + "Host: a\r\nHost: a\r\n\r\n",
           line + "Host: a\r\nContent-Length: 0\r\n\r\n",
           line + "Host: a\r\nContent-Length: 3\r\n\r\nabc",
           line + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           line + "Host: a\r\nConnection: close\r\n\r\n",
           line + "Host: a\r\nConnection: keep-alive, upgrade\r\n\r\n",
           line + "Host: a\r\nUpgrade: h2c\r\n\r\n",
           line + "Host: a\r\nExpect: 100-continue\r\n\r\n",
           line + "Host: a\r\nAccept-Encoding: gzip\r\nAccept-Encoding: br\r\n\r\n",
           line + "Host: a\r\nIf-None-Match: \"a\"\r\nIf-None-Match: \"b\"\r\n\r\n",
           line + "Host: a\r\nAccept-Encoding: gzip,\r\n br\r\n\r\n",
           line + "Host : a\r\n\r\n",
           line + "Host: a\r\nbroken\r\n\r\n",
           std::string("GET /p/1 HTTP/1.0\r\nHost: a\r\n\r\n"),
           std::string("GET /p/1?a=b HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /p/%31 HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /p/1#x HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET http://a/p/1 HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("HEAD /p/1 HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("POST /p/1 HTTP/1.1\r\nHost: a\r\n\r\n"),
           line + "Host: a\r\nX: " + std::string(head_bytes_max, 'x') + "\r\n\r\n",
       }) {
    EXPECT_FALSE(read_page_request(bytes, head_bytes_max)) << bytes.substr(0, 200);
  }
}

}  // namespace
}  // namespace lianghu::http

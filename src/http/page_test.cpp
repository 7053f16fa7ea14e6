#include "http/page.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <thread>
#include <vector>

#include "base/late.h"
#include "http/compress.h"

namespace lianghu::http {
namespace {

constinit LateLibrary brotli_decoder{"libbrotlidec.so.1"};
constinit Late<decltype(::BrotliDecoderDecompress)> BrotliDecoderDecompress{brotli_decoder,
                                                                            "BrotliDecoderDecompress"};

std::string unbrotli(std::string_view packed) {
  std::string out(1 << 20, '\0');
  std::size_t size = out.size();
  const auto done =
      BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(size);
  return done == BROTLI_DECODER_RESULT_SUCCESS ? out : "broken";
}

Request asking(const std::string& accept_encoding, const std::string& if_none_match = "") {
  Request request;
  request.headers["accept-encoding"] = accept_encoding;
  if (!if_none_match.empty()) request.headers["if-none-match"] = if_none_match;
  return request;
}

std::string sent(const std::shared_ptr<const Page>& page, const std::string& accept_encoding) {
  const auto out = serve_page(page, asking(accept_encoding));
  const std::string bytes = std::string(out.beginning) + std::string(out.body);
  if (out.headers.find("Content-Encoding: gzip") != std::string::npos) return gunzip(bytes);
  if (out.headers.find("Content-Encoding: br") != std::string::npos) return unbrotli(bytes);
  return bytes;
}

std::string html(const std::string& name, const std::string& style = "p{color:red}") {
  std::string body = "<!DOCTYPE html><html><head><style>";
  for (int i = 0; i < 100; ++i) body += style + std::to_string(i);
  return body + "</style><title>" + name + "</title></head><body>亮户 " + name +
         " p{color:red}7</body></html>";
}

std::shared_ptr<const Page> finished(PageMaker& maker, const std::string& body,
                                     Encoding wanted = Encoding::gzip) {
  return maker.finish(Response::html(200, body), wanted, nullptr);
}

TEST(Compression, a_text_in_two_halves_is_one_stream) {
  rc::check([](const std::string& beginning, const std::string& rest) {
    const std::string whole = beginning + rest;
    RC_ASSERT(gunzip(gzip_beginning(beginning, 6) + gzip_rest(beginning, rest, 6)) == whole);
    RC_ASSERT(gunzip_rest(beginning, gzip_rest(beginning, rest, 6)) == rest);
    const Halves halves = brotli_halves(beginning, rest, 5);
    RC_ASSERT(unbrotli(halves.first + halves.second) == whole);
    RC_ASSERT(brotli_halves(beginning, rest + "!", 5).first == halves.first);
    RC_ASSERT(gunzip(gzip(whole, 1)) == whole);
  });
}

TEST(Compression, what_is_no_gzip_of_ours_is_not_opened) {
  const std::string packed = gzip("亮户", 6);
  EXPECT_THROW((void)gunzip(packed.substr(1)), std::logic_error);
  EXPECT_THROW((void)gunzip(packed.substr(0, packed.size() - 1)), std::logic_error);
  EXPECT_THROW((void)gunzip(packed.substr(0, 12)), std::logic_error);
}

TEST(FinishedPages, every_encoding_carries_the_same_page) {
  PageMaker maker;
  for (const auto wanted : {Encoding::identity, Encoding::gzip, Encoding::brotli}) {
    const auto page = finished(maker, html("门牌"), wanted);
    for (const auto* accepted : {"", "gzip", "br", "gzip, br"})
      EXPECT_EQ(sent(page, accepted), html("门牌")) << accepted << " of " << static_cast<int>(wanted);
  }
}

TEST(FinishedPages, what_pages_begin_with_is_kept_once) {
  PageMaker maker;
  const auto one = finished(maker, html("one"), Encoding::brotli);
  const auto two = finished(maker, html("two"), Encoding::brotli);
  const auto other = finished(maker, html("three", "p{color:blue}"));
  EXPECT_EQ(one->beginning, two->beginning);
  EXPECT_NE(one->beginning, other->beginning);
  EXPECT_LT(two->bytes(), 600U) << "of " << html("two").size();
  EXPECT_EQ(sent(two, "br"), html("two"));
}

TEST(FinishedPages, several_that_want_brotli_first_at_once_get_it) {
  PageMaker maker;
  const auto page = finished(maker, html("one"));
  std::vector<std::shared_ptr<const Page>> packed(8);
  {
    std::vector<std::jthread> threads;
    for (auto& each : packed) threads.emplace_back([&] { each = PageMaker::with(*page, Encoding::brotli); });
  }
  for (const auto& each : packed) EXPECT_EQ(sent(each, "br"), html("one"));
}

TEST(FinishedPages, more_beginnings_than_are_kept_do_no_harm) {
  PageMaker maker;
  for (int i = 0; i < 200; ++i) {
    const auto body = html("门牌", "p{width:" + std::to_string(i) + "px}");
    for (const auto* accepted : {"", "gzip", "br"})
      EXPECT_EQ(sent(PageMaker::with(*finished(maker, body), Encoding::brotli), accepted), body) << i;
  }
}

TEST(FinishedPages, an_encoding_is_added_when_somebody_asks_for_it) {
  PageMaker maker;
  const auto page = finished(maker, html("门牌"));
  const Choice brotli_wanted = choose(*page, "gzip, br", "");
  EXPECT_FALSE(is_ready(*page, brotli_wanted));
  EXPECT_NE(serve_page(page, asking("gzip, br")).headers.find("Content-Encoding: gzip"), std::string::npos)
      << "until it is there";
  const auto more = PageMaker::with(*page, Encoding::brotli);
  EXPECT_TRUE(is_ready(*more, brotli_wanted));
  EXPECT_TRUE(is_ready(*more, choose(*more, "gzip", "")));
  EXPECT_NE(serve_page(more, asking("gzip, br")).headers.find("Content-Encoding: br"), std::string::npos);
  EXPECT_TRUE(is_ready(*page, choose(*page, "br", "\"" + page->etag + "\""))) << "304 needs no bytes";
}

TEST(FinishedPages, a_small_page_is_not_packed) {
  PageMaker maker;
  const auto page = finished(maker, "<p>small");
  EXPECT_TRUE(is_ready(*page, choose(*page, "gzip, br", "")));
  EXPECT_EQ(serve_page(page, asking("gzip, br")).body, "<p>small");
}

}  // namespace
}  // namespace lianghu::http

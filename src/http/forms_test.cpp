#include "http/forms.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"

namespace lianghu::http {
namespace {

const std::string type = "multipart/form-data; boundary=\"cut\"";

std::string part(const std::string& head, const std::string& bytes) {
  return "--cut\r\n" + head + "\r\n\r\n" + bytes + "\r\n";
}

const std::string named = "Content-Disposition: form-data; name=\"a\"";

TEST(Forms, a_form_is_decoded) {
  const auto fields = parse_urlencoded("name=%E5%BC%A0+%E4%B8%89&empty=&bare&a%3Db=1%2B1");
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields, (Parameters{{"name", "张 三"}, {"empty", ""}, {"bare", ""}, {"a=b", "1+1"}}));
}

TEST(Forms, what_nobody_sees_is_left_out) {
  EXPECT_EQ(parse_urlencoded("text=%E4%BA%8E%E2%80%AE%00%E6%9E%97%0D%0A%07").value().at("text"), "于林\n");
}

TEST(Forms, a_form_that_is_cut_or_not_utf8_is_refused) {
  for (const auto* text : {"a=%", "a=%4", "a=%zz", "a=%ff", "%=1"})
    EXPECT_FALSE(parse_urlencoded(text)) << text;
}

TEST(Forms, a_form_with_too_many_fields_is_refused) {
  std::string text;
  for (std::size_t i = 0; i < form_fields_max; ++i) text += "f" + std::to_string(i) + "=1&";
  EXPECT_TRUE(parse_urlencoded(text));
  EXPECT_FALSE(parse_urlencoded(text + "one=more"));
}

TEST(Forms, a_multipart_body_gives_its_parts) {
  const auto parts = parse_multipart(
      type, part("Content-Disposition: form-data; name=\"roster\"; filename=\"%22名册%22.xlsx\"\r\n"
                 "content-type: Application/Zip; x=y",
                 "PK\r\n--cu\0t") +
                part(named, "") + "--cut--\r\n");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ(parts->at(0).name, "roster");
  EXPECT_EQ(parts->at(0).filename, "\"名册\".xlsx");
  EXPECT_EQ(parts->at(0).type, "application/zip");
  EXPECT_EQ(parts->at(0).bytes, "PK\r\n--cu");
  EXPECT_EQ(parts->at(1).bytes, "");
}

TEST(Forms, a_broken_multipart_body_is_refused_whole) {
  const std::string good = part(named, "1");
  for (const auto& body : {
           std::string(),
           good,                                               // no end
           "--other\r\n" + named + "\r\n\r\n1\r\n--other--",   // another boundary
           part("Content-Type: text/plain", "1") + "--cut--",  // no name
           part("Content-Disposition: attachment; name=\"a\"", "1") + "--cut--",
           part("no colon", "1") + "--cut--", part(named + "\r\n" + named, "1") + "--cut--",
           part("Content-Disposition: form-data; name=\"\xff\"", "1") + "--cut--",
           part(named + "\r\nX: " + std::string(part_head_bytes_max, 'x'), "1") + "--cut--",
           "--cut\r\n" + named + "\r\n1\r\n--cut--",  // no empty line
       }) {
    EXPECT_FALSE(parse_multipart(type, body)) << body.substr(0, 200);
  }
  EXPECT_FALSE(parse_multipart("multipart/form-data", good + "--cut--"));
  EXPECT_FALSE(parse_multipart("multipart/form-data; boundary=" + std::string(71, 'c'), good));
  EXPECT_TRUE(parse_multipart(type, good + "--cut--"));
}

TEST(Forms, a_multipart_body_has_a_bounded_number_of_parts) {
  std::string body;
  for (std::size_t i = 0; i < form_parts_max; ++i) body += part(named, "1");
  EXPECT_TRUE(parse_multipart(type, body + "--cut--"));
  EXPECT_FALSE(parse_multipart(type, body + part(named, "1") + "--cut--"));
}

TEST(Forms, whatever_the_bytes_of_a_part_they_come_back) {
  rc::check([](const std::string& bytes) {
    RC_PRE(bytes.find("\r\n--cut") == std::string::npos);
    const auto parts = parse_multipart(type, part(named, bytes) + "--cut--");
    RC_ASSERT(parts.has_value());
    RC_ASSERT(parts->size() == 1U);
    RC_ASSERT(parts->front().bytes == bytes);
  });
}

TEST(Forms, no_bytes_make_the_parsers_read_past_their_end) {
  rc::check([](const std::string& noise) {
    const auto fields = parse_urlencoded(noise);
    RC_ASSERT(!fields || fields->size() <= noise.size() + 1);
    const auto parts = parse_multipart(type, "--cut\r\n" + noise);
    RC_ASSERT(!parts || parts->size() <= noise.size());
    RC_ASSERT(!header_parameter(noise, "boundary") || noise.size() > 8);
  });
}

}  // namespace
}  // namespace lianghu::http

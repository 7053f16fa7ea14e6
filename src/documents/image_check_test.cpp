#include "documents/image_check.h"

#include <gtest/gtest.h>

#include "documents/picture_fixture.h"
#include "documents/refusal_fixture.h"

namespace lianghu::documents {
namespace {

using fixture::png;
using fixture::refused;

std::string check(const std::string& bytes, const ImageLimits& limits = {}) {
  return refused([&] { return check_image(bytes, "signature", limits); });
}

/// The headers of a JPEG: an APP0 segment, filling, a frame of 640 × 480.
std::string jpeg(const std::string& frame = std::string("\xFF\xC2\x00\x11\x08\x01\xE0\x02\x80\x03", 10)) {
  return std::string("\xFF\xD8\xFF\xE0\x00\x06JFIF\xFF", 11) + frame + std::string(30, '\x01');
}

TEST(ImageCheck, pictures_are_known_by_their_content) {
  auto drawn = check_image(png(120, 40), "signature");
  EXPECT_EQ(drawn.kind, ImageKind::png);
  EXPECT_EQ(drawn.width, 120);
  EXPECT_EQ(drawn.height, 40);
  auto photo = check_image(jpeg(), "signature");
  EXPECT_EQ(photo.kind, ImageKind::jpeg);
  EXPECT_EQ(photo.width, 640);
  EXPECT_EQ(photo.height, 480);
}

TEST(ImageCheck, anything_else_is_refused_with_the_reason) {
  EXPECT_EQ(check(""), "documents.image_empty");
  EXPECT_EQ(check("GIF89a"), "documents.image_kind");
  EXPECT_EQ(check("<svg onload=\"x\"/>"), "documents.image_kind");
  EXPECT_EQ(check("RIFF1234WEBP"), "documents.image_kind");
  EXPECT_EQ(check(png(10, 10) + std::string(100, 'x'), {200, 8000, 40}), "documents.image_bytes");
  EXPECT_EQ(check(jpeg(std::string("\xFF\xC0\x00\x11\x08\xFF\xFF\x00\x01\x03", 10))),
            "documents.image_pixels");
  EXPECT_EQ(check(png(1000, 100), {1U << 20U, 999, 40}), "documents.image_pixels");
  EXPECT_EQ(check(png(2000, 1000), {1U << 20U, 8000, 1}), "documents.image_pixels");
  EXPECT_EQ(check(jpeg(std::string("\xFF\xC0\x00\x11\x08\x00\x00\x00\x01\x03", 10))),
            "documents.image_broken");
}

TEST(ImageCheck, a_picture_cut_short_is_refused_and_read_no_further) {
  std::string drawn = png(12, 12);
  for (std::size_t size = 8; size + 8 < drawn.size(); ++size) {
    EXPECT_EQ(check(drawn.substr(0, size)), "documents.image_broken") << size;
  }
  for (std::size_t size = 3; size < 20; ++size) {
    EXPECT_EQ(check(jpeg().substr(0, size)), "documents.image_broken") << size;
  }
  EXPECT_EQ(check(std::string("\xFF\xD8\xFF\xE0\x00\x01", 6)), "documents.image_broken");
  EXPECT_EQ(check(std::string("\xFF\xD8\xFF\xDA\x00\x08", 6)), "documents.image_broken");
}

}  // namespace
}  // namespace lianghu::documents

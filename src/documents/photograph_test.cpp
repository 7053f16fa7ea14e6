#include "documents/photograph.h"

#include <gtest/gtest.h>

#include <array>

#include "documents/late_pictures.h"
#include "documents/picture_fixture.h"
#include "documents/refusal_fixture.h"

namespace lianghu::documents {
namespace {

using fixture::refused;

/// A JPEG, black in its upper left quarter and white otherwise.
std::string photograph(int width, int height) {
  std::vector<unsigned char> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3,
                                    255);
  for (int y = 0; y < height / 2; ++y)
    for (int x = 0; x < width / 2 * 3; ++x) pixels[static_cast<std::size_t>(y * width * 3 + x)] = 0;
  tjhandle turbo = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  tjCompress2(turbo, pixels.data(), width, 0, height, TJPF_RGB, &bytes, &size, TJSAMP_444, 95, 0);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(turbo);
  return out;
}

/// With what a telephone writes beside the picture: how it was held, and where.
std::string with_exif(const std::string& jpeg, char orientation) {
  const std::string tiff = std::string("II\x2A\x00\x08\x00\x00\x00", 8) + std::string("\x01\x00", 2) +
                           std::string("\x12\x01\x03\x00\x01\x00\x00\x00", 8) + orientation +
                           std::string("\x00\x00\x00", 3) + std::string(4, '\0') + "GPS 47.92N 123.50E";
  const std::string segment = std::string("Exif\0\0", 6) + tiff;
  const std::size_t length = segment.size() + 2;
  return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(length >> 8U) +
         static_cast<char>(length & 0xFFU) + segment + jpeg.substr(2);
}

struct Shown {
  int width = 0, height = 0;
  std::string dark;  // which quarter: "upper left" …
};
Shown look_at(const std::string& jpeg) {
  tjhandle turbo = tjInitDecompress();
  Shown out;
  int sampling = 0;
  int colours = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(jpeg.data());
  EXPECT_EQ(tjDecompressHeader3(turbo, bytes, jpeg.size(), &out.width, &out.height, &sampling, &colours), 0);
  std::vector<unsigned char> pixels(static_cast<std::size_t>(out.width) *
                                    static_cast<std::size_t>(out.height) * 3);
  EXPECT_EQ(tjDecompress2(turbo, bytes, jpeg.size(), pixels.data(), out.width, 0, out.height, TJPF_RGB, 0),
            0);
  tjDestroy(turbo);
  for (const int y : {1, 3})
    for (const int x : {1, 3}) {
      const int at = (out.height * y / 4 * out.width + out.width * x / 4) * 3;
      if (pixels.at(static_cast<std::size_t>(at)) < 100)
        out.dark += std::string(y == 1 ? "upper " : "lower ") + (x == 1 ? "left" : "right");
    }
  return out;
}

TEST(Photograph, nothing_but_the_picture_is_taken_over) {
  const std::string in = with_exif(photograph(64, 32), 1);
  ASSERT_NE(in.find("GPS"), std::string::npos);
  const std::string out = made_anew(in, "photo");
  EXPECT_EQ(out.find("GPS"), std::string::npos);
  EXPECT_EQ(out.find("Exif"), std::string::npos);
  EXPECT_EQ(look_at(out).dark, "upper left");
  EXPECT_EQ(look_at(made_anew(in + "and behind it my name", "photo")).dark, "upper left");
  EXPECT_EQ(made_anew(in + "and behind it my name", "photo").find("my name"), std::string::npos);
}

TEST(Photograph, it_stands_upright_however_the_camera_was_held) {
  // Exif 2.32, 4.6.4: where row 0 and column 0 of the file are to be seen.
  const std::array<std::string, 8> corners = {"upper left", "upper right", "lower right", "lower left",
                                              "upper left", "upper right", "lower right", "lower left"};
  for (int held = 1; held <= 8; ++held) {
    const Shown out = look_at(made_anew(with_exif(photograph(64, 32), static_cast<char>(held)), "photo"));
    EXPECT_EQ(out.dark, corners.at(static_cast<std::size_t>(held - 1))) << held;
    EXPECT_EQ(out.width, held <= 4 ? 64 : 32) << held;
  }
}

TEST(Photograph, a_large_one_is_made_small_and_a_small_one_stays) {
  const Shown large = look_at(made_anew(photograph(3000, 2000), "photo"));
  EXPECT_LE(large.width, 1280);
  EXPECT_GT(large.width, 1000);
  EXPECT_NEAR(1.5, static_cast<double>(large.width) / large.height, 0.01);
  EXPECT_EQ(look_at(made_anew(photograph(100, 80), "photo")).width, 100);
  const Shown drawn = look_at(made_anew(fixture::png(2600, 40), "photo"));
  EXPECT_LE(drawn.width, 1280);
  EXPECT_GE(drawn.width, 800);
}

TEST(Photograph, what_is_no_whole_picture_is_refused) {
  const auto says = [](const std::string& bytes) {
    return refused([&] { (void)made_anew(bytes, "photo"); });
  };
  const std::string whole = photograph(400, 300);
  EXPECT_EQ(says(""), "documents.image_empty");
  EXPECT_EQ(says("GIF89a"), "documents.image_kind");
  EXPECT_EQ(says(whole.substr(0, whole.size() / 2)), "documents.image_broken");
  const std::string drawn = fixture::png(300, 200);
  EXPECT_EQ(says(drawn.substr(0, drawn.size() - 60) + "IEND"), "documents.image_broken");
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string wrong = whole;
    wrong[at] = static_cast<char>(wrong[at] ^ 0x55);
    // Refused or read: never anything else.
    const std::string said = says(wrong);
    EXPECT_TRUE(said == "nothing refused" || said.starts_with("documents.image_")) << said;
  }
  for (const std::size_t cut : {40U, 44U, 50U, 60U}) {
    const std::string odd = with_exif(whole, 6).substr(0, cut) + whole.substr(2);
    EXPECT_TRUE(says(odd) == "nothing refused" || says(odd).starts_with("documents.image_")) << cut;
  }
}

}  // namespace
}  // namespace lianghu::documents

#include "documents/photograph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "documents/late_pictures.h"
#include "documents/picture_fixture.h"
#include "documents/refusal_fixture.h"

namespace lianghu::documents {
namespace {

using fixture::refused;
using fixture::refused_value;

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

/// All of one grey.
std::string grey(int width, int height, int flags) {
  const std::vector<unsigned char> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                          128);
  tjhandle turbo = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  tjCompress2(turbo, pixels.data(), width, 0, height, TJPF_GRAY, &bytes, &size, TJSAMP_GRAY, 80, flags);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(turbo);
  return out;
}

std::string two_bytes(std::size_t number) {
  return {static_cast<char>(number >> 8U), static_cast<char>(number & 0xFFU)};
}

/// Where the segment with that mark begins: the first, as no other of it comes before.
std::size_t segment(const std::string& jpeg, char mark) {
  const std::size_t at = jpeg.find(std::string("\xFF") + mark);
  EXPECT_NE(at, std::string::npos);
  return at;
}

/// The same, with a head that claims another size.
std::string claiming(std::string jpeg, std::size_t width, std::size_t height) {
  return jpeg.replace(segment(jpeg, '\xC0') + 5, 4, two_bytes(height) + two_bytes(width));
}

/// With what a telephone writes beside the picture: how it was held, and where.
std::string with_exif(const std::string& jpeg, char orientation) {
  const std::string tiff = std::string("II\x2A\x00\x08\x00\x00\x00", 8) + std::string("\x01\x00", 2) +
                           std::string("\x12\x01\x03\x00\x01\x00\x00\x00", 8) + orientation +
                           std::string("\x00\x00\x00", 3) + std::string(4, '\0') + "GPS 47.92N 123.50E";
  const std::string exif = std::string("Exif\0\0", 6) + tiff;
  return jpeg.substr(0, 2) + "\xFF\xE1" + two_bytes(exif.size() + 2) + exif + jpeg.substr(2);
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

TEST(Photograph, what_the_decoder_keeps_whole_is_refused_by_its_head_when_it_is_large) {
  const auto says = [](const std::string& bytes) {
    return refused([&] { (void)made_anew(bytes, "photo"); });
  };
  EXPECT_EQ(look_at(made_anew(grey(6000, 4000, 0), "photo")).width, 750) << "a telephone's";
  EXPECT_EQ(says(grey(6000, 4100, 0)), "documents.image_pixels");
  EXPECT_EQ(look_at(made_anew(grey(4000, 3000, TJFLAG_PROGRESSIVE), "photo")).width, 1000);
  const std::string progressive = grey(5000, 4000, TJFLAG_PROGRESSIVE);
  EXPECT_EQ(says(progressive), "documents.image_pixels");
  EXPECT_EQ(refused_value([&] { (void)made_anew(progressive, "photo"); }, "megapixels"), "12");
  std::string drawn = fixture::png(300, 200);
  drawn.replace(16, 8, std::string(2, '\0') + two_bytes(5000) + std::string(2, '\0') + two_bytes(4000));
  EXPECT_EQ(says(drawn), "documents.image_pixels");
  const std::string small = photograph(64, 32);
  EXPECT_EQ(says(claiming(small, 5000, 4000)), "documents.image_broken") << "one scan: it may be so large";
  std::string colour_by_colour = claiming(small, 5000, 4000);
  colour_by_colour[segment(colour_by_colour, '\xDA') + 4] = 1;
  EXPECT_EQ(says(colour_by_colour), "documents.image_pixels");
}

TEST(Photograph, a_file_of_a_thousand_scans_is_broken) {
  const std::string whole = grey(64, 64, TJFLAG_PROGRESSIVE);
  const std::size_t begin = segment(whole, '\xDA');
  const std::size_t end = std::min(whole.find("\xFF\xC4", begin), whole.find("\xFF\xDA", begin + 2));
  ASSERT_LT(end, whole.size());
  std::string scan = whole.substr(begin, end - begin);
  scan.at(9) = 0;  // all bits of the means at once: so it may come again and again, and is right each time
  const auto of_scans = [&](int count) {
    std::string bytes = whole.substr(0, begin);
    for (int i = 0; i < count; ++i) bytes += scan;
    return refused([&] { (void)made_anew(bytes + "\xFF\xD9", "photo"); });
  };
  EXPECT_EQ(of_scans(1), "nothing refused");
  EXPECT_EQ(of_scans(100), "nothing refused");
  EXPECT_EQ(of_scans(1000), "documents.image_broken");
}

TEST(Photograph, two_sizes_in_one_file_are_broken) {
  // A mark of zero is a segment to who walks from one to the next, and filling to who looks for the next
  // mark: behind it each finds another head.
  const std::string small = photograph(64, 32);
  const std::size_t head = segment(small, '\xC0');
  const std::string frame = small.substr(head, 19);
  const std::string large = claiming(small, 3000, 2000).substr(head, 19);
  const std::string hidden = large + "\xFF\xFE" + two_bytes(frame.size() + 2);
  const std::string both = small.substr(0, 2) + std::string("\xFF\0", 2) + two_bytes(hidden.size() + 2) +
                           hidden + frame + small.substr(2, head - 2) + small.substr(head + 19);
  EXPECT_EQ(check_image(both, "photo").width, 64);
  EXPECT_EQ(refused([&] { (void)made_anew(both, "photo"); }), "documents.image_broken");
}

TEST(Photograph, only_so_many_are_unpacked_at_once) {
  const std::string picture = photograph(64, 32);
  PhotographRules rules;
  rules.patience = std::chrono::milliseconds(10);
  const auto says = [&] { return refused([&] { (void)made_anew(picture, "photo", rules); }); };
  {
    const auto first = unpacking_places().take(rules.patience, "photo");
    EXPECT_EQ(says(), "nothing refused");
    const auto second = unpacking_places().take(rules.patience, "photo");
    EXPECT_EQ(says(), "documents.image_busy");
  }
  EXPECT_EQ(says(), "nothing refused");
}

TEST(UnpackingPlaces, who_waits_gets_the_next_and_one_too_many_does_not_wait) {
  using std::chrono::milliseconds;
  const auto says = [](UnpackingPlaces& places, milliseconds patience) {
    return refused([&] { (void)places.take(patience, "photo"); });
  };
  UnpackingPlaces places(1, 2);
  std::string waited;
  std::jthread waiting;
  {
    const auto taken = places.take(milliseconds(0), "photo");
    waiting = std::jthread([&] { waited = says(places, std::chrono::minutes(1)); });
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_EQ(says(places, milliseconds(1)), "documents.image_busy");
  }
  waiting.join();
  EXPECT_EQ(waited, "nothing refused");

  UnpackingPlaces none_waits(1, 0);
  const auto taken = none_waits.take(milliseconds(0), "photo");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(says(none_waits, std::chrono::minutes(1)), "documents.image_busy");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30)) << "at once";
}

}  // namespace
}  // namespace lianghu::documents

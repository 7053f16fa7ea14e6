#include "documents/photograph.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "documents/late_pictures.h"

namespace lianghu::documents {

namespace {

constexpr std::size_t channels = 3;  // red, green, blue
constexpr unsigned char white = 255;

struct Pixels {
  int width = 0, height = 0;
  std::vector<unsigned char> bytes;  // row by row

  Pixels(int w, int h)
      : width(w), height(h), bytes(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * channels) {}
  unsigned char* at(int x, int y) {
    return &bytes[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)) *
                  channels];
  }
};

[[noreturn]] void broken(std::string_view field) {
  throw Refusal(Status::unprocessable, "documents.image_broken", std::string(field));
}

[[noreturn]] void busy(std::string_view field) {
  throw Refusal(Status::unavailable, "documents.image_busy", std::string(field));
}

using Turbo = std::unique_ptr<void, decltype([](tjhandle handle) { tjDestroy(handle); })>;

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// The largest of the decoder's own sizes that fits: so the pixels of a large photograph are never whole in
/// memory. Of one in several scans the decoder itself keeps everything, whatever the size: checked().
std::pair<int, int> size_that_fits(int width, int height, int side_max) {
  int count = 0;
  const tjscalingfactor* factors = tjGetScalingFactors(&count);
  std::pair<int, int> best{0, 0};
  for (int i = 0; i < count; ++i) {
    const int w = TJSCALED(width, factors[i]);
    const int h = TJSCALED(height, factors[i]);
    if (factors[i].num <= factors[i].denom && std::max(w, h) <= side_max && w > best.first) best = {w, h};
  }
  return best;
}

/// Progressive, or a colour after the other (ITU T.81, B.2)? What cannot be told by its head counts as that.
bool is_in_several_scans(std::string_view jpeg) {
  const auto byte = [&](std::size_t at) -> unsigned {
    return at < jpeg.size() ? static_cast<unsigned char>(jpeg[at]) : 0U;
  };
  unsigned colours = 0;
  for (std::size_t at = 2; byte(at) == 0xFF;) {
    const unsigned mark = byte(at + 1);
    if (mark == 0xFF) {  // filling
      ++at;
      continue;
    }
    const bool is_frame = mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
    if (mark == 0 || (is_frame && mark > 0xC1)) return true;
    if (is_frame) colours = byte(at + 9);
    if (mark == 0xDA) return byte(at + 4) != colours;
    const bool is_alone = mark == 0x01 || (mark >= 0xD0 && mark <= 0xD7);
    at += 2 + (is_alone ? 0U : byte(at + 2) << 8U | byte(at + 3));
  }
  return true;
}

Pixels shrunk(Pixels in, int side_max) {
  const int step = (std::max(in.width, in.height) + side_max - 1) / side_max;
  if (step <= 1) return in;
  Pixels out(std::max(1, in.width / step), std::max(1, in.height / step));
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      for (std::size_t c = 0; c < channels; ++c) {
        int sum = 0;
        int count = 0;
        for (int v = y * step; v < std::min((y + 1) * step, in.height); ++v)
          for (int u = x * step; u < std::min((x + 1) * step, in.width); ++u, ++count) sum += in.at(u, v)[c];
        out.at(x, y)[c] = static_cast<unsigned char>(sum / std::max(count, 1));
      }
  return out;
}

Pixels from_jpeg(std::string_view bytes, const ImageInfo& info, std::string_view field, int side_max) {
  const Turbo turbo(tjInitDecompress());
  int width = 0;
  int height = 0;
  int sampling = 0;
  int colours = 0;
  if (!turbo || tjDecompressHeader3(turbo.get(), data_of(bytes), bytes.size(), &width, &height, &sampling,
                                    &colours) != 0)
    broken(field);
  // The limits were kept by what check_image read: the decoder must not have found another head.
  if (width != info.width || height != info.height) broken(field);
  auto [w, h] = size_that_fits(width, height, side_max);
  if (w < 1 || h < 1) std::tie(w, h) = size_that_fits(width, height, std::max(width, height));
  Pixels out(w, h);
  // What is cut off or damaged in the middle is refused too: grey halves prove nothing. And a small file can
  // hold thousands of scans, each of which costs a walk over the whole picture.
  if (tjDecompress2(turbo.get(), data_of(bytes), bytes.size(), out.bytes.data(), w, 0, h, TJPF_RGB,
                    TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) != 0)
    broken(field);
  return shrunk(std::move(out), side_max);
}

Pixels from_png(std::string_view bytes, const ImageInfo& info, std::string_view field, int side_max) {
  png_image image{};
  const std::unique_ptr<png_image, decltype([](png_image* read) { png_image_free(read); })> held(&image);
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) broken(field);
  if (std::cmp_not_equal(image.width, info.width) || std::cmp_not_equal(image.height, info.height))
    broken(field);
  image.format = PNG_FORMAT_RGB;
  Pixels out(static_cast<int>(image.width), static_cast<int>(image.height));
  const png_color ground{white, white, white};
  if (png_image_finish_read(&image, &ground, out.bytes.data(), 0, nullptr) == 0) broken(field);
  return shrunk(std::move(out), side_max);
}

/// Reads the numbers of a TIFF structure; 0 for what lies outside of it.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes), little_(bytes.starts_with("II")) {}
  [[nodiscard]] unsigned two(std::size_t at) const {
    if (at > bytes_.size() || bytes_.size() - at < 2) return 0;
    const unsigned first = static_cast<unsigned char>(bytes_[at]);
    const unsigned second = static_cast<unsigned char>(bytes_[at + 1]);
    return little_ ? second << 8U | first : first << 8U | second;
  }
  [[nodiscard]] std::size_t four(std::size_t at) const {
    const std::size_t first = two(at);
    const std::size_t second = two(at + 2);
    return little_ ? second << 16U | first : first << 16U | second;
  }

 private:
  std::string_view bytes_;
  bool little_;
};

/// How the camera was held, 1 to 8 as Exif counts; 1 when the file does not say.
unsigned orientation_of(std::string_view jpeg) {
  constexpr unsigned tag_orientation = 0x0112;
  constexpr std::size_t entry_bytes = 12;
  constexpr std::string_view mark("Exif\0\0", 6);
  const std::size_t found = jpeg.substr(0, std::size_t{64} << 10U).find(mark);
  if (found == std::string_view::npos) return 1;
  const std::string_view tiff_bytes = jpeg.substr(found + mark.size());
  const Tiff tiff(tiff_bytes);
  const std::size_t directory = tiff.four(4);
  const unsigned entries = std::min(tiff.two(directory), 100U);
  for (unsigned i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * entry_bytes;
    if (tiff.two(entry) != tag_orientation) continue;
    const unsigned value = tiff.two(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

Pixels upright(Pixels in, unsigned orientation) {
  if (orientation == 1) return in;
  const bool lies = orientation >= 5;
  Pixels out(lies ? in.height : in.width, lies ? in.width : in.height);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      int u = lies ? y : x;
      int v = lies ? x : y;
      if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) u = in.width - 1 - u;
      if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) v = in.height - 1 - v;
      std::memcpy(out.at(x, y), in.at(u, v), channels);
    }
  return out;
}

std::string to_jpeg(Pixels& pixels, int quality) {
  const Turbo turbo(tjInitCompress());
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const int failed = turbo ? tjCompress2(turbo.get(), pixels.bytes.data(), pixels.width, 0, pixels.height,
                                         TJPF_RGB, &bytes, &size, TJSAMP_420, quality, 0)
                           : -1;
  const std::unique_ptr<unsigned char, decltype([](unsigned char* held) { tjFree(held); })> held(bytes);
  if (failed != 0) throw std::runtime_error("a photograph could not be written as JPEG");
  return {reinterpret_cast<const char*>(bytes), size};
}

/// What must not be whole in memory is refused by its head.
ImageInfo checked(std::string_view bytes, std::string_view field, const PhotographRules& rules) {
  const ImageInfo info = check_image(bytes, field, rules.limits);
  if (info.kind == ImageKind::jpeg && !is_in_several_scans(bytes)) return info;
  ImageLimits limits = rules.limits;
  limits.megapixels_max = std::min(limits.megapixels_max, rules.whole_megapixels_max);
  return check_image(bytes, field, limits);
}

}  // namespace

UnpackingPlaces::Place UnpackingPlaces::take(std::chrono::milliseconds patience, std::string_view field) {
  std::unique_lock lock(mutex_);
  if (free_ == 0 && waiting_ == waiting_max_) busy(field);
  ++waiting_;
  const bool is_free = freed_.wait_for(lock, patience, [this] { return free_ > 0; });
  --waiting_;
  if (!is_free) busy(field);
  --free_;
  return Place(*this);
}

void UnpackingPlaces::give_back() {
  {
    const std::lock_guard lock(mutex_);
    ++free_;
  }
  freed_.notify_one();
}

UnpackingPlaces& unpacking_places() {
  constexpr int at_once = 2;
  constexpr int waiting_max = 8;
  static UnpackingPlaces places(at_once, waiting_max);
  return places;
}

std::string made_anew(std::string_view bytes, std::string_view field, const PhotographRules& rules) {
  const ImageInfo info = checked(bytes, field, rules);
  const UnpackingPlaces::Place place = unpacking_places().take(rules.patience, field);
  Pixels pixels = info.kind == ImageKind::jpeg
                      ? upright(from_jpeg(bytes, info, field, rules.side_max), orientation_of(bytes))
                      : from_png(bytes, info, field, rules.side_max);
  return to_jpeg(pixels, rules.quality);
}

}  // namespace lianghu::documents

#include "documents/image_check.h"

#include <string>

#include "base/refusal.h"

namespace lianghu::documents {
namespace {

constexpr std::string_view png_mark = "\x89PNG\r\n\x1A\n";
constexpr std::string_view jpeg_mark = "\xFF\xD8\xFF";

struct Reader {
  std::string_view bytes;
  std::string_view field;

  [[noreturn]] void broken() const {
    throw Refusal(Status::unprocessable, "documents.image_broken", std::string(field));
  }
  [[nodiscard]] unsigned byte(std::size_t at) const {
    if (at >= bytes.size()) broken();
    return static_cast<unsigned char>(bytes[at]);
  }
  [[nodiscard]] unsigned two(std::size_t at) const { return byte(at) << 8U | byte(at + 1); }
  [[nodiscard]] unsigned four(std::size_t at) const { return two(at) << 16U | two(at + 2); }
};

/// The first chunk is IHDR with width and height (PNG 1.2, 11.2.2), and the last is IEND.
ImageInfo png(const Reader& in) {
  if (in.bytes.size() < 33 || in.bytes.substr(12, 4) != "IHDR" ||
      in.bytes.find("IEND") == std::string_view::npos)
    in.broken();
  unsigned width = in.four(16);
  unsigned height = in.four(20);
  if (width > 0x7FFFFFFFU || height > 0x7FFFFFFFU) in.broken();
  return {ImageKind::png, static_cast<int>(width), static_cast<int>(height)};
}

/// Walks the segments to the frame header, any SOF but the four marks that share its numbers (ITU T.81, B.2).
ImageInfo jpeg(const Reader& in) {
  for (std::size_t at = 2;;) {
    if (in.byte(at) != 0xFF) in.broken();
    unsigned mark = in.byte(at + 1);
    if (mark == 0xFF) {  // filling
      ++at;
      continue;
    }
    if (mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC) {
      return {ImageKind::jpeg, static_cast<int>(in.two(at + 7)), static_cast<int>(in.two(at + 5))};
    }
    if (mark == 0xD9 || mark == 0xDA) in.broken();
    bool alone = mark == 0x01 || (mark >= 0xD0 && mark <= 0xD7);
    unsigned length = alone ? 0 : in.two(at + 2);
    if (!alone && length < 2) in.broken();
    at += 2 + length;
  }
}

}  // namespace

ImageInfo check_image(std::string_view bytes, std::string_view field, const ImageLimits& limits) {
  std::string name(field);
  if (bytes.empty()) throw Refusal(Status::unprocessable, "documents.image_empty", name);
  bool is_png = bytes.starts_with(png_mark);
  if (!is_png && !bytes.starts_with(jpeg_mark)) {
    throw Refusal(Status::unprocessable, "documents.image_kind", name);
  }
  if (bytes.size() > limits.bytes_max) {
    throw Refusal(Status::too_large, "documents.image_bytes", name,
                  {{"megabytes", std::to_string(limits.bytes_max >> 20U)}});
  }
  Reader in{bytes, field};
  ImageInfo info = is_png ? png(in) : jpeg(in);
  if (info.width == 0 || info.height == 0) in.broken();
  auto pixels = static_cast<long long>(info.width) * info.height;
  if (info.width > limits.side_max || info.height > limits.side_max ||
      pixels > limits.megapixels_max * 1'000'000LL) {
    throw Refusal(Status::too_large, "documents.image_pixels", name,
                  {{"width", std::to_string(info.width)},
                   {"height", std::to_string(info.height)},
                   {"side", std::to_string(limits.side_max)},
                   {"megapixels", std::to_string(limits.megapixels_max)}});
  }
  return info;
}

}  // namespace lianghu::documents

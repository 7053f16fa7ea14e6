#pragma once
// Pictures that people hand in (photographs of signatures, scans): what kind they are by their content, never
// by name, and how large. Only headers are read; the bytes are left as they are, hidden data included.
#include <cstddef>
#include <string_view>

namespace lianghu::documents {

enum class ImageKind { png, jpeg };

struct ImageInfo {
  ImageKind kind = ImageKind::png;
  int width = 0, height = 0;  // pixels
};

struct ImageLimits {
  std::size_t bytes_max = 8U << 20U;
  int side_max = 8000;      // pixels
  int megapixels_max = 40;  // what unpacking it may cost in memory: 4 bytes each
};

/// Throws Refusal 422 documents.image_{empty, kind, broken} or 413 documents.image_{bytes, pixels}, for
/// `field`.
[[nodiscard]] ImageInfo check_image(std::string_view bytes, std::string_view field,
                                    const ImageLimits& limits = {});

}  // namespace lianghu::documents

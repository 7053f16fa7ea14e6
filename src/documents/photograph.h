#pragma once
// A photograph that somebody hands in, made anew: only what is seen is kept. Place, time, camera, thumbnail
// and whatever else a file carries are gone, as nothing but the pixels is taken over.
#include <string>
#include <string_view>

#include "documents/image_check.h"

namespace lianghu::documents {

struct PhotographRules {
  int side_max = 1280;  // pixels
  int quality = 78;     // of the JPEG, 1 to 100
  ImageLimits limits;
};

/// JPEG bytes: upright (Exif 2.32, tag 0x0112), not larger than the rules say, of a JPEG or a PNG. Throws
/// Refusal as check_image, also 422 documents.image_broken when what follows the head cannot be read.
[[nodiscard]] std::string made_anew(std::string_view bytes, std::string_view field,
                                    const PhotographRules& rules = {});

}  // namespace lianghu::documents

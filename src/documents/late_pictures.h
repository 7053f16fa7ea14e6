#pragma once
// libjpeg-turbo and libpng, loaded when the first photograph comes.
#include <png.h>
#include <turbojpeg.h>

#include "base/late.h"

namespace lianghu::documents {

inline constinit LateLibrary turbojpeg_library{"libturbojpeg.so.0"};
LIANGHU_LATE(turbojpeg_library, tjCompress2)
LIANGHU_LATE(turbojpeg_library, tjDecompress2)
LIANGHU_LATE(turbojpeg_library, tjDecompressHeader3)
LIANGHU_LATE(turbojpeg_library, tjDestroy)
LIANGHU_LATE(turbojpeg_library, tjFree)
LIANGHU_LATE(turbojpeg_library, tjGetScalingFactors)
LIANGHU_LATE(turbojpeg_library, tjInitCompress)
LIANGHU_LATE(turbojpeg_library, tjInitDecompress)

inline constinit LateLibrary png_library{"libpng16.so.16"};
LIANGHU_LATE(png_library, png_image_begin_read_from_memory)
LIANGHU_LATE(png_library, png_image_finish_read)
LIANGHU_LATE(png_library, png_image_free)

}  // namespace lianghu::documents

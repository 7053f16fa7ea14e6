#pragma once
// Pictures made for the tests.
#include <string>

#include "documents/late_pango.h"

namespace lianghu::documents::fixture {

/// A PNG with a thick black stroke across a white ground.
inline std::string png(int width, int height) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t* pen = cairo_create(surface);
  cairo_set_source_rgb(pen, 1, 1, 1);
  cairo_paint(pen);
  cairo_set_source_rgb(pen, 0, 0, 0);
  cairo_set_line_width(pen, height / 4.0);
  cairo_move_to(pen, 0, height);
  cairo_line_to(pen, width, 0);
  cairo_stroke(pen);
  std::string bytes;
  cairo_surface_write_to_png_stream(
      surface,
      [](void* out, const unsigned char* piece, unsigned int size) {
        static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(piece), size);
        return CAIRO_STATUS_SUCCESS;
      },
      &bytes);
  cairo_destroy(pen);
  cairo_surface_destroy(surface);
  return bytes;
}

}  // namespace lianghu::documents::fixture

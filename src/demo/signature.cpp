#include "demo/signature.h"

#include <memory>

#include "documents/late_pango.h"

namespace lianghu::demo {

using namespace documents;  // the drawing functions stand there

namespace {

cairo_status_t append(void* into, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

/// From -1 to 1.
double wobble(Random& random) {
  return static_cast<double>(random.below(2001)) / 1000.0 - 1.0;
}

void write_name(cairo_t* page, const std::string& name, Random& random) {
  const std::unique_ptr<PangoLayout, EndedBy<g_object_unref>> layout(pango_cairo_create_layout(page));
  const std::unique_ptr<PangoFontDescription, EndedBy<pango_font_description_free>> font(
      pango_font_description_from_string("Noto Serif CJK SC 60"));
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_text(layout.get(), name.c_str(), -1);
  // A hand is never level: turned, sheared and shifted a little, each time otherwise.
  const cairo_matrix_t lean = {1.0, 0.06 * wobble(random), -0.22 + 0.08 * wobble(random), 1.0, 0, 0};
  cairo_translate(page, 70 + 15 * wobble(random), 22 + 6 * wobble(random));
  cairo_transform(page, &lean);
  cairo_set_source_rgb(page, 0.10, 0.11, 0.20);
  pango_cairo_show_layout(page, layout.get());
}

}  // namespace

std::string draw_signature(const std::string& name, Random& random) {
  const std::unique_ptr<cairo_surface_t, EndedBy<cairo_surface_destroy>> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, 480, 160));
  const std::unique_ptr<cairo_t, EndedBy<cairo_destroy>> page(cairo_create(surface.get()));
  cairo_set_source_rgb(page.get(), 1, 1, 1);
  cairo_paint(page.get());
  write_name(page.get(), name, random);
  std::string png;
  cairo_surface_write_to_png_stream(surface.get(), append, &png);
  return png;
}

}  // namespace lianghu::demo

#include "documents/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>

#include "base/refusal.h"
#include "documents/image_check.h"
#include "documents/late_pango.h"
#include "documents/svg_path.h"

namespace lianghu::documents {
namespace {

constexpr double points_per_mm = 72.0 / 25.4;
constexpr double pi = std::numbers::pi;
constexpr std::string_view serif_family = "Noto Serif CJK SC", sans_family = "Noto Sans CJK SC";

using Layout = std::unique_ptr<PangoLayout, EndedBy<g_object_unref>>;

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t take(void* rest, unsigned char* into, unsigned int size) {
  auto& bytes = *static_cast<std::string_view*>(rest);
  if (bytes.size() < size) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(into, bytes.data(), size);
  bytes.remove_prefix(size);
  return CAIRO_STATUS_SUCCESS;
}

int units(double mm) {
  return static_cast<int>(std::lround(mm * points_per_mm * PANGO_SCALE));
}

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("PDF: ") + cairo_status_to_string(status));
}

/// The largest scale at which width × height fits, and where its upper left corner lies at the box's lower
/// right.
struct Fitted {
  double scale, x, y;
};
Fitted fitted(Box box, double width, double height) {
  double scale = std::min(box.width / width, box.height / height);
  return {scale, box.x + box.width - width * scale, box.y + box.height - height * scale};
}

}  // namespace

struct Canvas::Surface {
  std::string bytes;
  std::unique_ptr<cairo_surface_t, EndedBy<cairo_surface_destroy>> pdf;
  std::unique_ptr<cairo_t, EndedBy<cairo_destroy>> pen;
  std::unique_ptr<PangoContext, EndedBy<g_object_unref>> words;

  Surface(Paper paper, const PdfInfo& info) {
    pdf.reset(cairo_pdf_surface_create_for_stream(append, &bytes, paper.width * points_per_mm,
                                                  paper.height * points_per_mm));
    cairo_pdf_surface_set_metadata(pdf.get(), CAIRO_PDF_METADATA_TITLE, info.title.c_str());
    cairo_pdf_surface_set_metadata(pdf.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   format_instant(info.created).c_str());
    begin();
  }

  Surface() : pdf(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr)) { begin(); }

  void begin() {
    check(cairo_surface_status(pdf.get()));
    pen.reset(cairo_create(pdf.get()));
    // One unit is a millimetre for everything but text, whose sizes pango rounds to its own units.
    cairo_scale(pen.get(), points_per_mm, points_per_mm);
    words.reset(pango_cairo_create_context(pen.get()));
    pango_context_set_language(words.get(), pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(words.get(), FALSE);
    pango_cairo_context_set_resolution(words.get(), 72);
    // Metrics of a screen would be rounded to its dots.
    std::unique_ptr<cairo_font_options_t, EndedBy<cairo_font_options_destroy>> options(
        cairo_font_options_create());
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(words.get(), options.get());
  }

  [[nodiscard]] Layout layout(double width, std::string_view text, const TextStyle& style) const {
    Layout layout(pango_layout_new(words.get()));
    std::unique_ptr<PangoFontDescription, EndedBy<pango_font_description_free>> font(
        pango_font_description_new());
    pango_font_description_set_family_static(font.get(),
                                             (style.face == Face::serif ? serif_family : sans_family).data());
    pango_font_description_set_weight(font.get(),
                                      style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font.get(), units(style.size_mm));
    pango_layout_set_font_description(layout.get(), font.get());
    std::unique_ptr<PangoAttrList, EndedBy<pango_attr_list_unref>> attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(),
                           pango_attr_line_height_new_absolute(units(style.size_mm * style.line_height)));
    pango_layout_set_attributes(layout.get(), attributes.get());
    pango_layout_set_width(layout.get(), width < 0 ? -1 : units(width));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout.get(), units(style.size_mm * style.indent_em));
    pango_layout_set_alignment(layout.get(), style.align == Align::left     ? PANGO_ALIGN_LEFT
                                             : style.align == Align::center ? PANGO_ALIGN_CENTER
                                                                            : PANGO_ALIGN_RIGHT);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }

  void color(Color color) const { cairo_set_source_rgb(pen.get(), color.red, color.green, color.blue); }

  void rectangle(Box box, double radius) const {
    if (radius <= 0) {
      cairo_rectangle(pen.get(), box.x, box.y, box.width, box.height);
      return;
    }
    double right = box.x + box.width - radius;
    double bottom = box.y + box.height - radius;
    cairo_new_sub_path(pen.get());
    cairo_arc(pen.get(), right, box.y + radius, radius, -pi / 2, 0);
    cairo_arc(pen.get(), right, bottom, radius, 0, pi / 2);
    cairo_arc(pen.get(), box.x + radius, bottom, radius, pi / 2, pi);
    cairo_arc(pen.get(), box.x + radius, box.y + radius, radius, pi, 3 * pi / 2);
    cairo_close_path(pen.get());
  }

  void stroke(Color with, double line_width) const {
    color(with);
    cairo_set_line_width(pen.get(), line_width);
    cairo_stroke(pen.get());
  }
};

Canvas::Canvas(Paper paper, const PdfInfo& info) : surface_(std::make_unique<Surface>(paper, info)) {}

Canvas::Canvas() : surface_(std::make_unique<Surface>()) {}

Canvas::~Canvas() = default;

void Canvas::next_page() {
  cairo_show_page(surface_->pen.get());
}

double Canvas::text(double x, double y, double width, std::string_view words, const TextStyle& style) {
  Layout layout = surface_->layout(width, words, style);
  surface_->color(style.color);
  cairo_save(surface_->pen.get());
  cairo_translate(surface_->pen.get(), x, y);
  cairo_scale(surface_->pen.get(), 1 / points_per_mm, 1 / points_per_mm);
  cairo_move_to(surface_->pen.get(), 0, 0);
  pango_cairo_show_layout(surface_->pen.get(), layout.get());
  cairo_restore(surface_->pen.get());
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return height / points_per_mm / PANGO_SCALE;
}

double Canvas::text_height(double width, std::string_view words, const TextStyle& style) const {
  int height = 0;
  pango_layout_get_size(surface_->layout(width, words, style).get(), nullptr, &height);
  return height / points_per_mm / PANGO_SCALE;
}

double Canvas::text_width(std::string_view words, const TextStyle& style) const {
  int width = 0;
  pango_layout_get_size(surface_->layout(-1, words, style).get(), &width, nullptr);
  return width / points_per_mm / PANGO_SCALE;
}

double Canvas::fit(double x, double y, double width, std::string_view words, TextStyle style) {
  double wanted = text_width(words, style);
  if (wanted > width) {
    // The line keeps its height, so that a long name does not move what stands below.
    double smaller = std::max(1.0 / 3, width / wanted * 0.995);
    style.size_mm *= smaller;
    if (width / wanted > 1.0 / 3) style.line_height /= smaller;
  }
  return text(x, y, width, words, style);
}

void Canvas::fill(Box box, Color color, double radius) {
  surface_->rectangle(box, radius);
  surface_->color(color);
  cairo_fill(surface_->pen.get());
}

void Canvas::outline(Box box, Color color, double line_width, double radius) {
  surface_->rectangle(box, radius);
  surface_->stroke(color, line_width);
}

void Canvas::line(double x1, double y1, double x2, double y2, Color color, double line_width) {
  cairo_move_to(surface_->pen.get(), x1, y1);
  cairo_line_to(surface_->pen.get(), x2, y2);
  surface_->stroke(color, line_width);
}

void Canvas::dashes(double x1, double y1, double x2, double y2, Color color, double line_width) {
  constexpr std::array<double, 2> pattern = {1.6, 1.6};
  cairo_set_dash(surface_->pen.get(), pattern.data(), 2, 0);
  line(x1, y1, x2, y2, color, line_width);
  cairo_set_dash(surface_->pen.get(), nullptr, 0, 0);
}

void Canvas::dashed_circle(double x, double y, double radius, Color color, double line_width) {
  constexpr std::array<double, 2> pattern = {1.2, 1.2};
  cairo_set_dash(surface_->pen.get(), pattern.data(), 2, 0);
  cairo_new_path(surface_->pen.get());
  cairo_arc(surface_->pen.get(), x, y, radius, 0, 2 * pi);
  surface_->stroke(color, line_width);
  cairo_set_dash(surface_->pen.get(), nullptr, 0, 0);
}

void Canvas::notched_frame(Box box, double notch, Color color, double line_width) {
  cairo_t* pen = surface_->pen.get();
  double right = box.x + box.width;
  double bottom = box.y + box.height;
  cairo_new_path(pen);
  cairo_arc_negative(pen, box.x, box.y, notch, pi / 2, 0);
  cairo_arc_negative(pen, right, box.y, notch, pi, pi / 2);
  cairo_arc_negative(pen, right, bottom, notch, 3 * pi / 2, pi);
  cairo_arc_negative(pen, box.x, bottom, notch, 2 * pi, 3 * pi / 2);
  cairo_close_path(pen);
  surface_->stroke(color, line_width);
}

void Canvas::qr(double x, double y, double side, const Qr& code, Color color) {
  double square = side / code.size;
  // Squares overlap downwards by a hair: viewers draw a pale seam between rows that only touch.
  constexpr double overlap = 1.03;
  for (int row = 0; row < code.size; ++row) {
    for (int column = 0; column < code.size; ++column) {
      if (!code.at(column, row)) continue;
      int from = column;
      while (column < code.size && code.at(column, row)) ++column;
      cairo_rectangle(surface_->pen.get(), x + from * square, y + row * square, (column - from) * square,
                      square * (row + 1 < code.size ? overlap : 1));
    }
  }
  surface_->color(color);
  cairo_fill(surface_->pen.get());
}

void Canvas::icon(double x, double y, double side, std::string_view svg_path, Color color) {
  cairo_t* pen = surface_->pen.get();
  within(x, y, side / 24, [&] {
    cairo_new_path(pen);
    trace_svg_path(pen, svg_path);
    cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
    surface_->stroke(color, 1.75);
  });
}

void Canvas::strokes(Box box, const Strokes& drawing, Color color) {
  if (drawing.width <= 0 || drawing.height <= 0) throw std::logic_error("a signature without a field");
  cairo_t* pen = surface_->pen.get();
  Fitted at = fitted(box, drawing.width, drawing.height);
  within(at.x, at.y, at.scale, [&] {
    cairo_new_path(pen);
    for (const auto& polyline : drawing.lines) {
      if (polyline.empty()) continue;
      cairo_move_to(pen, polyline.front().first, polyline.front().second);
      // A single touch is a dot: a line of no length with round ends.
      for (const auto& [px, py] : polyline) cairo_line_to(pen, px, py);
    }
    cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
    surface_->stroke(color, 0.6 / at.scale);
  });
}

void Canvas::picture(Box box, std::string_view bytes) {
  ImageInfo info = check_image(bytes, "picture");
  std::unique_ptr<cairo_surface_t, EndedBy<cairo_surface_destroy>> image;
  if (info.kind == ImageKind::png) {
    std::string_view rest = bytes;
    image.reset(cairo_image_surface_create_from_png_stream(take, &rest));
  } else {
    // A PDF holds JPEG as it is; the surface says only how large it is, one bit a pixel.
    image.reset(cairo_image_surface_create(CAIRO_FORMAT_A1, info.width, info.height));
    auto* copy = new std::string(bytes);
    cairo_surface_set_mime_data(
        image.get(), CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(copy->data()), copy->size(),
        [](void* held) { delete static_cast<std::string*>(held); }, copy);
  }
  if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS) {
    throw Refusal(Status::unprocessable, "documents.image_broken", "picture");
  }
  Fitted at = fitted(box, info.width, info.height);
  within(at.x, at.y, at.scale, [&] {
    cairo_set_source_surface(surface_->pen.get(), image.get(), 0, 0);
    cairo_paint(surface_->pen.get());
  });
}

void Canvas::push(double x, double y, double scale) {
  cairo_save(surface_->pen.get());
  cairo_translate(surface_->pen.get(), x, y);
  cairo_scale(surface_->pen.get(), scale, scale);
}

void Canvas::pop() {
  cairo_restore(surface_->pen.get());
}

std::string Canvas::finish() {
  if (cairo_surface_get_type(surface_->pdf.get()) != CAIRO_SURFACE_TYPE_PDF) {
    throw std::logic_error("a rehearsal has no bytes");
  }
  check(cairo_status(surface_->pen.get()));
  cairo_show_page(surface_->pen.get());
  cairo_surface_finish(surface_->pdf.get());
  check(cairo_surface_status(surface_->pdf.get()));
  return std::move(surface_->bytes);
}

std::vector<std::string> missing_fonts() {
  std::unique_ptr<PangoContext, EndedBy<g_object_unref>> context(
      pango_font_map_create_context(pango_cairo_font_map_get_default()));
  std::vector<std::string> missing;
  for (std::string_view family : {serif_family, sans_family}) {
    std::unique_ptr<PangoFontDescription, EndedBy<pango_font_description_free>> wanted(
        pango_font_description_from_string(family.data()));
    std::unique_ptr<PangoFont, EndedBy<g_object_unref>> font(
        pango_font_map_load_font(pango_cairo_font_map_get_default(), context.get(), wanted.get()));
    if (!font) {
      missing.emplace_back(family);
      continue;
    }
    std::unique_ptr<PangoFontDescription, EndedBy<pango_font_description_free>> got(
        pango_font_describe(font.get()));
    if (pango_font_description_get_family(got.get()) != family) missing.emplace_back(family);
  }
  return missing;
}

}  // namespace lianghu::documents

#ifdef __SANITIZE_ADDRESS__
// Both libraries keep their caches of fonts until the process ends; the leak checker of sanitized builds asks
// here.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libcairo\n";
}
#endif

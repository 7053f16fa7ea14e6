#pragma once
// A PDF drawn in millimetres: text in the two Noto CJK faces, lines, QR codes, signatures, pictures. Text
// stays text, so that a reader can search and copy it. The same drawing with the same PdfInfo gives the same
// bytes. Coordinates run from the page's upper left corner.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "documents/qr.h"

namespace lianghu::documents {

struct Color {
  double red = 0, green = 0, blue = 0;  // 0 … 1
};
/// 0x9F1D1D
[[nodiscard]] constexpr Color rgb(unsigned value) {
  return {(value >> 16U & 0xFFU) / 255.0, (value >> 8U & 0xFFU) / 255.0, (value & 0xFFU) / 255.0};
}

/// The colours of the house; see the web app's tokens.
namespace ink {
constexpr Color red = rgb(0x9F1D1D), gold = rgb(0xE2B857), pale_gold = rgb(0xF6DFA4), white = rgb(0xFFFFFF);
constexpr Color black = rgb(0x241A17), muted = rgb(0x5E5550), line = rgb(0xD8CBB6);
}  // namespace ink

enum class Face { serif, sans };  // serif for ceremony only: plate, letter, titles
enum class Weight { regular, bold };
enum class Align { left, center, right };

struct TextStyle {
  Face face = Face::sans;
  Weight weight = Weight::regular;
  double size_mm = 4;
  double line_height = 1.5;  // in font sizes
  Color color = ink::black;
  Align align = Align::left;
  double indent_em = 0;  // of the first line
};

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
};

struct Paper {
  double width = 210, height = 297;
};
constexpr Paper a3{297, 420}, a4{210, 297}, a5_landscape{210, 148};

struct PdfInfo {
  std::string title;
  Instant created;
};

/// A signature drawn with finger or pen: polylines in a field of width × height, any unit.
struct Strokes {
  double width = 0, height = 0;
  std::vector<std::vector<std::pair<double, double>>> lines;
};

/// Not thread-safe; several canvases may be drawn by several threads.
class Canvas {
 public:
  Canvas(Paper paper, const PdfInfo& info);
  /// A rehearsal: measures and draws like any other, but nothing comes of it.
  Canvas();
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void next_page();

  /// Draws wrapped text in a column; gives the height it took. The first line's box starts at y.
  double text(double x, double y, double width, std::string_view words, const TextStyle& style);
  [[nodiscard]] double text_height(double width, std::string_view words, const TextStyle& style) const;
  /// Of the longest line when nothing is wrapped.
  [[nodiscard]] double text_width(std::string_view words, const TextStyle& style) const;
  /// One line that never wraps: the size shrinks until it fits, down to a third, and wraps from there.
  double fit(double x, double y, double width, std::string_view words, TextStyle style);

  void fill(Box box, Color color, double radius = 0);
  void outline(Box box, Color color, double line_width, double radius = 0);
  void line(double x1, double y1, double x2, double y2, Color color, double line_width);
  void dashes(double x1, double y1, double x2, double y2, Color color, double line_width);
  void dashed_circle(double x, double y, double radius, Color color, double line_width);
  /// The plate's ornament: a line around `box` whose corners are bitten off by quarter circles.
  void notched_frame(Box box, double notch, Color color, double line_width);
  /// The code fills the square exactly; leave it a white border.
  void qr(double x, double y, double side, const Qr& code, Color color = ink::black);
  /// Outlines the d of an SVG path (M L H V C S A Z and their small letters) of a 24 × 24 field.
  void icon(double x, double y, double side, std::string_view svg_path, Color color);
  /// Fits the strokes into the box, keeping their proportions, at its lower right.
  void strokes(Box box, const Strokes& drawing, Color color = ink::black);
  /// A PNG or JPEG fitted into the box likewise. Throws Refusal 422 documents.image_* or 413.
  void picture(Box box, std::string_view bytes);

  /// Runs `draw` with everything moved and then enlarged by `scale`.
  template <class Draw>
  void within(double x, double y, double scale, Draw draw) {
    push(x, y, scale);
    draw();
    pop();
  }

  /// Ends the document; nothing may be drawn afterwards.
  [[nodiscard]] std::string finish();

 private:
  void push(double x, double y, double scale);
  void pop();
  struct Surface;
  std::unique_ptr<Surface> surface_;
};

/// The fonts that are not installed, of those that documents need; for a start-up check.
[[nodiscard]] std::vector<std::string> missing_fonts();

}  // namespace lianghu::documents

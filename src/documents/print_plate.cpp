#include "documents/print.h"

namespace lianghu::documents {
namespace {

TextStyle serif(double size_mm, Weight weight, Color color, double line_height = 1.2) {
  return {Face::serif, weight, size_mm, line_height, color, Align::left, 0};
}

void draw(Canvas& canvas, const Plate& plate) {
  canvas.fill({0, 0, a5_landscape.width, a5_landscape.height}, ink::red);
  canvas.notched_frame({7.4, 7.4, 195.2, 133.2}, 4.6, ink::gold, 0.75);
  canvas.notched_frame({9.3, 9.3, 191.4, 129.4}, 4.6, ink::gold, 0.25);

  TextStyle small = serif(6, Weight::regular, ink::pale_gold);
  canvas.fit(21, 21, 84, plate.place, small);
  small.align = Align::right;
  canvas.fit(108, 21, 81.5, plate.slogan, small);
  canvas.fit(20, 33, 170, plate.heading, serif(30, Weight::bold, ink::white));
  canvas.fill({21.5, 77, 26, 0.5}, ink::gold);

  // Without a name the number takes its place: an empty gap would ask why.
  canvas.fit(21, 84, 118, plate.name.value_or(plate.serial), serif(14, Weight::bold, ink::white, 1.3));
  bool dated = !plate.date.empty();
  if (plate.name) {
    canvas.fit(21.3, dated ? 110.5 : 118.5, 118, plate.serial, serif(6.5, Weight::bold, ink::pale_gold, 1.3));
  }
  if (dated) canvas.fit(21.3, 119.6, 118, plate.date, serif(4.6, Weight::regular, ink::pale_gold, 1.5));

  constexpr double side = 42;
  constexpr double left = 148;
  constexpr double top = 78;
  canvas.fill({left, top, side, side}, ink::white, 1.5);
  // The quiet zone of four squares that the standard asks for lies within the white.
  Qr code = make_qr(plate.link, QrLevel::quartile);
  double border = side * 4 / (code.size + 8);
  canvas.qr(left + border, top + border, side - 2 * border, code);
  TextStyle below{Face::sans, Weight::regular, 4, 1.5, ink::pale_gold, Align::center, 0};
  canvas.fit(left - 4, top + side + 2, side + 8, plate.instruction, below);
}

}  // namespace

std::string plate_pdf(const std::vector<Plate>& plates, const PdfInfo& info, PlatePaper paper) {
  bool two = paper == PlatePaper::a4_two;
  Canvas canvas(two ? a4 : a5_landscape, info);
  for (std::size_t i = 0; i < plates.size(); ++i) {
    bool lower = two && i % 2 == 1;
    if (i > 0 && !lower) canvas.next_page();
    if (!two) {
      draw(canvas, plates[i]);
      continue;
    }
    // A little smaller than A5: office printers leave a white margin on every side.
    constexpr double scale = 0.945;
    canvas.within((a4.width - a5_landscape.width * scale) / 2,
                  (lower ? a4.height / 2 : 0) + (a4.height / 2 - a5_landscape.height * scale) / 2, scale,
                  [&] { draw(canvas, plates[i]); });
    if (!lower) canvas.dashes(0, a4.height / 2, a4.width, a4.height / 2, ink::muted, 0.2);
  }
  return canvas.finish();
}

}  // namespace lianghu::documents

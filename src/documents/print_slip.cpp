#include "documents/print.h"

namespace lianghu::documents {
namespace {

constexpr int columns = 2;
constexpr int rows = 4;
constexpr double slip_width = a4.width / columns;
constexpr double slip_height = a4.height / rows;
constexpr double padding = 8;
constexpr double inside = slip_width - 2 * padding;
constexpr double code_side = 21;
constexpr double beside = inside - code_side - 4;  // the code

TextStyle words(double size_mm, Color color = ink::black) {
  return {Face::sans, Weight::regular, size_mm, 1.45, color, Align::left, 0};
}

void cut_lines(Canvas& canvas) {
  for (int column = 1; column < columns; ++column)
    canvas.dashes(column * slip_width, 0, column * slip_width, a4.height, ink::muted, 0.3);
  for (int row = 1; row < rows; ++row)
    canvas.dashes(0, row * slip_height, a4.width, row * slip_height, ink::muted, 0.3);
}

void set(Canvas& canvas, const SlipPaper& slip, const std::string& link, const Qr& code) {
  const double x = padding;
  double y = 6;
  canvas.qr(x + inside - code_side, y + 1, code_side, code);
  y += canvas.fit(x, y, beside, slip.title, {Face::serif, Weight::bold, 7, 1.3, ink::red, Align::left, 0});
  for (const std::string& line : slip.lines) y += canvas.fit(x, y, beside, line, words(3.5, ink::muted));
  y = 6 + code_side + 3;
  TextStyle large = words(9);
  large.weight = Weight::bold;
  y += canvas.fit(x, y, inside, slip.code, large);
  y += canvas.text(x, y, inside, slip.use, words(3.4));
  y += canvas.fit(x, y, inside, link, words(3.4));
  TextStyle tell = words(3.4);
  tell.weight = Weight::bold;
  canvas.text(x, y, inside, slip.tell, tell);
}

}  // namespace

std::string slip_pdf(const std::vector<SlipPaper>& slips, const std::string& link, const PdfInfo& info) {
  Canvas canvas(a4, info);
  const Qr code = make_qr(link, QrLevel::medium);
  constexpr std::size_t on_a_page = std::size_t{columns} * rows;
  for (std::size_t i = 0; i < slips.size(); ++i) {
    const std::size_t place = i % on_a_page;
    if (place == 0) {
      if (i > 0) canvas.next_page();
      cut_lines(canvas);
    }
    const std::size_t row = place / columns;
    canvas.within(static_cast<double>(place % columns) * slip_width, static_cast<double>(row) * slip_height,
                  1, [&] { set(canvas, slips[i], link, code); });
  }
  return canvas.finish();
}

}  // namespace lianghu::documents

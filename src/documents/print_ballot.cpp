#include <algorithm>
#include <array>

#include "documents/print.h"

namespace lianghu::documents {
namespace {

constexpr double left = 20;
constexpr double width = a4.width - 2 * left;
constexpr double cut_at = a4.height - 38;  // the strip below is torn off, also of what is printed behind it
constexpr double bottom = cut_at - 6;
constexpr double top_of_following_page = 30;
constexpr double heading_height = 8;
constexpr double code_side = 24;
constexpr double padding = 5;  // of the frame that says who will see it

TextStyle sans(double size_mm, double line_height = 1.5, Color color = ink::black) {
  return {Face::sans, Weight::regular, size_mm, line_height, color, Align::left, 0};
}

TextStyle bold(TextStyle style) {
  style.weight = Weight::bold;
  return style;
}

/// How the choices stand: large as long as there is room for it.
struct Layout {
  int columns;
  double row;  // at least
  double name, profile, box, tick, label;
};
constexpr std::array<Layout, 3> layouts = {
    {{1, 21.5, 7, 4.6, 13, 9, 4.6}, {1, 13.4, 5.4, 3.9, 9.5, 7, 4.2}, {2, 12.2, 4.7, 3.4, 8.5, 5.6, 3.2}}};
constexpr double gap = 8;  // between two columns

/// Sets one ballot on a canvas, page after page. Set more than once: the first times only tell the pages it
/// takes.
class BallotSetter {
 public:
  BallotSetter(Canvas& canvas, const BallotSheet& sheet, const Layout& layout, int pages)
      : canvas_(canvas),
        sheet_(sheet),
        layout_(layout),
        pages_(pages),
        column_((width - gap * (layout.columns - 1)) / layout.columns) {}

  /// The pages it took.
  int set() {
    head();
    steps();
    strip();
    double end = tell();
    std::size_t next = choices(0, y_, end);
    while (next < sheet_.choices.size()) {
      following_page();
      next = choices(next, top_of_following_page, bottom);
    }
    return page_;
  }

 private:
  void page_number() {
    if (pages_ < 2) return;
    TextStyle style = sans(3.6, 1.6, ink::muted);
    style.align = Align::right;
    canvas_.text(left, 7, width, page_words(sheet_.page_line, page_, pages_), style);
  }

  void head() {
    page_number();
    TextStyle title = bold({Face::serif, Weight::regular, 10.5, 1.3, ink::red, Align::left, 0});
    const double title_height = canvas_.fit(left, 14, width * 0.5, sheet_.title, title);
    TextStyle style = sans(4, 1.6, ink::muted);
    style.align = Align::right;
    double y = 15;
    for (const std::string& line : sheet_.head)
      y += canvas_.text(left + width * 0.5, y, width * 0.5, line, style);
    y_ = std::max(14 + title_height, y) + 3;
    canvas_.line(left, y_, left + width, y_, ink::red, 0.6);
    y_ += 6.5;
  }

  void steps() {
    constexpr double ring = 9;
    constexpr double between = 5;
    const auto count = static_cast<double>(sheet_.steps.size());
    const double each = (width - between * (count - 1)) / count;
    const TextStyle words = sans(4.6);
    TextStyle number = bold(sans(5, 1, ink::red));
    number.align = Align::center;
    double height = ring;
    for (std::size_t i = 0; i < sheet_.steps.size(); ++i) {
      const double x = left + (each + between) * static_cast<double>(i);
      canvas_.outline({x, y_, ring, ring}, ink::red, 0.5, ring / 2);
      canvas_.text(x, y_ + 2, ring, std::to_string(i + 1), number);
      height = std::max(height, canvas_.text(x + ring + 3, y_, each - ring - 3, sheet_.steps[i], words));
    }
    y_ += height + 5;
  }

  void strip() {
    canvas_.dashes(0, cut_at, left, cut_at, ink::muted, 0.3);
    const TextStyle quiet = sans(4, 1.5, ink::muted);
    canvas_.text(left + 3, cut_at - 3, width, sheet_.cut, quiet);
    canvas_.dashes(left + 6 + canvas_.text_width(sheet_.cut, quiet), cut_at, a4.width, cut_at, ink::muted,
                   0.3);
    const double y = cut_at + 7;
    canvas_.qr(left, y, code_side, make_qr(sheet_.link, QrLevel::medium));
    const double x = left + code_side + 6;
    const double height =
        canvas_.fit(x, y - 1, width - code_side - 6, sheet_.strip_title, bold(sans(6, 1.5)));
    canvas_.text(x, y - 1 + height, width - code_side - 6, sheet_.strip, sans(4.2, 1.55));
  }

  /// Who will see it and who enters it, at the foot of the first page; gives where it begins.
  double tell() {
    const double inside = width - 2 * padding;
    const TextStyle words = sans(4.4, 1.6);
    const double title_height = canvas_.text_height(inside, sheet_.tell_title, bold(words));
    const double words_height = canvas_.text_height(inside, sheet_.tell, words);
    constexpr double line_height = 12;
    const double height = title_height + words_height + line_height + 2 * padding - 3;
    const double top = bottom - height;
    canvas_.outline({left, top, width, height}, ink::black, 0.5, 2);
    double y = top + padding - 1;
    y += canvas_.text(left + padding, y, inside, sheet_.tell_title, bold(words));
    y += canvas_.text(left + padding, y, inside, sheet_.tell, words);
    sign_here(left + padding, y + line_height, sheet_.recorder_label, inside / 2 - 3);
    sign_here(left + padding + inside / 2 + 3, y + line_height, sheet_.signature_label, inside / 2 - 3);
    return top - 5;
  }

  void sign_here(double x, double y, const std::string& label, double space) {
    const TextStyle style = sans(4.4, 1.6);
    const double taken = canvas_.text_width(label, style) + 3;
    canvas_.text(x, y - 7, space, label, style);
    canvas_.line(x + taken, y, x + space, y, ink::black, 0.3);
  }

  void following_page() {
    canvas_.next_page();
    ++page_;
    page_number();
    TextStyle style = sans(4, 1.6, ink::muted);
    double y = 14;
    if (!sheet_.head.empty())
      y += canvas_.text(left, y, width, sheet_.title + "  " + sheet_.head.front(), style);
    canvas_.line(left, y + 3, left + width, y + 3, ink::red, 0.6);
  }

  [[nodiscard]] double name_at() const { return layout_.box + (layout_.columns == 1 ? 10 : 3.5); }
  [[nodiscard]] double label_width() const {
    double widest = 0;
    for (const std::string& each : sheet_.reasons)
      widest = std::max(widest, canvas_.text_width(each, sans(layout_.label)));
    return widest;
  }
  /// A box to tick with its label and what keeps it from the next.
  [[nodiscard]] double tick_width() const {
    return layout_.tick + label_width() + (layout_.columns == 1 ? 6 : 3);
  }
  [[nodiscard]] double ticks_width() const {
    return tick_width() * static_cast<double>(sheet_.reasons.size());
  }
  [[nodiscard]] double name_width() const { return column_ - name_at() - ticks_width() - 2; }

  [[nodiscard]] double words_height(const BallotChoice& choice) const {
    return layout_.name * 1.3 +
           canvas_.text_height(name_width(), choice.profile, sans(layout_.profile, 1.35, ink::muted));
  }
  [[nodiscard]] double row_height(const BallotChoice& choice) const {
    return std::max(layout_.row, words_height(choice) + 1.6);
  }

  void heading(double x, double y) {
    const double size = layout_.columns == 1 ? 4 : 3.4;
    const TextStyle style = bold(sans(size, 1.5, ink::muted));
    canvas_.fit(x, y, name_at() - 1, sheet_.rank_heading, style);
    canvas_.fit(x + name_at(), y, name_width(), sheet_.name_heading, style);
    canvas_.fit(x + column_ - ticks_width(), y, ticks_width(), sheet_.veto_heading, style);
    canvas_.line(x, y + heading_height - 1, x + column_, y + heading_height - 1, ink::black, 0.3);
  }

  void row(const BallotChoice& choice, double x, double y, double height) {
    canvas_.outline({x + 1, y + (height - layout_.box) / 2, layout_.box, layout_.box}, ink::black, 0.5,
                    layout_.box / 9);
    const double words = y + (height - words_height(choice)) / 2;
    canvas_.fit(x + name_at(), words, name_width(), choice.name, bold(sans(layout_.name, 1.3)));
    canvas_.text(x + name_at(), words + layout_.name * 1.3, name_width(), choice.profile,
                 sans(layout_.profile, 1.35, ink::muted));
    double at = x + column_ - ticks_width();
    for (const std::string& each : sheet_.reasons) {
      canvas_.outline({at, y + (height - layout_.tick) / 2, layout_.tick, layout_.tick}, ink::muted, 0.35,
                      layout_.tick / 7);
      canvas_.text(at + layout_.tick + 1.2, y + height / 2 - layout_.label * 0.75, label_width() + 1, each,
                   sans(layout_.label));
      at += tick_width();
    }
    canvas_.line(x, y + height, x + column_, y + height, ink::line, 0.2);
  }

  /// As many of the choices from `first` on as fit between `top` and `end`; gives the first that did not.
  std::size_t choices(std::size_t first, double top, double end) {
    const std::size_t left_over = sheet_.choices.size() - first;
    const auto columns = static_cast<std::size_t>(layout_.columns);
    std::size_t next = first;
    for (std::size_t column = 0; column < columns && next < sheet_.choices.size(); ++column) {
      const double x = left + (column_ + gap) * static_cast<double>(column);
      // What fits on this page is shared out evenly.
      const std::size_t share = (left_over + columns - 1) / columns;
      heading(x, top);
      double y = top + heading_height;
      for (std::size_t count = 0; next < sheet_.choices.size() && count < share; ++count, ++next) {
        const double height = row_height(sheet_.choices[next]);
        if (y + height > end && count > 0) break;
        row(sheet_.choices[next], x, y, height);
        y += height;
      }
    }
    return next;
  }

  Canvas& canvas_;
  const BallotSheet& sheet_;
  const Layout& layout_;
  int pages_;
  double column_;
  int page_ = 1;
  double y_ = 0;
};

}  // namespace

std::string ballot_pdf(const std::vector<BallotSheet>& sheets, const PdfInfo& info) {
  Canvas canvas(a4, info);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (i > 0) canvas.next_page();
    const Layout* layout = layouts.data();
    int taken = 0;
    for (const Layout& each : layouts) {
      Canvas rehearsal;
      layout = &each;
      taken = BallotSetter(rehearsal, sheets[i], each, 1).set();
      if (taken == 1) break;
    }
    BallotSetter(canvas, sheets[i], *layout, taken).set();
  }
  return canvas.finish();
}

}  // namespace lianghu::documents

#include <algorithm>

#include "documents/print.h"

namespace lianghu::documents {
namespace {

constexpr double left = 24;
constexpr double width = a4.width - 2 * left;
constexpr double top_of_following_page = 26;
constexpr double bottom = a4.height - 24;
constexpr double signing_height = 26;
constexpr double code_side = 26;
constexpr double stamp_radius = 19;  // 2 mm less than a branch's seal: the line vanishes under it

TextStyle serif(double size_mm, double line_height = 1.7, Color color = ink::black) {
  return {Face::serif, Weight::regular, size_mm, line_height, color, Align::left, 0};
}

TextStyle bold(TextStyle style, Color color) {
  style.weight = Weight::bold;
  style.color = color;
  return style;
}

TextStyle quiet(double size_mm = 3.7) {
  return {Face::sans, Weight::regular, size_mm, 1.7, ink::muted, Align::left, 0};
}

/// A letter is set closer when that saves a page.
enum class Spacing { airy, close };

/// Sets one letter on a canvas, page after page. Set more than once: the first times only tell the pages it
/// takes.
class LetterSetter {
 public:
  LetterSetter(Canvas& canvas, const Letter& letter, Spacing spacing, int pages)
      : canvas_(canvas), letter_(letter), airy_(spacing == Spacing::airy), pages_(pages) {}

  /// The pages it took.
  int set() {
    ornament();
    head();
    table();
    paragraph(letter_.closing);
    signers();
    foot();
    return page_;
  }

 private:
  void ornament() {
    canvas_.notched_frame({9.2, 9.2, a4.width - 18.4, a4.height - 18.4}, 3.8, ink::gold, 0.62);
    if (pages_ < 2) return;
    TextStyle style = quiet(3.4);
    style.align = Align::center;
    canvas_.text(left, a4.height - 18.5, width, page_words(letter_.page_line, page_, pages_), style);
  }

  /// Goes to a new page when `height` does not fit any more.
  bool need(double height) {
    if (y_ + height <= bottom) return false;
    canvas_.next_page();
    ++page_;
    ornament();
    number(top_of_following_page - 9);
    y_ = top_of_following_page;
    return true;
  }

  void number(double y) {
    TextStyle style = quiet();
    style.align = Align::right;
    canvas_.text(left, y, width, letter_.number, style);
  }

  void head() {
    number(21);
    TextStyle title = bold(serif(10.5, 1.4), ink::red);
    title.align = Align::center;
    y_ = 35 + canvas_.fit(left, 35, width, letter_.title, title);
    TextStyle subtitle = serif(4, 1.9, ink::muted);
    subtitle.align = Align::center;
    y_ += canvas_.text(left, y_, width, letter_.subtitle, subtitle) + (airy_ ? 7 : 3);
    paragraph(letter_.opening);
  }

  void paragraph(const std::string& words) {
    if (words.empty()) return;
    TextStyle style = serif(4.6, airy_ ? 2 : 1.75);
    style.indent_em = 2;
    need(canvas_.text_height(width, words, style));
    y_ += canvas_.text(left, y_, width, words, style) + 2;
  }

  void table_head() {
    canvas_.line(left, y_, left + width, y_, ink::red, 0.5);
    TextStyle style = bold(quiet(), ink::muted);
    style.line_height = 1.5;
    canvas_.text(role_at, y_ + 1.6, role_width, letter_.role_heading, style);
    canvas_.text(what_at, y_ + 1.6, what_width, letter_.what_heading, style);
    canvas_.text(due_at, y_ + 1.6, due_width, letter_.due_heading, style);
    y_ += 8.8;
    canvas_.line(left, y_, left + width, y_, ink::red, 0.2);
  }

  void table() {
    y_ += airy_ ? 4 : 2;
    need(30);
    table_head();
    const TextStyle style = serif(4.2);
    const double padding = airy_ ? 3.8 : 2.2;
    for (std::size_t i = 0; i < letter_.items.size(); ++i) {
      const auto& item = letter_.items[i];
      double height = std::max({canvas_.text_height(role_width, item.role, style),
                                canvas_.text_height(what_width, item.what, style),
                                canvas_.text_height(due_width, item.due, style)}) +
                      2 * padding;
      bool fresh = need(height);
      if (fresh) table_head();
      bool repeats = i > 0 && !fresh && letter_.items[i - 1].role == item.role;
      double row = y_ + padding;
      canvas_.text(left + 2, row, 8, std::to_string(i + 1), bold(style, ink::red));
      if (!repeats) canvas_.text(role_at, row, role_width, item.role, style);
      canvas_.text(what_at, row, what_width, item.what, style);
      canvas_.text(due_at, row, due_width, item.due, style);
      y_ += height;
      bool last = i + 1 == letter_.items.size();
      double from = !last && letter_.items[i + 1].role == item.role ? what_at : left;
      canvas_.line(last ? left : from, y_, left + width, y_, last ? ink::red : ink::line, last ? 0.5 : 0.2);
    }
    y_ += airy_ ? 5 : 2.5;
  }

  void signers() {
    constexpr double gap = 12;
    constexpr double each = (width - gap) / 2;
    for (std::size_t i = 0; i < letter_.signers.size(); i += 2) {
      need(signing_height);
      for (std::size_t k = i; k < std::min(i + 2, letter_.signers.size()); ++k) {
        signer(letter_.signers[k], k == i ? left : left + each + gap, each);
      }
      y_ += signing_height;
    }
  }

  void signer(const Signer& signer, double x, double each) {
    double line = y_ + 22;
    canvas_.line(x, line, x + each, line, ink::black, 0.2);
    const TextStyle style = serif(4, 1.7);
    double label = canvas_.text_width(signer.label, style);
    canvas_.text(x, line - 8.3, each, signer.label, style);
    Box field{x + label + 4, line - 19, each - label - 6, 17};
    if (!signer.words.empty()) {
      TextStyle words = serif(4, 1.7, ink::muted);
      words.align = Align::right;
      canvas_.text(field.x, line - 8.3, field.width + 2, signer.words, words);
      field.width -= canvas_.text_width(signer.words, words) + 2;
    }
    field.width = std::min(field.width, 44.0);
    field.x =
        x + each - 2 - field.width - (signer.words.empty() ? 0 : canvas_.text_width(signer.words, style) + 2);
    if (const auto* drawing = std::get_if<Strokes>(&signer.signature)) {
      canvas_.strokes(field, *drawing);
    } else if (const auto* picture = std::get_if<std::string>(&signer.signature)) {
      canvas_.picture(field, *picture);
    }
  }

  /// Dates, stamp and code stand at the foot of the last page.
  void foot() {
    constexpr double stamp_at = left + 96;
    bool stamped = !letter_.stamp.empty();
    double text_width = stamped ? stamp_at - stamp_radius - 3 - left : width - code_side - 6;
    const TextStyle received = serif(4.3);
    const TextStyle small = quiet(3.5);
    double height = 3;
    for (const auto& words : letter_.received) height += canvas_.text_height(text_width, words, received);
    for (const auto& words : letter_.small) height += canvas_.text_height(text_width, words, small);
    height = std::max(height, stamped ? stamp_radius * 2 + 1 : code_side + 1);
    need(height);
    double end = bottom + 2;
    double y = end - height;
    if (stamped) {
      double middle = end - stamp_radius - 0.5;
      canvas_.dashed_circle(stamp_at, middle, stamp_radius, ink::line, 0.25);
      TextStyle style{Face::sans, Weight::regular, 3.4, 1.5, rgb(0x857A70), Align::center, 0};
      canvas_.text(stamp_at - stamp_radius, middle - 2.5, stamp_radius * 2, letter_.stamp, style);
    }
    for (const auto& words : letter_.received) y += canvas_.text(left, y, text_width, words, received);
    y = end;
    for (auto words = letter_.small.rbegin(); words != letter_.small.rend(); ++words) {
      y -= canvas_.text_height(text_width, *words, small);
      canvas_.text(left, y, text_width, *words, small);
    }
    if (letter_.link.empty()) return;
    canvas_.qr(left + width - code_side, end - code_side - 1, code_side,
               make_qr(letter_.link, QrLevel::medium));
  }

  static constexpr double role_at = left + 10, role_width = 38;
  static constexpr double what_at = left + 50, what_width = 66;
  static constexpr double due_at = left + 119, due_width = width - 119;

  Canvas& canvas_;
  const Letter& letter_;
  bool airy_;
  int pages_;
  int page_ = 1;
  double y_ = 0;
};

}  // namespace

std::string page_words(const std::string& words, int page, int pages) {
  std::string out = words;
  auto put = [&](std::string_view name, int value) {
    if (auto at = out.find(name); at != std::string::npos)
      out.replace(at, name.size(), std::to_string(value));
  };
  put("{page}", page);
  put("{pages}", pages);
  return out;
}

std::string letter_pdf(const std::vector<Letter>& letters, const PdfInfo& info) {
  Canvas canvas(a4, info);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0) canvas.next_page();
    auto pages = [&](Spacing spacing) {
      Canvas rehearsal;
      return LetterSetter(rehearsal, letters[i], spacing, 1).set();
    };
    Spacing spacing = Spacing::airy;
    int taken = pages(spacing);
    if (int closer = taken > 1 ? pages(Spacing::close) : taken; closer < taken) {
      spacing = Spacing::close;
      taken = closer;
    }
    LetterSetter(canvas, letters[i], spacing, taken).set();
  }
  return canvas.finish();
}

}  // namespace lianghu::documents

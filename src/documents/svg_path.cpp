#include "documents/svg_path.h"

#include <charconv>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

namespace lianghu::documents {
namespace {

struct Point {
  double x = 0, y = 0;
};

class Tracer {
 public:
  Tracer(cairo_t* pen, std::string_view path) : pen_(pen), rest_(path) {}

  void run() {
    char command = 0;
    while (skip_blank(), !rest_.empty()) {
      char c = rest_.front();
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        command = c;
        rest_.remove_prefix(1);
      } else if (command == 'm' || command == 'M') {
        --command;  // further pairs after a move are lines: l is the letter before m
      }
      step(command);
    }
  }

 private:
  void skip_blank() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == ',')) rest_.remove_prefix(1);
  }
  double number() {
    skip_blank();
    double value = 0;
    auto [end, trouble] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (trouble != std::errc()) throw std::logic_error("a broken SVG path: " + std::string(rest_));
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  /// The flags of an arc may stand without a space behind them.
  bool flag() {
    skip_blank();
    bool set = rest_.starts_with('1');
    rest_.remove_prefix(1);
    return set;
  }
  Point point(bool relative) {
    double x = number();
    double y = number();
    return relative ? Point{at_.x + x, at_.y + y} : Point{x, y};
  }

  void step(char command) {
    bool relative = command >= 'a';
    switch (relative ? command - 'a' + 'A' : command) {
      case 'M':
        at_ = start_ = point(relative);
        cairo_move_to(pen_, at_.x, at_.y);
        break;
      case 'L':
        line_to(point(relative));
        break;
      case 'H':
        line_to({number() + (relative ? at_.x : 0), at_.y});
        break;
      case 'V':
        line_to({at_.x, number() + (relative ? at_.y : 0)});
        break;
      case 'C': {
        Point first = point(relative);
        Point second = point(relative);
        curve_to(first, second, point(relative));
        break;
      }
      case 'S': {
        Point first = curved_ ? Point{2 * at_.x - control_.x, 2 * at_.y - control_.y} : at_;
        Point second = point(relative);
        curve_to(first, second, point(relative));
        break;
      }
      case 'A': {
        Point radius{number(), number()};
        number();  // the turn of the ellipse: all arcs of the house are circles
        bool large = flag();
        bool sweep = flag();
        arc_to(radius.x, large, sweep, point(relative));
        break;
      }
      case 'Z':
        cairo_close_path(pen_);
        at_ = start_;
        break;
      default:
        throw std::logic_error("an SVG path with the letter " + std::string(1, command));
    }
    curved_ = command == 'C' || command == 'c' || command == 'S' || command == 's';
  }

  void line_to(Point to) {
    cairo_line_to(pen_, to.x, to.y);
    at_ = to;
  }
  void curve_to(Point first, Point second, Point to) {
    cairo_curve_to(pen_, first.x, first.y, second.x, second.y, to.x, to.y);
    control_ = second;
    at_ = to;
  }
  /// SVG 1.1, F.6.5, for circles.
  void arc_to(double radius, bool large, bool sweep, Point to) {
    double dx = (to.x - at_.x) / 2;
    double dy = (to.y - at_.y) / 2;
    double half = std::hypot(dx, dy);
    if (half == 0) return;
    radius = std::max(radius, half);
    double away = std::sqrt(std::max(0.0, radius * radius - half * half)) / half;
    double side = large == sweep ? -1 : 1;
    Point center{at_.x + dx - side * away * dy, at_.y + dy + side * away * dx};
    double from = std::atan2(at_.y - center.y, at_.x - center.x);
    double until = std::atan2(to.y - center.y, to.x - center.x);
    if (sweep) {
      cairo_arc(pen_, center.x, center.y, radius, from, until);
    } else {
      cairo_arc_negative(pen_, center.x, center.y, radius, from, until);
    }
    at_ = to;
  }

  cairo_t* pen_;
  std::string_view rest_;
  Point at_, start_, control_;
  bool curved_ = false;
};

}  // namespace

void trace_svg_path(cairo_t* pen, std::string_view path) {
  Tracer(pen, path).run();
}

}  // namespace lianghu::documents

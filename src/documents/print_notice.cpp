#include <algorithm>
#include <numeric>

#include "documents/print.h"

namespace lianghu::documents {
namespace {

// All measures are those of an A3 sheet; A4 is the same sheet made smaller.
constexpr double edge = 9;
constexpr double margin = 15;
constexpr double gap = 12;
constexpr double column_width = (a3.width - 2 * margin - gap) / 2;
constexpr double text_at = 22;  // of an entry, right of its number
constexpr double item_at = text_at + 9.5;
constexpr double body_top = 84;
constexpr double foot_height = 52;
constexpr double body_height = a3.height - body_top - foot_height - 18;
constexpr double padding = 4.3;

const TextStyle name_style{Face::serif, Weight::bold, 7.4, 1.35, ink::black, Align::left, 0};
const TextStyle item_style{Face::sans, Weight::regular, 5.4, 1.5, ink::black, Align::left, 0};

std::string_view svg_path(RoleIcon icon) {
  switch (icon) {
    case RoleIcon::none:
      return "";
    case RoleIcon::flag:
      return "M6 21V3.5M6 4.5c3.5-2 6.5 2 12 0v8.5c-5.5 2-8.5-2-12 0M9.5 8.8l1.8 1.8 3.2-3.3";
    case RoleIcon::horn:
      return "M4 10v4.5h3L15 19V5.5L7 10zM8 14.5 9.3 20h2.4l-.8-3.6M18 9.5c1.3 1.6 1.3 4 0 5.5M20 7c2.5 3 "
             "2.5 7.5 "
             "0 10.5";
    case RoleIcon::house:
      return "M3.5 20h17M5 20v-8l4.5-4L14 12v8M8.3 20v-4h2.5v4M17.8 20v-5M17.8 15.5c-2.3 0-3.3-1.6-3.3-3.5 "
             "0-2.6 "
             "1.5-5.5 3.3-7 1.8 1.5 3.2 4.4 3.2 7 0 1.9-1 3.5-3.2 3.5z";
    case RoleIcon::talk:
      return "M3.5 5h9a1.5 1.5 0 0 1 1.5 1.5v4A1.5 1.5 0 0 1 12.5 12H8l-3 2.7V12H3.5zM17 "
             "9.5h3.5v7H19V19l-3-2.5h-"
             "4.5A1.5 1.5 0 0 1 10 15M6.8 8.5h4";
    case RoleIcon::hand:
      return "M12 12.8 8.3 9.2a2.5 2.5 0 0 1 3.7-3.4 2.5 2.5 0 0 1 3.7 3.4zM3.5 14.5h3.3l3.7 2h3.7a1.4 1.4 0 "
             "0 1 0 "
             "2.8H11M14.5 17l4.2-2.2a1.4 1.4 0 0 1 1.5 2.4l-5.4 3.6H8l-4.5-1.5";
  }
  return "";
}

double entry_height(const Canvas& canvas, const NoticeEntry& entry) {
  double height =
      entry.name.empty() ? 1.5 : canvas.text_height(column_width - text_at, entry.name, name_style);
  for (const auto& item : entry.items) {
    height += canvas.text_height(column_width - item_at, item.text, item_style) + 1.4;
  }
  return std::max(height, 10.0) + 2 * padding;
}

void draw_entry(Canvas& canvas, const NoticeEntry& entry, double x, double y) {
  y += padding;
  canvas.fill({x, y, 17, 10}, ink::red, 1);
  canvas.outline({x + 0.65, y + 0.65, 15.7, 8.7}, ink::gold, 0.3, 0.6);
  canvas.fit(x + 1.5, y + 1, 14, entry.number,
             {Face::serif, Weight::bold, 6, 1.33, ink::white, Align::center, 0});
  double at = y + 1.5;
  if (!entry.name.empty()) {
    at = y + canvas.text(x + text_at, y, column_width - text_at, entry.name, name_style);
  }
  for (const auto& item : entry.items) {
    canvas.icon(x + text_at, at + 1.5, 6.5, svg_path(item.icon), ink::red);
    at += canvas.text(x + item_at, at + 0.7, column_width - item_at, item.text, item_style) + 1.4;
  }
}

/// Entries first … last-1 in two columns, the first of which ends before `middle`.
struct Sheet {
  std::size_t first = 0, middle = 0, last = 0;
};

std::vector<Sheet> cut_into_sheets(const std::vector<double>& heights) {
  auto total = [&](std::size_t from, std::size_t to) {
    return std::accumulate(heights.begin() + static_cast<std::ptrdiff_t>(from),
                           heights.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
  };
  // At least one entry a column, however tall, or it would never end.
  auto column = [&](std::size_t from) {
    std::size_t to = std::min(from + 1, heights.size());
    while (to < heights.size() && total(from, to + 1) <= body_height) ++to;
    return to;
  };
  std::vector<Sheet> sheets;
  for (std::size_t first = 0; first < heights.size() || sheets.empty();) {
    std::size_t middle = column(first);
    std::size_t last = column(middle);
    if (last == heights.size()) {  // the last sheet's columns are made as even as can be
      auto taller = [&](std::size_t at) { return std::max(total(first, at), total(at, last)); };
      while (middle > first + 1 && taller(middle - 1) < taller(middle)) --middle;
    }
    sheets.push_back({first, middle, last});
    first = last;
  }
  return sheets;
}

void draw_head(Canvas& canvas, const Notice& notice, int page, int pages) {
  canvas.fill({edge, edge, a3.width - 2 * edge, 55}, ink::red);
  canvas.notched_frame({edge + 3.4, edge + 3.4, a3.width - 2 * edge - 6.8, 48.2}, 4.6, ink::gold, 0.75);
  TextStyle small{Face::sans, Weight::regular, 5.2, 1.5, ink::pale_gold, Align::left, 0};
  canvas.fit(edge + 16, edge + 11, 160, notice.place, small);
  small.align = Align::right;
  canvas.text(a3.width - edge - 96, edge + 11, 80, page_words(notice.page_line, page, pages), small);
  canvas.fit(edge + 16, edge + 18.8, a3.width - 2 * edge - 32, notice.title,
             {Face::serif, Weight::bold, 19, 1.3, ink::white, Align::left, 0});

  const TextStyle style{Face::sans, Weight::regular, 4.6, 1.5, ink::black, Align::left, 0};
  double taken = 0;
  for (const auto& role : notice.legend) taken += canvas.text_width(role.text, style) + 9;
  double free = a3.width - 2 * (edge + 13) - taken;
  double space = notice.legend.size() > 1 ? free / static_cast<double>(notice.legend.size() - 1) : 0;
  double x = edge + 13;
  for (const auto& role : notice.legend) {
    canvas.icon(x, edge + 60, 7, svg_path(role.icon), ink::red);
    canvas.text(x + 9, edge + 60.1, 80, role.text, style);
    x += canvas.text_width(role.text, style) + 9 + space;
  }
  canvas.line(edge, body_top - 3.6, a3.width - edge, body_top - 3.6, ink::line, 0.3);
}

void draw_foot(Canvas& canvas, const Notice& notice) {
  double y = a3.height - foot_height - 8;
  constexpr double code_side = 30;
  double width = a3.width - 2 * margin - code_side - 12;
  canvas.line(margin, y, a3.width - margin, y, ink::red, 0.6);
  y += 7;
  double top = y;
  y += canvas.fit(margin, y, width, notice.foot_title,
                  {Face::sans, Weight::bold, 7, 1.6, ink::black, Align::left, 0});
  for (std::size_t i = 0; i < notice.foot.size(); ++i) {
    Color color = i + 1 == notice.foot.size() ? ink::muted : ink::black;
    y += canvas.text(margin, y, width, notice.foot[i],
                     {Face::sans, Weight::regular, 5, 1.7, color, Align::left, 0});
  }
  y += 1.5;
  for (const std::string& line : notice.small)
    y += canvas.text(margin, y, width, line,
                     {Face::sans, Weight::regular, 3.4, 1.6, ink::muted, Align::left, 0});
  if (notice.link.empty()) return;
  canvas.qr(a3.width - margin - code_side, top, code_side, make_qr(notice.link, QrLevel::medium));
}

}  // namespace

std::string notice_pdf(const Notice& notice, const PdfInfo& info, NoticePaper paper) {
  bool large = paper == NoticePaper::a3_full;
  Canvas canvas(large ? a3 : a4, info);
  std::vector<double> heights;
  heights.reserve(notice.entries.size());
  for (const auto& entry : notice.entries) heights.push_back(entry_height(canvas, entry));
  auto sheets = cut_into_sheets(heights);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (i > 0) canvas.next_page();
    canvas.within(0, 0, large ? 1 : a4.width / a3.width, [&] {
      draw_head(canvas, notice, static_cast<int>(i + 1), static_cast<int>(sheets.size()));
      double y = body_top;
      for (std::size_t k = sheets[i].first; k < sheets[i].last; ++k) {
        bool right = k >= sheets[i].middle;
        if (k == sheets[i].middle) y = body_top;
        double x = margin + (right ? column_width + gap : 0);
        draw_entry(canvas, notice.entries[k], x, y);
        y += heights[k];
        canvas.line(x, y, x + column_width, y, ink::line, 0.2);
      }
      draw_foot(canvas, notice);
    });
  }
  return canvas.finish();
}

}  // namespace lianghu::documents

#include "documents/header_guess.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"

namespace lianghu::documents {
namespace {

constexpr std::size_t rows_looked_at = 20;
constexpr double match_min = 0.5;
constexpr double second_row_gain_min = 0.5;

void remove_all(std::string& text, std::string_view part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
    text.erase(at, part.size());
}

void remove_between(std::string& text, std::string_view open, std::string_view close) {
  for (auto from = text.find(open); from != std::string::npos; from = text.find(open)) {
    auto to = text.find(close, from);
    text.erase(from, to == std::string::npos ? to : to + close.size() - from);
  }
}

/// Without marks; what stands in brackets goes too unless nothing else stands there.
std::string bare(std::string_view header) {
  std::string text = fold(header);
  std::string without = text;
  remove_between(without, "(", ")");
  remove_between(without, "[", "]");
  remove_between(without, "【", "】");
  remove_between(without, "〔", "〕");
  if (!without.empty()) text = without;
  for (std::string_view mark : {"*", "(", ")", "[",  "]", ":", "、", "。", ".", ",",
                                "/", "_", "-", "\"", "'", "“", "”",  "★",  "※", "#"}) {
    remove_all(text, mark);
  }
  auto letter = text.find_first_not_of("0123456789");
  return letter == std::string::npos ? text : text.substr(letter);
}

double match_bare(std::string_view header, std::string_view variant) {
  if (header.empty() || variant.empty()) return 0;
  if (header == variant) return 1;
  auto longer = static_cast<double>(characters(header));
  auto shorter = static_cast<double>(characters(variant));
  if (shorter > longer) std::swap(longer, shorter);
  bool within =
      header.find(variant) != std::string_view::npos || variant.find(header) != std::string_view::npos;
  // A single character within another word says nothing, and a sentence that mentions a word is no header.
  if (!within || shorter < 2 || longer > 16) return 0;
  return 0.4 + 0.5 * shorter / longer;
}

struct Candidate {
  double score;
  std::size_t wanted;
  std::size_t column;
};

/// One column for each wanted thing: the surest pair first, and among equals the leftmost.
Header assign(const std::vector<std::string>& titles, const std::vector<WantedColumn>& wanted) {
  std::vector<Candidate> candidates;
  for (std::size_t column = 0; column < titles.size(); ++column) {
    if (titles[column].empty()) continue;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      double score = header_match(titles[column], wanted[i].variants);
      if (score >= match_min) candidates.push_back({score, i, column});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(-a.score, a.column, a.wanted) < std::make_tuple(-b.score, b.column, b.wanted);
  });
  Header header;
  header.titles = titles;
  std::vector<bool> taken(titles.size());
  for (const auto& candidate : candidates) {
    const auto& name = wanted[candidate.wanted].name;
    if (taken[candidate.column] || header.found.contains(name)) continue;
    taken[candidate.column] = true;
    header.found[name] = {candidate.column, titles[candidate.column], candidate.score};
  }
  return header;
}

std::vector<std::string> titles_of(const Row& row) {
  std::vector<std::string> titles;
  titles.reserve(row.cells.size());
  for (const auto& cell : row.cells) titles.push_back(cell.kind == Cell::Kind::text ? trim(cell.text) : "");
  return titles;
}

/// Two header rows: what stands below has the say, and where nothing does, what stands above.
std::vector<std::string> joined(const Row& above, const Row& below) {
  auto first = titles_of(above);
  auto second = titles_of(below);
  std::vector<std::string> titles(std::max(first.size(), second.size()));
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (i < second.size()) titles[i] = second[i];
    if (titles[i].empty() && i < first.size()) titles[i] = first[i];
  }
  return titles;
}

double score(const Header& header) {
  double sum = 0;
  for (const auto& [name, found] : header.found) sum += found.confidence;
  return sum;
}

}  // namespace

double header_match(std::string_view header, const std::vector<std::string>& variants) {
  std::string title = bare(header);
  double best = 0;
  for (const auto& variant : variants) best = std::max(best, match_bare(title, bare(variant)));
  return best;
}

std::optional<Header> guess_header(const std::vector<Row>& rows, const std::vector<WantedColumn>& wanted) {
  std::optional<Header> best;
  std::size_t found_min = std::min<std::size_t>(2, wanted.size());
  auto consider = [&](Header header, std::size_t first, std::size_t height, double gain_min) {
    if (header.found.size() < found_min || (best && score(header) < score(*best) + gain_min)) return;
    header.first = first;
    header.rows = height;
    best = std::move(header);
  };
  for (std::size_t i = 0; i < std::min(rows.size(), rows_looked_at); ++i) {
    consider(assign(titles_of(rows[i]), wanted), i, 1, 0.01);
  }
  // A title or a blank row above a header adds nothing to it, so two rows must say clearly more than one.
  for (std::size_t i = 0; i < std::min(rows.size(), rows_looked_at); ++i) {
    if (i + 1 >= rows.size() || rows[i + 1].number != rows[i].number + 1) continue;
    consider(assign(joined(rows[i], rows[i + 1]), wanted), i, 2, second_row_gain_min);
  }
  return best;
}

RowKind row_kind(const Row& row) {
  constexpr std::array<std::string_view, 6> totals = {"合计", "总计", "小计", "共计", "累计", "总数"};
  constexpr std::array<std::string_view, 9> notes = {
      "填表", "填报", "制表", "审核人", "审核:", "负责人", "说明", "备注", "注:"};
  for (const auto& cell : row.cells) {
    if (cell.kind == Cell::Kind::blank) continue;
    std::string text = fold(cell.text);
    auto begins = [&](std::string_view word) { return text.starts_with(word); };
    if (std::any_of(totals.begin(), totals.end(), begins)) return RowKind::total;
    if (std::any_of(notes.begin(), notes.end(), begins)) return RowKind::note;
    return RowKind::data;
  }
  return RowKind::data;
}

}  // namespace lianghu::documents

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "matching/draft.h"
#include "matching/text_forms.h"

namespace lianghu::matching {

namespace {

class GlasgowReader {
 public:
  GlasgowReader(std::string_view text, Unranked unranked) : rest_(text) {
    draft_.instance.unranked = unranked;
  }

  Instance read() {
    if (!next_line()) throw ReadError(1, "matching.read.empty");
    if (words_.size() != 2) throw ReadError(line_, "matching.read.glasgow.counts");
    const int households = whole_number(words_[0], line_);
    const int helpers = whole_number(words_[1], line_);
    if (households < 0 || helpers < 0) throw ReadError(line_, "matching.read.glasgow.counts");
    for (int i = 0; i < households; ++i) {
      need_line(households, helpers, i);
      Draft::Lines lines{line_, {}, {}};
      Household household{id(), {}, {}, 1};
      household.rank = ranking(1, lines);
      draft_.add(std::move(household), std::move(lines));
    }
    for (int i = 0; i < helpers; ++i) {
      need_line(households, helpers, households + i);
      Draft::Lines lines{line_, {}, {}};
      Helper helper{id(), 0, 0, {}, {}};
      if (words_.size() < 2) throw ReadError(line_, "matching.read.glasgow.capacity", {{"id", helper.id}});
      helper.capacity = whole_number(words_[1], line_);
      helper.rank = ranking(2, lines);
      draft_.add(std::move(helper), std::move(lines));
    }
    if (next_line()) throw ReadError(line_, "matching.read.glasgow.more");
    return std::move(draft_).finish();
  }

 private:
  void need_line(int households, int helpers, int found) {
    if (next_line()) return;
    throw ReadError(line_, "matching.read.glasgow.fewer",
                    {{"announced", std::to_string(std::int64_t{households} + helpers)},
                     {"found", std::to_string(found)}});
  }

  /// The words of the next line that has any; false at the end.
  bool next_line() {
    words_.clear();
    while (words_.empty() && !rest_.empty()) {
      ++line_;
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      cut(rest_.substr(0, end));
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
    }
    return !words_.empty();
  }

  /// Colons and commas only part; a bracket is a word of its own.
  void cut(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size()) {
      const std::size_t begin = at++;
      if (parts(line[begin])) continue;
      if (!is_bracket(line[begin]))
        while (at < line.size() && !parts(line[at]) && !is_bracket(line[at])) ++at;
      words_.push_back(line.substr(begin, at - begin));
    }
  }
  static bool parts(char letter) {
    return std::string_view(" \t\r:,").find(letter) != std::string_view::npos;
  }
  static bool is_bracket(char letter) { return letter == '(' || letter == ')'; }

  /// A number, as the form has it; written without leading zeros, so that 1 and 01 are the same.
  std::string number(std::string_view word) const { return std::to_string(whole_number(word, line_)); }
  std::string id() const { return number(words_[0]); }

  Ranking ranking(std::size_t from, Draft::Lines& lines) const {
    Ranking rank;
    bool tie = false;
    for (std::size_t at = from; at < words_.size(); ++at) {
      const std::string_view word = words_[at];
      if (is_bracket(word.front())) {
        if (tie == (word == "(")) throw ReadError(line_, "matching.read.tie");
        tie = !tie;
        if (tie) rank.emplace_back();
        continue;
      }
      if (!tie) rank.emplace_back();
      rank.back().push_back(number(word));
      lines.rank.push_back(line_);
    }
    if (tie) throw ReadError(line_, "matching.read.tie");
    return rank;
  }

  std::string_view rest_;
  std::size_t line_ = 0;
  std::vector<std::string_view> words_;
  Draft draft_;
};

}  // namespace

Instance read_glasgow(const std::string& text, Unranked unranked) {
  require_utf8(text);
  return GlasgowReader(text, unranked).read();
}

}  // namespace lianghu::matching

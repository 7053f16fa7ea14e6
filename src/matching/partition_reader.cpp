#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "matching/draft.h"
#include "matching/text_forms.h"

namespace lianghu::matching {

namespace {

constexpr std::string_view marks = "@:;,()[]";

struct Word {
  std::string_view text;  // a mark or a name; empty at the end
  std::size_t line = 1;
  [[nodiscard]] bool is_name() const { return !text.empty() && marks.find(text.front()) == marks.npos; }
};

class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) { step(); }

  [[nodiscard]] const Word& now() const { return word_; }
  [[nodiscard]] bool at(std::string_view text) const { return word_.text == text; }
  Word take() {
    const Word taken = word_;
    step();
    return taken;
  }
  bool take_if(std::string_view text) {
    if (!at(text)) return false;
    step();
    return true;
  }
  [[noreturn]] void expected(std::string_view what) const {
    throw ReadError(word_.line, word_.text.empty() ? "matching.read.ends" : "matching.read.expected",
                    {{"expected", std::string(what)}, {"found", std::string(word_.text)}});
  }
  void must(std::string_view text) {
    if (!take_if(text)) expected(text);
  }
  Word must_name(std::string_view what) {
    if (!word_.is_name()) expected(what);
    return take();
  }

 private:
  static bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }

  void step() {
    while (!rest_.empty()) {
      if (rest_.front() == '#') {
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
        continue;
      }
      if (rest_.front() == '\n') ++line_;
      if (rest_.front() != '\n' && !is_blank(rest_.front())) break;
      rest_.remove_prefix(1);
    }
    std::size_t length = 0;
    if (!rest_.empty() && marks.find(rest_.front()) != marks.npos) {
      length = 1;
    } else {
      while (length < rest_.size() && rest_[length] != '\n' && rest_[length] != '#' &&
             !is_blank(rest_[length]) && marks.find(rest_[length]) == marks.npos)
        ++length;
    }
    word_ = {rest_.substr(0, length), line_};
    rest_.remove_prefix(length);
  }

  std::string_view rest_;
  std::size_t line_ = 1;
  Word word_;
};

/// Where a party with a list stands among the draft's.
using Numbers = std::unordered_map<std::string, std::size_t>;

class PartitionReader {
 public:
  PartitionReader(std::string_view text, Unranked unranked) : words_(text) {
    draft_.instance.unranked = unranked;
  }

  Instance read() {
    const std::size_t first_line = words_.now().line;
    while (!words_.now().text.empty()) read_part();
    for (const char* part : {"PartitionA", "PartitionB", "PreferenceListsA", "PreferenceListsB"})
      if (!seen_.contains(part)) throw ReadError(first_line, "matching.read.missing", {{"field", part}});
    return std::move(draft_).finish();
  }

 private:
  void read_part() {
    words_.must("@");
    const Word part = words_.must_name("PartitionA");
    const std::string name(part.text);
    if (!seen_.emplace(name, part.line).second)
      throw ReadError(part.line, "matching.read.field_twice", {{"field", name}});
    if (name == "PartitionA")
      read_households();
    else if (name == "PartitionB")
      read_helpers();
    else if (name == "PreferenceListsA" || name == "PreferenceListsB")
      read_lists(name);
    else
      throw ReadError(part.line, "matching.read.field_unknown", {{"field", name}});
    words_.must("@");
    words_.must("End");
  }

  struct Quota {
    int least = 0;
    int most = 1;
  };
  Quota read_quota() {
    Quota quota;
    if (!words_.take_if("(")) return quota;
    const auto number = [&] {
      const Word word = words_.must_name("0");
      return whole_number(word.text, word.line);
    };
    quota.most = number();
    if (words_.take_if(",")) {
      quota.least = quota.most;
      quota.most = number();
    }
    words_.must(")");
    return quota;
  }

  template <class Take>
  void read_names(Take take) {
    while (!words_.at(";")) {
      const Word word = words_.must_name(";");
      take(word, read_quota());
      if (!words_.at(";")) words_.must(",");
    }
    words_.must(";");
  }

  void read_households() {
    read_names([&](const Word& word, Quota quota) {
      const std::string id(word.text);
      // Everyone is covered who can be, so that a household's own lower quota of 1 asks for nothing more.
      if (quota.least != 0 && quota.least != 1)
        throw ReadError(word.line, "matching.read.household_lower",
                        {{"id", id}, {"lower", std::to_string(quota.least)}});
      households_.emplace(id, draft_.instance.households.size());
      draft_.add(Household{id, {}, {}, quota.most}, {word.line, {}, {}});
    });
  }

  void read_helpers() {
    read_names([&](const Word& word, Quota quota) {
      const std::string id(word.text);
      helpers_.emplace(id, draft_.instance.helpers.size());
      draft_.add(Helper{id, quota.most, quota.least, {}, {}}, {word.line, {}, {}});
    });
  }

  void read_lists(const std::string& part) {
    const bool of_households = part == "PreferenceListsA";
    const Numbers& numbers = of_households ? households_ : helpers_;
    std::map<std::size_t, std::size_t> lists;  // of whom → line
    while (!words_.at("@")) {
      const Word whose = words_.must_name("@");
      const std::string id(whose.text);
      words_.must(":");
      const auto found = numbers.find(id);
      if (found == numbers.end()) throw ReadError(whose.line, "matching.read.list_unknown", {{"id", id}});
      if (!lists.emplace(found->second, whose.line).second)
        throw ReadError(whose.line, "matching.read.list_twice", {{"id", id}});
      auto& lines =
          of_households ? draft_.household_lines(found->second) : draft_.helper_lines(found->second);
      auto& rank = of_households ? draft_.instance.households[found->second].rank
                                 : draft_.instance.helpers[found->second].rank;
      read_ranking(rank, lines.rank);
    }
  }

  void read_ranking(Ranking& rank, std::vector<std::size_t>& lines) {
    const auto take_name = [&] {
      const Word word = words_.must_name(";");
      rank.back().emplace_back(word.text);
      lines.push_back(word.line);
    };
    while (!words_.at(";")) {
      rank.emplace_back();
      const bool square = words_.take_if("[");
      if (square || words_.take_if("(")) {
        const std::string_view end = square ? "]" : ")";
        while (!words_.at(end)) {
          take_name();
          if (!words_.at(end)) words_.must(",");
        }
        words_.must(end);
      } else {
        take_name();
      }
      if (!words_.at(";")) words_.must(",");
    }
    words_.must(";");
  }

  Words words_;
  Draft draft_;
  std::map<std::string, std::size_t, std::less<>> seen_;
  Numbers households_;
  Numbers helpers_;
};

}  // namespace

Instance read_partitions(const std::string& text, Unranked unranked) {
  require_utf8(text);
  return PartitionReader(text, unranked).read();
}

}  // namespace lianghu::matching

#include "features/households/import_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "features/households/fields.h"

namespace lianghu::households {

namespace {

template <std::size_t count>
bool is_one_of(std::string_view folded, const std::array<std::string_view, count>& words) {
  return std::ranges::find(words, folded) != words.end();
}

std::string replace_all(std::string text, std::string_view what, char with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    text.replace(at, what.size(), 1, with);
  return text;
}

}  // namespace

bool means_nothing(std::string_view written) {
  constexpr std::array<std::string_view, 8> words = {"无", "-", "--", "/", "\\", "—", "——", "没有"};
  return is_one_of(fold(written), words);
}

std::vector<std::string> words_of(std::string_view cell) {
  std::string text(cell);
  for (const std::string_view separator : {"、", "，", "；", "；", ";", "/", "|", "\n", "\r"})
    text = replace_all(std::move(text), separator, ',');
  std::vector<std::string> out;
  for (const std::string& each : split(text, ',')) {
    std::string word = trim(each);
    if (!word.empty() && !means_nothing(word)) out.push_back(std::move(word));
  }
  return out;
}

std::string person_name(std::string_view written) {
  const std::string name = trim(written);
  const bool latin =
      std::ranges::any_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  return latin ? name : fold(name);
}

std::string identity_text(std::string_view written) {
  std::string number = trim(written);
  if (number.starts_with("=\"") && number.ends_with('"') && number.size() > 2)
    number = number.substr(2, number.size() - 3);
  while (number.starts_with('\'') || number.starts_with("‘") || number.starts_with("’") ||
         number.starts_with('`'))
    number.erase(0, number.starts_with('\'') || number.starts_with('`') ? 1 : std::string_view("‘").size());
  return trim(number);
}

bool lost_precision(std::string_view number) {
  const std::string folded = fold(number);
  return folded.find("e+") != std::string::npos;
}

std::string first_phone(std::string_view written) {
  const auto all = words_of(written);
  return all.empty() ? std::string() : all.front();
}

std::string mask_typed_phone(std::string_view written) {
  const std::string folded = fold(written);
  const bool ascii = std::ranges::all_of(folded, [](char c) { return c > 0; });
  if (!ascii || folded.size() < 6) return std::string(written);
  return mask_phone(folded);
}

std::optional<Sex> understand_sex(std::string_view written) {
  // The numbers are GB/T 2261.1-2003.
  constexpr std::array<std::string_view, 5> male = {"男", "男性", "1", "m", "male"};
  constexpr std::array<std::string_view, 5> female = {"女", "女性", "2", "f", "female"};
  const std::string folded = fold(written);
  if (is_one_of(folded, male)) return Sex::male;
  if (is_one_of(folded, female)) return Sex::female;
  return std::nullopt;
}

std::optional<Party> understand_party(std::string_view written) {
  // The numbers are GB/T 4762-1984.
  constexpr std::array<std::string_view, 11> full = {
      "中共党员", "党员", "正式党员", "中共正式党员", "共产党员", "中国共产党党员", "是", "正式",
      "01",       "1",    "y"};
  constexpr std::array<std::string_view, 7> probationary = {
      "预备党员", "中共预备党员", "预备", "中国共产党预备党员", "02", "2", "党员(预备)"};
  constexpr std::array<std::string_view, 20> none = {
      "群众",     "团员",         "共青团员",   "中国共青团员", "否",     "非党员",     "一般群众",
      "普通群众", "入党积极分子", "积极分子",   "发展对象",     "无党派", "无党派人士", "民革党员",
      "民盟盟员", "民建会员",     "农工党党员", "致公党党员",   "03",     "13"};
  const std::string folded = fold(written);
  if (is_one_of(folded, full)) return Party::full;
  if (is_one_of(folded, probationary)) return Party::probationary;
  if (is_one_of(folded, none)) return Party::none;
  return std::nullopt;
}

std::optional<Kind> understand_kind(std::string_view written) {
  constexpr std::array<std::string_view, 7> member = {"党员户",     "党员家庭",   "共产党员户", "党员",
                                                      "中共党员户", "党员家庭户", "member"};
  constexpr std::array<std::string_view, 9> contact = {
      "联系户", "帮扶户", "帮带户", "结对户", "被帮扶户", "帮扶对象", "联系服务户", "被联系户", "contact"};
  constexpr std::array<std::string_view, 11> neither = {"一般户", "普通户",     "一般农户", "普通农户",
                                                        "其他户", "非党员户",   "群众户",   "群众",
                                                        "农户",   "一般群众户", "neither"};
  const std::string folded = fold(written);
  if (is_one_of(folded, member)) return Kind::member;
  if (is_one_of(folded, contact)) return Kind::contact;
  if (is_one_of(folded, neither)) return Kind::neither;
  return std::nullopt;
}

std::string date_reason(documents::DateFault fault) {
  switch (fault) {
    case documents::DateFault::short_year:
      return "import.date.short_year";
    case documents::DateFault::no_day:
      return "import.date.no_day";
    case documents::DateFault::no_such_day:
      return "import.date.no_such_day";
    case documents::DateFault::out_of_range:
      return "import.date.out_of_range";
    case documents::DateFault::empty:
    case documents::DateFault::not_a_date:
      break;
  }
  return "import.date.not_a_date";
}

}  // namespace lianghu::households

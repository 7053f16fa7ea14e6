#include "features/households/codes.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/embedded.h"
#include "base/refusal.h"
#include "base/text.h"

namespace lianghu::households {

namespace {

constexpr std::size_t columns = 4;

Refusal unusable(std::string key, std::string_view file, std::size_t line, std::string_view code = {}) {
  return {Status::unprocessable,
          std::move(key),
          {},
          {{"file", std::string(file)}, {"line", std::to_string(line)}, {"code", std::string(code)}}};
}

}  // namespace

CodeList::CodeList(std::string_view text, std::string_view file) {
  std::size_t number = 0;
  for (const std::string& written : split(text, '\n')) {
    ++number;
    const std::string line = trim(written);
    if (line.empty() || line.front() == '#') continue;
    auto cells = split(line, '\t');
    if (cells.size() == columns - 1) cells.emplace_back();
    if (cells.size() != columns || std::ranges::any_of(cells.begin(), cells.begin() + 3, &std::string::empty))
      throw unusable("codes.line", file, number);
    if (has(cells[0])) throw unusable("codes.twice", file, number, cells[0]);
    const std::size_t at = codes_.size();
    codes_.push_back({cells[0], cells[1], cells[2]});
    for (const std::string& word : split(cells[3], '|'))
      if (!word.empty()) words_.emplace(fold(word), at);
    words_.insert_or_assign(fold(cells[0]), at);
    words_.insert_or_assign(fold(cells[1]), at);
    words_.insert_or_assign(fold(cells[2]), at);
  }
  if (codes_.empty()) throw unusable("codes.none", file, number);
}

const Code* CodeList::find_code(std::string_view code) const {
  const auto found = std::ranges::find(codes_, code, &Code::code);
  return found == codes_.end() ? nullptr : &*found;
}

std::optional<std::string> CodeList::understand(std::string_view written) const {
  const auto found = words_.find(fold(written));
  if (found == words_.end()) return std::nullopt;
  return codes_[found->second].code;
}

std::string CodeList::name(std::string_view code, Language language) const {
  const Code* found = find_code(code);
  if (found == nullptr) return std::string(code);
  return language == Language::zh ? found->zh : found->en;
}

namespace {

CodeList built_in(std::string_view name) {
  const auto text = embedded_file(embedded::data(), name);
  if (!text) throw std::logic_error("a code list is missing from the program: " + std::string(name));
  return {*text, name};
}

struct Lists {
  CodeList kinship = built_in("codes/kinship.tsv");
  CodeList categories = built_in("codes/categories.tsv");
  CodeList needs = built_in("codes/needs.tsv");
};
Lists& lists() {
  static Lists all;
  return all;
}

void replace_with(const std::filesystem::path& file, CodeList& list) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return;
  list = CodeList(std::string(std::istreambuf_iterator<char>(in), {}), file.string());
}

}  // namespace

const CodeList& kinship() {
  return lists().kinship;
}

const CodeList& categories() {
  return lists().categories;
}

const CodeList& needs() {
  return lists().needs;
}

void use_code_lists_of(const std::filesystem::path& folder) {
  lists() = Lists();
  replace_with(folder / "categories.tsv", lists().categories);
  replace_with(folder / "needs.tsv", lists().needs);
}

}  // namespace lianghu::households

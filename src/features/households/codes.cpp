#include "features/households/codes.h"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.h"
#include "base/text.h"

namespace lianghu::households {

CodeList::CodeList(std::string_view text) {
  for (const std::string& line : split(text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    const auto cells = split(line, '\t');
    if (cells.size() != 4) throw std::logic_error("a code list has a line of another form: " + line);
    const std::size_t at = codes_.size();
    codes_.push_back({cells[0], cells[1], cells[2]});
    for (const std::string& word : split(cells[3], '|'))
      if (!word.empty()) words_.emplace(fold(word), at);
    words_.insert_or_assign(fold(cells[0]), at);
    words_.insert_or_assign(fold(cells[1]), at);
    words_.insert_or_assign(fold(cells[2]), at);
  }
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
CodeList from_file(std::string_view name) {
  const auto text = embedded_file(embedded::data(), name);
  if (!text) throw std::logic_error("a code list is missing from the program: " + std::string(name));
  return CodeList(*text);
}
}  // namespace

const CodeList& kinship() {
  static const CodeList list = from_file("codes/kinship.tsv");
  return list;
}

const CodeList& categories() {
  static const CodeList list = from_file("codes/categories.tsv");
  return list;
}

const CodeList& needs() {
  static const CodeList list = from_file("codes/needs.tsv");
  return list;
}

}  // namespace lianghu::households

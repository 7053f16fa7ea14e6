#include "matching/villages.h"

#include <utility>

#include "matching/json_io.h"
#include "matching/text_forms.h"

namespace lianghu::matching {

namespace {

std::string all_of(Blocks& blocks) {
  std::string all;
  while (true) {
    const auto block = blocks.next();
    if (!block) return all;
    all += block->text;
  }
}

}  // namespace

Villages::Villages(const std::vector<std::istream*>& inputs, Unranked unranked)
    : blocks_(*inputs.front()),
      helpers_(inputs.size() > 1 ? inputs.back() : nullptr),
      unranked_(unranked),
      tapes_(blocks_) {}

Villages::Form Villages::form() {
  if (form_) return *form_;
  form_ = Form::json;
  const Block* first = blocks_.peek();
  const std::size_t at = first == nullptr ? std::string::npos : first->text.find_first_not_of(" \t\r\n");
  const char letter = at == std::string::npos ? ' ' : first->text[at];
  if (helpers_ != nullptr)
    form_ = Form::tables;
  else if (letter == '@' || letter == '#')
    form_ = Form::partitions;
  else if (letter >= '0' && letter <= '9')
    form_ = Form::glasgow;
  return *form_;
}

Blocks* Villages::documents() {
  return form() == Form::json ? &blocks_ : nullptr;
}

Village Villages::read_whole() {
  const Form known = form();
  const std::string text = all_of(blocks_);
  if (known == Form::partitions) return {read_partitions(text, unranked_), 1};
  if (known == Form::glasgow || helpers_ == nullptr) return {read_glasgow(text, unranked_), 1};
  Blocks second(*helpers_);
  return {read_rankings(text, all_of(second), unranked_), 1};
}

std::optional<Village> Villages::next() {
  const bool first = !std::exchange(any_, true);
  if (form() != Form::json) return first ? std::optional(read_whole()) : std::nullopt;
  const Tape* const tape = tapes_.next();
  if (tape) return Village{read_instance(*tape), tape->line};
  if (first) throw ReadError(1, "matching.read.empty");
  return std::nullopt;
}

Village Villages::only() {
  std::optional<Village> village = next();
  if (!village) throw ReadError(1, "matching.read.empty");
  if (form() == Form::json)
    if (const Tape* const second = tapes_.next()) throw ReadError(second->line, "matching.read.one_village");
  return std::move(*village);
}

}  // namespace lianghu::matching

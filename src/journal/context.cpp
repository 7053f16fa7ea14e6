#include "journal/context.h"

#include <algorithm>
#include <stdexcept>

namespace lianghu {

namespace {

/// Actions stand in the leaf's text and are looked up in words/ ("action.plaque.hung").
bool is_action(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
  });
}

}  // namespace

void Context::touched(std::string_view table, std::int64_t village, std::int64_t id) {
  if (parts_.purpose != Purpose::changing) throw std::logic_error("touched() while only reading");
  loose_.push_back({std::string(table), village, id});
}

void Context::record(std::string_view action, std::int64_t village, std::int64_t subject) {
  if (parts_.purpose != Purpose::changing) throw std::logic_error("record() while only reading");
  if (!is_action(action)) throw std::logic_error("not an action: " + std::string(action));
  records_.push_back({{std::string(action), village, subject}, std::move(loose_)});
  loose_.clear();
}

}  // namespace lianghu

#pragma once
// An answer in the form that was asked for.
#include <string>
#include <string_view>

#include "base/words.h"
#include "matching/json_io.h"
#include "matching/matching.h"

namespace lianghu::matching {

enum class Format {
  json,  // for programs, and the only one that check and repair read
  csv,   // household, helper, rank given; RFC 4180
  text   // for people
};

[[nodiscard]] std::string write_answer(const Result& result, Format format, Explain explain,
                                       Language language);
/// What stands between the answers of two villages.
[[nodiscard]] std::string_view between(Format format);

}  // namespace lianghu::matching

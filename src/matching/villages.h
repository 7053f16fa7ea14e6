#pragma once
// The rounds of an input, whatever its form: JSON documents one after the other, or one round in a form that
// people have already. The form shows in the first letter: { or [ JSON, @ or # partitions, a digit Glasgow;
// two files are CSV rankings.
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matching/blocks.h"
#include "matching/json_tape.h"
#include "matching/matching.h"

namespace lianghu::matching {

struct Village {
  Instance instance;
  std::size_t line = 1;
};

/// One at a time. `inputs` are one stream, or two with CSV rankings: the households', the helpers'.
/// `unranked` is for the forms that do not say it.
class Villages {
 public:
  Villages(const std::vector<std::istream*>& inputs, Unranked unranked);
  Villages(const Villages&) = delete;
  Villages& operator=(const Villages&) = delete;

  /// Nothing at the end. Throws ReadError, for a stream without any village too.
  std::optional<Village> next();
  /// The only one. Throws ReadError when there are more.
  Village only();
  /// The input, when it is JSON documents; null otherwise. Not to be mixed with next().
  Blocks* documents();

 private:
  enum class Form { json, partitions, glasgow, tables };
  Form form();
  Village read_whole();

  Blocks blocks_;
  std::istream* helpers_;  // null when there is one input
  Unranked unranked_;
  TapeReader tapes_;
  std::optional<Form> form_;
  bool any_ = false;
};

/// What becomes of a village.
struct Answers {
  std::function<void(const Tape&, std::string& out)> one;  // appended to `out`; from several threads
  std::string_view between;                                // stands between two
};
/// Answers JSON documents on all cores, in their order and in constant memory. Throws ReadError at the first
/// that cannot be used, when those before it are written.
void answer_all(Blocks& blocks, const Answers& answers, std::ostream& out);

}  // namespace lianghu::matching

#pragma once
// `lianghu pair solve | check | repair`, as docs/pairing.md describes it, without a server and without a
// database. Exit codes: 0 done; 1 the checker found something wrong; 2 the input or the call cannot be used,
// and nothing was written to OUT.
#include <iosfwd>
#include <string>
#include <vector>

#include "base/words.h"

namespace lianghu::matching {

/// `arguments` follow the word "pair". INPUT may be "-" for `in`. Answers go to `out` unless -o names a file;
/// faults go to `err`, one a line, as FILE:LINE: sentence.
int command(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out, std::ostream& err,
            Language language);

}  // namespace lianghu::matching

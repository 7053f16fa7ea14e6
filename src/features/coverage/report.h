#pragma once
// A coverage as files and commands give it: JSON for scripts, lines for the terminal, a workbook for those
// who print lists.
#include <string>

#include "base/words.h"
#include "features/coverage/coverage.h"

namespace lianghu::coverage {

/// {"hung": {"should": n, "exempt": n, "has": n, "missing": [names]}, "signed": …}; a town's names are of all
/// its villages.
[[nodiscard]] std::string json(Context& context, const Reach& at);
/// The sum, a line a village, and who is missing and why; ends in a line break.
[[nodiscard]] std::string text(Context& context, const Reach& at, Language language);
/// XLSX: one sheet of villages, one of those who are missing. `coverage` is what `of` answered to somebody
/// who may learn the names.
[[nodiscard]] std::string workbook(const Coverage& coverage, Language language, Instant created);

}  // namespace lianghu::coverage

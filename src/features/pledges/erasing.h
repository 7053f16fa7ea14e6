#pragma once
// What goes of letters when a household or a person is erased. What a published letter promised stays, as the
// village was given it to read and as the public log proves it: it never named anybody.
#include <string>
#include <string_view>
#include <vector>

#include "features/households/erasing.h"
#include "features/pledges/pledges.h"

namespace lianghu::pledges {

/// The names and signatures of those who signed, co-signed and wrote down; of a household also why letters
/// were returned or withdrawn, and what was never published: an open letter is withdrawn.
void forget(Context& context, const Village& village, const households::Erased& erased);
/// Whose rows can be taken back, so that what is there no more may have told of them.
[[nodiscard]] std::vector<std::string_view> rewritten_tables();
/// The signatures of all letters, in whatever village.
[[nodiscard]] std::vector<std::string> named_files(Context& context);

}  // namespace lianghu::pledges

#pragma once
// The SQL of the sentences that an office keeps.
#include <string_view>
#include <vector>

#include "features/feedback/feedback.h"

namespace lianghu::feedback::store {

/// Those that are not retired, in the order in which they were kept.
[[nodiscard]] std::vector<KeptSentence> templates(Context& context, Id<Organisation> organisation);
void insert_template(Context& context, Id<Organisation> organisation, const KeptSentence& sentence);
/// False when there is none, or it is retired.
[[nodiscard]] bool retire_template(Context& context, Id<Organisation> organisation, Id<Template> id);

}  // namespace lianghu::feedback::store

#pragma once
// What stands on the printed forms.
#include <string_view>
#include <vector>

#include "documents/print.h"
#include "features/pairing/forms.h"

namespace lianghu::pairing {

/// By number. Only whoever issued a form prints it, and only while it is live: so that it is known who had
/// the paper in his hands. `base` is the address that the codes lead to ("https://lianghu.example"). Drawing
/// is the caller's, outside of the transaction. Staff; throws Refusal 404 pairing.form.not_found, 409
/// pairing.form.ended, pairing.ballot.not_open, 403 pairing.form.not_yours, 422 pairing.form.nobody.
[[nodiscard]] std::vector<documents::BallotSheet> forms_to_print(Context& context, const Village& village,
                                                                 const std::vector<Id<Form>>& ids,
                                                                 std::string_view base, Language language);

}  // namespace lianghu::pairing

#pragma once
// The SQL of ballots on paper and of the hashes of their codes.
#include <optional>
#include <string_view>
#include <vector>

#include "features/pairing/forms.h"

namespace lianghu::pairing::store {

/// Only while the round is held: numbers are given one after the other.
[[nodiscard]] std::int64_t next_form_number(Context& context, const Village& village, Id<Round> round);
void insert(Context& context, const Village& village, const Form& form, std::string_view code);
/// Voids the household's live form, of whatever round.
void void_live_form(Context& context, const Village& village, Id<Household> household);
/// False when the version is not `form.version - 1` any more, or the form is not live.
[[nodiscard]] bool end_form(Context& context, const Village& village, const Form& form);

[[nodiscard]] std::optional<Form> form_by_id(Context& context, const Village& village, Id<Form> id);
/// All of the round, by number.
[[nodiscard]] std::vector<Form> forms_of(Context& context, const Village& village, Id<Round> round);
[[nodiscard]] std::optional<FormHolder> holder_of_code(Context& context, std::string_view code);

}  // namespace lianghu::pairing::store

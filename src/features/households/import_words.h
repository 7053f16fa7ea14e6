#pragma once
// What towns write in the cells of a roster, and what it means.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/date_reader.h"
#include "features/households/households.h"

namespace lianghu::households {

/// 无, -, / and the like.
[[nodiscard]] bool means_nothing(std::string_view written);
/// Several in one cell: 低保、残疾.
[[nodiscard]] std::vector<std::string> words_of(std::string_view cell);
/// 张　三 is 张三; a name in Latin letters keeps its spaces.
[[nodiscard]] std::string person_name(std::string_view written);
/// Without the apostrophe or ="…" that keep a spreadsheet from making it a number.
[[nodiscard]] std::string identity_text(std::string_view written);
/// 2.30225E+17: 18 digits that were stored as a number.
[[nodiscard]] bool lost_precision(std::string_view number);
/// The first of several in one cell.
[[nodiscard]] std::string first_phone(std::string_view written);
/// As much as may be shown of something that is no telephone number.
[[nodiscard]] std::string mask_typed_phone(std::string_view written);

[[nodiscard]] std::optional<Sex> understand_sex(std::string_view written);
[[nodiscard]] std::optional<Party> understand_party(std::string_view written);
/// Only the three kinds themselves; categories of hardship are in codes.h.
[[nodiscard]] std::optional<Kind> understand_kind(std::string_view written);
[[nodiscard]] std::string date_reason(documents::DateFault fault);

}  // namespace lianghu::households

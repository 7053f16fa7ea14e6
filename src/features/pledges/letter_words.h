#pragma once
// A letter's words in Chinese, as paper and the public log carry them whoever asks.
#include <string>
#include <string_view>

#include "features/pledges/pledges.h"

namespace lianghu::pledges {

[[nodiscard]] std::string long_date(Date day);
/// With its measure, if it has one.
[[nodiscard]] std::string what_of(const Item& item);
/// How often and until when; "" when neither is said.
[[nodiscard]] std::string when_of(const Item& item);
/// The whole letter as it is published, a line each: door and edition, days, items. It names nobody.
[[nodiscard]] std::string published_text(Context& context, const Village& village,
                                         const programmes::Definition& definition, const Pledge& pledge);

/// Whether published_text wrote that of this letter: its edition, days and items, in order. What may rightly
/// change since, the names of roles and the door's number, is not compared.
[[nodiscard]] bool is_letter_of(std::string_view text, const PublishedLetter& letter);

}  // namespace lianghu::pledges

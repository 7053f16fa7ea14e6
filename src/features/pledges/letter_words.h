#pragma once
// A letter's words in Chinese, as paper and the public log carry them whoever asks.
#include <string>

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

}  // namespace lianghu::pledges

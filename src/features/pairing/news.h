#pragma once
// What a repair, or another round, has changed for whom: everyone affected is to be told. It is read from the
// pairs themselves, since the day on which they last changed, and tells of nobody's reasons.
#include <vector>

#include "features/pairing/people.h"

namespace lianghu::pairing {

/// Of the round's news, by household. Nothing before both sides are asked.
[[nodiscard]] std::vector<NewsRow> news(Context& context, const Village& village, People& people,
                                        const Round& round);
/// "" unless somebody goes.
[[nodiscard]] std::string news_sentence(const NewsRow& row, Language language);

}  // namespace lianghu::pairing

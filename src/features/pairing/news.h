#pragma once
// What a repair, or another round, has changed for whom: everyone affected is to be told. It is read from the
// pairs themselves, since the day on which they last changed, and tells of nobody's reasons.
#include <vector>

#include "features/pairing/people.h"
#include "features/pairing/sight.h"

namespace lianghu::pairing {

/// Of the round's news, by household. Nothing before both sides are asked.
[[nodiscard]] std::vector<NewsRow> news(Context& context, const Village& village, People& people,
                                        const Round& round);
/// "" unless somebody goes.
[[nodiscard]] std::string news_sentence(const NewsRow& row, Language language);

/// Of who may write.
[[nodiscard]] bool may_tell(const Sight& writing, const households::ActiveHousehold& household);
/// Notes that somebody has told the household of `change`, as it stands in its row, or takes that back. By
/// staff and its group's leader, for others than their own household. Throws Refusal 403 rights.missing; 404
/// household.not_found, pairing.news.none; 409 pairing.news.changed when there is another change by now.
void note_told(Context& context, const Village& village, Id<Household> household, const std::string& change,
               bool is_told);

}  // namespace lianghu::pairing

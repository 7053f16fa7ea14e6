#pragma once
// How both pages show a letter: its items in the order of the roles, when each is due, and how long the
// notice period runs.
#include <optional>
#include <string>
#include <vector>

#include "features/pages/icons.h"
#include "features/pages/layout.h"
#include "features/pages/view.h"
#include "features/pledges/pledges.h"

namespace lianghu::pages {

/// Whole days until the notice period is over, 0 on its last day; nothing once it is over.
[[nodiscard]] std::optional<int> notice_days_left(const pledges::PublishedLetter& letter, Date today);
[[nodiscard]] std::vector<pledges::Item> by_role(const pledges::PublishedLetter& letter,
                                                 const programmes::Definition& definition);
/// The role as this view says it: its name, or in elder mode a few plain words.
[[nodiscard]] const std::string& role_words(const View& view, const programmes::Definition& definition,
                                            programmes::Role role);
/// How much, how often, until when; as many as the item has.
[[nodiscard]] std::vector<std::string> terms_of(const View& view, const pledges::Item& item, Date today);
/// Several in a row, as the language puts them.
[[nodiscard]] std::string in_a_row(const View& view, const std::vector<std::string>& words);
/// The letter's items as a list, as board and archive show it; empty when it has none.
[[nodiscard]] Html letter_items(const View& view, const programmes::Definition& definition,
                                const pledges::PublishedLetter& letter, Date today, Icons& icons);
/// What the review found: nothing while it has not looked at the letter.
[[nodiscard]] std::optional<Html> result_pill(const View& view, pledges::State state, Icons& icons);

}  // namespace lianghu::pages

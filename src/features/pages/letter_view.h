#pragma once
// How both pages show a letter: its items in the order of the roles, when each is due, how far it is, and how
// long the notice period runs.
#include <cstdint>
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
/// An item and its place in the letter, counted from 1: what was done names it by that.
struct Promise {
  std::int64_t position = 0;
  pledges::Item item;
};
[[nodiscard]] std::vector<Promise> by_role(const pledges::PublishedLetter& letter,
                                           const programmes::Definition& definition);
/// The role as this view says it: its name, or in elder mode a few plain words.
[[nodiscard]] const std::string& role_words(const View& view, const programmes::Definition& definition,
                                            programmes::Role role);
/// How much, how often, until when; as many as the item has.
[[nodiscard]] std::vector<std::string> terms_of(const View& view, const pledges::Item& item, Date today);
/// How far a promise is. Only times can be counted here: whether so many of anything else were reached, and
/// whether what was done until its day was enough, a review says.
enum class Progress { running, done, overdue, ended };
/// `times`: how often something was done of it.
[[nodiscard]] Progress progress_of(const pledges::Item& item, pledges::State letter, std::int64_t times,
                                   Date today);
[[nodiscard]] Html progress_pill(const View& view, Progress progress, Icons& icons);
/// Several in a row, as the language puts them.
[[nodiscard]] std::string in_a_row(const View& view, const std::vector<std::string>& words);
/// The letter's items as a list, as board and archive show it; empty when it has none.
[[nodiscard]] Html letter_items(const View& view, const programmes::Definition& definition,
                                const pledges::PublishedLetter& letter, Date today, Icons& icons);
/// What the review found: nothing while it has not looked at the letter.
[[nodiscard]] std::optional<Html> result_pill(const View& view, pledges::State state, Icons& icons);

}  // namespace lianghu::pages

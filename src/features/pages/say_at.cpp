#include "features/pages/say_at.h"

#include <algorithm>
#include <map>

#include "base/present.h"
#include "base/text.h"
#include "features/pages/deeds_view.h"
#include "features/pages/html.h"
#include "features/pages/letter_view.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

using feedback::About;

constexpr std::size_t promise_characters_max = 40;

/// A promise's beginning: the whole stands on the page behind.
std::string shortened(const std::string& words) {
  if (characters(words) <= promise_characters_max) return words;
  std::size_t end = 0;
  for (std::size_t count = 0; count < promise_characters_max; ++count) {
    ++end;
    while (end < words.size() && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) ++end;
  }
  return words.substr(0, end) + "…";
}

Subject of_branch(const feedback::Offices& offices, const View& view, std::string value) {
  return {std::move(value),
          say(view.language, "pages.say.about.branch"),
          {About::branch, {}, 0},
          feedback::branch_door(offices)};
}

/// What the town does; nothing when there is none.
void add_town(Context& context, const feedback::Offices& offices, const View& view, SayAt& at) {
  auto door = feedback::town_door(context, offices);
  if (!door) return;
  at.subjects.push_back(
      {"town", say(view.language, "pages.say.about.town"), {About::town, {}, 0}, std::move(*door)});
}

}  // namespace

std::optional<SayAt> say_at_plaque(Context& context, std::string_view token, const View& view) {
  const plaques::PublicPlaque found = plaques::public_plaque(context, token);
  if (found.state != plaques::TokenState::live || !found.plaque) return std::nullopt;
  SayAt at{place_of(context, found.village), {}, "/p/" + path_part(token), {}};
  const Village& village = at.place.village;
  at.number = plaques::number_of(village, *found.plaque);
  const feedback::Offices offices = feedback::offices_of(context, village);
  const feedback::Door door = feedback::door_of(context, offices, found.household, at.number);
  at.subjects.push_back({"", say(view.language, "pages.say.about.household"), {}, door});
  // Whoever is entered as a contact household today has no letter in public, whatever was before.
  const auto household = households::find(context, village, found.household);
  const bool shows_letter = household && household->kind != households::Kind::contact;
  const auto letter = shows_letter ? pledges::published_of(context, village, found.household) : std::nullopt;
  if (letter) {
    int number = 0;
    for (const pledges::Item& item : letter->items) {
      const std::string value =
          "promise-" + std::to_string(letter->pledge.value) + "-" + std::to_string(++number);
      at.subjects.push_back({value,
                             shortened(item.wording),
                             {About::promise, shortened(item.wording), letter->pledge.value},
                             door});
    }
  }
  at.subjects.push_back(of_branch(offices, view, "branch"));
  add_town(context, offices, view, at);
  return at;
}

std::optional<SayAt> say_at_board(Context& context, std::string_view code, const View& view) {
  const auto found = organisations::find_by_division(context, code);
  if (!found || found->kind != organisations::Kind::branch) return std::nullopt;
  SayAt at{place_of(context, found->id), {}, {}, {}};
  at.number = at.place.name;
  at.path = at.place.board;
  const Village& village = at.place.village;
  const feedback::Offices offices = feedback::offices_of(context, village);
  at.subjects.push_back(of_branch(offices, view, ""));
  add_town(context, offices, view, at);
  if (!at.place.definition) return at;
  const Date today = context.today();
  if (const auto shown = shown_review(context, village)) {
    const auto words = [&](Language language) {
      return say(language, "pages.say.about.review",
                 {{"date", near_date(language, shown->review.held_on, today)}});
    };
    at.subjects.push_back({"review",
                           words(view.language),
                           {About::review, words(Language::zh), shown->review.review.value},
                           at.subjects.front().door});
  }
  std::map<Id<households::Household>, std::string> doors;
  for (const plaques::Plaque& each : plaques::live(context, village))
    doors.emplace(each.household, plaques::number_of(village, each));
  for (const pledges::PublishedLetter& letter : pledges::shown_in(context, village)) {
    const auto door = doors.find(letter.household);
    if (!notice_days_left(letter, today) || door == doors.end()) continue;
    at.subjects.push_back(
        {"notice-" + std::to_string(letter.pledge.value),
         say(view.language, "pages.say.about.notice", {{"door", door->second}}),
         {About::notice, say(Language::zh, "pages.say.about.notice", {{"door", door->second}}),
          letter.pledge.value},
         feedback::door_of(context, offices, letter.household, door->second)});
  }
  return at;
}

const Subject& chosen(const SayAt& at, std::string_view value) {
  const auto found = std::ranges::find(at.subjects, value, &Subject::value);
  if (found == at.subjects.end()) throw Refusal(Status::unprocessable, "pages.say.about.gone", "about");
  return *found;
}

}  // namespace lianghu::pages

#include "features/pages/deeds_view.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/describe.h"
#include "features/pages/layout.h"
#include "features/pages/letter_view.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

using reviews::Grade;

constexpr std::size_t actions_shown = 5;

std::string occasion_words(const View& view, reviews::Occasion occasion) {
  return say(view.language, "pages.occasion." + std::string(name_of(occasion)));
}

Html grade_pill(const View& view, Grade grade, Icons& icons) {
  const std::string words = say(view.language, "pages.grade." + std::string(name_of(grade)));
  if (grade == Grade::good) return pill(Tone::ok, icons.draw(Icon::done), words);
  if (grade == Grade::poor) return pill(Tone::warn, icons.draw(Icon::warning), words);
  return pill(Tone::plain, {}, words);
}

Html action_line(const View& view, const programmes::Definition& programme, const help::PublicAction& action,
                 Date today, Icons& icons) {
  const Html said = action.what ? villagers_words(view, *action.what)
                                : Html::text(say(view.language, "pages.deeds.helped"));
  Html lines =
      join(element("p", {{"class", "r"}}, role_words(view, programme, action.role)), element("p", {}, said));
  Html state = pill(Tone::plain, {}, near_date(view.language, action.done_on, today));
  if (action.acknowledged)
    state.add(pill(Tone::ok, icons.draw(Icon::done), say(view.language, "pages.deeds.acknowledged")));
  lines.add(element("p", {{"class", "st"}}, state));
  return element("li", {}, element("span", {{"class", "role"}}, icons.draw(icon_of(action.role))),
                 element("div", {}, lines));
}

Html actions(const View& view, const programmes::Definition& programme,
             const std::vector<help::PublicAction>& all, Date today, Icons& icons) {
  Html list;
  for (std::size_t at = 0; at < std::min(all.size(), actions_shown); ++at)
    list.add(action_line(view, programme, all[at], today, icons));
  const std::string lead = say(view.language, "pages.deeds.lead", {{"count", std::to_string(all.size())}});
  return element("section", {}, element("h2", {}, say(view.language, "pages.deeds")),
                 element("p", {{"class", "sub"}}, lead), element("ul", {{"class", "pl"}}, list));
}

Html praise(const View& view, const programmes::Definition& programme,
            const reviews::Commendation& commendation, const std::string& name) {
  Html line;
  if (!name.empty()) line.add(element("b", {}, villagers_words(view, name))).add(" ");
  line.add(say(view.language, "pages.review.praise",
               {{"role", role_words(view, programme, commendation.role)}}))
      .add(view.language == Language::en ? " " : "")
      .add(villagers_words(view, commendation.reason));
  return element("li", {}, line);
}

Html judgement(const View& view, const programmes::Definition& programme, const reviews::PublishedOf& judged,
               Date today, Icons& icons) {
  const Values values = {{"occasion", occasion_words(view, judged.occasion)},
                         {"date", near_date(view.language, judged.held_on, today)}};
  Html html = join(element("h2", {}, say(view.language, "pages.judged")),
                   element("p", {{"class", "sub"}}, say(view.language, "pages.judged.lead", values)),
                   element("p", {{"class", "st"}}, grade_pill(view, judged.result.grade, icons)));
  Html praised;
  for (const auto& each : judged.result.commendations) praised.add(praise(view, programme, each, {}));
  if (!praised.empty()) html.add(element("ul", {{"class", "praise"}}, praised));
  return element("section", {}, html);
}

const pledges::Item& item_at(const pledges::PublishedLetter& letter, std::int64_t position) {
  return letter.items.at(static_cast<std::size_t>(position - 1));
}

/// A new edition mostly repeats the one before it: what was done of a promise still counts where both have
/// the same day. A number without a day is promised anew by each.
bool is_repeated(const pledges::Item& before, const pledges::Item& now) {
  return before.role == now.role && before.wording == now.wording && before.due_on == now.due_on &&
         (now.due_on || !now.target);
}

bool belongs(const help::PublicAction& action, const Deeds& deeds, const pledges::PublishedLetter& letter,
             std::int64_t position) {
  if (!action.pledge_item) return false;
  const help::PledgeItem& of = *action.pledge_item;
  if (of.pledge == letter.pledge) return of.position == position;
  const auto edition = std::ranges::find(deeds.editions, of.pledge, &pledges::PublishedLetter::pledge);
  return edition != deeds.editions.end() &&
         is_repeated(item_at(*edition, of.position), item_at(letter, position));
}

}  // namespace

Deeds deeds_of(Context& context, const organisations::Village& village, Id<households::Household> household) {
  return {help::public_actions(context, village, household),
          reviews::published_of(context, village, household), pledges::versions(context, village, household)};
}

Done done_of(const Deeds& deeds, const pledges::PublishedLetter& letter, std::int64_t position) {
  Done done;
  for (const help::PublicAction& each : deeds.actions) {
    if (!belongs(each, deeds, letter, position)) continue;
    if (done.times == 0 && each.what) done.last = each.done_on;  // the newest comes first
    ++done.times;
  }
  return done;
}

Html deeds_section(const View& view, const programmes::Definition& programme, const Deeds& deeds, Date today,
                   Icons& icons) {
  Html html;
  if (!deeds.actions.empty()) html.add(actions(view, programme, deeds.actions, today, icons));
  if (deeds.judged) html.add(judgement(view, programme, *deeds.judged, today, icons));
  return html;
}

namespace {

using Names = std::map<Id<households::Household>, std::string>;

Names names_on_doors(Context& context, const organisations::Village& village) {
  Names names;
  for (const plaques::Plaque& each : plaques::live(context, village))
    if (each.consent_names) names.emplace(each.household, each.name_on_door);
  return names;
}

ShownReview shown_of(Context& context, const organisations::Village& village, const Names& names,
                     reviews::PublishedReview review) {
  ShownReview shown;
  for (const reviews::PublishedResult& result : review.results) {
    const auto household = households::find(context, village, result.household);
    // Whoever is entered as a contact household today is on no public page, whatever was before.
    if (!household || household->kind != households::Kind::member) continue;
    const auto name = names.find(result.household);
    for (const reviews::Commendation& each : result.commendations)
      shown.praised.push_back({each, name == names.end() ? std::string() : name->second});
  }
  shown.review = std::move(review);
  return shown;
}

}  // namespace

std::optional<ShownReview> shown_review(Context& context, const organisations::Village& village) {
  auto review = reviews::published_results(context, village);
  if (!review) return std::nullopt;
  return shown_of(context, village, names_on_doors(context, village), std::move(*review));
}

std::vector<ShownReview> shown_reviews(Context& context, const organisations::Village& village) {
  const Names names = names_on_doors(context, village);
  std::vector<ShownReview> out;
  for (reviews::PublishedReview& each : reviews::all_published(context, village))
    out.push_back(shown_of(context, village, names, std::move(each)));
  return out;
}

namespace {

/// How many were handed out and came back: whoever sees more hands than households can say so.
std::string slips_words(const View& view, const reviews::PublishedSlips& slips) {
  const std::string issued = std::to_string(slips.issued);
  if (!slips.used) return say(view.language, "pages.review.slips.few", {{"issued", issued}});
  return say(view.language, "pages.review.slips",
             {{"issued", issued}, {"used", std::to_string(*slips.used)}});
}

}  // namespace

Html review_section(const View& view, const programmes::Definition& programme, const ShownReview& shown,
                    Date today, Icons& icons, Shown where) {
  const reviews::PublishedReview& review = shown.review;
  const Values values = {{"occasion", occasion_words(view, review.occasion)},
                         {"date", near_date(view.language, review.held_on, today)},
                         {"until", near_date(view.language, review.notice_until, today)},
                         {"actions", std::to_string(review.digest.actions)},
                         {"acknowledged", std::to_string(review.digest.acknowledged)},
                         {"open", std::to_string(review.rectifications_open)}};
  const Html heading = where == Shown::on_board
                           ? element("h2", {}, say(view.language, "pages.review"))
                           : element("h3", {}, say(view.language, "pages.archive.review"));
  Html html = join(heading, element("p", {{"class", "sub"}}, say(view.language, "pages.review.lead", values)),
                   element("p", {}, say(view.language, "pages.review.figures", values)));
  Html grades;
  for (const Grade grade : {Grade::good, Grade::fair, Grade::average, Grade::poor}) {
    const auto count = std::ranges::count(review.results, grade, &reviews::PublishedResult::grade);
    if (count == 0) continue;
    grades.add(pill(Tone::plain, {},
                    say(view.language, "pages.review.graded",
                        {{"grade", say(view.language, "pages.grade." + std::string(name_of(grade)))},
                         {"count", std::to_string(count)}})));
  }
  html.add(element("p", {{"class", "st"}}, grades));
  if (review.slips) html.add(element("p", {}, slips_words(view, *review.slips)));
  Html praised;
  for (const ShownReview::Praise& each : shown.praised)
    praised.add(praise(view, programme, each.commendation,
                       each.name.empty() ? say(view.language, "pages.household") : each.name));
  if (!praised.empty())
    html.add(element("h3", {}, icons.draw(Icon::praise), say(view.language, "pages.review.praised")))
        .add(element("ul", {{"class", "praise"}}, praised));
  if (days_between(today, review.notice_until) >= 0)
    html.add(element("p", {{"class", "sub"}}, say(view.language, "pages.review.notice", values)));
  return element("section", {}, html);
}

}  // namespace lianghu::pages

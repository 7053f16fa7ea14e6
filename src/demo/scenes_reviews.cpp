// Scenes of the Party day: digest, self-reports, appraisal, grades, what is commended and what must be put
// right, and the publication.
#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "demo/scenes.h"
#include "features/reviews/appraisal_slips.h"

namespace lianghu::demo {

namespace {

using reviews::Appraisal;
using reviews::Grade;
using reviews::LetterResult;
using reviews::Rectification;
using reviews::Review;
using reviews::Standing;

constexpr std::array to_put_right = {
    std::pair{"门前柴草垛占了路，承诺的清扫没有做到", "柴草垛已挪到院后，路面清出来了"},
    std::pair{"帮带计划里的看病接送有两次没去", "补去了两次，联系户说来过了"},
    std::pair{"公示栏的旧公示没有换下来", "已换上新的，旧的存档"},
};

constexpr std::array commended = {"农忙时先帮人家，自家的活往后放", "一个月去看望独居老人八次，没有落下",
                                  "带头把门前边沟清到村口，邻居跟着一起干"};

constexpr std::array self_reports = {"清单上的事按月做了，联系户那边每周去一次。",
                                     "这个月农忙，少去了一次，下个月补上。",
                                     "门前的路和边沟都清了，没有新的困难。"};

/// The villagers were asked too; nobody's vote is written down, only how many.
Appraisal hands(Theatre& theatre, reviews::Voters voters, std::int64_t present, bool well) {
  Appraisal out;
  out.voters = voters;
  out.poor = well ? 0 : static_cast<std::int64_t>(theatre.random().below(3));
  out.average = static_cast<std::int64_t>(theatre.random().below(well ? 3 : 9));
  out.fair = static_cast<std::int64_t>(theatre.random().below(10));
  out.good = present - out.poor - out.average - out.fair;
  return out;
}

Grade grade_of(const Standing& standing, const Appraisal& villagers) {
  if (villagers.poor > 1 && standing.digest.actions == 0) return Grade::average;
  if (standing.digest.actions >= 2 || villagers.average == 0) return Grade::good;
  return Grade::fair;
}

/// Of the letter, when the year is over.
std::optional<LetterResult> letter_result(Theatre& theatre, const Review& review, Grade grade) {
  if (review.occasion != programmes::Occasion::new_year) return std::nullopt;
  if (grade == Grade::average) return LetterResult::partly;
  return theatre.chance(85) ? LetterResult::fulfilled : LetterResult::partly;
}

Review newest(Context& context, const Village& village) {
  const auto all = reviews::list(context, village);
  if (all.empty()) throw std::logic_error("the calendar opened no review");
  return all.front();
}

reviews::Sheet sheet_of(Theatre& theatre, const CastVillage& village) {
  return theatre.read(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    return reviews::sheet(c, here, newest(c, here).id);
  });
}

/// At the year's end each household has a slip, and some come back. What they mark follows from their turn.
void appraise_by_slips(Theatre& theatre, const CastVillage& village, const reviews::Sheet& sheet) {
  constexpr std::int64_t handed_out = 40;
  constexpr std::size_t come_back = 17;
  constexpr std::array marks = {Grade::good, Grade::good, Grade::fair, Grade::good, Grade::average};
  const auto slips = theatre.change(village.secretary, [&](Context& c) {
    return reviews::issue_slips(c, at(c, village), sheet.review.id, handed_out);
  });
  for (std::size_t turn = 0; turn < come_back; ++turn) {
    std::map<Id<households::Household>, Grade> marked;
    std::size_t place = turn;
    for (const Standing& each : sheet.standings)
      if (!each.exempt) marked.emplace(each.household, marks.at(++place % marks.size()));
    if (marked.empty()) return;
    theatre.change(Actor::visitor(), [&](Context& c) {
      reviews::appraise_by_code(c, reviews::code_on(slips.at(turn), c.sealer()), marked);
    });
  }
}

/// What was raised a month ago is reported done by the branch, and the town has a look; some is not done yet
/// and goes on into this review.
void look_at_what_was_to_be_put_right(Theatre& theatre, const CastVillage& village,
                                      const std::vector<Rectification>& carried) {
  for (const Rectification& each : carried) {
    if (each.state != reviews::RectificationState::open || theatre.chance(35)) continue;
    const auto* const found =
        std::ranges::find_if(to_put_right, [&](const auto& known) { return each.what == known.first; });
    if (found == to_put_right.end()) throw std::logic_error("a rectification that no scene raised");
    const Rectification done = theatre.change(village.secretary, [&](Context& c) {
      return reviews::report_done(c, at(c, village), each.id, found->second, each.version);
    });
    theatre.later(2);
    theatre.change(theatre.town_staff,
                   [&](Context& c) { reviews::verify(c, at(c, village), each.id, done.version); });
  }
}

void judge(Theatre& theatre, Context& context, const Village& village, const reviews::Sheet& sheet) {
  std::size_t good_ones = 0;
  std::set<Id<households::Household>> with_letter;
  for (const pledges::PublishedLetter& each : pledges::published_in(context, village))
    with_letter.insert(each.household);
  const Id<Review> review = sheet.review.id;
  for (const Standing& each : sheet.standings) {
    if (each.exempt) continue;
    const bool well = each.digest.disputed == 0 && !theatre.chance(6);
    reviews::appraise(context, village, review, each.household,
                      hands(theatre, reviews::Voters::members, 42, well), std::nullopt);
    const Appraisal villagers =
        reviews::appraise(context, village, review, each.household,
                          hands(theatre, reviews::Voters::villagers, 24, well), std::nullopt);
    const Grade grade = grade_of(each, villagers);
    const bool has_letter = with_letter.contains(each.household);
    reviews::grade(context, village, review, each.household,
                   {grade, has_letter ? letter_result(theatre, sheet.review, grade) : std::nullopt},
                   std::nullopt);
    if (grade == Grade::good && each.digest.actions > 0 && good_ones < commended.size())
      reviews::commend(context, village, review, each.household, programmes::Role::friend_,
                       commended.at(good_ones++));
  }
}

}  // namespace

void hold_the_review(Theatre& theatre, CastVillage& village) {
  theatre.change(Actor::system(), [&](Context& c) { reviews::open_due(c, at(c, village)); });
  const reviews::Sheet before = sheet_of(theatre, village);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    for (const Standing& each : before.standings)
      if (!each.exempt && theatre.chance(60))
        reviews::report(c, here, before.review.id, each.household,
                        self_reports.at(theatre.random().below(self_reports.size())), std::nullopt);
  });
  theatre.later(10);
  look_at_what_was_to_be_put_right(theatre, village, before.rectifications);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    judge(theatre, c, here, before);
    const auto& [what, evidence] = to_put_right.at(theatre.random().below(to_put_right.size()));
    const Standing& whose = before.standings.at(theatre.random().below(before.standings.size()));
    const bool the_branch_itself = what == to_put_right.back().first;
    reviews::raise(c, here, before.review.id,
                   the_branch_itself ? std::nullopt : std::optional(whose.household), what,
                   add_days(theatre.today(), 20));
  });
  if (before.review.occasion == programmes::Occasion::new_year) appraise_by_slips(theatre, village, before);
  theatre.later(10);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    reviews::publish(c, here, before.review.id, newest(c, here).version);
  });
}

}  // namespace lianghu::demo

// What each stage asks of a village before it is declared done: see coverage.h.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "features/coverage/coverage.h"
#include "features/coverage/measures.h"
#include "features/help/help.h"
#include "features/meetings/meetings.h"
#include "features/pairing/pairing.h"
#include "features/pledges/pledges.h"
#include "features/reviews/reviews.h"

namespace lianghu::coverage {

namespace {

using programmes::CheckLine;
using Lines = std::vector<CheckLine>;

CheckLine informing(std::string key, std::int64_t should, std::int64_t has) {
  return {std::move(key), should, has, false, {}};
}

/// The head and the four duties.
CheckLine leading_group(Context& context, const Village& village) {
  std::array<bool, 4> has_duty{};
  bool has_head = false;
  const auto reach = organisations::published_reach(context, village.id());
  for (const organisations::LeadingGroupMember& member : organisations::leading_group(context, reach)) {
    has_head = has_head || member.is_head;
    for (const organisations::Duty duty : member.duties) has_duty.at(static_cast<std::size_t>(duty)) = true;
  }
  const auto has = std::ranges::count(has_duty, true) + (has_head ? 1 : 0);
  return {"leading_group", std::ssize(has_duty) + 1, has, true, "stage.incomplete.leading_group"};
}

void add_the_letters(Context& context, const Village& village, Lines& lines) {
  const auto part = programmes::participation(context, village);
  if (part) {
    const auto held = meetings::held_in(context, village, part->joined_on, context.today());
    const bool met =
        std::ranges::any_of(held, [](const auto& each) { return each.kind == meetings::Kind::members; });
    lines.insert(lines.begin(), informing("members_meeting", 1, met ? 1 : 0));
    const auto entries = pledges::catalogue(context, village);
    const bool listed = std::ranges::any_of(entries, [](const auto& each) { return !each.withdrawn; });
    lines.insert(lines.begin() + 1, informing("catalogue", 1, listed ? 1 : 0));
  }
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::pledge);
  std::int64_t published = 0, over = 0;
  for (const pledges::PublishedLetter& each : pledges::published_in(context, village)) {
    if (exempt.contains(each.household)) continue;
    ++published;
    if (each.notice_until < context.today()) ++over;
  }
  const std::int64_t should = pledges::signed_coverage(context, village).should;
  lines.push_back({"published", should, published, true, "stage.incomplete.published"});
  lines.push_back(informing("notice", published, over));
}

CheckLine planned(Context& context, const Village& village) {
  std::int64_t pairs = 0, plans = 0;
  for (const pairing::Pairing& each : pairing::pairings_in(context, village)) {
    ++pairs;
    if (help::plan_of(context, village, each.id)) ++plans;
  }
  return {"planned", pairs, plans, true, "stage.incomplete.planned"};
}

void add_the_review(Context& context, const Village& village, Lines& lines) {
  const bool published = reviews::published_results(context, village).has_value();
  lines.push_back({"review_published", 1, published ? 1 : 0, true, "stage.incomplete.review_published"});
  const std::vector<reviews::Review> all = reviews::list(context, village);
  std::int64_t raised = 0, settled = 0;
  if (!all.empty())
    for (const auto& each : reviews::sheet(context, village, all.front().id).rectifications) {
      ++raised;
      if (each.state == reviews::RectificationState::verified || each.cycles > 0) ++settled;
    }
  lines.push_back(informing("rectified", raised, settled));
}

}  // namespace

std::vector<CheckLine> check_list(Context& context, const Village& village, Stage stage) {
  Lines lines;
  if (stage == Stage::plaque) lines.push_back(leading_group(context, village));
  for (const Provider& provider : providers()) {
    if (provider.stage != stage) continue;
    const Tally tally = provider.count(context, village).tally;
    lines.push_back({std::string(provider.name), tally.should, tally.has});
  }
  if (stage == Stage::pledge) add_the_letters(context, village, lines);
  if (stage == Stage::action) lines.push_back(planned(context, village));
  if (stage == Stage::consolidation) add_the_review(context, village, lines);
  if (lines.empty()) throw std::logic_error("a stage without a check-list");
  return lines;
}

}  // namespace lianghu::coverage

// Reading actions: the lists, what is public of them, and the counts.
#include <algorithm>

#include "features/help/actions.h"

namespace lianghu::help {

namespace {

/// The wording of the letter's item, as the village reads it anyway.
std::optional<std::string> public_wording(const std::vector<pledges::PublishedLetter>& letters,
                                          const Action& action) {
  if (action.helped || !action.pledge_item) return std::nullopt;
  const auto letter =
      std::ranges::find(letters, action.pledge_item->pledge, &pledges::PublishedLetter::pledge);
  if (letter == letters.end()) return std::nullopt;
  return letter->items.at(static_cast<std::size_t>(action.pledge_item->position - 1)).wording;
}

}  // namespace

Action get(Context& context, const Village& village, Id<Action> id) {
  return seen(context, village, id, sight_for_reading(context, village));
}

std::vector<Action> list(Context& context, const Village& village, Date first, Date last) {
  const Sight sight = sight_for_reading(context, village);
  std::vector<Action> out = store::between(context, village, first, last);
  std::map<Id<Household>, bool> covered;
  std::erase_if(out, [&](const Action& each) {
    const auto [at, is_new] = covered.emplace(each.helper, false);
    if (is_new) {
      const auto helper = households::find(context, village, each.helper);
      at->second = helper && sight.covers(*helper);
    }
    return !at->second;
  });
  return out;
}

std::optional<Date> newest_day(Context& context, const Village& village) {
  const Sight sight = sight_for_reading(context, village);
  for (const store::DayOf& each : store::days(context, village)) {
    const auto helper = households::find(context, village, each.helper);
    if (helper && sight.covers(*helper)) return each.day;
  }
  return std::nullopt;
}

std::vector<Action> actions_in(Context& context, const Village& village, Date first, Date last) {
  std::vector<Action> out = store::between(context, village, first, last);
  std::erase_if(out, [](const Action& each) { return each.state == State::withdrawn; });
  std::ranges::reverse(out);
  return out;
}

std::vector<Action> actions_for(Context& context, const Village& village, Id<Household> helped) {
  std::vector<Action> out = store::by_helped(context, village, helped);
  std::erase_if(out, [](const Action& each) { return each.state == State::withdrawn; });
  return out;
}

std::vector<PublicAction> public_actions(Context& context, const Village& village, Id<Household> helper) {
  const auto letters = pledges::versions(context, village, helper);
  std::vector<PublicAction> out;
  for (const Action& each : store::by_helper(context, village, helper))
    if (each.state == State::recorded || each.state == State::acknowledged)
      out.push_back({each.role, each.done_on, public_wording(letters, each),
                     each.state == State::acknowledged, each.pledge_item});
  return out;
}

void add_to(Tally& tally, const Action& action) {
  if (action.state == State::withdrawn) return;
  if (action.state == State::disputed) {
    ++tally.disputed;
    return;
  }
  ++tally.actions;
  tally.quarter_hours += action.quarter_hours;
  if (action.state == State::acknowledged) ++tally.acknowledged;
}

void add_to(Tally& tally, const Tally& more) {
  tally.actions += more.actions;
  tally.quarter_hours += more.quarter_hours;
  tally.acknowledged += more.acknowledged;
  tally.disputed += more.disputed;
}

std::map<Id<Household>, Tally> tallies(Context& context, const Village& village, Date first, Date last) {
  std::map<Id<Household>, Tally> out;
  for (const Action& each : actions_in(context, village, first, last)) add_to(out[each.helper], each);
  return out;
}

}  // namespace lianghu::help

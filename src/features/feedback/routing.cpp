#include "features/feedback/routing.h"

#include <algorithm>
#include <stdexcept>

#include "base/present.h"
#include "features/households/kin.h"
#include "features/organisations/working_days.h"

namespace lianghu::feedback {

namespace {

RoleKind staff_of(organisations::Kind kind) {
  switch (kind) {
    case organisations::Kind::county:
      return RoleKind::county;
    case organisations::Kind::town:
      return RoleKind::town;
    case organisations::Kind::branch:
      return RoleKind::secretary;
    case organisations::Kind::group:
      break;
  }
  throw std::logic_error("a Party group has no desk of its own");
}

bool lives_in(const accounts::PersonRef& person, const Village& village, Id<Household> household) {
  return person.household != 0 && person.village == village.id().value && person.household == household.value;
}

bool is_kin(Context& context, const accounts::PersonRef& person, const Village& village,
            Id<Household> household) {
  return person.household != 0 && person.village == village.id().value &&
         households::are_recorded_kin(context, village, {person.household}, household);
}

/// The secretary is known by the account's person; by name where the account names none, and as head of the
/// leading group. A namesake only makes the town read what the branch could have read.
bool concerns_secretary(Context& context, const Offices& at, Id<Household> household) {
  std::vector<std::string_view> names;
  for (const accounts::Holder& each : at.secretaries) {
    if (lives_in(each.person, at.village, household) || is_kin(context, each.person, at.village, household))
      return true;
    if (each.person.household == 0) names.push_back(each.name);
  }
  if (at.head) names.push_back(*at.head);
  if (names.empty()) return false;
  const auto residents = households::resident_names(context, at.village, household);
  return std::ranges::any_of(
      residents, [&](const std::string& each) { return std::ranges::find(names, each) != names.end(); });
}

std::string parent_path(const std::string& path) {
  const std::size_t end = path.rfind('/', path.size() - 2);
  return path.substr(0, end == std::string::npos ? path.size() : end + 1);
}

}  // namespace

Offices offices_of(Context& context, const Village& village) {
  Offices at{village,
             accounts::holders_at(context, village.id(), RoleKind::secretary),
             organisations::leading_group_head(context, village.id()),
             above(context, village.organisation()),
             std::nullopt,
             reply_days(context, village)};
  if (at.town) at.county = above(context, *at.town);
  return at;
}

Offices offices_of(Context& context, Id<Organisation> village) {
  return offices_of(context, Village(organisations::published_reach(context, village)));
}

bool goes_past_branch(Context& context, const Offices& at, Id<Household> household) {
  return at.town && concerns_secretary(context, at, household);
}

bool pass_branch_if_concerned(Context& context, const Offices& at, Feedback& feedback) {
  if (!feedback.household || feedback.past_branch) return false;
  if (!goes_past_branch(context, at, *feedback.household)) return false;
  feedback.past_branch = true;
  if (feedback.handler == at.village.id()) feedback.handler = present(at.town).id;
  return true;
}

std::optional<Organisation> above(Context& context, Id<Organisation> id) {
  const auto organisation = organisations::find(context, id);
  return organisation ? above(context, *organisation) : std::nullopt;
}

std::optional<Organisation> above(Context& context, const Organisation& organisation) {
  if (!organisation.parent) return std::nullopt;
  return organisations::find(context, *organisation.parent);
}

int reply_days(Context& context, const Village& village) {
  return programmes::limits(context, village).reply_days;
}

Date answer_day(Context& context, const Village& village) {
  return answer_day(context.today(), reply_days(context, village));
}

Date answer_day(Date today, int days) {
  return organisations::working_days().from(add_days(today, days));
}

bool has_desk(Context& context, const Organisation& organisation) {
  return organisation.kind != organisations::Kind::group &&
         context.actor().may({staff_of(organisation.kind)}, organisation.path);
}

Sight sight_of(Context& context, const Village& village) {
  const Actor& actor = context.actor();
  const std::string& path = village.organisation().path;
  Sight sight;
  sight.whole = actor.may({RoleKind::county, RoleKind::town, RoleKind::secretary, RoleKind::auditor}, path);
  const std::string town = parent_path(path);
  sight.past = actor.may({RoleKind::county, RoleKind::town, RoleKind::auditor}, town);
  sight.past_town = actor.may({RoleKind::county, RoleKind::auditor}, parent_path(town));
  if (actor.village == village.id().value && actor.household != 0) {
    sight.concerned.ids.push_back(actor.household);
    for (const Id<Household> each : households::recorded_kin_of(context, village, {actor.household}))
      sight.concerned.ids.push_back(each.value);
  }
  sight.account = {actor.account};
  return sight;
}

Feedback seen(Context& context, const Village& village, Id<Feedback> id) {
  const auto feedback = store::by_id(context, village, id);
  if (!feedback) throw Refusal(Status::not_found, "feedback.not_found");
  const Sight sight = sight_of(context, village);
  const bool concerned =
      feedback->household && std::ranges::count(sight.concerned.ids, feedback->household->value) > 0;
  const bool given = feedback->assignee && sight.account && *feedback->assignee == sight.account;
  const bool visible = given || (sight.whole && (!feedback->past_branch || sight.past) &&
                                 (feedback->matter.about != About::town || sight.past_town));
  if (concerned || !visible) throw Refusal(Status::not_found, "feedback.not_found");
  return *feedback;
}

Organisation handler_of(Context& context, const Feedback& feedback) {
  auto handler = organisations::find(context, feedback.handler);
  if (!handler) throw std::logic_error("a feedback that nobody has");
  return std::move(*handler);
}

Hands hands_of(Context& context, const Feedback& feedback, const Organisation& handler) {
  const Actor& actor = context.actor();
  Hands hands;
  hands.staff = actor.may({staff_of(handler.kind)}, handler.path);
  hands.assigned = actor.account != 0 && feedback.assignee == Id<Account>{actor.account};
  return hands;
}

std::vector<Assignable> assignable(Context& context, const Village& village, const Feedback& feedback,
                                   const Organisation& handler) {
  const auto reach = organisations::published_reach(context, handler.id);
  auto holders = accounts::holders(context, reach, staff_of(handler.kind));
  if (handler.kind == organisations::Kind::branch)
    for (auto& each : accounts::holders(context, reach, RoleKind::group_leader))
      if (std::ranges::find(holders, each.account, &accounts::Holder::account) == holders.end())
        holders.push_back(std::move(each));
  std::vector<Assignable> out;
  out.reserve(holders.size());
  for (const accounts::Holder& each : holders) {
    const bool concerned = feedback.household && lives_in(each.person, village, *feedback.household);
    out.push_back(
        {each.account, each.name, store::in_hands(context, village, each.account), concerned,
         !concerned && feedback.household && is_kin(context, each.person, village, *feedback.household)});
  }
  return out;
}

}  // namespace lianghu::feedback

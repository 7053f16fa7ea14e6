// What is to be put right: raised in one review, open until somebody else has seen that it is done.
#include <algorithm>
#include <map>
#include <utility>

#include "features/help/sight.h"
#include "features/reviews/rectifications_store.h"
#include "features/reviews/steps.h"

namespace lianghu::reviews {

namespace {

constexpr std::size_t what_max = 200;
constexpr std::size_t evidence_max = 500;

Rectification to_change(Context& context, const Village& village, Id<Rectification> id,
                        RectificationState from, std::int64_t version) {
  auto out = store::rectification(context, village, id);
  if (!out) throw Refusal(Status::not_found, "rectification.not_found");
  if (out->version != version) throw Refusal(Status::conflict, "version.stale");
  if (out->state != from) throw Refusal(Status::conflict, "rectification.state");
  ++out->version;
  return std::move(*out);
}

/// As it is told to whoever moved it on: like those who read a sheet, they do not learn that somebody
/// complained. Those who handle the feedback ask what is `following` from it.
Rectification moved_on(Context& context, const Village& village, Rectification rectification,
                       std::string_view action) {
  if (!store::move_on(context, village, rectification)) throw Refusal(Status::conflict, "version.stale");
  context.record(action, village.id().value, rectification.id.value);
  rectification.feedback.reset();
  return rectification;
}

/// 404 for those who do not see it, 403 for those who see it and only read.
void require_owner(Context& context, const Village& village, Id<Rectification> id) {
  const auto rectification = store::rectification(context, village, id);
  if (!rectification) throw Refusal(Status::not_found, "rectification.not_found");
  if (help::is_staff(context, village)) return;
  const auto sight = help::sight_for_writing(context, village);
  const auto household =
      rectification->household ? households::find(context, village, *rectification->household) : std::nullopt;
  if (!household || !sight.covers(*household)) throw Refusal(Status::not_found, "rectification.not_found");
}

/// Whoever reported it done does not judge it, nor anybody of the household that it is for.
void require_another(Context& context, const Village& village, const Rectification& rectification) {
  const Actor& actor = context.actor();
  const bool own_household = rectification.household && actor.village == village.id().value &&
                             actor.household == rectification.household->value;
  if (rectification.done_by == Id<Account>{actor.account} || own_household)
    throw Refusal(Status::forbidden, "rectification.own");
}

}  // namespace

namespace {

Rectification raised(Context& context, const Village& village, Rectification out, std::string_view what,
                     Date due_on) {
  if (due_on < context.today()) throw Refusal(Status::unprocessable, "review.due.past", "due_on");
  out.id = context.make_id<Rectification>();
  out.what = checked_text(what, what_max, "review.what.length", "what");
  out.due_on = due_on;
  out.version = 1;
  store::insert(context, village, out);
  context.record("rectification.raised", village.id().value, out.id.value);
  return out;
}

/// The newest that is open, or else the newest.
Id<Review> review_to_raise_in(Context& context, const Village& village) {
  const auto reviews = list(context, village);
  if (reviews.empty()) throw Refusal(Status::unprocessable, "rectification.no_review");
  const auto open = std::ranges::find(reviews, State::open, &Review::state);
  return open == reviews.end() ? reviews.front().id : open->id;
}

bool is_member(Context& context, const Village& village, Id<Household> household) {
  const auto members = households::active_households(context, village, households::Kind::member);
  return std::ranges::find(members, household, &households::ActiveHousehold::id) != members.end();
}

}  // namespace

Rectification raise(Context& context, const Village& village, Id<Review> id,
                    std::optional<Id<Household>> household, std::string_view what, Date due_on) {
  hold_for_branch(context, village, id);
  if (household) require_member(context, village, *household);
  Rectification out;
  out.raised_in = id;
  out.household = household;
  return raised(context, village, std::move(out), what, due_on);
}

Rectification raise_from(Context& context, const Village& village, Id<feedback::Feedback> feedback,
                         std::string_view what, Date due_on) {
  help::require_staff(context, village);
  const auto concerned = feedback::concerned_household(context, village, feedback);
  if (store::following(context, village, feedback)) throw Refusal(Status::conflict, "rectification.exists");
  Rectification out;
  out.raised_in = review_to_raise_in(context, village);
  if (concerned && is_member(context, village, *concerned)) out.household = concerned;
  out.feedback = feedback;
  return raised(context, village, std::move(out), what, due_on);
}

std::vector<Rectification> following(Context& context, const Village& village,
                                     Id<feedback::Feedback> feedback) {
  static_cast<void>(feedback::get(context, village, feedback));
  const auto found = store::following(context, village, feedback);
  return found ? std::vector{*found} : std::vector<Rectification>{};
}

std::optional<Followed> followed_by_code(Context& context, std::string_view code) {
  const auto coded = feedback::find_by_code(context, code);
  if (!coded) return std::nullopt;
  const Village village(organisations::published_reach(context, coded->village));
  const auto found = store::following(context, village, coded->feedback);
  if (!found) return std::nullopt;
  return Followed{found->state, found->due_on, found->verified_on};
}

Rectification report_done(Context& context, const Village& village, Id<Rectification> id,
                          std::string_view evidence, std::int64_t version) {
  require_owner(context, village, id);
  Rectification out = to_change(context, village, id, RectificationState::open, version);
  out.evidence = checked_text(evidence, evidence_max, "review.evidence.length", "evidence");
  out.state = RectificationState::done;
  out.done_on = context.today();
  out.done_by = Id<Account>{context.actor().account};
  out.done_by_name = context.actor().name;
  out.sent_back_reason.clear();
  return moved_on(context, village, std::move(out), "rectification.done");
}

Rectification verify(Context& context, const Village& village, Id<Rectification> id, std::int64_t version) {
  help::require_staff(context, village);
  Rectification out = to_change(context, village, id, RectificationState::done, version);
  require_another(context, village, out);
  out.state = RectificationState::verified;
  out.verified_on = context.today();
  out.verified_by_name = context.actor().name;
  return moved_on(context, village, std::move(out), "rectification.verified");
}

Rectification send_back(Context& context, const Village& village, Id<Rectification> id,
                        std::string_view reason, std::int64_t version) {
  help::require_staff(context, village);
  Rectification out = to_change(context, village, id, RectificationState::done, version);
  require_another(context, village, out);
  out.sent_back_reason = checked_text(reason, what_max, "review.reason.length", "reason");
  out.state = RectificationState::open;
  return moved_on(context, village, std::move(out), "rectification.sent_back");
}

std::vector<Rectification> carried_into(Context& context, const Village& village, const Review& review,
                                        const std::vector<Review>& reviews) {
  std::map<Id<Review>, Date> days;
  for (const Review& each : reviews) days.emplace(each.id, each.held_on);
  std::vector<Rectification> out;
  for (Rectification& each : store::rectifications(context, village)) {
    const Date raised = days.at(each.raised_in);
    const bool was_verified = each.verified_on && *each.verified_on < review.opened_on;
    if (raised > review.held_on || (was_verified && each.raised_in != review.id)) continue;
    each.cycles = std::ranges::count_if(reviews, [&](const Review& other) {
      return other.held_on > raised && other.held_on <= review.held_on;
    });
    each.feedback.reset();  // whoever reads the sheet does not learn that somebody complained
    out.push_back(std::move(each));
  }
  return out;
}

}  // namespace lianghu::reviews

// The desk: what one sees of a village's feedback, and what other rooms show of it.
#include <algorithm>
#include <map>

#include "features/feedback/codes.h"
#include "features/feedback/desk.h"
#include "features/feedback/templates_store.h"

namespace lianghu::feedback {

namespace {

constexpr int pile_max = 200;
constexpr int days_counted = 365;
constexpr int answers_shown_max = 3;

/// From the first day to answer on, whoever had it since.
std::int64_t days_late(Context& context, const Feedback& feedback) {
  if (!is_open(feedback.state) || feedback.hidden) return 0;
  return std::max(0, days_between(feedback.late_since.value_or(feedback.answer_by), context.today()));
}

std::vector<Other> others_of(const std::vector<Feedback>& found) {
  std::vector<Other> out;
  out.reserve(found.size());
  for (const Feedback& each : found)
    out.push_back({each.id, each.kind, each.message, each.said_on, each.version});
  return out;
}

/// Names of organisations, each looked up once.
class Names {
 public:
  explicit Names(Context& context) : context_(context) {}
  const std::string& of(Id<Organisation> id) {
    auto known = names_.find(id);
    if (known == names_.end()) {
      const auto found = organisations::find(context_, id);
      known = names_.emplace(id, found ? found->name : "").first;
    }
    return known->second;
  }

 private:
  Context& context_;
  std::map<Id<Organisation>, std::string> names_;
};

Entry entry_with(Context& context, const Village& village, const Feedback& feedback, Names& names) {
  Entry out;
  out.id = feedback.id;
  out.village = village.id();
  out.village_name = plaques::place_name(village);
  out.household = feedback.household.value_or(Id<Household>{});
  out.about = feedback.door;
  out.subject = feedback.matter.words;
  out.in_crowd = feedback.in_crowd;
  out.kind = feedback.kind;
  out.state = feedback.state;
  out.text = feedback.message;
  out.day = feedback.said_on;
  out.answer_by = feedback.answer_by;
  out.late = is_open(feedback.state) && !feedback.hidden && feedback.answer_by < context.today();
  out.days_late = days_late(context, feedback);
  out.escalated = feedback.escalated;
  out.reopened = feedback.reopened;
  out.handler = feedback.handler;
  out.handler_name = names.of(feedback.handler);
  out.assignee = feedback.assignee;
  out.assignee_name = feedback.assignee_name;
  out.turn = feedback.turn;
  out.merged = feedback.merged_into && is_open(feedback.state);
  out.hidden = feedback.hidden;
  out.version = feedback.version;
  return out;
}

std::vector<DeskEvent> events_of(Context& context, const Village& village, const Feedback& feedback,
                                 Names& names) {
  std::vector<DeskEvent> out;
  out.push_back({Step::received, feedback.said_on, {}, {}, {}});
  for (const Happened& each : store::events(context, village, feedback.id))
    out.push_back({each.step, each.day, each.organisation ? names.of(*each.organisation) : "",
                   each.person_name, each.wording});
  return out;
}

}  // namespace

Entry entry_of(Context& context, const Village& village, const Feedback& feedback) {
  Names names(context);
  return entry_with(context, village, feedback, names);
}

std::vector<Entry> list(Context& context, const Village& village, Pile pile) {
  Names names(context);
  std::vector<Entry> out;
  for (const Feedback& each : store::pile(context, village, sight_of(context, village), pile, pile_max))
    out.push_back(entry_with(context, village, each, names));
  return out;
}

PileCounts counts(Context& context, const Village& village) {
  return store::counts(context, village, sight_of(context, village));
}

Detail get(Context& context, const Village& village, Id<Feedback> id) {
  const Feedback feedback = seen(context, village, id);
  const Organisation handler = handler_of(context, feedback);
  const Hands hands = hands_of(context, feedback, handler);
  const bool handles = hands.staff || hands.assigned;
  const bool open = is_to_do(feedback);
  Names names(context);
  Detail out;
  out.entry = entry_with(context, village, feedback, names);
  out.phone_left = !feedback.phone_sealed.empty();
  if (handles && out.phone_left)
    out.phone = opened_phone(context.sealer(), feedback.id, feedback.phone_sealed);
  out.sender_may_show = feedback.may_show;
  out.shown = feedback.shown;
  out.events = events_of(context, village, feedback, names);
  out.pictures = store::pictures(context, village, feedback.id);
  out.may_assign = hands.staff && open;
  out.may_answer = handles && open && !is_own_again(context, feedback);
  out.may_ask = out.may_answer;
  out.may_close = handles && closes(feedback);
  out.may_hide = hands.staff && !(open && is_own_again(context, feedback));
  out.may_pass_up = handles && open && handler.parent.has_value();
  if (out.may_answer) out.sentences = store::templates(context, feedback.handler);
  out.may_keep = hands.staff;
  out.merged = others_of(store::merged_into(context, village, feedback.id));
  if (out.may_assign && !feedback.reopened) out.alike = others_of(alike(context, village, feedback));
  if (out.may_assign) out.assignable = assignable(context, village, feedback, handler);
  return out;
}

std::optional<Id<Household>> concerned_household(Context& context, const Village& village, Id<Feedback> id) {
  const Feedback feedback = seen(context, village, id);
  const Hands hands = hands_of(context, feedback, handler_of(context, feedback));
  if (!hands.staff && !hands.assigned) throw Refusal(Status::forbidden, "rights.missing");
  if (feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  return feedback.household;
}

std::string picture(Context& context, const Village& village, Id<Feedback> id, Id<Picture> picture) {
  const auto sealed = store::picture(context, village, seen(context, village, id).id, picture);
  if (!sealed) throw Refusal(Status::not_found, "feedback.not_found");
  return opened_picture(context.sealer(), picture, *sealed);
}

std::vector<ShownAnswer> answers_shown(Context& context, const Village& village, Id<Household> household) {
  std::vector<ShownAnswer> out;
  for (const Feedback& each : store::answered_about(context, village, household, answers_shown_max))
    if (each.answered_on)
      out.push_back({each.kind, *each.answered_on, each.answer,
                     each.may_show && each.shown ? each.message : std::string()});
  return out;
}

Timeliness timeliness(Context& context, const Village& village) {
  const Sight sight = sight_of(context, village);
  const auto counted =
      store::received_since(context, village, sight, add_days(context.today(), -days_counted));
  Timeliness out{village.id(), plaques::place_name(village), counted.received, counted.answered, 0, 0};
  for (const Feedback& each : store::pile(context, village, sight, Pile::to_do, pile_max))
    if (const std::int64_t days = days_late(context, each); days > 0) {
      ++out.late;
      out.days_late = std::max(out.days_late, days);
    }
  return out;
}

std::int64_t hidden_about(Context& context, const Village& village) {
  constexpr std::int64_t step = 5;
  return store::hidden_since(context, village, add_days(context.today(), -days_counted)) / step * step;
}

OpenCounts open_counts(Context& context, const Village& village) {
  OpenCounts out;
  std::map<Id<Organisation>, Organisation> handlers;
  for (const Feedback& each :
       store::pile(context, village, sight_of(context, village), Pile::to_do, pile_max)) {
    const auto handler = handlers.try_emplace(each.handler, handler_of(context, each)).first;
    const Hands hands = hands_of(context, each, handler->second);
    const bool unassigned = each.state != State::assigned;
    if (!(unassigned ? hands.staff : hands.assigned)) continue;
    ++(unassigned ? out.to_assign : out.to_answer);
    if (each.answer_by < context.today()) ++out.late;
  }
  return out;
}

}  // namespace lianghu::feedback

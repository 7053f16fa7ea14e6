// What a sender does later: follow it, ask once more, say that it is solved.
#include "features/feedback/codes.h"
#include "features/feedback/receiving.h"
#include "features/feedback/routing.h"

namespace lianghu::feedback {

namespace {

struct Found {
  Village village;
  Feedback feedback;
};

std::optional<Found> found_by(Context& context, std::string_view typed_code) {
  const auto code = read_code(typed_code);
  if (!code) return std::nullopt;
  const auto place = store::place_of(context, hash_of(context.sealer(), *code));
  if (!place) return std::nullopt;
  const Village village(organisations::published_reach(context, place->village));
  auto feedback = store::by_id(context, village, place->feedback);
  if (!feedback) throw std::logic_error("a code of a feedback that is not there");
  return Found{village, std::move(*feedback)};
}

Found required(Context& context, std::string_view code) {
  auto found = found_by(context, code);
  if (!found) throw Refusal(Status::not_found, "feedback.code", "code");
  return std::move(*found);
}

constexpr std::int64_t reopenings_max = 2;  // the second only out of hiding

bool may_reopen(Context& context, const Village& village, const Feedback& feedback) {
  if (feedback.hidden) return store::reopenings(context, village, feedback.id) < reopenings_max;
  return !feedback.reopened && (feedback.state == State::answered || feedback.state == State::closed);
}

void save(Context& context, const Village& village, const Feedback& feedback, const Happened& event,
          std::string_view action) {
  if (!store::update(context, village, feedback)) throw Refusal(Status::conflict, "version.stale");
  store::add_event(context, village, feedback.id, event);
  context.record(action, village.id().value, feedback.id.value);
}

std::string name_of_organisation(Context& context, Id<Organisation> id) {
  const auto organisation = organisations::find(context, id);
  return organisation ? organisation->name : "";
}

}  // namespace

std::optional<Coded> find_by_code(Context& context, std::string_view code) {
  const auto found = found_by(context, code);
  if (!found) return std::nullopt;
  return Coded{found->village.id(), found->feedback.id};
}

std::optional<Tracked> track(Context& context, std::string_view code) {
  const auto found = found_by(context, code);
  if (!found) return std::nullopt;
  const Feedback& feedback = found->feedback;
  Tracked out;
  out.kind = feedback.kind;
  out.state = feedback.state;
  out.about = feedback.door;
  out.subject = feedback.matter.words;
  out.text = feedback.message;
  out.day = feedback.said_on;
  out.answer_by = feedback.answer_by;
  out.handler = name_of_organisation(context, feedback.handler);
  out.hidden = feedback.hidden;
  out.asked = feedback.turn == Turn::asked;
  out.may_add = is_open(feedback.state) && !feedback.hidden;
  out.may_add_picture =
      out.may_add && store::pictures(context, found->village, feedback.id).size() < pictures_max;
  out.may_reopen = may_reopen(context, found->village, feedback);
  out.may_close = feedback.state == State::answered && !feedback.hidden;
  out.events.push_back({Step::received, feedback.said_on, {}, {}});
  for (const Happened& each : store::events(context, found->village, feedback.id)) {
    // Why it was passed up is said between offices.
    const bool between_offices = each.step == Step::passed_up;
    out.events.push_back({each.step, each.day,
                          each.organisation ? name_of_organisation(context, *each.organisation) : "",
                          between_offices ? "" : each.wording});
  }
  return out;
}

void add(Context& context, std::string_view code, std::string_view text) {
  auto [village, feedback] = required(context, code);
  if (!is_open(feedback.state) || feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  std::vector<Problem> problems;
  const std::string wording = checked_text(text, "why", problems);
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
  if (store::additions(context, village, feedback.id) >= additions_max)
    throw Refusal(Status::conflict, "feedback.added.enough", {}, {{"max", std::to_string(additions_max)}});
  feedback.turn = Turn::added;
  // It says something new now, which an answer to the others may leave out.
  const bool was_merged = feedback.merged_into.has_value();
  feedback.merged_into.reset();
  feedback.version += 1;
  if (was_merged) {
    save(context, village, feedback, {Step::separated, context.today(), {}, {}, {}, {}},
         "feedback.separated");
    feedback.version += 1;
  }
  save(context, village, feedback, {Step::added, context.today(), {}, {}, {}, wording}, "feedback.added");
}

void add_picture(Context& context, std::string_view code, std::string_view jpeg) {
  auto [village, feedback] = required(context, code);
  if (!is_open(feedback.state) || feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  if (store::pictures(context, village, feedback.id).size() >= pictures_max)
    throw Refusal(Status::conflict, "feedback.pictures.enough", "photo",
                  {{"max", std::to_string(pictures_max)}});
  // It was full or closed when the picture came, and so nothing was made of it.
  if (jpeg.empty()) throw Refusal(Status::conflict, "feedback.state");
  const Id<Picture> id{id_of_the_day(context)};
  store::insert_picture(context, village, feedback.id, id, sealed_picture(context.sealer(), id, jpeg));
  if (!feedback.merged_into && feedback.turn == Turn::asked) feedback.turn = Turn::added;
  feedback.version += 1;
  save(context, village, feedback, {Step::pictured, context.today(), {}, {}, {}, {}}, "feedback.pictured");
}

void reopen(Context& context, std::string_view code, std::string_view why) {
  auto [village, feedback] = required(context, code);
  if (!may_reopen(context, village, feedback))
    throw Refusal(Status::conflict, feedback.reopened ? "feedback.reopened" : "feedback.state");
  std::vector<Problem> problems;
  const std::string wording = checked_text(why, "why", problems);
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
  // Whoever hid it does not judge it a second time.
  if (feedback.hidden)
    if (const auto higher = above(context, feedback.handler)) feedback.handler = higher->id;
  pass_branch_if_concerned(context, offices_of(context, village), feedback);
  feedback.hidden = false;
  feedback.merged_into.reset();
  feedback.turn = Turn::none;
  feedback.escalated = false;
  feedback.late_since.reset();
  feedback.reopened = true;
  feedback.state = State::reopened;
  feedback.assignee.reset();
  feedback.assignee_name.clear();
  feedback.answer_by = answer_day(context, village);
  feedback.version += 1;
  save(context, village, feedback, {Step::reopened, context.today(), {}, {}, {}, wording},
       "feedback.reopened");
}

void close_by_sender(Context& context, std::string_view code) {
  auto [village, feedback] = required(context, code);
  if (feedback.state != State::answered || feedback.hidden) throw Refusal(Status::conflict, "feedback.state");
  feedback.state = State::closed;
  feedback.version += 1;
  save(context, village, feedback, {Step::closed, context.today(), {}, {}, {}, {}}, "feedback.solved");
}

}  // namespace lianghu::feedback

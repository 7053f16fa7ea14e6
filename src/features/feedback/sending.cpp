// What a sender does: say something, follow it, ask once more, say that it is solved.
#include <algorithm>

#include "base/text.h"
#include "features/feedback/codes.h"
#include "features/feedback/routing.h"

namespace lianghu::feedback {

namespace {

constexpr std::size_t phone_digits_min = 7;
constexpr std::size_t phone_digits_max = 15;

/// Browsers end lines with CR LF; other control characters are nobody's words.
std::string plain(std::string_view typed) {
  std::string out;
  for (const char c : typed)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n') out += c;
  return trim(out);
}

std::string checked_text(std::string_view typed, const std::string& field, std::vector<Problem>& problems) {
  std::string text = plain(typed);
  const auto length = static_cast<int>(characters(text));
  if (length < text_characters_min || length > text_characters_max)
    problems.push_back({"feedback.text",
                        field,
                        {{"min", std::to_string(text_characters_min)},
                         {"max", std::to_string(text_characters_max)},
                         {"length", std::to_string(length)}}});
  return text;
}

std::string checked_phone(const Submission& said, std::vector<Problem>& problems) {
  std::string digits = fold(said.phone);
  std::erase(digits, '-');
  if (digits.empty()) return {};
  const std::string_view bare = digits.starts_with('+') ? std::string_view(digits).substr(1) : digits;
  if (bare.size() < phone_digits_min || bare.size() > phone_digits_max ||
      !std::ranges::all_of(bare, [](char c) { return c >= '0' && c <= '9'; }))
    problems.push_back({"feedback.phone", "phone", {}});
  // A number that nobody may see would be kept for nothing.
  if (!said.phone_consent) problems.push_back({"feedback.phone_consent", "phone_consent", {}});
  return digits;
}

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

bool may_reopen(const Feedback& feedback) {
  return !feedback.reopened &&
         (feedback.hidden || feedback.state == State::answered || feedback.state == State::closed);
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

Destination destination(Context& context, const Village& village, Id<Household> household) {
  const Route route = route_of(context, village, household);
  const auto next = above(context, route.handler.id);
  return {route.handler.name, route.past_branch, reply_days(context, village), next ? next->name : ""};
}

void submit(Context& context, std::string_view token, const Submission& said, std::string_view code) {
  const plaques::PublicPlaque door = plaques::public_plaque(context, token);
  if (door.state != plaques::TokenState::live || !door.plaque)
    throw Refusal(Status::not_found, "feedback.plaque");
  const Village village(organisations::published_reach(context, door.village));
  std::vector<Problem> problems;
  Feedback feedback;
  feedback.message = checked_text(said.text, "text", problems);
  const std::string phone = checked_phone(said, problems);
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
  const Route route = route_of(context, village, door.household);
  feedback.id = {id_of_the_day(context)};
  feedback.household = door.household;
  feedback.door = plaques::number_of(village, *door.plaque);
  feedback.kind = said.kind;
  feedback.said_on = context.today();
  feedback.answer_by = answer_day(context, village);
  feedback.handler = route.handler.id;
  feedback.past_branch = route.past_branch;
  feedback.may_show = said.may_show;
  feedback.version = 1;
  if (!phone.empty()) feedback.phone_sealed = sealed_phone(context.sealer(), feedback.id, phone);
  store::insert(context, village, feedback, hash_of(context.sealer(), code));
  context.record("feedback.received", village.id().value, feedback.id.value);
}

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
  out.text = feedback.message;
  out.day = feedback.said_on;
  out.answer_by = feedback.answer_by;
  out.handler = name_of_organisation(context, feedback.handler);
  out.hidden = feedback.hidden;
  out.asked = feedback.turn == Turn::asked;
  out.may_add = is_open(feedback.state) && !feedback.hidden;
  out.may_reopen = may_reopen(feedback);
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

void reopen(Context& context, std::string_view code, std::string_view why) {
  auto [village, feedback] = required(context, code);
  if (feedback.reopened) throw Refusal(Status::conflict, "feedback.reopened");
  if (!may_reopen(feedback)) throw Refusal(Status::conflict, "feedback.state");
  std::vector<Problem> problems;
  const std::string wording = checked_text(why, "why", problems);
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
  // Whoever hid it does not judge it a second time.
  if (feedback.hidden)
    if (const auto higher = above(context, feedback.handler)) feedback.handler = higher->id;
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

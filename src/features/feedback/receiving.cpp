// What is said at a door is taken: the door is looked at first, beside the writer, and what is then written
// is two rows and the journal's entry. The code's row is what makes the form harmless when it is sent again.
#include "features/feedback/receiving.h"

#include <algorithm>

#include "base/present.h"
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
  out.reserve(typed.size());
  for (const char c : typed)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n') out += c;
  return trim(out);
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

struct Sayable {
  std::string message;
  std::string phone;
};

Sayable checked(const Submission& said) {
  std::vector<Problem> problems;
  Sayable out{checked_text(said.text, "text", problems), checked_phone(said, problems)};
  if (!problems.empty()) throw Refusal(Status::unprocessable, std::move(problems));
  return out;
}

/// A form that comes again is the same said once; with other words, or at another door, it is refused.
Receipt said_before(Context& context, const Door& door, const Feedback& now, std::string_view phone,
                    std::string_view code_hash) {
  const auto place = present(store::place_of(context, code_hash));
  const Village village(organisations::published_reach(context, place.village));
  const Feedback before = present(store::by_id(context, village, place.feedback));
  const std::string sealed = phone.empty() ? "" : sealed_phone(context.sealer(), before.id, phone);
  const bool same = village.id() == door.village.id() && before.household == now.household &&
                    before.kind == now.kind && before.message == now.message &&
                    before.phone_sealed == sealed && before.may_show == now.may_show &&
                    before.matter.about == now.matter.about && before.matter.id == now.matter.id &&
                    before.matter.words == now.matter.words;
  if (!same) throw Refusal(Status::conflict, "idempotency.reused");
  const Organisation handler = handler_of(context, before);
  const auto next = above(context, handler);
  return {before.said_on, before.answer_by, handler.name, next ? next->name : ""};
}

Destination at_branch(const Offices& at) {
  const Organisation& branch = at.village.organisation();
  return {branch.id, branch.name, false, at.reply_days, at.town ? at.town->name : ""};
}

/// Where there is one.
Destination at_town(const Offices& at) {
  const Organisation& town = present(at.town);
  return {town.id, town.name, true, at.reply_days, at.county ? at.county->name : ""};
}

}  // namespace

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

Door door_of(Context& context, const Offices& at, Id<Household> household, std::string number) {
  return {at.village, household, std::move(number),
          goes_past_branch(context, at, household) ? at_town(at) : at_branch(at)};
}

Door door(Context& context, std::string_view token) {
  return door(context, token, [&](Id<Organisation> village) {
    return std::make_shared<const Offices>(offices_of(context, village));
  });
}

Door door(Context& context, std::string_view token, const KnownOffices& known) {
  const plaques::PublicPlaque found = plaques::public_plaque(context, token);
  if (found.state != plaques::TokenState::live || !found.plaque)
    throw Refusal(Status::not_found, "feedback.plaque");
  const std::shared_ptr<const Offices> at = known(found.village);
  return door_of(context, *at, found.household, plaques::number_of(at->village, *found.plaque));
}

Door branch_door(const Offices& at) {
  return {at.village, std::nullopt, at.village.name(), at.town ? at_town(at) : at_branch(at)};
}

std::optional<Door> town_door(Context& context, const Offices& at) {
  if (!at.county) return std::nullopt;
  const auto next = above(context, *at.county);
  return Door{at.village,
              std::nullopt,
              present(at.town).name,
              {at.county->id, at.county->name, true, at.reply_days, next ? next->name : ""}};
}

void require_sayable(const Submission& said) {
  static_cast<void>(checked(said));
}

Receipt submit(Context& context, const Door& door, const Submission& said, std::string_view code) {
  Feedback feedback;
  auto [message, phone] = checked(said);
  feedback.message = std::move(message);
  feedback.id = {id_of_the_day(context)};
  feedback.household = door.household;
  feedback.door = door.number;
  feedback.kind = said.kind;
  feedback.said_on = context.today();
  feedback.answer_by = answer_day(feedback.said_on, door.destination.reply_days);
  feedback.handler = door.destination.handler;
  feedback.past_branch = door.destination.past_branch;
  feedback.may_show = said.may_show;
  feedback.matter = said.matter;
  feedback.in_crowd = said.in_crowd;
  feedback.version = 1;
  if (!phone.empty()) feedback.phone_sealed = sealed_phone(context.sealer(), feedback.id, phone);
  const std::string code_hash = hash_of(context.sealer(), code);
  if (!store::insert(context, door.village, feedback, code_hash))
    return said_before(context, door, feedback, phone, code_hash);
  context.record("feedback.received", door.village.id().value, feedback.id.value);
  return {feedback.said_on, feedback.answer_by, door.destination.organisation, door.destination.next};
}

Receipt submit(Context& context, std::string_view token, const Submission& said, std::string_view code) {
  return submit(context, door(context, token), said, code);
}

}  // namespace lianghu::feedback

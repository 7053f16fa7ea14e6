// The helper's part of an action's life: recorded, withdrawn.
#include <algorithm>

#include "features/help/actions.h"
#include "features/help/texts.h"
#include "features/pairing/pairing.h"

namespace lianghu::help {

namespace {

constexpr std::int64_t quarter_hours_max = 96;
constexpr std::size_t file_digits = 64;

/// Fills in who was helped. Throws when there is no such pairing of the helper, or not on that day.
void check_pairing(Context& context, const Village& village, Id<Pairing> id, Action& action) {
  const auto pairing = pairing::find_pairing(context, village, id);
  if (!pairing || !pairing->from || pairing->helper != action.helper)
    throw Refusal(Status::not_found, "help.pairing.not_found", "pairing");
  if (action.done_on < *pairing->from)
    throw Refusal(Status::unprocessable, "help.done.before_pairing", "done_on",
                  {{"date", format_date(*pairing->from)}});
  if (pairing->until && action.done_on > *pairing->until)
    throw Refusal(Status::unprocessable, "help.done.after_pairing", "done_on",
                  {{"date", format_date(*pairing->until)}});
  action.helped = pairing->household;
}

void check_pledge_item(Context& context, const Village& village, const PledgeItem& item,
                       const Action& action) {
  const auto letters = pledges::versions(context, village, action.helper);
  const auto letter = std::ranges::find(letters, item.pledge, &pledges::PublishedLetter::pledge);
  if (letter == letters.end() || item.position < 1 ||
      item.position > static_cast<std::int64_t>(letter->items.size()))
    throw Refusal(Status::unprocessable, "help.pledge_item.unknown", "pledge_item");
  if (action.done_on < letter->signed_on)
    throw Refusal(Status::unprocessable, "help.done.before_letter", "done_on",
                  {{"date", format_date(letter->signed_on)}});
}

void check_photo(const std::string& photo) {
  const bool named =
      photo.size() == file_digits && photo.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!photo.empty() && !named) throw Refusal(Status::unprocessable, "help.photo", "photo");
}

Action described(Context& context, const NewAction& fields) {
  Action action;
  action.id = context.make_id<Action>();
  action.helper = fields.helper;
  action.pairing = fields.pairing;
  action.pledge_item = fields.pledge_item;
  action.role = fields.role;
  action.done_on = fields.done_on;
  action.what = checked_text(fields.what, "help.what.length", "what");
  action.quarter_hours = fields.quarter_hours;
  action.photo = fields.photo;
  action.assisted = is_assisted(context.actor(), fields.helper);
  action.recorded_by = {context.actor().account};
  action.recorder_name = context.actor().name;
  action.version = 1;
  return action;
}

}  // namespace

Action record(Context& context, const Village& village, const NewAction& fields) {
  static_cast<void>(writable_household(context, village, fields.helper));
  Action action = described(context, fields);
  if (action.quarter_hours < 1 || action.quarter_hours > quarter_hours_max)
    throw Refusal(Status::unprocessable, "help.hours", "quarter_hours");
  if (action.done_on > context.today()) throw Refusal(Status::unprocessable, "help.done.future", "done_on");
  check_photo(action.photo);
  if (!fields.pairing && !fields.pledge_item)
    throw Refusal(Status::unprocessable, "help.for_whom", "pairing");
  if (fields.pairing) check_pairing(context, village, *fields.pairing, action);
  if (fields.pledge_item) check_pledge_item(context, village, *fields.pledge_item, action);
  store::insert(context, village, action);
  context.record("help.recorded", village.id().value, action.id.value);
  return action;
}

Action withdraw(Context& context, const Village& village, Id<Action> id, std::string_view reason,
                std::int64_t version) {
  Action action = to_change(context, village, id, version);
  if (action.state == State::withdrawn) throw Refusal(Status::conflict, "help.state");
  action.reason = checked_text(reason, "help.reason", "reason");
  action.state = State::withdrawn;
  move_on(context, village, action, "help.withdrawn");
  return action;
}

}  // namespace lianghu::help

// The household's part of a letter's life: draft, change, amend, sign.
#include <algorithm>

#include "features/pledges/items.h"
#include "features/pledges/letters.h"

namespace lianghu::pledges {

namespace {

constexpr std::size_t file_digits = 64;

bool is_open(State state) {
  return is_editable(state) || state == State::signed_ || state == State::accepted;
}

/// Throws Refusal 404 when the actor may not write for it, 422 when it pledges nothing.
void require_member_household(Context& context, const Village& village, Id<Household> id) {
  const Sight sight = sight_for_writing(context, village);
  const auto household = households::find(context, village, id);
  if (!household || !sight.covers(*household))
    throw Refusal(Status::not_found, "household.not_found", "household");
  const auto members = households::active_households(context, village, households::Kind::member);
  if (std::ranges::find(members, id, &households::ActiveHousehold::id) == members.end())
    throw Refusal(Status::unprocessable, "pledge.not_member_household", "household");
}

void set_recorder(Context& context, Pledge& pledge) {
  const Actor& actor = context.actor();
  pledge.assisted = actor.kind == ActorKind::account && actor.household != pledge.household.value;
  pledge.recorded_by = {actor.account};
  pledge.recorder_name = actor.name;
}

Pledge start(Context& context, const Village& village, Id<Household> household, std::vector<Item> items,
             std::string_view action) {
  const auto programme = programmes::running(context, village).programme.id;
  const std::vector<Pledge> before = store::of_household(context, village, programme, household);
  if (std::ranges::any_of(before, [](const Pledge& each) { return is_open(each.state); }))
    throw Refusal(Status::conflict, "pledge.open", "household");
  Pledge pledge;
  pledge.id = context.make_id<Pledge>();
  pledge.household = household;
  pledge.edition = before.empty() ? 1 : before.front().edition + 1;
  if (const Pledge* old = in_force(before)) pledge.based_on = old->id;
  pledge.state = State::draft;
  pledge.items = std::move(items);
  pledge.version = 1;
  set_recorder(context, pledge);
  store::insert(context, village, programme, pledge);
  context.record(action, village.id().value, pledge.id.value);
  return pledge;
}

Signature checked_signature(Context& context, const Village& village, const Pledge& pledge,
                            const Signing& signing) {
  const auto residents = households::residents(context, village, pledge.household);
  const auto signer = std::ranges::find(residents, signing.signer, &households::Resident::id);
  if (signer == residents.end() || signer->party == households::Party::none)
    throw Refusal(Status::unprocessable, "pledge.signer", "signer");
  const bool named = signing.file.size() == file_digits &&
                     signing.file.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!named) throw Refusal(Status::unprocessable, "pledge.signature", "picture");
  Signature signature{
      signing.kind, signing.file, signer->id, signer->name, signing.signed_on.value_or(context.today()), {}};
  if (signature.signed_on > context.today())
    throw Refusal(Status::unprocessable, "pledge.signed_on.future", "signed_on");
  for (const Id<Person> id : signing.co_signers) {
    const auto person = std::ranges::find(residents, id, &households::Resident::id);
    const bool twice = id == signing.signer || std::ranges::count(signing.co_signers, id) > 1;
    if (person == residents.end() || twice)
      throw Refusal(Status::unprocessable, "pledge.co_signer", "co_signers");
    signature.co_signers.push_back({person->id, person->name});
  }
  return signature;
}

}  // namespace

Pledge draft(Context& context, const Village& village, Id<Household> household,
             const std::vector<Item>& items) {
  require_member_household(context, village, household);
  return start(context, village, household, checked_items(context, village, items), "pledge.drafted");
}

Pledge change(Context& context, const Village& village, Id<Pledge> id, const std::vector<Item>& items,
              std::int64_t version) {
  Pledge pledge = to_change(context, village, id, sight_for_writing(context, village), version);
  require_state(is_editable(pledge.state));
  pledge.items = checked_items(context, village, items);
  pledge.signature.reset();
  set_recorder(context, pledge);
  if (!store::rewrite(context, village, pledge)) throw Refusal(Status::conflict, "version.stale");
  context.record("pledge.changed", village.id().value, id.value);
  return pledge;
}

Pledge amend(Context& context, const Village& village, Id<Pledge> id) {
  const Pledge old = seen(context, village, id, sight_for_writing(context, village));
  require_state(is_in_force(old.state));
  require_member_household(context, village, old.household);
  std::vector<Item> items = old.items;
  for (Item& item : items)
    if (item.due_on && *item.due_on < context.today()) item.due_on.reset();
  return start(context, village, old.household, std::move(items), "pledge.amended");
}

Pledge sign(Context& context, const Village& village, Id<Pledge> id, const Signing& signing) {
  Pledge pledge = to_change(context, village, id, sight_for_writing(context, village), signing.version);
  require_state(is_editable(pledge.state));
  require_due_ahead(pledge.items, context.today());
  pledge.signature = checked_signature(context, village, pledge, signing);
  pledge.state = State::signed_;
  pledge.reason.clear();
  if (!store::sign(context, village, pledge)) throw Refusal(Status::conflict, "version.stale");
  context.record("pledge.signed", village.id().value, id.value);
  return pledge;
}

}  // namespace lianghu::pledges

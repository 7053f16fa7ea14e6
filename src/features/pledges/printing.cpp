#include "features/pledges/printing.h"

#include <algorithm>
#include <map>

#include "base/describe.h"
#include "base/text.h"
#include "base/words.h"
#include "features/plaques/plaques.h"
#include "features/pledges/letter_words.h"
#include "journal/note.h"
#include "journal/public_log.h"

namespace lianghu::pledges {

namespace {

constexpr std::size_t number_digits_min = 3;

std::string words(std::string_view key, const Values& values = {}) {
  return say(Language::zh, key, values);
}

std::string signed_words(const std::string& name) {
  return words("pledges.print.signed", {{"name", name}});
}

/// What a village's papers have in common.
struct Sheet {
  Context& context;
  const Village& village;
  const programmes::Definition& definition;
  std::string_view base;
};

void add_signers(documents::Letter& letter, const Pledge& pledge) {
  letter.signers.push_back({words("pledges.print.member"), "", {}});
  if (!pledge.signature) return;
  for (const CoSigner& each : pledge.signature->co_signers)
    letter.signers.push_back({words("pledges.print.family"), signed_words(each.name), {}});
}

void add_dates(documents::Letter& letter, const Sheet& sheet, const Pledge& pledge) {
  if (pledge.signature)
    letter.received.push_back(
        words("pledges.print.signed_on", {{"date", long_date(pledge.signature->signed_on)}}));
  if (pledge.accepted_on)
    letter.received.push_back(words("pledges.print.accepted_on", {{"branch", sheet.village.name()},
                                                                  {"date", long_date(*pledge.accepted_on)}}));
  if (pledge.publication)
    letter.small.push_back(
        words("pledges.print.notice", {{"from", long_date(pledge.publication->published_on)},
                                       {"until", long_date(pledge.publication->notice_until)}}));
  if (pledge.assisted && !pledge.recorder_name.empty())
    letter.small.push_back(words("pledges.print.recorder", {{"name", pledge.recorder_name}}));
}

/// The number on the door and the page that its code opens; without a plaque no number and no code.
void add_door(documents::Letter& letter, const Sheet& sheet, const Pledge& pledge) {
  const std::string edition = std::to_string(pledge.edition);
  const auto plaque = plaques::of_household(sheet.context, sheet.village, pledge.household);
  if (!plaque) {
    letter.number = words("pledges.print.edition", {{"edition", edition}});
    return;
  }
  letter.number = words("pledges.print.number",
                        {{"door", plaques::number_of(sheet.village, *plaque)}, {"edition", edition}});
  letter.link = std::string(sheet.base) + "/p/" + plaques::token_of(sheet.context, sheet.village, plaque->id);
  letter.small.push_back(words("pledges.print.verify"));
}

documents::Letter letter_of(const Sheet& sheet, const Pledge& pledge) {
  const auto household = households::find(sheet.context, sheet.village, pledge.household);
  documents::Letter letter;
  letter.title = words("pledges.print.title", {{"plate", sheet.definition.plate_title.zh}});
  // The second of the programme's three banners is the one of the pledge.
  if (sheet.definition.banners.size() > 1) letter.subtitle = sheet.definition.banners[1].zh;
  letter.opening = words("pledges.print.opening",
                         {{"village", plaques::place_name(sheet.village)},
                          {"name", pledge.signature ? pledge.signature->signer_name
                                                    : (household ? household->head_name : std::string())},
                          {"programme", sheet.definition.name.zh}});
  letter.role_heading = words("pledges.print.role");
  letter.what_heading = words("pledges.print.what");
  letter.due_heading = words("pledges.print.when");
  for (const Item& item : pledge.items)
    letter.items.push_back(
        {programmes::role_of(sheet.definition, item.role).name.zh, what_of(item), when_of(item)});
  letter.closing = words("pledges.print.closing");
  letter.stamp = words("pledges.print.stamp");
  letter.page_line = words("pledges.print.page");
  add_signers(letter, pledge);
  add_dates(letter, sheet, pledge);
  add_door(letter, sheet, pledge);
  return letter;
}

documents::RoleIcon icon_of(Role role) {
  using documents::RoleIcon;
  static const std::map<Role, RoleIcon> icons = {{Role::policy_lead, RoleIcon::flag},
                                                 {Role::policy_messenger, RoleIcon::horn},
                                                 {Role::village_keeper, RoleIcon::house},
                                                 {Role::mediator, RoleIcon::talk},
                                                 {Role::friend_, RoleIcon::hand}};
  return icons.at(role);
}

std::string door_number(std::int64_t serial) {
  std::string digits = std::to_string(serial);
  if (digits.size() < number_digits_min) digits.insert(0, number_digits_min - digits.size(), '0');
  return digits;
}

struct Door {
  PublishedLetter letter;
  std::optional<plaques::Plaque> plaque;
};

/// By the number on the door; letters of households without a plaque last.
std::vector<Door> doors(Context& context, const Village& village) {
  std::map<Id<Household>, plaques::Plaque> hung;
  for (const plaques::Plaque& plaque : plaques::live(context, village))
    hung.emplace(plaque.household, plaque);
  std::vector<Door> out;
  for (PublishedLetter& letter : shown_in(context, village)) {
    const auto at = hung.find(letter.household);
    out.push_back({std::move(letter), at == hung.end() ? std::nullopt : std::optional(at->second)});
  }
  std::ranges::stable_sort(out, [](const Door& one, const Door& other) {
    if (!one.plaque || !other.plaque) return one.plaque.has_value() && !other.plaque.has_value();
    return one.plaque->serial < other.plaque->serial;
  });
  return out;
}

documents::NoticeEntry entry_of(const Door& door) {
  documents::NoticeEntry entry;
  if (door.plaque) {
    entry.number = door_number(door.plaque->serial);
    entry.name = door.plaque->name_on_door;
  }
  for (const Item& item : door.letter.items) {
    const std::string what = what_of(item);
    const std::string when = when_of(item);
    const Values values = {{"what", what}, {"when", when}};
    entry.items.push_back(
        {icon_of(item.role), when.empty() ? what : words("pledges.print.notice_item", values)});
  }
  return entry;
}

/// Where the public log stands; nothing before its first signature.
std::optional<journal::TreeHead> signed_head(Context& context) {
  const auto checkpoint = journal::signed_checkpoint(context.tx());
  const auto note = checkpoint ? journal::parse_note(*checkpoint) : std::nullopt;
  return note ? journal::parse_tree_head(note->text) : std::nullopt;
}

std::string root_of(const journal::TreeHead& head) {
  return base64(std::string(head.root.begin(), head.root.end()));
}

}  // namespace

std::vector<LetterToPrint> letters_to_print(Context& context, const Village& village,
                                            const std::vector<Id<Pledge>>& ids, std::string_view base) {
  const auto running = programmes::running(context, village);
  const Sheet sheet{context, village, running.programme.definition, base};
  std::vector<LetterToPrint> out;
  for (const Pledge& pledge : printable(context, village, ids))
    out.push_back({letter_of(sheet, pledge), pledge.signature ? pledge.signature->file : std::string()});
  return out;
}

void put_signature(LetterToPrint& letter, const std::optional<std::string>& picture) {
  if (letter.signature_file.empty()) return;
  documents::Signer& member = letter.letter.signers.front();
  if (picture)
    member.signature = *picture;
  else
    member.words = words("pledges.print.signed_plain");
}

documents::Notice notice_to_print(Context& context, const Village& village, std::string_view base) {
  const auto running = programmes::running(context, village);
  const std::vector<Door> all = doors(context, village);
  if (all.empty()) throw Refusal(Status::unprocessable, "pledge.none_published");
  documents::Notice notice;
  notice.place = village.name();
  notice.title = words("pledges.print.notice_title");
  notice.page_line = words("pledges.print.notice_page");
  for (const programmes::RoleDefinition& role : running.programme.definition.roles)
    notice.legend.push_back({icon_of(role.role), role.name.zh});
  Date from = all.front().letter.published_on;
  Date until = all.front().letter.notice_until;
  std::vector<PublishedLetter> letters;
  for (const Door& door : all) {
    notice.entries.push_back(entry_of(door));
    letters.push_back(door.letter);
    from = std::min(from, door.letter.published_on);
    until = std::max(until, door.letter.notice_until);
  }
  notice.foot_title =
      words("pledges.print.notice_foot", {{"from", long_date(from)}, {"until", long_date(until)}});
  notice.foot = {words("pledges.print.notice_speak"), words("pledges.print.notice_kept")};
  notice.small = {words("pledges.print.notice_mark", {{"mark", fingerprint_of(letters)}})};
  if (const auto head = signed_head(context))
    notice.small.push_back(
        words("pledges.print.notice_log", {{"size", std::to_string(head->size)}, {"root", root_of(*head)}}));
  notice.link = std::string(base) + "/v/" + village.organisation().division;
  return notice;
}

}  // namespace lianghu::pledges

#pragma once
// Pledges (承诺书): a member household's signed letter, from the draft to what the village reads for good,
// and the village's catalogue (承诺清单) that its items are chosen from. A published letter never changes: an
// amendment is a new edition that supersedes it, and the old one stays readable. Here also stands who should
// have signed and has not.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/accounts/accounts.h"
#include "features/programmes/programmes.h"
#include "journal/context.h"
#include "journal/proof.h"

namespace lianghu::pledges {

using accounts::Account;
using households::Household;
using households::Person;
using organisations::Organisation;
using organisations::Village;
using programmes::Role;

enum class Rhythm { none, once, weekly, monthly };
BOOST_DESCRIBE_ENUM(Rhythm, none, once, weekly, monthly)

struct Entry {
  Id<Entry> id;
  std::string origin;  // the key of the programme's entry it was taken from; "" for the village's own
  Role role{};
  std::string wording;
  std::string unit;  // of a measurable target, "" when there is none
  Rhythm rhythm = Rhythm::none;
  std::int64_t asked = 0;  // how many villagers asked for it
  Date in_force_from{};    // the members' meeting that put it on the list
  bool withdrawn = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (id, origin, role, wording, unit, rhythm, asked, in_force_from, withdrawn, version))

struct EntryFields {
  Role role{};
  std::string wording;  // 4 to 200 characters
  std::string unit;     // at most 10
  Rhythm rhythm = Rhythm::none;
  std::int64_t asked = 0;
};
BOOST_DESCRIBE_STRUCT(EntryFields, (), (role, wording, unit, rhythm, asked))

/// Copies the programme's catalogue into the village's, in force from the members' meeting of that day. Those
/// taken before stay as the village has made them; says how many came. Staff. Throws Refusal 422
/// participation.none, catalogue.in_force.
std::int64_t take_catalogue(Context& context, const Village& village, Date in_force_from);
/// Staff. All throw Refusal 422 pledge.wording.length, pledge.unit.length, catalogue.asked,
/// catalogue.in_force; 404 catalogue.not_found; 409 version.stale.
Entry add_entry(Context& context, const Village& village, const EntryFields& fields, Date in_force_from);
Entry change_entry(Context& context, const Village& village, Id<Entry> id, const EntryFields& fields,
                   std::int64_t version);
Entry withdraw_entry(Context& context, const Village& village, Id<Entry> id, std::int64_t version);
/// Of the current programme, most asked for first, withdrawn ones last.
[[nodiscard]] std::vector<Entry> catalogue(Context& context, const Village& village);

/// draft → signed → returned | accepted → published; later what the review found: fulfilled, partly,
/// not_fulfilled. A published one ends as superseded; any letter may be withdrawn.
enum class State {
  draft,
  signed_,
  returned,
  accepted,
  published,
  fulfilled,
  partly,
  not_fulfilled,
  superseded,
  withdrawn
};
BOOST_DESCRIBE_ENUM(State, draft, signed_, returned, accepted, published, fulfilled, partly, not_fulfilled,
                    superseded, withdrawn)
/// draft or returned: the items may be changed.
[[nodiscard]] bool is_editable(State state);
/// published, or already reviewed: what the village reads as the household's letter.
[[nodiscard]] bool is_in_force(State state);

struct Item {
  std::optional<Id<Entry>> entry;  // none: free text
  Role role{};
  std::string wording;  // 4 to 200 characters
  std::optional<std::int64_t> target;
  std::string unit;  // "" without a target
  std::optional<Date> due_on;
  Rhythm rhythm = Rhythm::none;
};
BOOST_DESCRIBE_STRUCT(Item, (), (entry, role, wording, target, unit, due_on, rhythm))

struct CoSigner {
  Id<Person> person;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CoSigner, (), (person, name))

enum class SignatureKind { screen, paper };
BOOST_DESCRIBE_ENUM(SignatureKind, screen, paper)

struct Signature {
  SignatureKind kind{};
  std::string file;  // its name in the content store
  Id<Person> signer;
  std::string signer_name;
  Date signed_on{};
  std::vector<CoSigner> co_signers;
};
BOOST_DESCRIBE_STRUCT(Signature, (), (kind, file, signer, signer_name, signed_on, co_signers))

struct Publication {
  Date published_on{};
  Date notice_until{};
};
BOOST_DESCRIBE_STRUCT(Publication, (), (published_on, notice_until))

struct Pledge {
  Id<Pledge> id;
  Id<Household> household;
  std::int64_t edition = 0;  // 第 1 版, 第 2 版 … of the household
  std::optional<Id<Pledge>> based_on;
  State state{};
  std::vector<Item> items;
  bool assisted = false;  // written down by somebody of another household, who is named:
  Id<Account> recorded_by;
  std::string recorder_name;
  std::optional<Signature> signature;
  std::optional<Date> accepted_on;
  std::optional<Publication> publication;
  std::string reason;  // of returned and withdrawn
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Pledge, (),
                      (id, household, edition, based_on, state, items, assisted, recorded_by, recorder_name,
                       signature, accepted_on, publication, reason, version))

/// Staff write for the whole village, a branch's group leader too, a Party group's leader for that group's
/// households, a member for the own household. For anybody else the household or letter is not there: 404.

/// A new letter, when none is being written. It supersedes the published one, if there is one, once it is
/// published itself. Throws Refusal 422 participation.none, pledge.not_member_household, pledge.items.count,
/// pledge.wording.length, pledge.unit.length, pledge.target, pledge.due.past, pledge.entry.unknown; 404
/// household.not_found; 409 pledge.open.
Pledge draft(Context& context, const Village& village, Id<Household> household,
             const std::vector<Item>& items);
/// Also 409 version.stale, and pledge.state once it is signed.
Pledge change(Context& context, const Village& village, Id<Pledge> id, const std::vector<Item>& items,
              std::int64_t version);
/// A draft with the published letter's items; due dates that have passed are left out of it. Throws Refusal
/// 409 pledge.state when it is not in force, pledge.open.
Pledge amend(Context& context, const Village& village, Id<Pledge> id);

struct Signing {
  Id<Person> signer;
  SignatureKind kind{};
  std::string file;               // 64 hexadecimal digits: FileStore::put
  std::optional<Date> signed_on;  // none: today
  std::vector<Id<Person>> co_signers;
  std::int64_t version = 0;
};
/// Throws Refusal 422 pledge.signer (no Party member who lives in the household), pledge.co_signer,
/// pledge.signature, pledge.signed_on.future, pledge.due.past; 409 pledge.state, version.stale.
Pledge sign(Context& context, const Village& village, Id<Pledge> id, const Signing& signing);

// The branch decides: staff only.

/// signed → returned; it may be changed and signed again. 422 pledge.reason (2 to 200 characters), 409
/// pledge.state, version.stale.
Pledge return_letter(Context& context, const Village& village, Id<Pledge> id, std::string_view reason,
                     std::int64_t version);
Pledge accept(Context& context, const Village& village, Id<Pledge> id, std::int64_t version);
/// accepted → published from today for the programme's notice period; the household's letter before it is
/// superseded.
Pledge publish(Context& context, const Village& village, Id<Pledge> id, std::int64_t version);
/// Every accepted one of the village; says how many. Doing it again publishes nothing twice.
std::int64_t publish_all(Context& context, const Village& village);
/// What the review found of a letter in force: fulfilled, partly or not_fulfilled.
Pledge record_result(Context& context, const Village& village, Id<Pledge> id, State result);
/// Ends a letter with a reason and deletes nothing. The household itself may withdraw what is not published.
Pledge withdraw(Context& context, const Village& village, Id<Pledge> id, std::string_view reason,
                std::int64_t version);

/// One letter that the actor may see (auditors see all). Throws Refusal 404 pledge.not_found.
[[nodiscard]] Pledge get(Context& context, const Village& village, Id<Pledge> id);

struct ListRow {
  Id<Household> household;
  std::optional<std::string> code;
  std::string head;  // name
  std::string address;
  bool exempt = false;           // shown to staff and auditors only
  std::optional<Pledge> letter;  // the one being written, else the one in force, else the last withdrawn
};
BOOST_DESCRIBE_STRUCT(ListRow, (), (household, code, head, address, exempt, letter))
/// Every member household that the actor may see, with how far its letter is. Throws Refusal 404
/// organisation.not_found for somebody who sees nothing of the village.
[[nodiscard]] std::vector<ListRow> list(Context& context, const Village& village);
/// Those of `list` that were signed, by household; `ids` empty: all. Throws Refusal 404 pledge.not_found,
/// 422 pledge.none_chosen when there is none.
[[nodiscard]] std::vector<Pledge> printable(Context& context, const Village& village,
                                            const std::vector<Id<Pledge>>& ids);

// For the rooms above: no rights are asked here, so what they show of it is theirs to decide.

/// What a public page may say of a letter; names come from the plaque, by the consent given with it.
struct PublishedLetter {
  Id<Pledge> pledge;
  Id<Household> household;
  std::int64_t edition = 0;
  State state{};  // published, fulfilled, partly, not_fulfilled; from `versions` also superseded
  std::vector<Item> items;
  Date signed_on{};
  Date published_on{};
  Date notice_until{};
};
BOOST_DESCRIBE_STRUCT(PublishedLetter, (),
                      (pledge, household, edition, state, items, signed_on, published_on, notice_until))
/// The household's letter in force.
[[nodiscard]] std::optional<PublishedLetter> published_of(Context& context, const Village& village,
                                                          Id<Household> household);
/// That it was published as it is now, from the public log. Broken also when the letter is not what was
/// published.
[[nodiscard]] journal::RowProof proof_of_publication(Context& context, const Village& village,
                                                     const PublishedLetter& letter);
/// Every edition that was ever published and not withdrawn, the newest first.
[[nodiscard]] std::vector<PublishedLetter> versions(Context& context, const Village& village,
                                                    Id<Household> household);
/// All letters in force of the current programme, by household.
[[nodiscard]] std::vector<PublishedLetter> published_in(Context& context, const Village& village);

/// Those that everybody may read: a contact household is on no notice and no public page, whatever it was
/// when its letter was written.
[[nodiscard]] std::vector<PublishedLetter> shown_in(Context& context, const Village& village);
/// Every edition that was ever published to everybody and not withdrawn, the last published first.
[[nodiscard]] std::vector<PublishedLetter> ever_shown(Context& context, const Village& village);
/// What these letters say, as 20 hexadecimal digits in groups of four: the same on the printed notice and on
/// the village's board as long as nobody changed a word, an edition or a day of either (SHA-256, cut short).
[[nodiscard]] std::string fingerprint_of(const std::vector<PublishedLetter>& letters);

struct WithoutPledge {
  Id<Household> household;
  std::string name;            // of its head
  std::optional<State> state;  // of its letter; nothing when there is none
};
BOOST_DESCRIBE_STRUCT(WithoutPledge, (), (household, name, state))

struct Counts {
  std::int64_t should = 0;  // without the exempt
  std::int64_t exempt = 0;
  std::int64_t has = 0;  // signed or later, and not returned
  std::vector<WithoutPledge> missing;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (should, exempt, has, missing))
/// 应签尽签. All zero while the village takes part in nothing.
[[nodiscard]] Counts signed_coverage(Context& context, const Village& village);

}  // namespace lianghu::pledges

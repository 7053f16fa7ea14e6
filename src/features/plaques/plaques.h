#pragma once
// Plaques (门牌): the plates on the member households' doors, from planned to hung, and on to replaced or
// retired. A household has one live plaque a programme, serial numbers are never used twice, and the token
// in a plate's code is random and signed, so that a made-up one is told from a real one. Here also stands
// who should have one and has not.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "documents/print.h"
#include "features/accounts/accounts.h"
#include "features/programmes/programmes.h"
#include "journal/context.h"

namespace lianghu::plaques {

using accounts::Account;
using households::Household;
using organisations::Organisation;
using organisations::Village;

/// planned → printed → hung → damaged | missing. Live until replaced (from hung, damaged or missing) or
/// retired (from any live state).
enum class State { planned, printed, hung, damaged, missing, replaced, retired };
BOOST_DESCRIBE_ENUM(State, planned, printed, hung, damaged, missing, replaced, retired)

struct Plaque {
  Id<Plaque> id;
  Id<Household> household;
  std::int64_t serial = 0;  // of the village in the programme; never reused
  State state{};
  std::optional<Date> hung_on;
  std::optional<Id<Account>> hung_by;
  std::optional<std::string> photo;  // file name
  bool consent_names = false;        // the members agreed to their names on the door and on the public page
  std::string name_on_door;          // "" without that consent
  std::string reason;                // of damaged, missing, replaced, retired
  std::optional<Id<Plaque>> replaced_by;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Plaque, (),
                      (id, household, serial, state, hung_on, hung_by, photo, consent_names, name_on_door,
                       reason, replaced_by, version))

[[nodiscard]] bool is_live(State state);

/// Plans a plaque for every member household that lives there, is not exempt and has no live one; says how
/// many. Doing it again plans only for those who came since. Staff. Throws Refusal 422 participation.none.
std::int64_t plan_all(Context& context, const Village& village, bool consent_names);

/// Says that the plates came out of the printer; those printed before stay as they are. Staff. Throws
/// Refusal 404 plaque.not_found, 409 plaque.state, 422 plaque.none_chosen, plaque.too_many.
std::vector<Plaque> mark_printed(Context& context, const Village& village,
                                 const std::vector<Id<Plaque>>& ids);

struct Hanging {
  Date hung_on{};
  bool consent_names = false;
  std::optional<std::string> photo;  // file name, at most 200 characters
  std::int64_t version = 0;
};
/// A printed plate is on its door. Staff, and group leaders for the households they see. Throws Refusal 404
/// plaque.not_found, 409 plaque.state, version.stale, 422 plaque.not_started, plaque.hung_on.future,
/// plaque.hung_on.early (before the village began), plaque.photo.
Plaque hang(Context& context, const Village& village, Id<Plaque> id, const Hanging& hanging);

struct Ending {
  std::string reason;  // 2 to 200 characters
  std::int64_t version = 0;
};
/// Staff. All throw Refusal 404 plaque.not_found, 409 plaque.state, version.stale, 422 plaque.reason.
Plaque report_damaged(Context& context, const Village& village, Id<Plaque> id, const Ending& ending);
Plaque report_missing(Context& context, const Village& village, Id<Plaque> id, const Ending& ending);
/// The new, planned one: another number, another token. The old token answers "replaced" from now on.
Plaque replace(Context& context, const Village& village, Id<Plaque> id, const Ending& ending);
Plaque retire(Context& context, const Village& village, Id<Plaque> id, const Ending& ending);

enum class Show { live, all };
BOOST_DESCRIBE_ENUM(Show, live, all)

struct Filter {
  Show show = Show::live;
  std::optional<State> state;  // only those, whatever `show` says
};

struct ListRow {
  Plaque plaque;
  std::string head;  // name of the household's head
  std::string address;
  std::optional<Id<Organisation>> group;
  bool moved_away = false;  // the household does not live there any more: its plaque waits to be retired
  std::string page;         // "/p/TOKEN"
};
BOOST_DESCRIBE_STRUCT(ListRow, (), (plaque, head, address, group, moved_away, page))

/// Of the current programme, by serial number, what the actor may see: staff, auditors and the branch's
/// group leader all, a Party group's leader that group's, a member household its own. Throws Refusal 404
/// organisation.not_found for anybody else.
[[nodiscard]] std::vector<ListRow> list(Context& context, const Village& village, const Filter& filter);

/// The plates of `ids` as the printer sets them, in their order; `base` is the address that the codes lead to
/// ("https://lianghu.example"). Staff. Rendering is the caller's, outside of the transaction. Throws Refusal
/// 404 plaque.not_found, 409 plaque.state for one that ended, 422 plaque.none_chosen, plaque.too_many.
[[nodiscard]] std::vector<documents::Plate> print(Context& context, const Village& village,
                                                  const std::vector<Id<Plaque>>& ids, std::string_view base);

// For the rooms above: no rights are asked here, so what they show of it is theirs to decide.

struct WithoutPlaque {
  Id<Household> household;
  std::string name;            // of its head
  std::optional<State> state;  // of its live plaque; nothing when none is planned
};
BOOST_DESCRIBE_STRUCT(WithoutPlaque, (), (household, name, state))

struct Counts {
  std::int64_t should = 0;  // without the exempt
  std::int64_t exempt = 0;
  std::int64_t has = 0;  // a plate hangs on the door: neither damaged nor missing
  std::vector<WithoutPlaque> missing;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (should, exempt, has, missing))

/// 应挂尽挂. All zero while the village takes part in nothing.
[[nodiscard]] Counts hung_coverage(Context& context, const Village& village);
/// The household's live plaque in the current programme.
[[nodiscard]] std::optional<Plaque> of_household(Context& context, const Village& village,
                                                 Id<Household> household);
/// Every live plaque of the current programme, by serial number.
[[nodiscard]] std::vector<Plaque> live(Context& context, const Village& village);
/// What stands after /p/ in the address that the plate's code holds.
[[nodiscard]] std::string token_of(Context& context, const Village& village, Id<Plaque> id);
/// "音河村": the village's everyday name.
[[nodiscard]] std::string place_name(const Village& village);
/// "音河 012 号", as on the plate.
[[nodiscard]] std::string number_of(const Village& village, const Plaque& plaque);

enum class TokenState {
  live,
  replaced,
  retired,
  unknown,  // made by this deployment, but not kept: from before a restore
  forged,   // not made by this deployment
};
BOOST_DESCRIBE_ENUM(TokenState, live, replaced, retired, unknown, forged)

struct PublicPlaque {
  TokenState state{};
  Id<Organisation> village;      // 0 for unknown and forged
  Id<Household> household;       // 0 for unknown and forged
  std::optional<Plaque> plaque;  // nothing for unknown and forged
};
/// What a code on a door, scanned by anybody, leads to.
[[nodiscard]] PublicPlaque public_plaque(Context& context, std::string_view token);

}  // namespace lianghu::plaques

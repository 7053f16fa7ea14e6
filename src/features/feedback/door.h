#pragma once
// What is said at a door, or at a village's board, and to whom it goes. No rights are asked here: the
// plaque's token is the right.
#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/accounts/accounts.h"
#include "features/plaques/plaques.h"
#include "journal/context.h"

namespace lianghu::feedback {

using accounts::Account;
using households::Household;
using organisations::Organisation;
using organisations::Village;

inline constexpr int text_characters_min = 2;
inline constexpr int text_characters_max = 1000;
inline constexpr std::size_t code_digits = 16;

enum class Kind { praise, suggestion, complaint, evidence };
BOOST_DESCRIBE_ENUM(Kind, praise, suggestion, complaint, evidence)

/// What it is about, besides the door: one of the promises, what the branch does, a review, a notice that can
/// still be objected to, what the town does. What is about the branch or its review goes past the branch,
/// what is about the town past the town.
enum class About { household, promise, branch, review, notice, town };
BOOST_DESCRIBE_ENUM(About, household, promise, branch, review, notice, town)
struct Matter {
  About about = About::household;
  std::string words;    // as the public page says it; "" for the household itself
  std::int64_t id = 0;  // of the letter or the review
};

struct Submission {
  Kind kind{};
  std::string text;
  std::string phone;           // "" for none; digits, kept sealed
  bool phone_consent = false;  // that the handler sees the number: without it none is taken
  bool may_show = false;       // the sender's words may stand beside the answer on the plaque's page
  Matter matter = {};
  bool in_crowd = false;  // it may be of a flood, by the page's limits: a person looks at it
};
/// Who will have what is said at a door.
struct Destination {
  Id<Organisation> handler;
  std::string organisation;  // its name
  bool past_branch = false;  // it would concern the branch's secretary
  int reply_days = 0;
  std::string next;  // the organisation it goes to when late; "" at the top
};
/// Throws Refusal 422 feedback.{text, phone, phone_consent} for what submit would refuse so.
void require_sayable(const Submission& said);

/// What all doors of a village have in common, as it stands: whom what is said there may go to. Whoever looks
/// at many doors works it out once.
struct Offices {
  Village village;
  std::vector<accounts::Holder> secretaries;
  std::optional<std::string> head;     // of the leading group
  std::optional<Organisation> town;    // above the branch
  std::optional<Organisation> county;  // above the town
  int reply_days = 0;
};
[[nodiscard]] Offices offices_of(Context& context, const Village& village);
[[nodiscard]] Offices offices_of(Context& context, Id<Organisation> village);

/// The code that a submission will get: it follows from the deployment's key and the form's own key, so that
/// the same form sent twice shows the same code, and nothing that is stored leads to it.
[[nodiscard]] std::string code_of(const Sealer& sealer, std::string_view form_key);
/// A door at which something may be said, as it stands. Throws Refusal 404 feedback.plaque for a token that
/// is not a live plaque's.
struct Door {
  Village village;
  std::optional<Id<Household>> household;  // none: about the branch
  std::string number;                      // 音河 012 号
  Destination destination;
};
[[nodiscard]] Door door(Context& context, std::string_view token);
/// `known` says a village's offices when it has them, and otherwise asks offices_of.
using KnownOffices = std::function<std::shared_ptr<const Offices>(Id<Organisation> village)>;
[[nodiscard]] Door door(Context& context, std::string_view token, const KnownOffices& known);
/// For what the village's board shows of a household, called `number` there.
[[nodiscard]] Door door_of(Context& context, const Offices& at, Id<Household> household, std::string number);
/// For what is about the branch itself: its town gets it, or the branch when it stands alone.
[[nodiscard]] Door branch_door(const Offices& at);
/// For what is about the town: its county gets it. Nothing when no town stands above the branch.
[[nodiscard]] std::optional<Door> town_door(Context& context, const Offices& at);
/// What the sender is told.
struct Receipt {
  Date day{};
  Date answer_by{};
  std::string handler;  // name of the organisation that has it
  std::string next;     // to which it goes when late; "" at the top
};
/// `code` is code_of's. Said before with the same code: the receipt of then, and nothing is written. `at` may
/// have been looked at in a read just before: it is what the sender saw. Throws Refusal 422 feedback.{text,
/// phone, phone_consent}, 409 idempotency.reused when something else was said with that code.
Receipt submit(Context& context, const Door& at, const Submission& said, std::string_view code);
/// Looks at the door too.
Receipt submit(Context& context, std::string_view token, const Submission& said, std::string_view code);

}  // namespace lianghu::feedback

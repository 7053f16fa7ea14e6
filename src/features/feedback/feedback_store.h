#pragma once
// The SQL of feedback, what happened to it, and whose a code is.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/feedback/feedback.h"

namespace lianghu::feedback {

struct Feedback {
  Id<Feedback> id;
  std::optional<Id<Household>> household;
  std::string door;  // 音河 012 号
  Matter matter;
  bool in_crowd = false;
  Kind kind{};
  State state{};
  std::string message;
  Date said_on{};
  Date answer_by{};
  Id<Organisation> handler;
  bool past_branch = false;
  bool escalated = false;
  bool reopened = false;
  std::optional<Id<Account>> assignee;
  std::string assignee_name;
  std::optional<Id<Account>> answered_by;
  std::optional<Date> answered_on;
  std::string answer;
  std::string phone_sealed;  // "" for none
  bool may_show = false;
  bool shown = false;
  bool hidden = false;
  Turn turn{};
  std::optional<Id<Feedback>> merged_into;
  std::optional<Date> late_since;  // the day by which it was to be answered when it first went up late
  std::int64_t version = 0;
};

struct Happened {
  Step step{};
  Date day{};
  std::optional<Id<Organisation>> organisation;
  std::optional<Id<Account>> account;
  std::string person_name;
  std::string wording;
};

/// What an actor sees of a village's feedback.
struct Sight {
  bool whole = false;      // all but what went past the branch
  bool past = false;       // that too, but for what is about the town
  bool past_town = false;  // that too
  Id<Account> account{};   // always what is in its hands
  db::IdList concerned;    // never what is about these households: the own one and recorded kin
};

namespace store {

/// False when something was said with that code before: then nothing is written.
[[nodiscard]] bool insert(Context& context, const Village& village, const Feedback& feedback,
                          std::string_view code_hash);
/// False when the version is another. What the sender said is not among what can be changed.
[[nodiscard]] bool update(Context& context, const Village& village, const Feedback& feedback);
void add_event(Context& context, const Village& village, Id<Feedback> id, const Happened& event);
[[nodiscard]] std::vector<Happened> events(Context& context, const Village& village, Id<Feedback> id);

[[nodiscard]] std::optional<Feedback> by_id(Context& context, const Village& village, Id<Feedback> id);
struct Place {
  Id<Organisation> village;
  Id<Feedback> feedback;
};
[[nodiscard]] std::optional<Place> place_of(Context& context, std::string_view code_hash);

[[nodiscard]] std::vector<Feedback> pile(Context& context, const Village& village, const Sight& sight,
                                         Pile which, int count);
[[nodiscard]] PileCounts counts(Context& context, const Village& village, const Sight& sight);
/// But for what went past the branch.
[[nodiscard]] std::int64_t hidden_since(Context& context, const Village& village, Date day);
struct Received {
  std::int64_t received = 0, answered = 0;
};
/// Not hidden, said on that day or later.
[[nodiscard]] Received received_since(Context& context, const Village& village, const Sight& sight, Date day);
/// Open, not hidden, not merged, and its day is before that.
[[nodiscard]] std::vector<Feedback> unanswered_before(Context& context, const Village& village, Date day);
[[nodiscard]] std::vector<Feedback> answered_about(Context& context, const Village& village,
                                                   Id<Household> household, int count);
/// The open ones that get the same answer.
[[nodiscard]] std::vector<Feedback> merged_into(Context& context, const Village& village, Id<Feedback> id);
/// Open, not hidden, not merged, about the same door and at the same desk; not asked anew, as that is
/// answered by somebody else than before; and praise for praise alone, which takes nothing along that needs
/// an answer.
[[nodiscard]] std::vector<Feedback> alike(Context& context, const Village& village, const Feedback& feedback,
                                          int count);
void insert_picture(Context& context, const Village& village, Id<Feedback> id, Id<Picture> picture,
                    std::string_view sealed);
[[nodiscard]] std::vector<Id<Picture>> pictures(Context& context, const Village& village, Id<Feedback> id);
/// Sealed; nothing when it is not of that feedback.
[[nodiscard]] std::optional<std::string> picture(Context& context, const Village& village, Id<Feedback> id,
                                                 Id<Picture> picture);
[[nodiscard]] std::int64_t additions(Context& context, const Village& village, Id<Feedback> id);
/// How often the sender has reopened it.
[[nodiscard]] std::int64_t reopenings(Context& context, const Village& village, Id<Feedback> id);
/// Households about which there is something that did not go past the branch.
[[nodiscard]] std::vector<Id<Household>> households_not_past(Context& context, const Village& village);
/// What did not, but for open ones that follow another.
[[nodiscard]] std::vector<Feedback> not_past(Context& context, const Village& village,
                                             Id<Household> household);
/// How many open ones each has in its hands here.
[[nodiscard]] std::int64_t in_hands(Context& context, const Village& village, Id<Account> account);

}  // namespace store
}  // namespace lianghu::feedback

#pragma once
// Feedback (群众监督): what anybody says at a door, with no account and no name. The sender gets a code of 16
// digits, once; only its keyed hash is kept, and neither network address nor hour. By rule it goes to the
// branch, past the secretary when it is about the secretary or kin of the secretary, never to the one it is
// about or kin; late, it goes one level up by itself. Nobody can delete it: abuse is hidden with a reason,
// and can be shown again.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/feedback/door.h"
#include "journal/context.h"

namespace lianghu::feedback {

/// received → assigned → answered → closed; from answered or closed once → reopened, by the sender, and on as
/// if received. Going up a level makes an assigned one received again.
enum class State { received, assigned, answered, closed, reopened };
BOOST_DESCRIBE_ENUM(State, received, assigned, answered, closed, reopened)

/// The talk through the code while it is open: the office asked back and waits, or the sender has said
/// something that nobody answered yet.
enum class Turn { none, asked, added };
BOOST_DESCRIBE_ENUM(Turn, none, asked, added)
/// How often a sender may add to one.
inline constexpr int additions_max = 10;

struct Feedback;  // one as it is kept

// What a sender does later; what is said at first stands in door.h. No rights are asked here: the code is the
// right.

/// One thing that happened, as the sender reads it.
/// escalated: by itself, for being late. passed_up: by hand. merged: others said the same, and one answer
/// goes to all; separated: it is handled by itself again.
enum class Step {
  received,
  assigned,
  escalated,
  passed_up,
  asked,
  added,
  pictured,
  merged,
  separated,
  answered,
  reopened,
  closed,
  hidden,
  shown
};
BOOST_DESCRIBE_ENUM(Step, received, assigned, escalated, passed_up, asked, added, pictured, merged, separated,
                    answered, reopened, closed, hidden, shown)

struct Event {
  Step step{};
  Date day{};
  std::string by;    // an organisation's name, never a person's; "" for the sender and for what is by itself
  std::string text;  // the answer, the sender's sentence at reopening, a reason
};

struct Tracked {
  Kind kind{};
  State state{};
  std::string about;    // 音河 012 号
  std::string subject;  // what of it; "" for none
  std::string text;
  Date day{};
  Date answer_by{};
  std::string handler;  // name of the organisation that has it
  bool hidden = false;
  bool asked = false;  // the office waits for a word
  bool may_add = false;
  bool may_add_picture = false;
  bool may_reopen = false;
  bool may_close = false;
  std::vector<Event> events;
};
/// What was said with that code, typed with or without spaces; nothing for a wrong one, whatever is wrong.
[[nodiscard]] std::optional<Tracked> track(Context& context, std::string_view code);
/// One sentence more, or the answer to what the office asked, while it is open. Throws Refusal 404
/// feedback.code, 409 feedback.state, feedback.added.enough, 422 feedback.text.
void add(Context& context, std::string_view code, std::string_view text);
inline constexpr int pictures_max = 3;
/// A photograph, made anew by documents::made_anew: JPEG bytes. Throws Refusal 404 feedback.code, 409
/// feedback.state, feedback.pictures.enough.
void add_picture(Context& context, std::string_view code, std::string_view jpeg);
/// The sender is not content, once: it is handled anew, by somebody else, with a sentence of why; what was
/// hidden goes one level up, also when it was reopened before: then once more. Throws Refusal 404
/// feedback.code, 409 feedback.reopened, feedback.state, 422 feedback.text.
void reopen(Context& context, std::string_view code, std::string_view why);
/// The sender says that it is solved. 404 feedback.code, 409 feedback.state.
void close_by_sender(Context& context, std::string_view code);

// The desk. Who has it: the secretary of the branch, staff of the town or county that it went to. Who may see
// it: they, those above, auditors, and whoever it is assigned to; never the household that it is about nor
// its recorded kin, what went past the secretary never the branch, and what is about the town never the town.
// What one may not see is not found.

struct Entry {
  Id<Feedback> id;
  Id<Organisation> village;
  std::string village_name;
  Id<Household> household;
  std::string about;    // 音河 012 号
  std::string subject;  // what of it: a promise's words; "" for none
  Kind kind{};
  State state{};
  std::string text;
  Date day{};
  Date answer_by{};
  bool late = false;           // nobody has answered by that day
  std::int64_t days_late = 0;  // since its first day to answer, whoever has had it; 0 in time
  bool escalated = false;      // it went up for being late
  bool reopened = false;
  Id<Organisation> handler;
  std::string handler_name;
  std::optional<Id<Account>> assignee;
  std::string assignee_name;
  Turn turn{};
  bool in_crowd = false;  // it came while many came, and may be made up
  bool merged = false;    // open, and another one's answer goes to it as well
  bool hidden = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (id, village, village_name, household, about, subject, kind, state, text, day,
                       answer_by, late, days_late, escalated, reopened, handler, handler_name, assignee,
                       assignee_name, turn, in_crowd, merged, hidden, version))

struct DeskEvent {
  Step step{};
  Date day{};
  std::string organisation;  // "" for the sender and for what is by itself
  std::string person;        // who did it, or whom it was given to
  std::string text;
};
BOOST_DESCRIBE_STRUCT(DeskEvent, (), (step, day, organisation, person, text))

struct Assignable {
  Id<Account> account;
  std::string name;
  std::int64_t open = 0;   // what is in this person's hands already
  bool concerned = false;  // it is about this person's household: shown, and never chosen
  bool kin = false;        // the same, for a household of kin
};
BOOST_DESCRIBE_STRUCT(Assignable, (), (account, name, open, concerned, kin))

struct Picture;

/// A sentence that an office keeps for its answers.
struct Template;
struct KeptSentence {
  Id<Template> id;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(KeptSentence, (), (id, text))

/// Another open one at the same desk about the same door.
struct Other {
  Id<Feedback> id;
  Kind kind{};
  std::string text;
  Date day{};
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Other, (), (id, kind, text, day, version))

struct Detail {
  Entry entry;
  std::string phone;  // "" unless the sender agreed and the reader handles it
  bool phone_left = false;
  bool sender_may_show = false;
  bool shown = false;  // the sender's words stand beside the answer
  std::vector<DeskEvent> events;
  std::vector<Id<Picture>> pictures;
  std::vector<Assignable> assignable;   // for those who may assign
  std::vector<KeptSentence> sentences;  // of the office that has it, for those who may answer
  bool may_keep = false;                // one sentence more
  std::vector<Other> merged;            // that get the same answer
  std::vector<Other> alike;             // that may be merged into it, for those who may
  bool may_assign = false, may_answer = false, may_ask = false, may_close = false, may_hide = false,
       may_pass_up = false;
};
BOOST_DESCRIBE_STRUCT(Detail, (),
                      (entry, phone, phone_left, sender_may_show, shown, events, pictures, assignable,
                       sentences, may_keep, merged, alike, may_assign, may_answer, may_ask, may_close,
                       may_hide, may_pass_up))

enum class Pile { to_do, answered, closed, hidden };
BOOST_DESCRIBE_ENUM(Pile, to_do, answered, closed, hidden)

/// What the actor may see of the village in that pile, at most 200: what has to be done by its day, the late
/// ones first; the rest with the newest first. Whoever reads the village's households may ask.
[[nodiscard]] std::vector<Entry> list(Context& context, const Village& village, Pile pile);
struct PileCounts {
  std::int64_t to_do = 0, answered = 0, closed = 0, hidden = 0;
};
BOOST_DESCRIBE_STRUCT(PileCounts, (), (to_do, answered, closed, hidden))
[[nodiscard]] PileCounts counts(Context& context, const Village& village);
/// Throws Refusal 404 feedback.not_found, as all that follow.
[[nodiscard]] Detail get(Context& context, const Village& village, Id<Feedback> id);

/// JPEG bytes, for those who may see it. Also 404 for a picture that is not of it.
[[nodiscard]] std::string picture(Context& context, const Village& village, Id<Feedback> id,
                                  Id<Picture> picture);

/// All of these throw Refusal 403 rights.missing for those who see it and do not handle it, 409
/// feedback.state, version.stale. `assign`: 422 feedback.assignee, feedback.assignee.concerned,
/// feedback.assignee.kin, feedback.assignee.again (after reopening: somebody else).
Entry assign(Context& context, const Village& village, Id<Feedback> id, Id<Account> to, std::int64_t version);
/// A question to the sender, who finds it under the code. The time to answer runs on. By those who may
/// answer; 422 feedback.question.
Entry ask(Context& context, const Village& village, Id<Feedback> id, std::string_view question,
          std::int64_t version);
/// `id` says the same as `into`: both are handled as one from now on, until the earlier day of the two, and
/// each sender gets the same answer. What was merged into `id` comes along. 422 feedback.merge.other unless
/// both are open, at the same desk, and about the same door.
Entry merge(Context& context, const Village& village, Id<Feedback> id, Id<Feedback> into,
            std::int64_t version);
/// By itself again. 409 feedback.state when it is not merged.
Entry separate(Context& context, const Village& village, Id<Feedback> id, std::int64_t version);
struct Answer {
  std::string text;   // 2 to 1000 characters
  bool show = false;  // the sender's words, if the sender allowed it
};
/// By whoever it is assigned to, or by staff who have it. 422 feedback.answer.
Entry answer(Context& context, const Village& village, Id<Feedback> id, const Answer& said,
             std::int64_t version);
/// What was answered; praise also without an answer.
Entry close(Context& context, const Village& village, Id<Feedback> id, std::int64_t version);
/// One level up by hand. 422 feedback.reason, 409 feedback.top.
Entry pass_up(Context& context, const Village& village, Id<Feedback> id, std::string_view reason,
              std::int64_t version);
/// 422 feedback.reason.
Entry hide(Context& context, const Village& village, Id<Feedback> id, std::string_view reason,
           std::int64_t version);
Entry show_again(Context& context, const Village& village, Id<Feedback> id, std::int64_t version);

/// Who it is about, for those who handle it; nothing when it is about no household. Throws Refusal 404
/// feedback.not_found, 403 rights.missing, 409 feedback.state when it is hidden.
[[nodiscard]] std::optional<Id<Household>> concerned_household(Context& context, const Village& village,
                                                               Id<Feedback> id);
/// Whose code that is; nothing for a wrong one.
struct Coded {
  Id<Organisation> village;
  Id<Feedback> feedback;
};
[[nodiscard]] std::optional<Coded> find_by_code(Context& context, std::string_view code);

// Sentences that an office keeps for its answers; written by those who have a desk there.

inline constexpr int templates_max = 30;
/// Throws Refusal 404 organisation.not_found for those who have no desk there, as the next;
/// 422 feedback.template (2 to 1000 characters), 409 feedback.template.exists, feedback.template.count.
KeptSentence keep_template(Context& context, Id<Organisation> organisation, std::string_view text);
/// 404 feedback.template.not_found.
void retire_template(Context& context, Id<Organisation> organisation, Id<Template> id);

// For the clock and the rooms above.

/// What has come to concern the branch's secretary since (a new one, a new kinship) is past the branch from
/// now on; what the branch had to answer goes to the town, with the full time there. Says how many. As the
/// system.
std::int64_t pass_by_concerned(Context& context, const Village& village);
/// Whatever is past its day goes one level up, and has its full time there; says how many did. As the system.
std::int64_t escalate_late(Context& context, const Village& village);

struct ShownAnswer {
  Kind kind{};
  Date day{};  // of the answer
  std::string answer;
  std::string said;  // the sender's words, "" unless sender and handler both let them show
};
/// For the plaque's page: the three newest answered ones about this household, none that is hidden.
[[nodiscard]] std::vector<ShownAnswer> answers_shown(Context& context, const Village& village,
                                                     Id<Household> household);

/// How soon a village's feedback is answered, as the offices above see it: by days, as a share hides those
/// who wait. Of the last 365 days, without what is hidden.
struct Timeliness {
  Id<Organisation> village;
  std::string village_name;
  std::int64_t received = 0;
  std::int64_t answered = 0;
  std::int64_t late = 0;       // not answered, and its first day to answer is over, whoever has it now
  std::int64_t days_late = 0;  // of the one that has been late longest
};
BOOST_DESCRIBE_STRUCT(Timeliness, (), (village, village_name, received, answered, late, days_late))
[[nodiscard]] Timeliness timeliness(Context& context, const Village& village);
/// How many of the last 365 days are hidden, in fives, but for what went past the branch: of that the branch
/// must not even learn that it is there.
[[nodiscard]] std::int64_t hidden_about(Context& context, const Village& village);

struct OpenCounts {
  std::int64_t to_assign = 0;
  std::int64_t to_answer = 0;
  std::int64_t late = 0;  // of both
};
/// What waits for the actor in this village: in the desk's to-do pile, in the hands that the actor is of.
[[nodiscard]] OpenCounts open_counts(Context& context, const Village& village);

}  // namespace lianghu::feedback

#pragma once
// Reviews (总结): one for each village and day of its programme's calendar. The digest is computed, each
// household reports on itself, members and villagers appraise in the meeting, the branch grades, commends and
// says what must be put right; then it is published and never changes. What was to be put right stays open
// from review to review until somebody else has seen that it is done.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "features/accounts/accounts.h"
#include "features/feedback/feedback.h"
#include "features/help/help.h"
#include "features/pledges/pledges.h"
#include "features/programmes/programmes.h"
#include "journal/context.h"

namespace lianghu::reviews {

using accounts::Account;
using households::Household;
using organisations::Organisation;
using organisations::Village;
using programmes::Occasion;
using programmes::Role;

enum class State { open, published };
BOOST_DESCRIBE_ENUM(State, open, published)
enum class Grade { good, fair, average, poor };
BOOST_DESCRIBE_ENUM(Grade, good, fair, average, poor)
/// What became of the household's letter: the states that pledges::record_result knows.
enum class LetterResult { fulfilled, partly, not_fulfilled };
BOOST_DESCRIBE_ENUM(LetterResult, fulfilled, partly, not_fulfilled)
/// Who was asked in the meeting.
enum class Voters { members, villagers };
BOOST_DESCRIBE_ENUM(Voters, members, villagers)

struct Publication {
  Date published_on{};
  Date notice_until{};
};
BOOST_DESCRIBE_STRUCT(Publication, (), (published_on, notice_until))

struct Review {
  Id<Review> id;
  Occasion occasion{};
  Date held_on{};      // the calendar's day
  Date covers_from{};  // the day after the review before it, or the day the village joined
  Date opened_on{};
  State state{};
  std::optional<Publication> publication;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Review, (),
                      (id, occasion, held_on, covers_from, opened_on, state, publication, version))

struct SelfReport {
  std::string text;
  Date written_on{};
  bool assisted = false;  // written down by somebody of another household, who is named:
  Id<Account> recorded_by;
  std::string recorder_name;
};
BOOST_DESCRIBE_STRUCT(SelfReport, (), (text, written_on, assisted, recorded_by, recorder_name))

/// Hands counted, or slips.
struct Appraisal {
  Voters voters{};
  std::int64_t good = 0, fair = 0, average = 0, poor = 0;
  friend bool operator==(const Appraisal&, const Appraisal&) = default;
};
BOOST_DESCRIBE_STRUCT(Appraisal, (), (voters, good, fair, average, poor))

/// Of the village's appraisal slips (appraisal_slips.h).
struct SlipCounts {
  std::int64_t issued = 0, used = 0;
  std::optional<Date> closed_on;
  std::string closer_name;
};
BOOST_DESCRIBE_STRUCT(SlipCounts, (), (issued, used, closed_on, closer_name))

/// Fewer would tell who made them: they are neither kept nor told.
inline constexpr std::int64_t marks_shown_min = 5;
/// What the slips say of one household, once they are closed.
struct SlipMarks {
  bool few = false;  // fewer than marks_shown_min, or none: without figures
  std::int64_t good = 0, fair = 0, average = 0, poor = 0;
};
BOOST_DESCRIBE_STRUCT(SlipMarks, (), (few, good, fair, average, poor))
[[nodiscard]] constexpr std::int64_t sum_of(const SlipMarks& marks) {
  return marks.good + marks.fair + marks.average + marks.poor;
}

struct Result {
  Grade grade{};
  std::optional<LetterResult> letter;
  friend bool operator==(const Result&, const Result&) = default;
};
BOOST_DESCRIBE_STRUCT(Result, (), (grade, letter))

struct Commendation {
  Id<Commendation> id;
  Id<Household> household;
  Role role{};
  std::string reason;  // 2 to 200 characters
};
BOOST_DESCRIBE_STRUCT(Commendation, (), (id, household, role, reason))

enum class RectificationState { open, done, verified };
BOOST_DESCRIBE_ENUM(RectificationState, open, done, verified)

struct Rectification {
  Id<Rectification> id;
  Id<Review> raised_in;
  std::optional<Id<Household>> household;  // whose it is; none: the branch's own
  std::string what;                        // 2 to 200 characters
  Date due_on{};
  RectificationState state{};
  std::string evidence;  // of what was done
  std::optional<Date> done_on;
  std::optional<Id<Account>> done_by;
  std::string done_by_name;
  std::string sent_back_reason;
  std::optional<Date> verified_on;
  std::string verified_by_name;
  std::int64_t cycles = 0;                         // later reviews that it was carried over into
  std::optional<Id<feedback::Feedback>> feedback;  // that it follows from; told only to who handles that
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Rectification, (),
                      (id, raised_in, household, what, due_on, state, evidence, done_on, done_by,
                       done_by_name, sent_back_reason, verified_on, verified_by_name, cycles, feedback,
                       version))

/// As the sender of a feedback reads it.
struct Followed {
  RectificationState state{};
  Date due_on{};
  std::optional<Date> verified_on;
};
/// Nothing when nothing followed, or the code is wrong.
[[nodiscard]] std::optional<Followed> followed_by_code(Context& context, std::string_view code);

/// One member household in a review.
struct Standing {
  Id<Household> household;
  std::optional<std::string> code;
  std::string head;  // name
  bool exempt = false;
  help::Tally digest;
  std::optional<SelfReport> self_report;
  std::vector<Appraisal> appraisals;    // shown to staff and auditors only, until it is published
  std::optional<SlipMarks> slip_marks;  // the same, and not before the slips are closed
  std::optional<Result> result;         // as the appraisals
};
BOOST_DESCRIBE_STRUCT(Standing, (),
                      (household, code, head, exempt, digest, self_report, appraisals, slip_marks, result))

struct Sheet {
  Review review;
  help::Tally digest;               // of the whole village
  std::optional<SlipCounts> slips;  // when some were issued; for staff and auditors only
  std::vector<Standing> standings;
  std::vector<Commendation> commendations;
  std::vector<Rectification> rectifications;  // raised in it, or carried over into it
};
BOOST_DESCRIBE_STRUCT(Sheet, (), (review, digest, slips, standings, commendations, rectifications))

/// Opens the review of the newest day of the calendar that has come since the village joined, if it is not
/// open yet; says how many it opened. Safe to call as often as one likes; no rights are asked, as time itself
/// opens it.
std::int64_t open_due(Context& context, const Village& village);

/// Staff and auditors see all of it, a group's leader its households, a member its own. Throws Refusal 404
/// review.not_found, organisation.not_found.
[[nodiscard]] Sheet sheet(Context& context, const Village& village, Id<Review> id);
/// The newest first.
[[nodiscard]] std::vector<Review> list(Context& context, const Village& village);

// `seen` is what stood there for whoever writes, none for nothing: what somebody else has put there since is
// not written over. Throws Refusal 409 version.stale.

/// By the household itself, or written down for it by its group's leader or staff; again as often as it likes
/// while the review is open. Throws Refusal 422 review.self_report.length (2 to 1000 characters),
/// review.not_member_household; 404 household.not_found; 409 review.published.
SelfReport report(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                  std::string_view text, const std::optional<std::string>& seen);

// The branch: staff only. All of these throw Refusal 409 review.published once it is.

/// What was counted replaces what was counted before of the same voters. 422 review.appraisal (0 to 10000
/// each), review.exempt, review.not_member_household.
Appraisal appraise(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                   const Appraisal& appraisal, const std::optional<Appraisal>& seen);
/// The letter's result is told to pledges when the review is published. 422 review.letter.none when there is
/// no letter in force, review.exempt, review.not_member_household.
Result grade(Context& context, const Village& village, Id<Review> id, Id<Household> household,
             const Result& result, const std::optional<Result>& seen);
/// 422 review.reason.length, review.not_member_household; 409 review.commended when it is already, for that
/// role.
Commendation commend(Context& context, const Village& village, Id<Review> id, Id<Household> household,
                     Role role, std::string_view reason);
void take_back_commendation(Context& context, const Village& village, Id<Review> id, Id<Commendation> which);
/// 422 review.what.length, review.due.past, review.not_member_household.
Rectification raise(Context& context, const Village& village, Id<Review> id,
                    std::optional<Id<Household>> household, std::string_view what, Date due_on);
/// What follows from a feedback, by those who handle it and are staff: of the household that it is about when
/// that is a member household, otherwise of the branch itself; in the review that is open, or else the
/// newest. `what` is theirs to word: the sender's words stand nowhere in it. Throws as raise, feedback::
/// concerned_household's refusals, 409 rectification.exists, 422 rectification.no_review.
Rectification raise_from(Context& context, const Village& village, Id<feedback::Feedback> feedback,
                         std::string_view what, Date due_on);
/// What followed from it, for those who see the feedback. Throws Refusal 404 feedback.not_found.
[[nodiscard]] std::vector<Rectification> following(Context& context, const Village& village,
                                                   Id<feedback::Feedback> feedback);
/// From today for the programme's notice period; appraisal slips that are not closed are closed with it. 422
/// review.ungraded {names} while a household that is not exempt has no grade; 409 version.stale.
Review publish(Context& context, const Village& village, Id<Review> id, std::int64_t version);

// What is to be put right; a review's being published does not end it.

/// open → done, by the household it is for, its group's leader or staff. 422 review.evidence.length (2 to 500
/// characters); 404 rectification.not_found; 409 rectification.state, version.stale.
Rectification report_done(Context& context, const Village& village, Id<Rectification> id,
                          std::string_view evidence, std::int64_t version);
/// done → verified, by staff who did not report it done and are not of the household: 403
/// rectification.own.
Rectification verify(Context& context, const Village& village, Id<Rectification> id, std::int64_t version);
/// done → open again, by the same; 422 review.reason.length.
Rectification send_back(Context& context, const Village& village, Id<Rectification> id,
                        std::string_view reason, std::int64_t version);

// For the rooms above: no rights are asked here, so what they show of it is theirs to decide.

struct Ungraded {
  Id<Household> household;
  std::string name;  // of its head
};
BOOST_DESCRIBE_STRUCT(Ungraded, (), (household, name))

struct Counts {
  std::int64_t should = 0;  // without the exempt
  std::int64_t exempt = 0;
  std::int64_t has = 0;  // a grade in the newest review that is due
  std::vector<Ungraded> missing;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (should, exempt, has, missing))
/// 应评尽评. A review is due once it is published, or has been open for seven days; while none is, the newest
/// one counts. All zero while the village takes part in nothing.
[[nodiscard]] Counts reviewed_coverage(Context& context, const Village& village);

struct PublishedResult {
  Id<Household> household;
  Grade grade{};
  std::vector<Commendation> commendations;
};
BOOST_DESCRIBE_STRUCT(PublishedResult, (), (household, grade, commendations))
/// Anybody may compare it with what was handed out.
struct PublishedSlips {
  std::int64_t issued = 0;
  std::optional<std::int64_t> used;  // none: fewer than marks_shown_min
};
BOOST_DESCRIBE_STRUCT(PublishedSlips, (), (issued, used))
/// What a public page may say of a review; names come from the plaque, by the consent given with it.
struct PublishedReview {
  Id<Review> review;
  Occasion occasion{};
  Date held_on{};
  Date published_on{};
  Date notice_until{};
  help::Tally digest;
  std::vector<PublishedResult> results;  // by household
  std::int64_t rectifications_open = 0;  // on the day it was published
  std::optional<PublishedSlips> slips;   // when some were issued
};
BOOST_DESCRIBE_STRUCT(PublishedReview, (),
                      (review, occasion, held_on, published_on, notice_until, digest, results,
                       rectifications_open, slips))
/// Of each published review, the newest first.
[[nodiscard]] std::vector<PublishedReview> all_published(Context& context, const Village& village);
/// Of the newest published review; nothing when there is none.
[[nodiscard]] std::optional<PublishedReview> published_results(Context& context, const Village& village);
/// What the newest published review says of one household.
struct PublishedOf {
  Date held_on{};
  Occasion occasion{};
  PublishedResult result;
};
BOOST_DESCRIBE_STRUCT(PublishedOf, (), (held_on, occasion, result))
[[nodiscard]] std::optional<PublishedOf> published_of(Context& context, const Village& village,
                                                      Id<Household> household);

}  // namespace lianghu::reviews

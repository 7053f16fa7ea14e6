#pragma once
// What handling, merging and the desk share.
#include <string>
#include <string_view>

#include "features/feedback/routing.h"

namespace lianghu::feedback {

struct Handled {
  Feedback feedback;
  Organisation handler;
  Hands hands;
};
enum class By { staff, staff_or_assignee };
/// What the actor sees, has in hand, and has read in its newest version.
[[nodiscard]] Handled to_handle(Context& context, const Village& village, Id<Feedback> id,
                                std::int64_t version, By by);
/// Throws Refusal 409 feedback.state unless it has to be done, by itself.
void require_open(const Feedback& feedback);
/// A step of the actor's, for that organisation.
[[nodiscard]] Happened done(Context& context, Step step, const Organisation& by, std::string wording);
void save_step(Context& context, const Village& village, const Feedback& feedback, const Happened& event,
               std::string_view action);
/// As far as its leader has come with what both say.
void follow(Feedback& feedback, const Feedback& leader);
/// By itself again.
void set_apart(Context& context, const Village& village, Feedback& feedback, const Organisation& by);

[[nodiscard]] Entry entry_of(Context& context, const Village& village, const Feedback& feedback);
[[nodiscard]] bool is_to_do(const Feedback& feedback);
/// That may be merged into it by whoever handles both.
[[nodiscard]] std::vector<Feedback> alike(Context& context, const Village& village, const Feedback& feedback);
/// After the sender asked once more, whoever answered before does not answer again.
[[nodiscard]] bool is_own_again(Context& context, const Feedback& feedback);
/// Its state lets it be closed: what was answered, and praise, which needs no answer.
[[nodiscard]] bool closes(const Feedback& feedback);

}  // namespace lianghu::feedback

// The helped household's part: it was so, or it was not.
#include "features/help/actions.h"
#include "features/help/texts.h"

namespace lianghu::help {

namespace {

Action answered(Context& context, const Village& village, Action action, const Word& word, AnsweredBy by) {
  if (!action.helped) throw Refusal(Status::unprocessable, "help.no_household");
  if (action.state != State::recorded) throw Refusal(Status::conflict, "help.state");
  Answer answer{by, context.today(), {}};
  if (!word.was_so) answer.words = checked_text(word.words, "help.words", "words");
  action.answer = std::move(answer);
  action.state = word.was_so ? State::acknowledged : State::disputed;
  move_on(context, village, action, word.was_so ? "help.acknowledged" : "help.disputed");
  return action;
}

}  // namespace

Action answer_on_paper(Context& context, const Village& village, Id<Action> id, const Word& word,
                       std::int64_t version) {
  Action action = to_change(context, village, id, version);
  const Actor& actor = context.actor();
  // Nobody says for the other household that one's own household helped it.
  if (actor.village == village.id().value && actor.household == action.helper.value)
    throw Refusal(Status::forbidden, "help.own_action");
  return answered(context, village, std::move(action), word, AnsweredBy::paper);
}

Action answer_by_code(Context& context, const Village& village, Id<Household> household, Id<Action> id,
                      const Word& word) {
  auto action = store::by_id(context, village, id);
  if (!action || action->helped != household) throw Refusal(Status::not_found, "help.action.not_found");
  ++action->version;
  return answered(context, village, std::move(*action), word, AnsweredBy::code);
}

}  // namespace lianghu::help

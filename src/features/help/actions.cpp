#include "features/help/actions.h"

#include "base/version.h"

namespace lianghu::help {

Action seen(Context& context, const Village& village, Id<Action> id, const Sight& sight) {
  auto action = store::by_id(context, village, id);
  if (action) {
    const auto helper = households::find(context, village, action->helper);
    if (helper && sight.covers(*helper)) return std::move(*action);
  }
  throw Refusal(Status::not_found, "help.action.not_found");
}

Action to_change(Context& context, const Village& village, Id<Action> id, std::int64_t version) {
  Action action = seen(context, village, id, sight_for_writing(context, village));
  action.version = next_version(action.version, version);
  return action;
}

void move_on(Context& context, const Village& village, const Action& action, std::string_view record) {
  if (!store::move_on(context, village, action, context.actor().account))
    throw Refusal(Status::conflict, "version.stale");
  context.record(record, village.id().value, action.id.value);
}

}  // namespace lianghu::help

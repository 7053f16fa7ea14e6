#include "features/pledges/letters.h"

#include <algorithm>

#include "base/text.h"
#include "base/version.h"

namespace lianghu::pledges {

namespace {

constexpr std::size_t reason_min = 2;
constexpr std::size_t reason_max = 200;

}  // namespace

bool is_editable(State state) {
  return state == State::draft || state == State::returned;
}

bool is_in_force(State state) {
  return state == State::published || state == State::fulfilled || state == State::partly ||
         state == State::not_fulfilled;
}

Pledge seen(Context& context, const Village& village, Id<Pledge> id, const Sight& sight) {
  auto pledge = store::by_id(context, village, id);
  if (pledge) {
    const auto household = households::find(context, village, pledge->household);
    if (household && sight.covers(*household)) return std::move(*pledge);
  }
  throw Refusal(Status::not_found, "pledge.not_found");
}

Pledge to_change(Context& context, const Village& village, Id<Pledge> id, const Sight& sight,
                 std::int64_t version) {
  Pledge pledge = seen(context, village, id, sight);
  pledge.version = next_version(pledge.version, version);
  return pledge;
}

void require_state(bool holds) {
  if (!holds) throw Refusal(Status::conflict, "pledge.state");
}

std::string checked_reason(std::string_view typed) {
  std::string reason = trim(typed);
  if (characters(reason) < reason_min || characters(reason) > reason_max)
    throw Refusal(Status::unprocessable, "pledge.reason", "reason",
                  {{"min", std::to_string(reason_min)}, {"max", std::to_string(reason_max)}});
  return reason;
}

const Pledge* in_force(const std::vector<Pledge>& letters) {
  const auto found =
      std::ranges::find_if(letters, [](const Pledge& each) { return is_in_force(each.state); });
  return found == letters.end() ? nullptr : &*found;
}

}  // namespace lianghu::pledges

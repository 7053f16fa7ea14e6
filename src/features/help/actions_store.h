#pragma once
// The SQL of actions. What was done is written once: there is no statement that changes it afterwards.
#include <optional>
#include <vector>

#include "features/help/help.h"

namespace lianghu::help::store {

void insert(Context& context, const Village& village, const Action& action);
/// State, answer and reason. False when the version is not `action.version - 1` any more.
[[nodiscard]] bool move_on(Context& context, const Village& village, const Action& action,
                           std::int64_t recorder);

[[nodiscard]] std::optional<Action> by_id(Context& context, const Village& village, Id<Action> id);
/// Done from `first` to `last`, the newest first.
[[nodiscard]] std::vector<Action> between(Context& context, const Village& village, Date first, Date last);
/// Every day on which a household did something, the newest first.
struct DayOf {
  Date day{};
  Id<Household> helper;
};
[[nodiscard]] std::vector<DayOf> days(Context& context, const Village& village);
/// The newest first.
[[nodiscard]] std::vector<Action> by_helper(Context& context, const Village& village, Id<Household> helper);
[[nodiscard]] std::vector<Action> by_helped(Context& context, const Village& village, Id<Household> helped);

}  // namespace lianghu::help::store

#include "app/erasing.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>

#include "features/help/erasing.h"
#include "features/meetings/erasing.h"
#include "features/pairing/erasing.h"
#include "features/plaques/erasing.h"
#include "features/pledges/erasing.h"
#include "features/programmes/erasing.h"
#include "features/reviews/erasing.h"
#include "journal/forgetting.h"

namespace lianghu::app {

namespace {

using households::Village;

constexpr auto file_rests = std::chrono::hours(1);

/// Feedback stays: it is the sender's, who is nobody's to name, and nobody can make it go.
void forget_in_rooms(Context& context, const Village& village, const households::Erased& erased) {
  programmes::forget(context, village, erased);
  plaques::forget(context, village, erased);
  pledges::forget(context, village, erased);
  meetings::forget(context, village, erased);
  pairing::forget(context, village, erased);
  help::forget(context, village, erased);
  reviews::forget(context, village, erased);
}

void add_ids(std::vector<std::string>& texts, const db::IdList& ids) {
  texts.reserve(texts.size() + ids.ids.size());
  for (const std::int64_t each : ids.ids) texts.push_back(std::to_string(each));
}

/// What a stored answer about them contains.
void forget_answers(Context& context, const Village& village, const households::Erased& erased) {
  std::vector<std::string> of_village = erased.names;
  add_ids(of_village, erased.persons);
  if (erased.whole) of_village.push_back(std::to_string(erased.household.value));
  journal::forget_answers(context, village.id().value, of_village);
  // What is done with accounts is of no village.
  std::vector<std::string> of_accounts;
  add_ids(of_accounts, erased.accounts);
  journal::forget_answers(context, 0, of_accounts);
}

Erasure finish(Context& context, const Village& village, households::Erased erased, std::string_view action,
               std::int64_t subject) {
  Erasure out{std::move(erased), 0};
  forget_in_rooms(context, village, out.erased);
  context.record(action, village.id().value, subject);
  std::vector<std::string_view> gone = meetings::rewritten_tables();
  std::ranges::move(reviews::rewritten_tables(), std::back_inserter(gone));
  std::ranges::move(pledges::rewritten_tables(), std::back_inserter(gone));
  out.entries = journal::forget_salts(context, village.id().value, subject, gone);
  forget_answers(context, village, out.erased);
  return out;
}

}  // namespace

Erasure erase_household(Context& context, const Village& village, Id<households::Household> id,
                        std::string_view reason, std::int64_t version) {
  auto erased = households::blank_household(context, village, id, reason, version);
  return finish(context, village, std::move(erased), "household.erased", id.value);
}

Erasure erase_person(Context& context, const Village& village, Id<households::Person> id,
                     std::string_view reason, std::int64_t version) {
  auto erased = households::blank_person(context, village, id, reason, version);
  return finish(context, village, std::move(erased), "person.erased", id.value);
}

void remove_unnamed_files(Changes& changes, const FileStore& files) {
  const auto named = changes.read(Actor::system(), [](Context& c) {
    std::set<std::string> out;
    for (const auto& each : {pledges::named_files(c), help::named_files(c)})
      out.insert(each.begin(), each.end());
    return out;
  });
  files.remove_rested(file_rests, [&](const std::string& name) { return !named.contains(name); });
}

}  // namespace lianghu::app

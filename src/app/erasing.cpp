#include "app/erasing.h"

#include <algorithm>
#include <iterator>

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

/// Feedback stays: it is the sender's, who is nobody's to name, and nobody can make it go.
std::vector<std::string> forget_in_rooms(Context& context, const Village& village,
                                         const households::Erased& erased) {
  programmes::forget(context, village, erased);
  plaques::forget(context, village, erased);
  std::vector<std::string> files = pledges::forget(context, village, erased);
  meetings::forget(context, village, erased);
  pairing::forget(context, village, erased);
  std::ranges::move(help::forget(context, village, erased), std::back_inserter(files));
  reviews::forget(context, village, erased);
  std::ranges::sort(files);
  const auto twice = std::ranges::unique(files);
  files.erase(twice.begin(), twice.end());
  std::erase_if(files, [&](const std::string& each) {
    return pledges::names_file(context, each) || help::names_file(context, each);
  });
  return files;
}

/// What is done with accounts is of no village.
std::vector<std::string> account_traces(const households::Erased& erased) {
  std::vector<std::string> out;
  out.reserve(erased.accounts.ids.size());
  for (const std::int64_t each : erased.accounts.ids) out.push_back(std::to_string(each));
  return out;
}

Erasure finish(Context& context, const Village& village, households::Erased erased, std::string_view action,
               std::int64_t subject) {
  Erasure out{std::move(erased), 0, {}};
  out.files = forget_in_rooms(context, village, out.erased);
  context.record(action, village.id().value, subject);
  std::vector<std::string_view> gone = meetings::rewritten_tables();
  std::ranges::move(reviews::rewritten_tables(), std::back_inserter(gone));
  std::ranges::move(pledges::rewritten_tables(), std::back_inserter(gone));
  out.entries = journal::forget_salts(context, village.id().value, subject, gone);
  journal::forget_answers(context, village.id().value, out.erased.traces);
  journal::forget_answers(context, 0, account_traces(out.erased));
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

}  // namespace lianghu::app

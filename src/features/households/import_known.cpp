#include "features/households/import_known.h"

#include "base/text.h"
#include "features/households/households_store.h"
#include "features/households/persons_store.h"

namespace lianghu::households {

namespace {
constexpr int page_rows = 2000;
}

Known::Known(Context& context, const Village& village) {
  std::unordered_map<std::int64_t, std::size_t> places;
  for (Id<Household> last{};;) {
    auto page = store::page(context, village.id(), last, page_rows);
    if (page.empty()) break;
    last = page.back().id;
    for (Household& household : page) {
      const std::size_t at = households_.size();
      places.emplace(household.id.value, at);
      if (household.code) codes_.emplace(fold(*household.code), at);
      households_.push_back(std::move(household));
    }
  }
  residents_.resize(households_.size());
  for (Id<Person> last{};;) {
    auto page = store::page(context, village.id(), last, page_rows);
    if (page.empty()) break;
    last = page.back().id;
    for (Person& person : page) {
      const std::size_t at = persons_.size();
      const std::size_t home = places.at(person.household.value);
      residents_[home].push_back(at);
      homes_.push_back(home);
      if (!person.identity.empty()) identities_.emplace(person.identity, at);
      if (person.is_head) heads_.emplace(person.name, home);
      persons_.push_back(std::move(person));
    }
  }
}

std::optional<std::size_t> Known::head(std::size_t household) const {
  for (const std::size_t at : residents_.at(household))
    if (persons_[at].is_head) return at;
  return std::nullopt;
}

std::optional<std::size_t> Known::by_code(const std::string& code) const {
  const auto found = codes_.find(fold(code));
  if (code.empty() || found == codes_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> Known::by_identity(const std::optional<std::string>& identity) const {
  if (!identity) return std::nullopt;
  const auto found = identities_.find(*identity);
  if (found == identities_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::size_t> Known::by_head_name(const std::string& name) const {
  std::vector<std::size_t> out;
  const auto [begin, end] = heads_.equal_range(name);
  for (auto at = begin; at != end; ++at) out.push_back(at->second);
  return out;
}

Likeness likeness(const PersonFields& fields, const Person& person) {
  if (fields.identity && !person.identity.empty())
    return *fields.identity == person.identity ? Likeness::same : Likeness::none;
  if (fields.name != person.name) return Likeness::none;
  if (fields.born == person.born) return Likeness::same;
  return fields.born && person.born ? Likeness::none : Likeness::compatible;
}

}  // namespace lianghu::households

#include "features/households/import_match.h"

#include "base/present.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lianghu::households {

namespace {

class Matcher {
 public:
  Matcher(const ImportPlan& plan, const Known& known)
      : plan_(plan), known_(known), matches_(plan.households.size()) {}

  std::vector<Match> run() {
    each([this](std::size_t i) { refuse_twice(i); });
    each([this](std::size_t i) { by_code(i); });
    each([this](std::size_t i) { by_identity_of_head(i); });
    each([this](std::size_t i) { by_identity_of_member(i); });
    each([this](std::size_t i) { by_name(i, Likeness::same); });
    each([this](std::size_t i) { by_name(i, Likeness::compatible); });
    return std::move(matches_);
  }

 private:
  template <class Step>
  void each(Step step) {
    for (std::size_t i = 0; i < matches_.size(); ++i)
      if (!matches_[i].household && !matches_[i].refused) step(i);
  }

  [[nodiscard]] const PlanHousehold& home(std::size_t i) const { return plan_.households[i]; }

  void take(std::size_t i, std::size_t household) {
    matches_[i].household = household;
    taken_.insert(household);
  }
  void refuse(std::size_t i, std::optional<Field> field, std::string value, std::string reason,
              const Values& values = {}) {
    matches_[i].refused =
        issue_at(plan_, home(i).first_row, field, std::move(value), std::move(reason), values);
  }
  [[nodiscard]] bool named_in(const PlanHousehold& sheet, const Person& person) const {
    return std::ranges::any_of(sheet.persons, [&](const PlanPerson& each) {
      return likeness(each.fields, person) != Likeness::none;
    });
  }
  [[nodiscard]] bool lives_in(const PlanPerson& person, std::size_t household) const {
    return std::ranges::any_of(known_.residents(household), [&](std::size_t at) {
      return likeness(person.fields, known_.person(at)) != Likeness::none;
    });
  }

  void by_code(std::size_t i) {
    const auto found = known_.by_code(home(i).code);
    if (!found) return;
    if (known_.household(*found).state == State::left) {
      refuse(i, Field::code, home(i).code, "import.household.left", {{"code", home(i).code}});
      return;
    }
    const PlanPerson* head = home(i).head();
    const auto known_head = known_.head(*found);
    // A number that was given to another family must not mix the two.
    if (head != nullptr && known_head && !lives_in(*head, *found)) {
      refuse(i, Field::code, home(i).code, "import.code.other_head",
             {{"code", home(i).code}, {"head", known_.person(*known_head).name}});
      return;
    }
    take(i, *found);
  }

  void by_identity_of_head(std::size_t i) {
    const PlanPerson* head = home(i).head();
    if (head == nullptr) return;
    const auto found = known_.by_identity(head->fields.identity);
    if (!found || !known_.person(*found).is_head) return;
    const std::size_t household = known_.household_of(*found);
    if (!taken_.contains(household)) take(i, household);
  }

  /// Only when the sheet names the household's head as one of them: otherwise somebody may have moved out.
  void by_identity_of_member(std::size_t i) {
    for (const PlanPerson& person : home(i).persons) {
      const auto found = known_.by_identity(person.fields.identity);
      if (!found) continue;
      const std::size_t household = known_.household_of(*found);
      const auto head = known_.head(household);
      if (taken_.contains(household) || !head || !named_in(home(i), known_.person(*head))) continue;
      take(i, household);
      return;
    }
  }

  /// First of all, whatever the village has: otherwise the same sheet would come in differently the next
  /// time.
  void refuse_twice(std::size_t i) {
    const PlanPerson* head = home(i).head();
    if (head == nullptr || head->fields.identity || !home(i).code.empty()) return;
    const std::string key =
        head->fields.name + "\n" + (head->fields.born ? format_date(*head->fields.born) : "");
    const auto [first, is_new] = names_.emplace(key, head->row);
    if (!is_new)
      refuse(i, plan_.layout == Layout::household_a_row ? Field::head_name : Field::name, head->fields.name,
             "import.household.twice", {{"row", std::to_string(first->second)}});
  }

  void by_name(std::size_t i, Likeness wanted) {
    const PlanPerson* head = home(i).head();
    if (head == nullptr) return;
    std::vector<std::size_t> found;
    for (const std::size_t household : known_.by_head_name(head->fields.name)) {
      const auto& code = known_.household(household).code;
      const bool other_code = code && !home(i).code.empty();
      const bool alike = likeness(head->fields, known_.person(present(known_.head(household)))) == wanted;
      if (alike && !other_code && !taken_.contains(household)) found.push_back(household);
    }
    if (found.size() == 1)
      take(i, found.front());
    else if (found.size() > 1)
      refuse(i, std::nullopt, head->fields.name, "import.household.ambiguous",
             {{"name", head->fields.name}, {"number", std::to_string(found.size())}});
  }

  const ImportPlan& plan_;
  const Known& known_;
  std::vector<Match> matches_;
  std::unordered_set<std::size_t> taken_;
  std::unordered_map<std::string, std::int64_t> names_;  // name and birth date, to the row
};

}  // namespace

std::vector<Match> match_households(const ImportPlan& plan, const Known& known) {
  return Matcher(plan, known).run();
}

}  // namespace lianghu::households

#pragma once
// What a village has, in memory, for comparing a whole sheet with it: its households, who lives there, and
// the ways to find them again.
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "features/households/import_plan.h"

namespace lianghu::households {

class Known {
 public:
  Known(Context& context, const Village& village);

  [[nodiscard]] const Household& household(std::size_t at) const { return households_.at(at); }
  [[nodiscard]] const Person& person(std::size_t at) const { return persons_.at(at); }
  /// Places of those who live there.
  [[nodiscard]] const std::vector<std::size_t>& residents(std::size_t household) const {
    return residents_.at(household);
  }
  /// Place of the household's head.
  [[nodiscard]] std::optional<std::size_t> head(std::size_t household) const;
  [[nodiscard]] std::size_t household_of(std::size_t person) const { return homes_.at(person); }

  [[nodiscard]] std::optional<std::size_t> by_code(const std::string& code) const;
  [[nodiscard]] std::optional<std::size_t> by_identity(const std::optional<std::string>& identity) const;
  /// Places of the active households whose head has that name.
  [[nodiscard]] std::vector<std::size_t> by_head_name(const std::string& name) const;

 private:
  std::vector<Household> households_;
  std::vector<Person> persons_;
  std::vector<std::size_t> homes_;                   // by person
  std::vector<std::vector<std::size_t>> residents_;  // by household
  std::unordered_map<std::string, std::size_t> codes_;
  std::unordered_map<std::string, std::size_t> identities_;
  std::unordered_multimap<std::string, std::size_t> heads_;
};

/// How surely a person of the sheet is one that the village has, by name and birth date; two identity numbers
/// that differ are two persons.
enum class Likeness { none, compatible, same };
[[nodiscard]] Likeness likeness(const PersonFields& fields, const Person& person);

}  // namespace lianghu::households

#include "features/households/kin.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "features/households/persons_store.h"
#include "features/households/whereabouts.h"

namespace lianghu::households {

namespace {

constexpr int house_numbers_apart_max = 2;
constexpr int bearers_max = 4;
constexpr std::size_t letter_bytes = 3;  // a Chinese character in UTF-8
constexpr std::array<std::string_view, 22> compound_surnames = {
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
    "宇文", "长孙", "端木", "夏侯", "南宫", "轩辕", "呼延", "百里", "独孤", "闻人", "钟离"};

bool is_chinese(std::string_view name) {
  return name.size() % letter_bytes == 0 &&
         std::ranges::all_of(name, [](char byte) { return (static_cast<unsigned char>(byte) & 0x80U) != 0; });
}

/// What makes two rows one person; "" when nothing tells.
std::string mark_of(const Registered& person) {
  if (!person.same_person.empty()) return "number " + person.same_person;
  if (!person.born || person.name.empty()) return {};
  return "born " + format_date(*person.born) + person.name;
}

bool is_next_door(const std::string& address, const std::string& other) {
  const auto house = house_of(address);
  const auto next = house_of(other);
  if (!house || !next || house->street != next->street) return false;
  return std::abs(house->number - next->number) <= house_numbers_apart_max;
}

}  // namespace

NameParts parts_of_name(std::string_view name) {
  const std::size_t letters = name.size() / letter_bytes;
  if (!is_chinese(name) || letters < 2 || letters > 4) return {};
  const bool is_compound = letters > 2 && std::ranges::any_of(compound_surnames, [&](std::string_view each) {
                             return name.starts_with(each);
                           });
  if (letters == 4 && !is_compound) return {};
  const std::size_t surname = letter_bytes * (is_compound ? 2 : 1);
  NameParts out{std::string(name.substr(0, surname)), {}};
  if (name.size() - surname > letter_bytes) out.generation = name.substr(surname, letter_bytes);
  return out;
}

KinFinder::KinFinder(Context& context, const Village& village) {
  std::map<std::string, std::set<Id<Household>>> homes;
  for (const auto& each : registered(context, village))
    if (const std::string mark = mark_of(each); !mark.empty()) homes[mark].insert(each.household);
  for (const auto& each : homes)
    for (const Id<Household> one : each.second)
      for (const Id<Household> other : each.second)
        if (one != other) linked_[one].insert(other);
  for (const ActiveHousehold& each : active_households(context, village)) {
    const NameParts name = parts_of_name(each.head_name);
    if (!name.generation.empty()) ++bearers_[{name.surname, name.generation}];
  }
}

Kin KinFinder::between(const ActiveHousehold& one, const ActiveHousehold& other) const {
  if (is_recorded(one.id, other.id)) return Kin::recorded;
  return is_hinted(one, other) ? Kin::hint : Kin::none;
}

bool KinFinder::is_recorded(Id<Household> one, Id<Household> other) const {
  const auto ours = linked_.find(one);
  const auto theirs = linked_.find(other);
  if (ours == linked_.end() || theirs == linked_.end()) return false;
  return ours->second.contains(other) || std::ranges::any_of(ours->second, [&](Id<Household> third) {
           return theirs->second.contains(third);
         });
}

bool KinFinder::is_hinted(const ActiveHousehold& one, const ActiveHousehold& other) const {
  const NameParts ours = parts_of_name(one.head_name);
  const NameParts theirs = parts_of_name(other.head_name);
  if (ours.surname.empty() || ours.surname != theirs.surname || !is_near(one.address, other.address))
    return false;
  if (is_next_door(one.address, other.address)) return true;
  if (ours.generation.empty() || ours.generation != theirs.generation) return false;
  const auto bearers = bearers_.find({ours.surname, ours.generation});
  return bearers != bearers_.end() && bearers->second <= bearers_max;
}

bool are_recorded_kin(Context& context, const Village& village, Id<Household> one, Id<Household> other) {
  const auto ours = store::sharing_a_person(context, village.id(), one);
  if (ours.empty()) return false;
  if (ours.contains(other)) return true;
  const auto theirs = store::sharing_a_person(context, village.id(), other);
  return std::ranges::any_of(theirs, [&](Id<Household> third) { return ours.contains(third); });
}

std::set<Id<Household>> recorded_kin_of(Context& context, const Village& village, Id<Household> household) {
  const auto shared = store::sharing_a_person(context, village.id(), household);
  std::set<Id<Household>> out = shared;
  for (const Id<Household> third : shared) out.merge(store::sharing_a_person(context, village.id(), third));
  out.erase(household);
  return out;
}

}  // namespace lianghu::households

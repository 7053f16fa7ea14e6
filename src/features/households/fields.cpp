#include "features/households/fields.h"

#include <algorithm>

#include "base/gb11643.h"
#include "base/text.h"
#include "features/households/codes.h"

namespace lianghu::households {

namespace {

constexpr std::size_t phone_digits_min = 7;
constexpr std::size_t phone_digits_max = 15;

void check_length(std::string_view text, std::size_t max, std::string_view key, std::string_view field,
                  std::vector<Problem>& problems) {
  if (is_utf8(text) && characters(trim(text)) <= max) return;
  problems.push_back({std::string(key), std::string(field), {{"max", std::to_string(max)}}});
}

void check_codes(const std::vector<std::string>& codes, const CodeList& list, std::string_view key,
                 std::string_view field, std::vector<Problem>& problems) {
  for (const std::string& code : codes)
    if (!list.has(code)) problems.push_back({std::string(key), std::string(field), {{"value", code}}});
}

void check_phone(const std::optional<std::string>& phone, std::string_view key,
                 std::vector<Problem>& problems) {
  if (phone && !trim(*phone).empty() && !phone_number(*phone))
    problems.push_back({std::string(key), "phone", {}});
}

std::string_view identity_key(gb11643::Fault fault) {
  switch (fault) {
    case gb11643::Fault::length:
      return "person.identity.length";
    case gb11643::Fault::character:
      return "person.identity.character";
    case gb11643::Fault::date:
      return "person.identity.date";
    case gb11643::Fault::check_digit:
      break;
  }
  return "person.identity.check_digit";
}

void check_identity(const PersonFields& fields, Date today, std::vector<Problem>& problems) {
  if (!fields.identity || trim(*fields.identity).empty()) return;
  const auto checked = gb11643::check(*fields.identity, today);
  if (checked.fault) {
    problems.push_back({std::string(identity_key(*checked.fault)), "identity", {}});
    return;
  }
  if (fields.born && *fields.born != checked.born)
    problems.push_back({"person.born.contradicts", "born", {{"date", format_date(checked.born)}}});
  if (fields.sex && *fields.sex != (checked.male ? Sex::male : Sex::female))
    problems.push_back({"person.sex.contradicts", "sex", {}});
}

std::optional<Date> born_of(const PersonFields& fields, Date today) {
  if (fields.born) return fields.born;
  if (!fields.identity) return std::nullopt;
  const auto checked = gb11643::check(*fields.identity, today);
  if (checked.fault) return std::nullopt;
  return checked.born;
}

void check_joined_party(const PersonFields& fields, Date today, std::vector<Problem>& problems) {
  if (!fields.joined_party) return;
  if (fields.party == Party::none) {
    problems.push_back({"person.joined_party.not_member", "joined_party", {}});
    return;
  }
  if (*fields.joined_party > today) problems.push_back({"person.joined_party.future", "joined_party", {}});
  const auto born = born_of(fields, today);
  if (born && *fields.joined_party < *born + std::chrono::years(party_age_years_min))
    problems.push_back(
        {"person.joined_party.early", "joined_party", {{"years", std::to_string(party_age_years_min)}}});
}

std::vector<std::string> sorted_once(std::vector<std::string> codes) {
  std::ranges::sort(codes);
  codes.erase(std::ranges::unique(codes).begin(), codes.end());
  return codes;
}

}  // namespace

std::vector<Problem> problems_of(const HouseholdFields& fields) {
  std::vector<Problem> problems;
  if (fields.code) check_length(*fields.code, code_characters_max, "household.code.length", "code", problems);
  check_length(fields.address, address_characters_max, "household.address.length", "address", problems);
  check_length(fields.note, note_characters_max, "household.note.length", "note", problems);
  check_phone(fields.phone, "household.phone.form", problems);
  check_codes(fields.categories, categories(), "household.category.unknown", "categories", problems);
  check_codes(fields.needs, needs(), "household.need.unknown", "needs", problems);
  return problems;
}

std::vector<Problem> problems_of(const PersonFields& fields, Date today) {
  std::vector<Problem> problems;
  if (trim(fields.name).empty())
    problems.push_back({"person.name.length", "name", {{"max", std::to_string(name_characters_max)}}});
  else
    check_length(fields.name, name_characters_max, "person.name.length", "name", problems);
  check_identity(fields, today, problems);
  const Date oldest{std::chrono::year(1900), std::chrono::January, std::chrono::day(1)};
  if (fields.born && (*fields.born > today || *fields.born < oldest))
    problems.push_back({"person.born.range", "born", {}});
  if (fields.relation != relation_unknown && !kinship().has(fields.relation))
    problems.push_back({"person.relation.unknown", "relation", {{"value", fields.relation}}});
  check_joined_party(fields, today, problems);
  check_phone(fields.phone, "person.phone.form", problems);
  return problems;
}

void apply(const HouseholdFields& fields, Household& household) {
  const std::string code = fields.code ? trim(*fields.code) : std::string();
  household.code = code.empty() ? std::nullopt : std::optional(code);
  household.kind = fields.kind;
  household.group = fields.group;
  household.address = trim(fields.address);
  if (fields.phone) household.phone = phone_number(*fields.phone).value_or("");
  household.categories = sorted_once(fields.categories);
  household.needs = sorted_once(fields.needs);
  household.note = trim(fields.note);
}

void apply(const PersonFields& fields, Date today, Person& person) {
  person.name = trim(fields.name);
  person.born = fields.born;
  person.sex = fields.sex;
  if (fields.identity) person.identity = gb11643::check(*fields.identity, today).number;
  if (!person.identity.empty()) {
    const auto checked = gb11643::check(person.identity, today);
    person.born = checked.born;
    person.sex = checked.male ? Sex::male : Sex::female;
  }
  person.is_head = fields.is_head;
  person.relation = fields.is_head ? std::string(relation_head) : fields.relation;
  person.party = fields.party;
  person.joined_party = fields.joined_party;
  if (fields.phone) person.phone = phone_number(*fields.phone).value_or("");
}

std::optional<std::string> phone_number(std::string_view typed) {
  std::string number = fold(typed);
  std::erase(number, '-');
  const std::string_view digits = std::string_view(number).substr(number.starts_with('+') ? 1 : 0);
  const bool all_digits = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (!all_digits || digits.size() < phone_digits_min || digits.size() > phone_digits_max)
    return std::nullopt;
  return number;
}

std::string mask_phone(std::string_view number) {
  constexpr std::size_t shown_in_front = 3;
  constexpr std::size_t mobile_digits = 11;
  if (number.empty()) return {};
  const std::size_t shown_behind = number.size() >= mobile_digits ? 4 : 2;
  return std::string(number.substr(0, shown_in_front)) +
         std::string(number.size() - shown_in_front - shown_behind, '*') +
         std::string(number.substr(number.size() - shown_behind));
}

Household masked(Household household) {
  household.phone = mask_phone(household.phone);
  return household;
}

Person masked(Person person) {
  person.identity = gb11643::mask(person.identity);
  person.phone = mask_phone(person.phone);
  return person;
}

}  // namespace lianghu::households

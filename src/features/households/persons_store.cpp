#include "features/households/persons_store.h"

#include <algorithm>

#include "base/describe.h"
#include "features/households/households_store.h"

namespace lianghu::households::store {

namespace {

#define LIANGHU_PERSON_COLUMNS                                                                   \
  "id, household_id, name, identity_sealed, born, sex, relation, is_head, party, joined_party, " \
  "phone_sealed, left_on, version"

constexpr std::string_view identity_context = "persons.identity";
constexpr std::string_view phone_context = "persons.phone";

std::optional<db::Blob> sealed(Context& context, std::string_view plain, std::string_view where) {
  if (plain.empty()) return std::nullopt;
  return db::Blob{context.sealer().seal(plain, where)};
}

std::string opened(Context& context, const std::string& bytes, std::string_view where) {
  if (bytes.empty()) return {};
  auto plain = context.sealer().open(bytes, where);
  if (!plain) throw std::logic_error("a sealed number cannot be opened with this key");
  return std::move(*plain);
}

std::string fingerprint(Context& context, std::string_view identity) {
  return context.sealer().fingerprint(identity, identity_context);
}

std::optional<db::Blob> fingerprint_value(Context& context, std::string_view identity) {
  if (identity.empty()) return std::nullopt;
  return db::Blob{fingerprint(context, identity)};
}

/// Seven bytes, so that it is positive on every engine.
std::int64_t lookup_of(std::string_view print) {
  std::int64_t number = 0;
  for (const char byte : print.substr(0, 7)) number = number * 256 + static_cast<unsigned char>(byte);
  return number;
}

std::optional<std::string> sex_value(const Person& person) {
  if (!person.sex) return std::nullopt;
  return std::string(name_of(*person.sex));
}

Person person_of(Context& context, const db::Row& row) {
  Person out;
  out.id = row.id<Person>(0);
  out.household = row.id<Household>(1);
  out.name = row.text(2);
  out.identity = opened(context, row.blob(3), identity_context);
  out.born = row.maybe_date(4);
  if (!row.null(5)) out.sex = enum_of<Sex>(row.text(5));
  out.relation = row.text(6);
  out.is_head = row.flag(7);
  out.party = enum_of<Party>(row.text(8));
  out.joined_party = row.maybe_date(9);
  out.phone = opened(context, row.blob(10), phone_context);
  out.left_on = row.maybe_date(11);
  out.version = row.integer(12);
  return out;
}

std::vector<Person> persons_of(Context& context, const std::vector<db::Row>& rows) {
  std::vector<Person> out;
  out.reserve(rows.size());
  for (const db::Row& row : rows) out.push_back(person_of(context, row));
  return out;
}

}  // namespace

void insert(Context& context, Id<Organisation> village, const Person& person) {
  context.tx().execute("INSERT INTO persons (village_id, identity_fingerprint, " LIANGHU_PERSON_COLUMNS
                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       village, fingerprint_value(context, person.identity), person.id, person.household,
                       person.name, sealed(context, person.identity, identity_context), person.born,
                       sex_value(person), person.relation, person.is_head, name_of(person.party),
                       person.joined_party, sealed(context, person.phone, phone_context), person.left_on,
                       person.version);
  context.touched("persons", village.value, person.id.value);
}

bool update(Context& context, Id<Organisation> village, const Person& person) {
  const auto changed = context.tx().execute(
      "UPDATE persons SET name = ?, identity_sealed = ?, identity_fingerprint = ?, born = ?, sex = ?, "
      "relation = ?, is_head = ?, party = ?, joined_party = ?, phone_sealed = ?, left_on = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ?",
      person.name, sealed(context, person.identity, identity_context),
      fingerprint_value(context, person.identity), person.born, sex_value(person), person.relation,
      person.is_head, name_of(person.party), person.joined_party,
      sealed(context, person.phone, phone_context), person.left_on, person.version, village, person.id,
      person.version - 1);
  if (changed == 0) return false;
  context.touched("persons", village.value, person.id.value);
  return true;
}

void insert_all(Context& context, Id<Organisation> village, const std::vector<Person>& persons) {
  std::vector<std::vector<db::Value>> rows;
  std::vector<std::vector<db::Value>> owners;
  for (const Person& person : persons) {
    rows.push_back({db::to_value(village), db::to_value(fingerprint_value(context, person.identity)),
                    db::to_value(person.id), db::to_value(person.household), person.name,
                    db::to_value(sealed(context, person.identity, identity_context)),
                    db::to_value(person.born), db::to_value(sex_value(person)), person.relation,
                    db::to_value(person.is_head), std::string(name_of(person.party)),
                    db::to_value(person.joined_party),
                    db::to_value(sealed(context, person.phone, phone_context)), db::to_value(person.left_on),
                    person.version});
    context.touched("persons", village.value, person.id.value);
    if (person.identity.empty()) continue;
    const std::string print = fingerprint(context, person.identity);
    owners.push_back({db::Blob{print}, lookup_of(print), db::to_value(village), db::to_value(person.id)});
  }
  context.tx().bulk(
      "persons",
      {"village_id", "identity_fingerprint", "id", "household_id", "name", "identity_sealed", "born", "sex",
       "relation", "is_head", "party", "joined_party", "phone_sealed", "left_on", "version"},
      rows);
  context.tx().bulk("identity_owners", {"fingerprint", "lookup", "owner_village", "person_id"}, owners);
}

std::optional<Person> by_id(Context& context, Id<Organisation> village, Id<Person> id) {
  const auto row = context.tx().one(
      "SELECT " LIANGHU_PERSON_COLUMNS " FROM persons WHERE village_id = ? AND id = ?", village, id);
  if (!row) return std::nullopt;
  return person_of(context, *row);
}

std::vector<Person> of_household(Context& context, Id<Organisation> village, Id<Household> household) {
  return persons_of(context, context.tx().query("SELECT " LIANGHU_PERSON_COLUMNS
                                                " FROM persons WHERE village_id = ? AND household_id = ? "
                                                "ORDER BY left_on NULLS FIRST, is_head DESC, id",
                                                village, household));
}

std::vector<std::string> names_in(Context& context, Id<Organisation> village, Id<Household> household) {
  std::vector<std::string> out;
  for (const db::Row& row : context.tx().query("SELECT name FROM persons WHERE village_id = ? AND "
                                               "household_id = ? AND left_on IS NULL ORDER BY id",
                                               village, household))
    out.push_back(row.text(0));
  return out;
}

std::vector<Person> page(Context& context, Id<Organisation> village, Id<Person> after, int limit) {
  return persons_of(context, context.tx().query("SELECT " LIANGHU_PERSON_COLUMNS
                                                " FROM persons WHERE village_id = ? AND id > ? AND left_on "
                                                "IS NULL ORDER BY id LIMIT ?",
                                                village, after, limit));
}

std::vector<Registered> registered(Context& context, Id<Organisation> village) {
  std::vector<Registered> out;
  for (const db::Row& row :
       context.tx().query("SELECT id, household_id, name, born, identity_fingerprint, left_on FROM persons "
                          "WHERE village_id = ? ORDER BY id",
                          village))
    out.push_back(
        {row.id<Person>(0), row.id<Household>(1), row.text(2), row.maybe_date(3), row.blob(4), row.null(5)});
  return out;
}

std::set<Id<Household>> sharing_a_person(Context& context, Id<Organisation> village,
                                         Id<Household> household) {
  std::set<Id<Household>> out;
  for (const db::Row& row : context.tx().query(
           "SELECT b.household_id FROM persons a JOIN persons b ON b.village_id = a.village_id AND b.name = "
           "a.name AND b.household_id <> a.household_id AND (b.identity_fingerprint = a.identity_fingerprint "
           "OR (b.identity_fingerprint IS NULL AND a.identity_fingerprint IS NULL AND b.born = a.born)) "
           "WHERE a.village_id = ? AND a.household_id = ?",
           village, household))
    out.insert(row.id<Household>(0));
  return out;
}

std::vector<PersonRow> named(Context& context, Id<Organisation> village, std::string_view text,
                             bool of_member_households, int limit) {
  std::vector<PersonRow> out;
  for (const db::Row& row : context.tx().query(
           "SELECT p.id, h.id, p.name, h.kind, COALESCE(d.name, ''), h.address FROM persons p "
           "JOIN households h ON h.village_id = p.village_id AND h.id = p.household_id "
           "LEFT JOIN persons d ON d.village_id = p.village_id AND d.household_id = p.household_id AND "
           "d.is_head = 1 AND d.left_on IS NULL "
           "WHERE p.village_id = ? AND p.left_on IS NULL AND h.status = 'active' AND "
           "p.name LIKE ? ESCAPE '\\' AND (? = 0 OR h.kind = 'member') ORDER BY p.name, p.id LIMIT ?",
           village, containing(text), of_member_households, limit))
    out.push_back({row.id<Person>(0), row.id<Household>(1), row.text(2), enum_of<Kind>(row.text(3)),
                   row.text(4), row.text(5)});
  return out;
}

std::optional<bool> one_opens(Context& context) {
  const auto identity = context.tx().one(
      "SELECT identity_sealed FROM persons WHERE identity_sealed IS NOT NULL ORDER BY village_id, id LIMIT "
      "1");
  if (identity) return context.sealer().open(identity->blob(0), identity_context).has_value();
  const auto phone = context.tx().one(
      "SELECT phone_sealed FROM persons WHERE phone_sealed IS NOT NULL ORDER BY village_id, id LIMIT 1");
  if (phone) return context.sealer().open(phone->blob(0), phone_context).has_value();
  return std::nullopt;
}

std::optional<Owner> owner_of(Context& context, std::string_view identity) {
  const auto row =
      context.tx().one("SELECT owner_village, person_id FROM identity_owners WHERE fingerprint = ?",
                       db::Blob{fingerprint(context, identity)});
  if (!row) return std::nullopt;
  return Owner{row->id<Organisation>(0), row->id<Person>(1)};
}

std::map<std::string, Owner> owners_of(Context& context, const std::vector<std::string>& identities) {
  constexpr std::size_t asked_at_once = 500;
  std::map<std::string, Owner> out;
  for (std::size_t from = 0; from < identities.size(); from += asked_at_once) {
    const std::size_t end = std::min(from + asked_at_once, identities.size());
    std::map<std::string, std::string> by_print;
    db::IdList lookups;
    for (std::size_t i = from; i < end; ++i) {
      std::string print = fingerprint(context, identities[i]);
      lookups.ids.push_back(lookup_of(print));
      by_print.emplace(std::move(print), identities[i]);
    }
    const auto rows = context.tx().query(
        "SELECT fingerprint, owner_village, person_id FROM identity_owners WHERE lookup IN ?* "
        "ORDER BY lookup",
        lookups);
    for (const db::Row& row : rows) {
      const auto asked = by_print.find(row.blob(0));
      if (asked != by_print.end()) out[asked->second] = {row.id<Organisation>(1), row.id<Person>(2)};
    }
  }
  return out;
}

void claim(Context& context, std::string_view identity, const Owner& owner) {
  const std::string print = fingerprint(context, identity);
  context.tx().execute(
      "INSERT INTO identity_owners (fingerprint, lookup, owner_village, person_id) VALUES (?, ?, ?, ?)",
      db::Blob{print}, lookup_of(print), owner.village, owner.person);
}

void release(Context& context, std::string_view identity) {
  context.tx().execute("DELETE FROM identity_owners WHERE fingerprint = ?",
                       db::Blob{fingerprint(context, identity)});
}

}  // namespace lianghu::households::store

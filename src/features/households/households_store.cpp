#include "features/households/households_store.h"

#include <algorithm>
#include <stdexcept>

#include "base/describe.h"
#include "base/present.h"
#include "base/text.h"

namespace lianghu::households::store {

namespace {

#define LIANGHU_HOUSEHOLD_COLUMNS                                                                            \
  "id, code, kind, group_id, address, phone_sealed, categories, needs, note, status, left_reason, left_on, " \
  "version"

constexpr std::string_view phone_context = "households.phone";

std::optional<db::Blob> sealed_phone(Context& context, const Household& household) {
  if (household.phone.empty()) return std::nullopt;
  return db::Blob{context.sealer().seal(household.phone, phone_context)};
}

std::string opened_phone(Context& context, const std::string& bytes) {
  if (bytes.empty()) return {};
  auto plain = context.sealer().open(bytes, phone_context);
  if (!plain) throw std::logic_error("a sealed number cannot be opened with this key");
  return std::move(*plain);
}

/// ",a,b,": so that one code is found by LIKE '%,a,%'.
std::string joined(const std::vector<std::string>& codes) {
  if (codes.empty()) return {};
  std::string out = ",";
  for (const std::string& code : codes) out += code + ",";
  return out;
}

std::vector<std::string> taken_apart(std::string_view codes) {
  if (codes.size() < 2) return {};
  return split(codes.substr(1, codes.size() - 2), ',');
}

std::optional<std::string> maybe_text(const db::Row& row, std::size_t column) {
  if (row.null(column)) return std::nullopt;
  return row.text(column);
}

std::optional<Id<Organisation>> maybe_group(const db::Row& row, std::size_t column) {
  if (row.null(column)) return std::nullopt;
  return row.id<Organisation>(column);
}

Household household_of(Context& context, const db::Row& row) {
  Household out;
  out.id = row.id<Household>(0);
  out.code = maybe_text(row, 1);
  out.kind = enum_of<Kind>(row.text(2));
  out.group = maybe_group(row, 3);
  out.address = row.text(4);
  out.phone = opened_phone(context, row.blob(5));
  out.categories = taken_apart(row.text(6));
  out.needs = taken_apart(row.text(7));
  out.note = row.text(8);
  out.state = enum_of<State>(row.text(9));
  out.left_reason = row.text(10);
  out.left_on = row.maybe_date(11);
  out.version = row.integer(12);
  return out;
}

db::IdList groups_of(const Sight& sight) {
  db::IdList list{sight.groups};
  list.ids.push_back(0);  // never an empty list
  return list;
}

ActiveHousehold active_of(const db::Row& row) {
  ActiveHousehold out;
  out.id = row.id<Household>(0);
  out.code = maybe_text(row, 1);
  out.kind = enum_of<Kind>(row.text(2));
  out.group = maybe_group(row, 3);
  out.address = row.text(4);
  out.head = row.id<Person>(5);
  out.head_name = row.text(6);
  return out;
}

}  // namespace

std::string containing(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

void insert(Context& context, Id<Organisation> village, const Household& household) {
  insert_all(context, village, {household});
}

void insert_all(Context& context, Id<Organisation> village, const std::vector<Household>& households) {
  std::vector<std::vector<db::Value>> rows;
  rows.reserve(households.size());
  for (const Household& household : households) {
    rows.push_back({db::to_value(village), db::to_value(household.id), db::to_value(household.code),
                    std::string(name_of(household.kind)), db::to_value(household.group), household.address,
                    db::to_value(sealed_phone(context, household)), joined(household.categories),
                    joined(household.needs), household.note, std::string(name_of(household.state)),
                    household.left_reason, db::to_value(household.left_on), household.version});
    context.touched("households", village.value, household.id.value);
  }
  context.tx().bulk("households",
                    {"village_id", "id", "code", "kind", "group_id", "address", "phone_sealed", "categories",
                     "needs", "note", "status", "left_reason", "left_on", "version"},
                    rows);
}

bool update(Context& context, Id<Organisation> village, const Household& household) {
  const auto changed = context.tx().execute(
      "UPDATE households SET code = ?, kind = ?, group_id = ?, address = ?, phone_sealed = ?, categories = "
      "?, "
      "needs = ?, note = ?, status = ?, left_reason = ?, left_on = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ?",
      household.code, name_of(household.kind), household.group, household.address,
      sealed_phone(context, household), joined(household.categories), joined(household.needs), household.note,
      name_of(household.state), household.left_reason, household.left_on, household.version, village,
      household.id, household.version - 1);
  if (changed == 0) return false;
  context.touched("households", village.value, household.id.value);
  return true;
}

std::optional<Household> by_id(Context& context, Id<Organisation> village, Id<Household> id) {
  const auto row = context.tx().one(
      "SELECT " LIANGHU_HOUSEHOLD_COLUMNS " FROM households WHERE village_id = ? AND id = ?", village, id);
  if (!row) return std::nullopt;
  return household_of(context, *row);
}

std::optional<Id<Household>> by_code(Context& context, Id<Organisation> village, std::string_view code) {
  const auto row =
      context.tx().one("SELECT id FROM households WHERE village_id = ? AND code = ?", village, code);
  if (!row) return std::nullopt;
  return row->id<Household>(0);
}

std::vector<Household> page(Context& context, Id<Organisation> village, Id<Household> after, int limit) {
  std::vector<Household> out;
  for (const db::Row& row : context.tx().query("SELECT " LIANGHU_HOUSEHOLD_COLUMNS
                                               " FROM households WHERE village_id = ? AND id > ? "
                                               "ORDER BY id LIMIT ?",
                                               village, after, limit))
    out.push_back(household_of(context, row));
  return out;
}

std::vector<ListRow> list(Context& context, Id<Organisation> village, const Sight& sight,
                          const Filter& filter) {
  const auto rows = context.tx().query(
      "SELECT h.id, h.code, h.kind, h.group_id, h.address, h.status, h.version, "
      "COALESCE(MAX(CASE WHEN p.is_head = 1 THEN p.name END), ''), COUNT(p.id), "
      "COUNT(CASE WHEN p.party <> 'none' THEN 1 END) "
      "FROM households h LEFT JOIN persons p ON p.village_id = h.village_id AND p.household_id = h.id "
      "AND (p.left_on IS NULL OR h.status = 'left') "
      "WHERE h.village_id = ? AND h.id > ? AND h.status = ? "
      "AND (? = 1 OR h.group_id IN ?* OR h.id = ?) "
      "AND (? = '' OR h.kind = ?) AND (? = 0 OR h.group_id = ?) AND (? = '' OR h.categories LIKE ?) "
      "AND (? = '' OR h.code LIKE ? ESCAPE '\\' OR h.address LIKE ? ESCAPE '\\' OR EXISTS ("
      "SELECT 1 FROM persons q WHERE q.village_id = h.village_id AND q.household_id = h.id "
      "AND q.name LIKE ? ESCAPE '\\')) "
      "GROUP BY h.village_id, h.id, h.code, h.kind, h.group_id, h.address, h.status, h.version "
      "ORDER BY h.id LIMIT ?",
      village, filter.after, name_of(filter.state), sight.whole, groups_of(sight), sight.own,
      filter.kind ? name_of(*filter.kind) : "", filter.kind ? name_of(*filter.kind) : "",
      filter.group.value_or(Id<Organisation>{}), filter.group.value_or(Id<Organisation>{}),
      filter.category.value_or(""), "%," + filter.category.value_or("") + ",%", filter.text,
      containing(filter.text), containing(filter.text), containing(filter.text),
      std::clamp(filter.limit, 1, 200));
  std::vector<ListRow> out;
  for (const db::Row& row : rows) {
    ListRow& each = out.emplace_back();
    each.id = row.id<Household>(0);
    each.code = maybe_text(row, 1);
    each.kind = enum_of<Kind>(row.text(2));
    each.group = maybe_group(row, 3);
    each.address = row.text(4);
    each.state = enum_of<State>(row.text(5));
    each.version = row.integer(6);
    each.head = row.text(7);
    each.persons = static_cast<int>(row.integer(8));
    each.party_members = static_cast<int>(row.integer(9));
  }
  return out;
}

Counts counts(Context& context, Id<Organisation> village, const Sight& sight) {
  Counts out;
  for (const db::Row& row : context.tx().query(
           "SELECT status, kind, COUNT(*) FROM households WHERE village_id = ? "
           "AND (? = 1 OR group_id IN ?* OR id = ?) GROUP BY status, kind ORDER BY status, kind",
           village, sight.whole, groups_of(sight), sight.own)) {
    const std::int64_t number = row.integer(2);
    if (enum_of<State>(row.text(0)) == State::left) {
      out.left += number;
      continue;
    }
    switch (enum_of<Kind>(row.text(1))) {
      case Kind::member:
        out.member += number;
        break;
      case Kind::contact:
        out.contact += number;
        break;
      case Kind::neither:
        out.neither += number;
        break;
    }
  }
  const auto row = present(context.tx().one(
      "SELECT COUNT(*), COUNT(CASE WHEN p.party <> 'none' THEN 1 END) FROM persons p "
      "JOIN households h ON h.village_id = p.village_id AND h.id = p.household_id "
      "WHERE p.village_id = ? AND p.left_on IS NULL AND (? = 1 OR h.group_id IN ?* OR h.id = ?)",
      village, sight.whole, groups_of(sight), sight.own));
  out.persons = row.integer(0);
  out.party_members = row.integer(1);
  return out;
}

#define LIANGHU_ACTIVE_COLUMNS                                                                      \
  "SELECT h.id, h.code, h.kind, h.group_id, h.address, p.id, p.name FROM households h "             \
  "LEFT JOIN persons p ON p.village_id = h.village_id AND p.household_id = h.id AND p.is_head = 1 " \
  "AND (p.left_on IS NULL OR h.status = 'left') "

std::vector<ActiveHousehold> active(Context& context, Id<Organisation> village, std::optional<Kind> kind) {
  const std::string wanted = kind ? std::string(name_of(*kind)) : "";
  std::vector<ActiveHousehold> out;
  for (const db::Row& row : context.tx().query(
           LIANGHU_ACTIVE_COLUMNS
           "WHERE h.village_id = ? AND h.status = 'active' AND (? = '' OR h.kind = ?) ORDER BY h.id",
           village, wanted, wanted))
    out.push_back(active_of(row));
  return out;
}

std::optional<ActiveHousehold> find(Context& context, Id<Organisation> village, Id<Household> id) {
  // The plus keeps SQLite from walking all persons of the village in the order of their primary key.
  const auto rows = context.tx().query(
      LIANGHU_ACTIVE_COLUMNS "WHERE h.village_id = ? AND h.id = ? ORDER BY +p.id DESC LIMIT 1", village, id);
  if (rows.empty()) return std::nullopt;
  return active_of(rows.front());
}

std::map<Id<Household>, Hardship> hardships(Context& context, Id<Organisation> village) {
  std::map<Id<Household>, Hardship> out;
  for (const db::Row& row :
       context.tx().query("SELECT id, categories, needs FROM households "
                          "WHERE village_id = ? AND (categories <> '' OR needs <> '') ORDER BY id",
                          village))
    out.emplace(row.id<Household>(0), Hardship{taken_apart(row.text(1)), taken_apart(row.text(2))});
  return out;
}

void insert_unmasking(Context& context, Id<Organisation> village, Id<Household> household,
                      std::string_view reason) {
  const auto id = context.make_id<struct Unmasking>();
  context.tx().execute(
      "INSERT INTO unmaskings (village_id, id, household_id, account_id, at, reason) VALUES (?, ?, ?, ?, ?, "
      "?)",
      village, id, household, context.actor().account, context.now(), reason);
  context.touched("unmaskings", village.value, id.value);
}

}  // namespace lianghu::households::store

#include "features/pledges/catalogue_store.h"

#include "base/describe.h"

namespace lianghu::pledges::store {

namespace {

Entry entry_of(const db::Row& row) {
  return {row.id<Entry>(0), row.text(1), enum_of<Role>(row.text(2)),
          row.text(3),      row.text(4), enum_of<Rhythm>(row.text(5)),
          row.integer(6),   row.date(7), row.flag(8),
          row.integer(9)};
}

}  // namespace

void insert(Context& context, const Village& village, Id<Programme> programme, const Entry& entry) {
  context.tx().execute(
      "INSERT INTO catalogue_entries (village_id, id, programme_id, origin, role, wording, unit, rhythm, "
      "asked, in_force_from, withdrawn, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      village.id(), entry.id, programme, entry.origin, name_of(entry.role), entry.wording, entry.unit,
      name_of(entry.rhythm), entry.asked, entry.in_force_from, entry.withdrawn, entry.version);
  context.touched("catalogue_entries", village.id().value, entry.id.value);
}

bool update(Context& context, const Village& village, const Entry& entry) {
  const auto changed = context.tx().execute(
      "UPDATE catalogue_entries SET role = ?, wording = ?, unit = ?, rhythm = ?, asked = ?, withdrawn = ?, "
      "version = ? WHERE village_id = ? AND id = ? AND version = ?",
      name_of(entry.role), entry.wording, entry.unit, name_of(entry.rhythm), entry.asked, entry.withdrawn,
      entry.version, village.id(), entry.id, entry.version - 1);
  if (changed == 0) return false;
  context.touched("catalogue_entries", village.id().value, entry.id.value);
  return true;
}

std::optional<Entry> entry(Context& context, const Village& village, Id<Entry> id) {
  const auto row = context.tx().one(
      "SELECT id, origin, role, wording, unit, rhythm, asked, in_force_from, withdrawn, version "
      "FROM catalogue_entries WHERE village_id = ? AND id = ?",
      village.id(), id);
  if (!row) return std::nullopt;
  return entry_of(*row);
}

std::vector<Entry> entries(Context& context, const Village& village, Id<Programme> programme) {
  std::vector<Entry> out;
  for (const db::Row& row : context.tx().query(
           "SELECT id, origin, role, wording, unit, rhythm, asked, in_force_from, withdrawn, version "
           "FROM catalogue_entries WHERE village_id = ? AND programme_id = ? "
           "ORDER BY withdrawn, asked DESC, id",
           village.id(), programme))
    out.push_back(entry_of(row));
  return out;
}

}  // namespace lianghu::pledges::store

#pragma once
// For tests: what somebody with SQL may do to the journal or to a table that it commits to, drawn by chance,
// and which row a search for it has to name.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "journal/entry.h"
#include "journal/testing.h"

namespace lianghu::app::testing {

using journal::RowKey;
using Cells = std::vector<db::Value>;

/// A table as it stands, which no edit changes for good.
struct Sheet {
  std::string table;
  std::vector<std::string> columns;  // the key's first
  std::size_t key_columns = 1;
  std::vector<Cells> rows;

  [[nodiscard]] std::size_t column(const std::string& name) const {
    return static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin());
  }
};

/// These rows go and these come.
struct Edit {
  const Sheet* sheet = nullptr;
  std::string what;
  std::vector<Cells> gone;
  std::vector<Cells> come;
  std::string column;         // the one that was changed; "" when whole rows were
  std::set<RowKey> suspects;  // one of them has to be named
};

inline bool is_same(const db::Value& a, const db::Value& b) {
  if (const auto* bytes = std::get_if<db::Blob>(&a)) {
    const auto* others = std::get_if<db::Blob>(&b);
    return others != nullptr && bytes->bytes == others->bytes;
  }
  if (const auto* text = std::get_if<std::string>(&a)) {
    const auto* other = std::get_if<std::string>(&b);
    return other != nullptr && *text == *other;
  }
  if (const auto* number = std::get_if<std::int64_t>(&a)) {
    const auto* other = std::get_if<std::int64_t>(&b);
    return other != nullptr && *number == *other;
  }
  if (const auto* number = std::get_if<double>(&a)) {
    const auto* other = std::get_if<double>(&b);
    return other != nullptr && *number == *other;
  }
  return std::holds_alternative<std::nullptr_t>(b);
}
inline bool is_same(const std::vector<Cells>& a, const std::vector<Cells>& b) {
  return std::ranges::equal(a, b, [](const Cells& one, const Cells& other) {
    return std::ranges::equal(one, other, [](const auto& x, const auto& y) { return is_same(x, y); });
  });
}

inline std::int64_t integer(const db::Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

inline void apply(db::Transaction& tx, const Edit& edit) {
  const Sheet& sheet = *edit.sheet;
  for (const Cells& row : edit.gone) {
    const std::string sql = "DELETE FROM " + sheet.table + " WHERE " + sheet.columns[0] + " = ?";
    const auto remove = [&](const auto& first) {
      if (sheet.key_columns == 1) return tx.execute(sql, first);
      const std::string both = sql + " AND " + sheet.columns[1] + " = ?";
      if (const auto* text = std::get_if<std::string>(&row[1])) return tx.execute(both, first, *text);
      return tx.execute(both, first, integer(row[1]));
    };
    const auto* text = std::get_if<std::string>(&row[0]);
    const std::int64_t removed = text != nullptr ? remove(*text) : remove(integer(row[0]));
    if (removed != 1)
      throw std::logic_error("not one row of " + sheet.table + " but " + std::to_string(removed));
  }
  if (!edit.come.empty()) tx.bulk(sheet.table, sheet.columns, edit.come);
}

/// Draws edits of a journal whose sheets it has read once.
class Tamperer {
 public:
  Tamperer(journal::testing::Bench& bench, std::uint64_t seed) : random_(seed), tables_(bench.tables()) {
    bench.database().read([&](db::Transaction& tx) {
      for (const journal::Table& table : tables_.all()) read_journalled(tx, table);
      read(tx, "journal_entries",
           {"village_id", "id", "at", "actor_kind", "actor_id", "action", "subject_id", "salt", "rows_json",
            "leaf", "sequenced", "blind"},
           2);
      read(tx, "journal_leaves", {"position", "entry_village", "entry_id", "leaf"}, 1);
      read(tx, "journal_subtrees", {"level", "position", "root"}, 2);
      read(tx, "journal_checkpoints", {"size", "root", "at", "note", "link"}, 1);
      read(tx, "journal_cosignatures", {"size", "verifier", "line"}, 2);
      read(tx, "journal_log_keys", {"verifier", "at"}, 1);
    });
    read_last_entries();
  }

  [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }

  /// One that changes something of what is committed to.
  Edit draw() {
    for (;;) {
      const bool in_journal = random_.below(10) < 3;
      const std::size_t first = in_journal ? tables_.all().size() : 0;
      const std::size_t count = in_journal ? sheets_.size() - first : tables_.all().size();
      Edit edit = draw_in(sheets_[first + random_.below(count)]);
      if (is_same(edit.gone, edit.come)) continue;  // the same again
      suspect(edit);
      if (!edit.suspects.empty()) return edit;
    }
  }

 private:
  void read_journalled(db::Transaction& tx, const journal::Table& table) {
    const bool of_village = table.key == journal::Table::Key::village_and_id;
    std::vector<std::string> columns =
        of_village ? std::vector<std::string>{"village_id", "id"} : std::vector<std::string>{"id"};
    const std::size_t key_columns = columns.size();
    for (const std::string& each : table.columns)
      if (std::ranges::find(columns, each) == columns.end()) columns.push_back(each);
    read(tx, table.name, std::move(columns), key_columns);
  }
  void read(db::Transaction& tx, const std::string& table, std::vector<std::string> columns,
            std::size_t key_columns) {
    Sheet sheet{table, std::move(columns), key_columns, {}};
    std::string list, order;
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      list += (i > 0 ? ", " : "") + sheet.columns[i];
      if (i < key_columns) order += (i > 0 ? ", " : "") + sheet.columns[i];
    }
    for (const db::Row& row : tx.query("SELECT " + list + " FROM " + table + " ORDER BY " + order)) {
      Cells cells;
      for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(row.cell(i));
      sheet.rows.push_back(std::move(cells));
    }
    sheets_.push_back(std::move(sheet));
  }
  [[nodiscard]] const Sheet& sheet(const std::string& table) const {
    return *std::ranges::find(sheets_, table, &Sheet::table);
  }
  /// Only the last commitment to a row is compared with it.
  void read_last_entries() {
    const Sheet& entries = sheet("journal_entries");
    const std::size_t text = entries.column("rows_json");
    for (const Cells& row : entries.rows) {
      const auto commitments = journal::parse_rows(std::get<std::string>(row[text]));
      for (const journal::Commitment& each : commitments.value())
        last_entry_[each.row] = std::max(last_entry_[each.row], integer(row[1]));
    }
  }

  Edit draw_in(const Sheet& in) {
    if (in.rows.empty()) return {&in, "", {}, {}, "", {}};
    const std::uint64_t kind = random_.below(10);
    const Cells& row = in.rows[random_.below(in.rows.size())];
    if (in.table == "journal_log_keys") {
      if (kind < 5) return {&in, "a row deleted", {row}, {}, "", {}};
      return {&in, "changed", {row}, {with(row, 0, other(in, 0, row[0]))}, "verifier", {}};
    }
    // A cosignature that is gone is not missed: docs/witness.md says why.
    if (kind == 0 && in.table == "journal_cosignatures") return {&in, "", {}, {}, "", {}};
    if (kind == 0) return {&in, "a row deleted", {row}, {}, "", {}};
    if (kind == 1) return {&in, "a copy inserted", {}, {copy_of(in, row)}, "", {}};
    if (kind == 2) {
      const Cells& second = in.rows[random_.below(in.rows.size())];
      Cells a = second, b = row;
      std::copy_n(row.begin(), in.key_columns, a.begin());
      std::copy_n(second.begin(), in.key_columns, b.begin());
      if (&second == &row) return {&in, "", {}, {}, "", {}};
      return {&in, "two rows swapped", {row, second}, {a, b}, "", {}};
    }
    const std::size_t column = random_.below(in.columns.size());
    return {&in, "changed", {row}, {with(row, column, other(in, column, row[column]))}, in.columns[column],
            {}};
  }
  static Cells with(Cells row, std::size_t column, db::Value value) {
    row[column] = std::move(value);
    return row;
  }
  Cells copy_of(const Sheet& in, Cells row) {
    const std::size_t last = in.key_columns - 1;
    row[last] = other(in, last, row[last]);
    // A leaf of an entry that is in the tree already would be refused.
    if (in.table == "journal_leaves") {
      row[0] = random_.below(4) == 0 ? -1 : static_cast<std::int64_t>(in.rows.size() + random_.below(3));
      row[2] = static_cast<std::int64_t>(random_.below(1U << 30U)) + 1;
    }
    return row;
  }
  /// Another value of the same type, or NULL.
  db::Value other(const Sheet& in, std::size_t column, const db::Value& value) {
    const std::uint64_t kind = random_.below(8);
    const db::Value& known = in.rows[random_.below(in.rows.size())][column];
    if (kind < 3 || std::holds_alternative<std::nullptr_t>(value)) return known;
    if (kind == 3 && column >= in.key_columns) return nullptr;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      if (*number == 0 || *number == 1) return 1 - *number;
      const std::int64_t others[] = {*number + 1, *number - 1, -*number, 0,
                                     static_cast<std::int64_t>(random_.below(1ULL << 62U))};
      return others[random_.below(std::size(others))];
    }
    if (const auto* number = std::get_if<double>(&value)) return *number + 1;
    if (const auto* bytes = std::get_if<db::Blob>(&value)) {
      db::Blob changed = *bytes;
      if (changed.bytes.empty()) return db::Blob{"x"};
      char& one = changed.bytes[random_.below(changed.bytes.size())];
      one = static_cast<char>(one ^ static_cast<char>(1U << random_.below(8)));
      return changed;
    }
    const std::string& text = std::get<std::string>(value);
    if (text.empty() || kind == 4) return text + "x";
    if (kind == 5) return std::string();
    // A letter that stands by itself, so that the text stays UTF-8.
    std::string changed = text;
    for (std::size_t tried = 0; tried < 64; ++tried) {
      char& one = changed[random_.below(changed.size())];
      if (static_cast<unsigned char>(one) < 0x80) {
        one = one == 'y' ? 'z' : 'y';
        return changed;
      }
    }
    return text + "y";
  }

  void suspect(Edit& edit) const {
    const Sheet& in = *edit.sheet;
    if (in.table == "journal_entries") return suspect_entries(edit);
    if (in.table == "journal_leaves") return suspect_leaves(edit);
    if (in.table == "journal_log_keys") {
      for (const Cells& row : sheet("journal_checkpoints").rows) suspect_checkpoint(edit, integer(row[0]));
      return;
    }
    for (const auto* rows : {&edit.gone, &edit.come})
      for (const Cells& row : *rows) {
        if (in.table == "journal_checkpoints") {
          suspect_checkpoint(edit, integer(row[0]));
          suspect_checkpoint(edit, checkpoint_after(integer(row[0])));
        } else if (in.table == "journal_cosignatures") {
          edit.suspects.insert({in.table, 0, integer(row[0])});
        } else if (in.key_columns == 2) {
          edit.suspects.insert({in.table, integer(row[0]), integer(row[1])});
        } else {
          edit.suspects.insert({in.table, 0, integer(row[0])});
        }
      }
  }
  static void suspect_checkpoint(Edit& edit, std::int64_t size) {
    edit.suspects.insert({"journal_checkpoints", 0, size});
  }
  /// The size of the first one of more leaves; of the whole tree when there is none.
  [[nodiscard]] std::int64_t checkpoint_after(std::int64_t size) const {
    for (const Cells& row : sheet("journal_checkpoints").rows)
      if (integer(row[0]) > size) return integer(row[0]);
    return static_cast<std::int64_t>(sheet("journal_leaves").rows.size());
  }
  void suspect_entries(Edit& edit) const {
    // The salt is in no leaf, so that it can be deleted: it is missed where a row that stands now needs it.
    if (edit.column == "salt") {
      for (const auto& [row, entry] : last_entry_)
        if (entry == integer(edit.gone.front()[1])) edit.suspects.insert(row);
      return;
    }
    for (const auto* rows : {&edit.gone, &edit.come})
      for (const Cells& row : *rows)
        edit.suspects.insert({"journal_entries", integer(row[0]), integer(row[1])});
  }
  void suspect_leaves(Edit& edit) const {
    std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
    std::int64_t count = static_cast<std::int64_t>(edit.sheet->rows.size());
    for (const auto* rows : {&edit.gone, &edit.come})
      for (const Cells& row : *rows) {
        edit.suspects.insert({"journal_entries", integer(row[1]), integer(row[2])});
        if (integer(row[0]) >= 0) lowest = std::min(lowest, integer(row[0]));
        count = std::max(count, integer(row[0]) + 1);
      }
    if (edit.column != "position" && edit.what != "two rows swapped") return;
    suspect_checkpoint(edit, checkpoint_after(lowest));
    suspect_checkpoint(edit, count);
    edit.suspects.insert({"journal_subtrees", 1, lowest / 256});
  }

  SeededRandom random_;
  const journal::Tables& tables_;
  std::vector<Sheet> sheets_;
  std::map<RowKey, std::int64_t> last_entry_;
};

}  // namespace lianghu::app::testing

#include "journal/forgetting.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/present.h"
#include "base/refusal.h"
#include "base/text.h"
#include "journal/forgetting_store.h"
#include "journal/rows.h"

namespace lianghu::journal {

namespace {

constexpr int entries_a_page = 1000;
constexpr std::size_t rows_a_hold = 500;
constexpr std::size_t sought_characters_min = 2;

/// One erasing's work on the journal of a village.
class Forgetting {
 public:
  Forgetting(Context& context, std::int64_t village, const Tables& tables)
      : context_(context), village_(village), tables_(tables) {}

  std::int64_t run(std::int64_t subject, const std::vector<std::string_view>& gone) {
    take_changed();
    read_entries(gone);
    add_gone(gone);
    find_entries();
    renew_others(subject);
    std::int64_t count = 0;
    for (const auto& each : losing_) {
      store::forget_salts(context_.tx(), each.first, {{each.second.begin(), each.second.end()}});
      count += static_cast<std::int64_t>(each.second.size());
    }
    return count;
  }

 private:
  /// The last that is said of a row.
  struct Known {
    store::Place entry;
    merkle::Hash hash{};
    std::optional<std::string> salt;
  };

  using Entries = std::vector<std::pair<store::Mentions, std::vector<Commitment>>>;

  void take_changed() {
    if (context_.records().empty()) throw std::logic_error("salts are forgotten after what was erased");
    for (const auto& record : context_.records())
      for (const auto& touched : record.rows) changed_.insert(key_of(touched));
    for (const auto& touched : context_.records().back().rows) erased_.insert(key_of(touched));
  }

  RowKey key_of(const Context::Touched& touched) const {
    const bool of_village = tables_.at(touched.table).key == Table::Key::village_and_id;
    return {touched.table, of_village ? touched.village : 0, touched.id};
  }

  void each_entry(const std::function<void(const store::Mentions&, const std::vector<Commitment>&)>& take) {
    store::Place last{village_, std::numeric_limits<std::int64_t>::min()};
    for (;;) {
      const auto page = store::mentions_in(context_.tx(), last, entries_a_page);
      for (const store::Mentions& each : page) {
        if (const auto rows = parse_rows(each.rows)) take(each, *rows);
        last = each.entry;
      }
      if (page.size() < static_cast<std::size_t>(entries_a_page)) return;
    }
  }

  /// Keeps those that may have to lose their salt.
  void read_entries(const std::vector<std::string_view>& gone) {
    each_entry([&](const store::Mentions& entry, const std::vector<Commitment>& rows) {
      learn(entry, rows);
      const bool may_lose = std::ranges::any_of(rows, [&](const Commitment& each) {
        return erased_.contains(each.row) || std::ranges::find(gone, each.row.table) != gone.end();
      });
      if (may_lose) own_.emplace_back(entry, rows);
    });
  }

  void learn(const store::Mentions& entry, const std::vector<Commitment>& rows) {
    for (const Commitment& each : rows) {
      Known& known = newest_[each.row];
      if (known.entry.id <= entry.entry.id) known = {entry.entry, each.hash, entry.salt};
    }
  }

  /// Rows of no village may have been changed from any: all entries are read for them, once.
  const Entries& shared() {
    if (shared_) return *shared_;
    shared_.emplace();
    for (store::Mentions& each : store::mentions_of_shared(context_.tx())) {
      auto rows = parse_rows(each.rows);
      if (!rows) continue;
      learn(each, *rows);
      shared_->emplace_back(std::move(each), std::move(*rows));
    }
    return *shared_;
  }

  /// Does the last that was said of the row fit to what it says now?
  bool holds(const RowKey& row, std::string_view text) const {
    const auto known = newest_.find(row);
    return known != newest_.end() && known->second.salt &&
           commitment(present(known->second.salt), row, text) == known->second.hash;
  }

  /// Their own last commitment is that they are gone, which is made anew with those of the others. Whatever
  /// was taken away behind the journal's back stays missed.
  void add_gone(const std::vector<std::string_view>& gone) {
    for (const auto& each : newest_)
      if (each.first.village == village_ && std::ranges::find(gone, each.first.table) != gone.end() &&
          holds(each.first, absent_row))
        gone_.insert(each.first);
  }

  void find_entries() {
    lose_naming(own_);
    if (std::ranges::any_of(erased_, [](const RowKey& row) { return row.village == 0; }))
      lose_naming(shared());
  }

  void lose_naming(const Entries& entries) {
    const auto is_named = [&](const Commitment& each) {
      return erased_.contains(each.row) || gone_.contains(each.row);
    };
    for (const auto& each : entries)
      if (each.first.salt && std::ranges::any_of(each.second, is_named)) lose(each.first.entry, each.second);
  }

  void lose(store::Place entry, const std::vector<Commitment>& rows) {
    if (!losing_[entry.village].insert(entry.id).second) return;
    for (const Commitment& each : rows)
      if (!changed_.contains(each.row)) others_.insert(each.row);
  }

  /// Does a later entry, whose salt stays, commit to the row already?
  bool rests_elsewhere(const RowKey& row) {
    if (row.village == 0) static_cast<void>(shared());
    const auto newest = newest_.find(row);
    if (newest == newest_.end()) return false;
    const auto losing = losing_.find(newest->second.entry.village);
    return losing == losing_.end() || !losing->second.contains(newest->second.entry.id);
  }

  void renew_others(std::int64_t subject) {
    std::map<std::pair<std::string, std::int64_t>, std::vector<std::int64_t>> held;
    std::vector<RowKey> renewed;
    for (const RowKey& row : others_) {
      if (rests_elsewhere(row)) continue;
      held[{row.table, row.village}].push_back(row.id);
      renewed.push_back(row);
      context_.touched(row.table, row.village, row.id);
    }
    if (held.empty()) return;
    for (const auto& each : held) hold(tables_.at(each.first.first), each.first.second, each.second);
    require_unaltered(renewed);
    context_.record("journal.forgotten", village_, subject);
  }

  /// What somebody altered behind the journal's back must not be made good by this.
  void require_unaltered(const std::vector<RowKey>& rows) {
    std::vector<std::pair<RowKey, std::string>> differing;
    read_back(context_.tx(), tables_, rows, [&](const RowKey& row, std::string_view text) {
      if (!holds(row, text)) differing.emplace_back(row, text);
    });
    if (differing.empty()) return;
    // Somebody may have changed it as one does, before it was held.
    each_entry(
        [&](const store::Mentions& entry, const std::vector<Commitment>& named) { learn(entry, named); });
    shared_.reset();
    static_cast<void>(shared());
    for (const auto& each : differing)
      if (!holds(each.first, each.second))
        throw Refusal(Status::conflict, "journal.differs", {},
                      {{"table", each.first.table}, {"id", std::to_string(each.first.id)}});
  }

  /// Nobody changes these rows any more before this change has committed to them: PostgreSQL would let
  /// another change in between.
  void hold(const Table& table, std::int64_t village, const std::vector<std::int64_t>& ids) {
    const bool of_village = table.key == Table::Key::village_and_id;
    const std::string sql = fmt::format("UPDATE {0} SET {1} = {1} WHERE {2}id IN ?*", table.name,
                                        table.columns.front(), of_village ? "village_id = ? AND " : "");
    for (std::size_t from = 0; from < ids.size(); from += rows_a_hold) {
      const auto end = std::min(from + rows_a_hold, ids.size());
      const db::IdList some{
          {ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(end)}};
      if (of_village)
        context_.tx().execute(sql, village, some);
      else
        context_.tx().execute(sql, some);
    }
  }

  Context& context_;
  std::int64_t village_;
  const Tables& tables_;
  std::set<RowKey> changed_;  // by this change
  std::set<RowKey> erased_;   // among them
  std::set<RowKey> gone_;
  std::set<RowKey> others_;  // named by an entry that loses its salt
  std::map<RowKey, Known> newest_;
  Entries own_;  // of the village
  std::optional<Entries> shared_;
  std::map<std::int64_t, std::set<std::int64_t>> losing_;  // entries, by village
};

}  // namespace

std::int64_t forget_salts(Context& context, std::int64_t village, std::int64_t subject,
                          const std::vector<std::string_view>& gone, const Tables& tables) {
  return Forgetting(context, village, tables).run(subject, gone);
}

void forget_answers(Context& context, std::int64_t village, const std::vector<std::string>& texts) {
  for (const std::string& each : texts)
    if (characters(each) >= sought_characters_min) store::forget_answers(context.tx(), village, each);
}

}  // namespace lianghu::journal

// Whatever somebody changes with SQL, in the journal or in a table that it commits to, `journal verify` finds
// and names.
#include "app/tampering.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "app/whole_village.h"
#include "journal/cosigning.h"
#include "journal/public_log.h"
#include "journal/sequencer.h"

namespace lianghu::app {
namespace {

using testing::Edit;
using testing::Sheet;
using testing::Tamperer;

/// Ends a transaction without a trace.
struct Undone {};

class Tampering : public ::testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    const std::string folder = journal::testing::own_folder();
    journal::PublicLog log(folder + "/log.key", folder + "/log.head", bench_.random());
    log.check(bench_.database());
    journal::Sequencer sequencer(bench_.database(), bench_.clock(), &log);
    sequencer.sequence();
    for (int i = 0; i < 10; ++i) {
      village_.write_notes(i < 9 ? 3 : 150);  // the last ones fill a subtree
      sequencer.sequence();
      if (i % 3 == 0) cosign();
    }
    village_.write_notes(3);  // these wait
  }
  /// As a witness would.
  void cosign() {
    const auto witness = journal::NoteSigner::make("witness", bench_.random(), journal::KeyKind::cosignature);
    const auto sent = bench_.database().read(
        [&](db::Transaction& tx) { return journal::for_witness(tx, witness.verifier(), 0).value(); });
    ASSERT_TRUE(journal::keep_cosignature(
        bench_.database(), sent, witness.verifier(),
        witness.cosign(journal::parse_note(sent.note).value().text, bench_.clock().now())));
  }
  /// What is found once the edit is made; nothing when the database itself refused it.
  std::optional<journal::Report> report_after(const Edit& edit) {
    std::optional<journal::Report> report;
    try {
      bench_.database().write([&](db::Transaction& tx) {
        // Nobody who forges is held up by a foreign key.
        tx.execute(GetParam() == db::Engine::sqlite ? "PRAGMA defer_foreign_keys = ON"
                                                    : "SET LOCAL session_replication_role = replica");
        apply(tx, edit);
        report = journal::verify(tx, bench_.tables());
        throw Undone{};
      });
    } catch (const Undone&) {
    } catch (const db::Error&) {
      report.reset();
    }
    return report;
  }

  journal::testing::Bench bench_{GetParam()};
  testing::WholeVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Tampering);

std::string told(const Edit& edit) {
  std::string out = edit.sheet->table + ": " + edit.what + " " + edit.column;
  for (const auto& row : edit.suspects)
    out += "\n  suspected: " + row.table + " " + std::to_string(row.village) + " " + std::to_string(row.id);
  return out;
}

/// Another number than the usual one, for a longer search: LIANGHU_EDITS=10000.
int edits_wanted(int usual) {
  const char* wanted = std::getenv("LIANGHU_EDITS");
  return wanted == nullptr ? usual : std::stoi(wanted);
}

TEST_P(Tampering, is_found_whatever_it_is_and_the_row_is_named) {
  ASSERT_TRUE(bench_.verify().holds());
  Tamperer tamperer(bench_, 1);
  for (const Sheet& sheet : tamperer.sheets())
    EXPECT_FALSE(sheet.rows.empty()) << "nothing in " << sheet.table;
  const int edits = edits_wanted(GetParam() == db::Engine::sqlite ? 250 : 40);
  int refused = 0;
  int missed = 0;
  for (int made = 0; made < edits && missed < 5;) {
    const Edit edit = tamperer.draw();
    const auto report = report_after(edit);
    if (!report) {
      ++refused;  // by the database itself
      continue;
    }
    ++made;
    const auto first = report->first.value_or(journal::Difference{{}, "nothing", 0, 0});
    if (edit.suspects.contains({first.table, first.village, first.id})) continue;
    ++missed;
    ADD_FAILURE() << "edit " << made << ": " << first.table << " " << first.village << " " << first.id
                  << " is named after " << told(edit);
  }
  std::cout << edits << " edits were found, " << refused << " more the database refused\n";
  EXPECT_TRUE(bench_.verify().holds()) << "an edit was not undone";
}

}  // namespace
}  // namespace lianghu::app

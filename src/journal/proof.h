#pragma once
// A proof that one row was journalled as it says, for anybody and without this program: C2SP's tlog-proof
// (c2sp.org/tlog-proof) with the opening of the entry as its extra data. It shows that row and the entry's
// bare facts and opens nothing else of the journal.
#include <optional>
#include <string>
#include <string_view>

#include "db/db.h"
#include "journal/cosigning.h"
#include "journal/entry.h"
#include "journal/note.h"

namespace lianghu::journal {

/// What leads from a row to its leaf (journal/entry.h). As JSON: {"entry","blind","table","village","id",
/// "row","salt"}, blind and salt in hex, entry the entry text.
struct Opening {
  std::string entry;  // entry_text
  std::string blind;  // 16 bytes
  RowKey row;
  std::string row_text;
  merkle::Hash salt{};  // the row's

  [[nodiscard]] std::string text() const;
  /// The entry commits to this row with this text, and its facts are such.
  [[nodiscard]] bool holds() const;
  [[nodiscard]] merkle::Hash leaf() const;
  /// When the entry was made. Only of one that holds.
  [[nodiscard]] Instant at() const;
  /// A text column; nothing when there is none of that name.
  [[nodiscard]] std::optional<std::string> column(std::string_view name) const;
};
[[nodiscard]] std::optional<Opening> parse_opening(std::string_view text);

struct LogProof {
  std::string extra;  // "" for none
  std::uint64_t index = 0;
  merkle::Proof path;
  std::string checkpoint;  // the signed note

  [[nodiscard]] std::string text() const;
};
[[nodiscard]] std::optional<LogProof> parse_proof(std::string_view text);

/// The village's entry of `action` about `subject` right after the id `after`, which touched `row` (village 0
/// for a reference table's). Once its salt is forgotten: the next one that names the row and has its salt.
struct RowQuestion {
  RowKey row;
  std::int64_t village = 0;
  std::int64_t after = 0;
  std::string action;
  std::int64_t subject = 0;
};
enum class ProofState {
  none,     // there is nothing to prove, or it can be opened no more
  waiting,  // not in a signed checkpoint yet
  broken,   // what is stored is not what was journalled
  proved
};
struct RowProof {
  ProofState state{};
  // Of a proved one.
  std::uint64_t index = 0;
  Instant at;
  std::string text;  // of the LogProof
  Opening opening;
  std::uint64_t size = 0;  // of the checkpoint that it leads to
  std::vector<Cosigner> cosigners;
};
/// Leads to the newest checkpoint that a witness has signed, if that has the entry; else to the newest.
[[nodiscard]] RowProof prove_row(db::Transaction& tx, const Tables& tables, const RowQuestion& question);

struct CheckedProof {
  Opening opening;
  std::uint64_t index = 0;
  TreeHead head;
  std::vector<Cosigner> cosigners;  // those that were asked for
};
/// Without a key the signature is not looked at, and it only shows that the proof fits itself. Each of the
/// witnesses must have signed too.
/// Throws Refusal 422 proof.form, proof.signature, proof.witness {name}, proof.inclusion, proof.opening.
[[nodiscard]] CheckedProof check_proof(std::string_view text, const std::optional<NoteVerifier>& key,
                                       const std::vector<NoteVerifier>& witnesses = {});

}  // namespace lianghu::journal

#pragma once
// The log's side of its witnesses (c2sp.org/tlog-witness): what one is sent, and what comes back. Whoever
// gets a proof with a witness's line under it knows that somebody else has seen the same log, and nobody was
// shown another one. It knows no network: app/witness_feed.h carries the messages.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "journal/note.h"

namespace lianghu::journal {

/// The size in an add-checkpoint's body, its proof and its note.
struct AddCheckpoint {
  std::uint64_t old_size = 0;
  merkle::Proof proof;
  std::string checkpoint;  // the signed note

  [[nodiscard]] std::string text() const;
};
[[nodiscard]] std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view text);

/// What to send to a witness that knows the first `known` entries.
struct ForWitness {
  std::uint64_t size = 0;  // of the newest signed checkpoint, which may be smaller than `known`
  std::string note;
  std::string body;  // "" when the witness has signed it already, or knows more than there is
};
/// Nothing while nothing is signed. Throws TreeDamaged.
[[nodiscard]] std::optional<ForWitness> for_witness(db::Transaction& tx, const NoteVerifier& witness,
                                                    std::uint64_t known);
/// The size that this witness knows, by what it has signed.
[[nodiscard]] std::uint64_t known_to(db::Transaction& tx, const NoteVerifier& witness);
/// Keeps the witness's line, if one is among those that came back and it holds; says whether.
[[nodiscard]] bool keep_cosignature(db::Database& database, const ForWitness& sent,
                                    const NoteVerifier& witness, std::string_view lines);

/// The lines of witnesses under the checkpoint of that size.
[[nodiscard]] std::string cosignature_lines(db::Transaction& tx, std::uint64_t size);
struct Cosigner {
  std::string name;
  Instant at;
};
[[nodiscard]] std::vector<Cosigner> cosigners(db::Transaction& tx, std::uint64_t size);

}  // namespace lianghu::journal

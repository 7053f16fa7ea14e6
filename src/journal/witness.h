#pragma once
// A witness of others' logs (c2sp.org/tlog-witness): it signs what continues all that it has signed of a log
// before, and nothing else, so that a log cannot show one history to some and another to others. Its memory
// is one row a log, written before the signature leaves. It knows no HTTP: app/witness_api.cpp does.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/db.h"
#include "journal/note.h"

namespace lianghu::journal {

class Witness {
 public:
  /// `logs`: the keys it trusts; a key's name is the origin of its log, and a log may have several.
  Witness(NoteSigner signer, std::vector<NoteVerifier> logs, const Clock& clock);

  /// What became of an add-checkpoint; the numbers are HTTP's.
  enum class Verdict {
    cosigned = 200,
    malformed = 400,   // it is no such message, or its old size is larger than its checkpoint
    not_signed = 403,  // by none of the log's keys
    unknown_log = 404,
    conflict = 409,      // it starts from another size than the witness knows
    inconsistent = 422,  // nothing shows that it continues what was signed
  };
  struct Outcome {
    Verdict verdict{};
    std::string body;    // of cosigned: signature lines; of conflict: the size that the witness knows
    std::string origin;  // of the log, once that is known
    /// Of inconsistent: the note that was to be signed, with the log's own signatures. Anybody may have sent
    /// it, as it is public, with a proof that they made up: it says nothing against the log.
    std::string note = {};
    /// Of a fork: what the log had signed before, another tree of the same size. These two notes prove the
    /// fork to anybody. "" where there is no such proof.
    std::string other_note = {};
  };
  /// Throws std::runtime_error when what it remembers of the log is not what its key has signed.
  [[nodiscard]] Outcome add_checkpoint(db::Database& database, std::string_view body);

  /// The newest checkpoint that it has signed of the log whose origin has that hash (lower-case hex of
  /// SHA-256), with the signatures.
  [[nodiscard]] std::optional<std::string> checkpoint(db::Transaction& tx,
                                                      std::string_view origin_hash) const;
  [[nodiscard]] const NoteVerifier& verifier() const { return signer_.verifier(); }

 private:
  [[nodiscard]] std::optional<TreeHead> remembered(db::Transaction& tx, const std::string& origin) const;
  [[nodiscard]] std::string signed_before(db::Transaction& tx, const std::string& origin) const;

  NoteSigner signer_;
  std::vector<NoteVerifier> logs_;
  const Clock& clock_;
};

}  // namespace lianghu::journal

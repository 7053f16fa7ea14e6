#pragma once
// The journal in public: its checkpoints signed as C2SP notes. What was signed last is also kept in a file
// beside the database, because a log must never sign what does not continue it: whoever puts an older or
// another database in the place of this one finds that nothing more is signed, and says it loudly.
#include <atomic>
#include <filesystem>
#include <optional>
#include <string>

#include "db/db.h"
#include "journal/note.h"

namespace lianghu::journal {

enum class Continuity {
  holds,        // the database continues what was signed last, or nothing was signed yet
  rolled_back,  // it has fewer entries than were signed
  forked,       // it has others
};

class PublicLog {
 public:
  /// `key_file` is made when there is none. Throws std::runtime_error when it cannot be read.
  PublicLog(const std::filesystem::path& key_file, std::filesystem::path head_file, Random& random);

  [[nodiscard]] const NoteVerifier& verifier() const { return signer_.verifier(); }
  /// Compares the tree with what was signed last, as the file has it and the database itself. What breaks the
  /// log stops it from signing, until a check finds that it holds.
  Continuity check(db::Database& database);
  [[nodiscard]] bool may_sign() const { return may_sign_; }

  /// The signed checkpoint.
  [[nodiscard]] std::string sign(std::uint64_t size, const merkle::Hash& root) const;
  /// Once it is committed. One that is smaller than what is kept is passed over.
  void keep(const std::string& note) const;

 private:
  /// What this key signed last; nothing before the first signature. Throws when the file holds no checkpoint,
  /// or one of this log whose signature does not hold: check() takes that for a fork.
  [[nodiscard]] std::optional<TreeHead> kept() const;
  [[nodiscard]] std::optional<TreeHead> head_in(std::string_view note) const;
  [[nodiscard]] Continuity compare(db::Transaction& tx, const std::optional<TreeHead>& kept) const;

  NoteSigner signer_;
  std::filesystem::path head_file_;
  std::atomic<bool> may_sign_ = false;
};

/// Whether the log continues a checkpoint that somebody kept, found by reading every leaf rather than what is
/// stored of the tree; and how many leaves there are. A log whose own newest checkpoint is not its leaves' is
/// forked.
struct Continued {
  Continuity continuity{};
  std::uint64_t size = 0;
};
[[nodiscard]] Continued continued(db::Transaction& tx, const TreeHead& kept);

/// The newest checkpoint that was signed, with its signature and what witnesses have signed of it by now;
/// nothing while there is none.
[[nodiscard]] std::optional<std::string> signed_checkpoint(db::Transaction& tx);
/// How many leaves it covers; 0 while there is none.
[[nodiscard]] std::uint64_t signed_size(db::Transaction& tx);
/// The key that signs now, as NoteVerifier's text; nothing before the first start.
[[nodiscard]] std::optional<std::string> log_key(db::Transaction& tx);

}  // namespace lianghu::journal

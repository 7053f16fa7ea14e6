#pragma once
// C2SP signed notes with Ed25519 keys (c2sp.org/signed-note), and the checkpoint of a tree as such a note
// (c2sp.org/tlog-checkpoint), which witnesses cosign (c2sp.org/tlog-cosignature). Pure functions; keys are
// written as Go's sumdb tools write them, so that these read them too.
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "journal/merkle.h"

namespace lianghu::journal {

/// What a key's signatures say. The numbers stand in the keys.
enum class KeyKind : unsigned char {
  ed25519 = 1,      // the text
  cosignature = 4,  // that the text is the newest checkpoint that a witness has seen of the log, at a time
};

/// Who signed and how to check it: "name+0a1b2c3d+base64".
struct NoteVerifier {
  std::string name;
  std::string id;          // 4 bytes
  std::string public_key;  // 32 bytes
  KeyKind kind = KeyKind::ed25519;

  [[nodiscard]] std::string text() const;
  /// Nothing when it is not such a key, or its id is another's.
  [[nodiscard]] static std::optional<NoteVerifier> from_text(std::string_view text);
  [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const;
};

class NoteSigner {
 public:
  /// `name`: is_key_name.
  [[nodiscard]] static NoteSigner make(const std::string& name, Random& random,
                                       KeyKind kind = KeyKind::ed25519);
  /// Reads the file, or makes it (mode 0600, durable) when there is none. Throws std::runtime_error with the
  /// path when it cannot be read or holds no key of that kind.
  [[nodiscard]] static NoteSigner from_file(const std::filesystem::path& file, Random& random,
                                            const std::string& name_of_new, KeyKind kind = KeyKind::ed25519);
  /// "PRIVATE+KEY+name+0a1b2c3d+base64".
  [[nodiscard]] static std::optional<NoteSigner> from_text(std::string_view text);
  [[nodiscard]] std::string text() const;

  [[nodiscard]] const NoteVerifier& verifier() const { return verifier_; }
  /// The text with its blank line and signature line behind it. `text` ends in a newline.
  [[nodiscard]] std::string sign(std::string_view text) const;
  /// A witness's signature line under a checkpoint's text, with its newline.
  [[nodiscard]] std::string cosign(std::string_view text, Instant at) const;

 private:
  NoteSigner(const std::string& name, const std::string& seed, KeyKind kind);
  [[nodiscard]] std::string line(std::string_view before, std::string_view message) const;

  std::array<unsigned char, 64> secret_{};  // libsodium's: the seed, then the public key
  NoteVerifier verifier_;
};

/// Not empty, UTF-8, without white space and plus.
[[nodiscard]] bool is_key_name(std::string_view name);
/// "PREFIX/" and 12 random hex digits.
[[nodiscard]] std::string new_key_name(const std::string& prefix, Random& random);

struct NoteSignature {
  std::string name;
  std::string id;  // 4 bytes
  std::string bytes;

  /// With its newline.
  [[nodiscard]] std::string line() const;
};
struct SignedNote {
  std::string text;  // with its last newline
  std::vector<NoteSignature> signatures;

  /// At least one signature is by that key, and each that is by it holds.
  [[nodiscard]] bool is_signed_by(const NoteVerifier& key) const;
  /// The first signature by that key; nothing when there is none, or one that does not hold.
  [[nodiscard]] std::optional<NoteSignature> signature_by(const NoteVerifier& key) const;
};
/// Lines as they stand under a note; nothing when one of them is no signature.
[[nodiscard]] std::optional<std::vector<NoteSignature>> parse_signatures(std::string_view lines);
/// When the witness signed; nothing when that is no cosignature.
[[nodiscard]] std::optional<Instant> cosigned_at(const NoteSignature& signature);
/// Nothing when it is not one, or has more than 16 signatures.
[[nodiscard]] std::optional<SignedNote> parse_note(std::string_view text);

struct TreeHead {
  std::string origin;
  std::uint64_t size = 0;
  merkle::Hash root{};

  [[nodiscard]] std::string text() const;
};
/// Of a note's text; nothing when it is no checkpoint. Extension lines are passed over.
[[nodiscard]] std::optional<TreeHead> parse_tree_head(std::string_view text);

}  // namespace lianghu::journal

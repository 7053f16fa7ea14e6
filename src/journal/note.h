#pragma once
// C2SP signed notes with Ed25519 keys (c2sp.org/signed-note), and the checkpoint of a tree as such a note
// (c2sp.org/tlog-checkpoint). Pure functions; keys are written as Go's sumdb tools write them, so that these
// read them too.
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "journal/merkle.h"

namespace lianghu::journal {

/// Who signed and how to check it: "name+0a1b2c3d+base64".
struct NoteVerifier {
  std::string name;
  std::string id;          // 4 bytes
  std::string public_key;  // 32 bytes

  [[nodiscard]] std::string text() const;
  /// Nothing when it is not such a key, or its id is another's.
  [[nodiscard]] static std::optional<NoteVerifier> from_text(std::string_view text);
  [[nodiscard]] bool verify(std::string_view text, std::string_view signature) const;
};

class NoteSigner {
 public:
  /// `name`: without white space and plus.
  [[nodiscard]] static NoteSigner make(const std::string& name, Random& random);
  /// Reads the file, or makes it (mode 0600, durable) when there is none: named "lianghu/" and 12 random hex
  /// digits. Throws std::runtime_error with the path when it cannot be read or holds no key.
  [[nodiscard]] static NoteSigner from_file(const std::filesystem::path& file, Random& random);
  /// "PRIVATE+KEY+name+0a1b2c3d+base64".
  [[nodiscard]] static std::optional<NoteSigner> from_text(std::string_view text);
  [[nodiscard]] std::string text() const;

  [[nodiscard]] const NoteVerifier& verifier() const { return verifier_; }
  /// The text with its blank line and signature line behind it. `text` ends in a newline.
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  NoteSigner(const std::string& name, const std::string& seed);

  std::array<unsigned char, 64> secret_{};  // libsodium's: the seed, then the public key
  NoteVerifier verifier_;
};

struct NoteSignature {
  std::string name;
  std::string id;  // 4 bytes
  std::string bytes;
};
struct SignedNote {
  std::string text;  // with its last newline
  std::vector<NoteSignature> signatures;

  /// At least one signature is by that key, and each that is by it holds.
  [[nodiscard]] bool is_signed_by(const NoteVerifier& key) const;
};
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

#pragma once
// Sealing of personal numbers (identity, telephone) inside the database, and keyed hashes to find them again.
// The key file lies beside the database, mode 0600, and is never in it: a stolen database alone opens
// nothing.
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lianghu {

class Sealer {
 public:
  /// Reads `file` (32 bytes), or makes it from the system's randomness if there is none.
  /// Throws std::runtime_error with the path if it cannot be read or has another length.
  static Sealer from_file(const std::filesystem::path& file);
  explicit Sealer(const std::array<unsigned char, 32>& key);

  /// XChaCha20-Poly1305 with a nonce derived from key, context and text (RFC 8452's idea: the same text seals
  /// to the same bytes within one context, so imports and the demo repeat). `context` names table and column.
  [[nodiscard]] std::string seal(std::string_view plain, std::string_view context) const;
  /// Nothing if the bytes were changed, or sealed by another key or in another context.
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed, std::string_view context) const;
  /// Keyed BLAKE2b-256, to look up what is sealed: 32 bytes.
  [[nodiscard]] std::string fingerprint(std::string_view plain, std::string_view context) const;

 private:
  std::array<unsigned char, 32> key_;
};

}  // namespace lianghu

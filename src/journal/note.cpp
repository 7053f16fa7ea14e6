#include "journal/note.h"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/files.h"
#include "base/text.h"

namespace lianghu::journal {

namespace {

constexpr char ed25519_type = 1;
constexpr std::size_t id_bytes = 4;
constexpr std::size_t key_bytes = crypto_sign_ed25519_PUBLICKEYBYTES;
constexpr std::size_t note_signatures_max = 16;
constexpr std::string_view private_mark = "PRIVATE+KEY+";
constexpr std::string_view dash = "\xE2\x80\x94 ";

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string typed(std::string_view key) {
  return ed25519_type + std::string(key);
}

std::string id_of(const std::string& name, std::string_view public_key) {
  return merkle::bytes(merkle::sha256(name + "\n" + typed(public_key))).substr(0, id_bytes);
}

bool is_name(std::string_view name) {
  return !name.empty() && is_utf8(name) && name.find('+') == std::string_view::npos &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= ' '; }) &&
         trim(name) == name;
}

/// name, id and key of "name+0a1b2c3d+base64".
struct KeyText {
  std::string name;
  std::string id;
  std::string key;
};
std::optional<KeyText> parse_key(std::string_view text) {
  const auto parts = split(text, '+');  // base64 may hold a plus itself
  if (parts.size() < 3 || !is_name(parts[0])) return std::nullopt;
  const std::size_t begin = parts[0].size() + parts[1].size() + 2;
  const auto key = from_base64(text.substr(begin));
  if (!key || key->size() != key_bytes + 1 || key->front() != ed25519_type) return std::nullopt;
  return KeyText{parts[0], parts[1], key->substr(1)};
}

std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_name(line.substr(0, space))) return std::nullopt;
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= id_bytes) return std::nullopt;
  return NoteSignature{std::string(line.substr(0, space)), bytes->substr(0, id_bytes),
                       bytes->substr(id_bytes)};
}

}  // namespace

std::string NoteVerifier::text() const {
  return name + "+" + hex(id) + "+" + base64(typed(public_key));
}

std::optional<NoteVerifier> NoteVerifier::from_text(std::string_view text) {
  const auto parsed = parse_key(text);
  if (!parsed) return std::nullopt;
  NoteVerifier out{parsed->name, id_of(parsed->name, parsed->key), parsed->key};
  if (hex(out.id) != parsed->id) return std::nullopt;
  return out;
}

bool NoteVerifier::verify(std::string_view text, std::string_view signature) const {
  return signature.size() == crypto_sign_ed25519_BYTES &&
         crypto_sign_ed25519_verify_detached(bytes_of(signature), bytes_of(text), text.size(),
                                             bytes_of(public_key)) == 0;
}

NoteSigner::NoteSigner(const std::string& name, const std::string& seed) {
  std::string public_key(key_bytes, '\0');
  crypto_sign_ed25519_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()), secret_.data(),
                                   bytes_of(seed));
  verifier_ = {name, id_of(name, public_key), public_key};
}

NoteSigner NoteSigner::make(const std::string& name, Random& random) {
  if (!is_name(name)) throw std::logic_error("a note's key has a name without spaces and plus");
  return {name, random.bytes(crypto_sign_ed25519_SEEDBYTES)};
}

std::optional<NoteSigner> NoteSigner::from_text(std::string_view text) {
  if (!text.starts_with(private_mark)) return std::nullopt;
  const auto parsed = parse_key(text.substr(private_mark.size()));
  if (!parsed) return std::nullopt;
  NoteSigner out(parsed->name, parsed->key);
  if (hex(out.verifier_.id) != parsed->id) return std::nullopt;
  return out;
}

std::string NoteSigner::text() const {
  const std::string seed(secret_.begin(), secret_.begin() + crypto_sign_ed25519_SEEDBYTES);
  return std::string(private_mark) + verifier_.name + "+" + hex(verifier_.id) + "+" + base64(typed(seed));
}

NoteSigner NoteSigner::from_file(const std::filesystem::path& file, Random& random) {
  constexpr std::size_t name_bytes = 6;
  if (!std::filesystem::exists(file))
    write_new_secret(file, make("lianghu/" + hex(random.bytes(name_bytes)), random).text() + "\n");
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto found = from_text(trim(text));
  if (!found) throw std::runtime_error("no signing key in " + file.string());
  return *found;
}

std::string NoteSigner::sign(std::string_view text) const {
  std::string signature(crypto_sign_ed25519_BYTES, '\0');
  crypto_sign_ed25519_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes_of(text),
                               text.size(), secret_.data());
  return std::string(text) + "\n" + std::string(dash) + verifier_.name + " " +
         base64(verifier_.id + signature) + "\n";
}

bool SignedNote::is_signed_by(const NoteVerifier& key) const {
  bool found = false;
  for (const NoteSignature& each : signatures) {
    if (each.name != key.name || each.id != key.id) continue;
    if (!key.verify(text, each.bytes)) return false;
    found = true;
  }
  return found;
}

std::optional<SignedNote> parse_note(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; };
  if (!is_utf8(text) || std::any_of(text.begin(), text.end(), is_control)) return std::nullopt;
  const auto gap = text.rfind("\n\n");
  if (gap == std::string_view::npos || !text.ends_with('\n')) return std::nullopt;
  SignedNote note{std::string(text.substr(0, gap + 1)), {}};
  std::string_view rest = text.substr(gap + 2);
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    auto signature = parse_signature(rest.substr(0, end));
    if (!signature || note.signatures.size() == note_signatures_max) return std::nullopt;
    note.signatures.push_back(std::move(*signature));
    rest.remove_prefix(end + 1);
  }
  if (note.signatures.empty()) return std::nullopt;
  return note;
}

std::string TreeHead::text() const {
  return origin + "\n" + std::to_string(size) + "\n" + base64(merkle::bytes(root)) + "\n";
}

std::optional<TreeHead> parse_tree_head(std::string_view text) {
  if (!text.ends_with('\n')) return std::nullopt;
  const auto lines = split(text.substr(0, text.size() - 1), '\n');
  if (lines.size() < 3 || std::ranges::any_of(lines, &std::string::empty)) return std::nullopt;
  const auto size = exact_number<std::uint64_t>(lines[1]);
  const auto root = from_base64(lines[2]);
  if (!size || !root || root->size() != merkle::Hash{}.size()) return std::nullopt;
  return TreeHead{lines[0], *size, merkle::from_bytes(*root)};
}

}  // namespace lianghu::journal

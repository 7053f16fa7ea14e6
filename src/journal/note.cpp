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

constexpr std::size_t id_bytes = 4;
constexpr std::size_t key_bytes = crypto_sign_ed25519_PUBLICKEYBYTES;
constexpr std::size_t note_signatures_max = 16;
constexpr std::string_view private_mark = "PRIVATE+KEY+";
constexpr std::string_view dash = "\xE2\x80\x94 ";
constexpr std::size_t time_bytes = 8;
constexpr std::int64_t ms_a_second = 1000;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string typed(KeyKind kind, std::string_view key) {
  return static_cast<char>(kind) + std::string(key);
}

std::string id_of(const std::string& name, KeyKind kind, std::string_view public_key) {
  return merkle::bytes(merkle::sha256(name + "\n" + typed(kind, public_key))).substr(0, id_bytes);
}

/// What a cosignature signs.
std::string cosigned(std::uint64_t seconds, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(text);
}

std::string big_endian(std::uint64_t number) {
  std::string out(time_bytes, '\0');
  for (std::size_t i = time_bytes; i-- > 0; number >>= 8U) out[i] = static_cast<char>(number & 0xffU);
  return out;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char each : bytes) number = number << 8U | static_cast<unsigned char>(each);
  return number;
}

/// name, id and key of "name+0a1b2c3d+base64".
struct KeyText {
  std::string name;
  std::string id;
  KeyKind kind;
  std::string key;
};
std::optional<KeyText> parse_key(std::string_view text) {
  const auto parts = split(text, '+');  // base64 may hold a plus itself
  if (parts.size() < 3 || !is_key_name(parts[0])) return std::nullopt;
  const std::size_t begin = parts[0].size() + parts[1].size() + 2;
  const auto key = from_base64(text.substr(begin));
  if (!key || key->size() != key_bytes + 1) return std::nullopt;
  const KeyKind kind{static_cast<unsigned char>(key->front())};
  if (kind != KeyKind::ed25519 && kind != KeyKind::cosignature) return std::nullopt;
  return KeyText{parts[0], parts[1], kind, key->substr(1)};
}

std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= id_bytes) return std::nullopt;
  return NoteSignature{std::string(line.substr(0, space)), bytes->substr(0, id_bytes),
                       bytes->substr(id_bytes)};
}

}  // namespace

std::string NoteVerifier::text() const {
  return name + "+" + hex(id) + "+" + base64(typed(kind, public_key));
}

std::optional<NoteVerifier> NoteVerifier::from_text(std::string_view text) {
  const auto parsed = parse_key(text);
  if (!parsed) return std::nullopt;
  NoteVerifier out{parsed->name, id_of(parsed->name, parsed->kind, parsed->key), parsed->key, parsed->kind};
  if (hex(out.id) != parsed->id) return std::nullopt;
  return out;
}

bool NoteVerifier::verify(std::string_view text, std::string_view signature) const {
  std::string message(text);
  if (kind == KeyKind::cosignature) {
    if (signature.size() < time_bytes) return false;
    message = cosigned(from_big_endian(signature.substr(0, time_bytes)), text);
    signature.remove_prefix(time_bytes);
  }
  return signature.size() == crypto_sign_ed25519_BYTES &&
         crypto_sign_ed25519_verify_detached(bytes_of(signature), bytes_of(message), message.size(),
                                             bytes_of(public_key)) == 0;
}

NoteSigner::NoteSigner(const std::string& name, const std::string& seed, KeyKind kind) {
  std::string public_key(key_bytes, '\0');
  crypto_sign_ed25519_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()), secret_.data(),
                                   bytes_of(seed));
  verifier_ = {name, id_of(name, kind, public_key), public_key, kind};
}

bool is_key_name(std::string_view name) {
  return !name.empty() && is_utf8(name) && name.find('+') == std::string_view::npos &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= ' '; }) &&
         trim(name) == name;
}

std::string new_key_name(const std::string& prefix, Random& random) {
  constexpr std::size_t name_bytes = 6;
  return prefix + "/" + hex(random.bytes(name_bytes));
}

NoteSigner NoteSigner::make(const std::string& name, Random& random, KeyKind kind) {
  if (!is_key_name(name)) throw std::logic_error("a note's key has a name without spaces and plus");
  return {name, random.bytes(crypto_sign_ed25519_SEEDBYTES), kind};
}

std::optional<NoteSigner> NoteSigner::from_text(std::string_view text) {
  if (!text.starts_with(private_mark)) return std::nullopt;
  const auto parsed = parse_key(text.substr(private_mark.size()));
  if (!parsed) return std::nullopt;
  NoteSigner out(parsed->name, parsed->key, parsed->kind);
  if (hex(out.verifier_.id) != parsed->id) return std::nullopt;
  return out;
}

std::string NoteSigner::text() const {
  const std::string seed(secret_.begin(), secret_.begin() + crypto_sign_ed25519_SEEDBYTES);
  return std::string(private_mark) + verifier_.name + "+" + hex(verifier_.id) + "+" +
         base64(typed(verifier_.kind, seed));
}

NoteSigner NoteSigner::from_file(const std::filesystem::path& file, Random& random,
                                 const std::string& name_of_new, KeyKind kind) {
  if (!std::filesystem::exists(file)) write_new_secret(file, make(name_of_new, random, kind).text() + "\n");
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto found = from_text(trim(text));
  if (!found || found->verifier().kind != kind)
    throw std::runtime_error("no signing key in " + file.string());
  return *found;
}

std::string NoteSigner::line(std::string_view before, std::string_view message) const {
  std::string signature(crypto_sign_ed25519_BYTES, '\0');
  crypto_sign_ed25519_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes_of(message),
                               message.size(), secret_.data());
  return NoteSignature{verifier_.name, verifier_.id, std::string(before) + signature}.line();
}

std::string NoteSigner::sign(std::string_view text) const {
  if (verifier_.kind != KeyKind::ed25519) throw std::logic_error("a witness's key only cosigns");
  return std::string(text) + "\n" + line("", text);
}

std::string NoteSigner::cosign(std::string_view text, Instant at) const {
  if (verifier_.kind != KeyKind::cosignature) throw std::logic_error("only a witness's key cosigns");
  const auto seconds = static_cast<std::uint64_t>(at.ms / ms_a_second);
  return line(big_endian(seconds), cosigned(seconds, text));
}

std::string NoteSignature::line() const {
  return std::string(dash) + name + " " + base64(id + bytes) + "\n";
}

std::optional<Instant> cosigned_at(const NoteSignature& signature) {
  constexpr std::uint64_t seconds_max = 253'402'300'799;  // the end of the year 9999
  if (signature.bytes.size() != time_bytes + crypto_sign_ed25519_BYTES) return std::nullopt;
  const std::uint64_t seconds = from_big_endian(std::string_view(signature.bytes).substr(0, time_bytes));
  if (seconds > seconds_max) return std::nullopt;
  return Instant{static_cast<std::int64_t>(seconds) * ms_a_second};
}

std::optional<NoteSignature> SignedNote::signature_by(const NoteVerifier& key) const {
  std::optional<NoteSignature> found;
  for (const NoteSignature& each : signatures) {
    if (each.name != key.name || each.id != key.id) continue;
    if (!key.verify(text, each.bytes)) return std::nullopt;
    if (!found) found = each;
  }
  return found;
}

bool SignedNote::is_signed_by(const NoteVerifier& key) const {
  return signature_by(key).has_value();
}

std::optional<std::vector<NoteSignature>> parse_signatures(std::string_view lines) {
  std::vector<NoteSignature> out;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto signature = parse_signature(lines.substr(0, end));
    if (!signature || out.size() == note_signatures_max) return std::nullopt;
    out.push_back(std::move(*signature));
    lines.remove_prefix(end + 1);
  }
  return out;
}

std::optional<SignedNote> parse_note(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; };
  if (!is_utf8(text) || std::any_of(text.begin(), text.end(), is_control)) return std::nullopt;
  const auto gap = text.rfind("\n\n");
  if (gap == std::string_view::npos || !text.ends_with('\n')) return std::nullopt;
  auto signatures = parse_signatures(text.substr(gap + 2));
  if (!signatures || signatures->empty()) return std::nullopt;
  return SignedNote{std::string(text.substr(0, gap + 1)), std::move(*signatures)};
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

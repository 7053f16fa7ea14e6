#include "journal/cosigning.h"

#include "base/present.h"
#include "base/text.h"
#include "journal/cosignatures_store.h"
#include "journal/tree.h"

namespace lianghu::journal {

namespace {

constexpr std::string_view old_mark = "old ";
constexpr std::size_t proof_max = 63;
// A note may be read by who takes no more than 16 signatures, and one is the log's.
constexpr std::size_t lines_max = 15;

}  // namespace

std::string AddCheckpoint::text() const {
  std::string out = std::string(old_mark) + std::to_string(old_size) + "\n";
  for (const merkle::Hash& hash : proof) out += base64(merkle::bytes(hash)) + "\n";
  return out + "\n" + checkpoint;
}

std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view text) {
  if (!text.starts_with(old_mark)) return std::nullopt;
  AddCheckpoint out;
  for (bool is_first = true;; is_first = false) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (is_first) {
      const auto size = exact_number<std::uint64_t>(line.substr(old_mark.size()));
      if (!size) return std::nullopt;
      out.old_size = *size;
      continue;
    }
    if (line.empty()) break;
    const auto hash = from_base64(line);
    if (!hash || hash->size() != merkle::Hash{}.size() || out.proof.size() == proof_max) return std::nullopt;
    out.proof.push_back(merkle::from_bytes(*hash));
  }
  out.checkpoint = text;
  return out;
}

std::optional<ForWitness> for_witness(db::Transaction& tx, const NoteVerifier& witness, std::uint64_t known) {
  const auto newest = store::newest_signed(tx);
  if (!newest) return std::nullopt;
  ForWitness out{static_cast<std::uint64_t>(newest->size), present(newest->note), {}};
  if (known > out.size || std::cmp_greater_equal(store::cosigned_by(tx, witness.text()), newest->size))
    return out;
  AddCheckpoint message{known, {}, out.note};
  if (known > 0 && known < out.size) message.proof = Tree(tx).consistency(known, out.size);
  out.body = message.text();
  return out;
}

std::uint64_t known_to(db::Transaction& tx, const NoteVerifier& witness) {
  return static_cast<std::uint64_t>(store::cosigned_by(tx, witness.text()));
}

bool keep_cosignature(db::Database& database, const ForWitness& sent, const NoteVerifier& witness,
                      std::string_view lines) {
  auto signatures = parse_signatures(lines);
  const auto note = parse_note(sent.note);
  if (!signatures || !note) return false;
  const auto signature = SignedNote{note->text, std::move(*signatures)}.signature_by(witness);
  if (!signature || !cosigned_at(*signature)) return false;
  database.write([&](db::Transaction& tx) {
    store::put_cosignature(tx, {static_cast<std::int64_t>(sent.size), witness.text(), signature->line()});
  });
  return true;
}

std::string cosignature_lines(db::Transaction& tx, std::uint64_t size) {
  std::string out;
  std::size_t count = 0;
  for (const store::Cosignature& each : store::cosignatures_of(tx, static_cast<std::int64_t>(size)))
    if (count++ < lines_max) out += each.line;
  return out;
}

std::vector<Cosigner> cosigners(db::Transaction& tx, std::uint64_t size) {
  std::vector<Cosigner> out;
  const auto signatures = parse_signatures(cosignature_lines(tx, size));
  if (!signatures) return out;
  for (const NoteSignature& each : *signatures)
    if (const auto at = cosigned_at(each)) out.push_back({each.name, *at});
  return out;
}

}  // namespace lianghu::journal

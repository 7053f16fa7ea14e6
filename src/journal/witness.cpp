#include "journal/witness.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "base/present.h"
#include "base/text.h"
#include "journal/cosignatures_store.h"
#include "journal/cosigning.h"

namespace lianghu::journal {

namespace {

using Verdict = Witness::Verdict;

/// A checkpoint is three lines and what a log adds to them. More would have to be stored, and logged.
constexpr std::size_t text_bytes_max = 4096;

/// The note with those of its signatures that are by the log's keys; nothing when none is, or one does not
/// hold.
std::optional<std::string> trusted_note(const SignedNote& note, const std::string& origin,
                                        const std::vector<NoteVerifier>& logs) {
  std::string out = note.text + "\n";
  bool is_signed = false;
  for (const NoteVerifier& key : logs) {
    if (key.name != origin) continue;
    const auto named = [&](const NoteSignature& each) { return each.name == key.name && each.id == key.id; };
    if (std::ranges::none_of(note.signatures, named)) continue;
    const auto signature = note.signature_by(key);
    if (!signature) return std::nullopt;
    out += signature->line();
    is_signed = true;
  }
  if (!is_signed) return std::nullopt;
  return out;
}

/// Does the checkpoint continue `last`?
bool continues(const std::optional<TreeHead>& last, const TreeHead& head, const merkle::Proof& proof) {
  if (!last || last->size == 0) return proof.empty() && (head.size > 0 || head.root == merkle::sha256(""));
  return merkle::verify_consistency(last->size, head.size, last->root, head.root, proof);
}

}  // namespace

Witness::Witness(NoteSigner signer, std::vector<NoteVerifier> logs, const Clock& clock)
    : signer_(std::move(signer)), logs_(std::move(logs)), clock_(clock) {}

std::optional<TreeHead> Witness::remembered(db::Transaction& tx, const std::string& origin) const {
  const auto row = store::witnessed(tx, origin);
  if (!row) return std::nullopt;
  const auto note = parse_note(row->note);
  auto head = note ? parse_tree_head(note->text) : std::nullopt;
  if (!head || head->origin != origin || std::cmp_not_equal(head->size, row->size) ||
      merkle::bytes(head->root) != row->root || !present(note).is_signed_by(verifier()))
    throw std::runtime_error("what is stored of the log " + origin +
                             " is not what this witness's key has signed: it signs nothing more of it");
  return head;
}

/// What the log itself has signed of what is remembered; "" when none of the keys that it has by now did.
std::string Witness::signed_before(db::Transaction& tx, const std::string& origin) const {
  const auto row = store::witnessed(tx, origin);
  const auto note = row ? parse_note(row->note) : std::nullopt;
  if (!note) return {};
  return trusted_note(*note, origin, logs_).value_or("");
}

Witness::Outcome Witness::add_checkpoint(db::Database& database, std::string_view body) {
  const auto read = parse_add_checkpoint(body);
  const auto signed_note = read ? parse_note(read->checkpoint) : std::nullopt;
  const auto head = signed_note ? parse_tree_head(signed_note->text) : std::nullopt;
  if (!head) return {Verdict::malformed, {}, {}};
  const auto& message = present(read);
  const SignedNote& note = present(signed_note);
  if (note.text.size() > text_bytes_max) return {Verdict::malformed, {}, {}};
  if (std::ranges::find(logs_, head->origin, &NoteVerifier::name) == logs_.end())
    return {Verdict::unknown_log, {}, {}};
  const auto trusted = trusted_note(note, head->origin, logs_);
  if (!trusted) return {Verdict::not_signed, {}, head->origin};
  constexpr auto size_max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (message.old_size > head->size || head->size > size_max) return {Verdict::malformed, {}, head->origin};
  const Instant now = clock_.now();
  const std::string line = signer_.cosign(note.text, now);
  const auto decide = [&](db::Transaction& tx) -> Outcome {
    const auto last = remembered(tx, head->origin);
    const std::uint64_t known = last ? last->size : 0;
    const auto conflict = [&] {
      return Outcome{Verdict::conflict, std::to_string(known) + "\n", head->origin};
    };
    if (message.old_size != known) return conflict();
    if (!continues(last, *head, message.proof)) {
      const bool is_other_tree = last && last->size == head->size && last->root != head->root;
      return {Verdict::inconsistent,
              {},
              head->origin,
              *trusted,
              is_other_tree ? signed_before(tx, head->origin) : std::string()};
    }
    const store::Witnessed next{head->origin, static_cast<std::int64_t>(head->size),
                                merkle::bytes(head->root), *trusted + line, now};
    // Another program may have been quicker: what it has signed is seen when the log asks again.
    if (!store::replace_witnessed(tx, last, next)) return conflict();
    return {Verdict::cosigned, line, head->origin};
  };
  return database.write(decide);
}

std::optional<std::string> Witness::checkpoint(db::Transaction& tx, std::string_view origin_hash) const {
  for (const NoteVerifier& key : logs_) {
    if (hex(merkle::bytes(merkle::sha256(key.name))) != origin_hash) continue;
    const auto last = store::witnessed(tx, key.name);
    if (last) return last->note;
  }
  return std::nullopt;
}

}  // namespace lianghu::journal

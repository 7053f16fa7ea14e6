#include "journal/proof.h"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "base/present.h"
#include "base/refusal.h"
#include "base/text.h"
#include "journal/cosignatures_store.h"
#include "journal/forgetting_store.h"
#include "journal/rows.h"
#include "journal/tree.h"

namespace lianghu::journal {

namespace {

constexpr std::string_view proof_mark = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_mark = "extra ";
constexpr std::string_view index_mark = "index ";
constexpr std::size_t facts = 7;  // lines of an entry text before the rows text
constexpr std::size_t path_max = 64;
constexpr std::int64_t latest_ms = 253'402'300'799'999;  // the end of the year 9999

/// The rows text at the end of an entry text.
std::optional<std::vector<Commitment>> rows_in(std::string_view entry) {
  for (std::size_t line = 0; line < facts; ++line) {
    const auto end = entry.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    entry.remove_prefix(end + 1);
  }
  return parse_rows(entry);
}

Opening opening_in(const boost::json::object& item) {
  const auto text = [&](std::string_view name) { return std::string(item.at(name).as_string()); };
  const auto village = exact_number<std::int64_t>(text("village"));
  const auto id = exact_number<std::int64_t>(text("id"));
  const auto blind = from_hex(text("blind"));
  const auto salt = from_hex(text("salt"));
  if (!village || !id || !blind || blind->size() != blind_bytes || !salt ||
      salt->size() != merkle::Hash{}.size())
    throw std::invalid_argument("not an opening");
  return {text("entry"), *blind, {text("table"), *village, *id}, text("row"), merkle::from_bytes(*salt)};
}

/// Takes a line off the front, without its end; nothing when there is no whole line.
std::optional<std::string_view> next_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<merkle::Hash> hash_of(std::string_view line) {
  const auto bytes = from_base64(line);
  if (!bytes || bytes->size() != merkle::Hash{}.size()) return std::nullopt;
  return merkle::from_bytes(*bytes);
}

/// Of more than `index` entries.
std::optional<store::Checkpoint> checkpoint_over(db::Transaction& tx, std::int64_t index) {
  auto cosigned = store::newest_cosigned(tx);
  if (cosigned && cosigned->size > index) return cosigned;
  auto newest = store::newest_signed(tx);
  if (newest && newest->size > index) return newest;
  return std::nullopt;
}

Refusal refused(const char* key) {
  return {Status::unprocessable, key};
}

}  // namespace

std::string Opening::text() const {
  return boost::json::serialize(boost::json::object{{"entry", entry},
                                                    {"blind", hex(blind)},
                                                    {"table", row.table},
                                                    {"village", std::to_string(row.village)},
                                                    {"id", std::to_string(row.id)},
                                                    {"row", row_text},
                                                    {"salt", hex(merkle::bytes(salt))}});
}

bool Opening::holds() const {
  const auto rows = rows_in(entry);
  if (!rows) return false;
  const auto made = exact_number<std::int64_t>(split(entry, '\n').at(2));
  if (!made || *made < 0 || *made > latest_ms) return false;
  const auto found = std::ranges::find(*rows, row, &Commitment::row);
  return found != rows->end() && found->hash == commitment(salt, row, row_text);
}

merkle::Hash Opening::leaf() const {
  return merkle::leaf_hash(leaf_text(blind, entry));
}

Instant Opening::at() const {
  return {present(exact_number<std::int64_t>(split(entry, '\n').at(2)))};
}

std::optional<std::string> Opening::column(std::string_view name) const {
  // "name:t:LENGTH:bytes\n", one after the other: what is inside a text is not taken for a column.
  std::string_view rest = row_text;
  while (!rest.empty()) {
    const auto first = rest.find(':');
    const auto second = rest.find(':', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
    const std::string_view column = rest.substr(0, first);
    const bool is_text = rest.substr(first + 1, second - first - 1) == "t";
    if (!is_text) {
      if (!next_line(rest)) return std::nullopt;
      continue;
    }
    const auto third = rest.find(':', second + 1);
    if (third == std::string_view::npos) return std::nullopt;
    const auto length = exact_number<std::size_t>(rest.substr(second + 1, third - second - 1));
    if (!length || rest.size() - third - 1 <= *length) return std::nullopt;
    if (column == name) return std::string(rest.substr(third + 1, *length));
    rest.remove_prefix(third + 1 + *length + 1);
  }
  return std::nullopt;
}

std::optional<Opening> parse_opening(std::string_view text) {
  try {
    return opening_in(boost::json::parse(text).as_object());
  } catch (const boost::system::system_error&) {  // not JSON
    return std::nullopt;
  } catch (const std::logic_error&) {  // JSON of another shape
    return std::nullopt;
  }
}

std::string LogProof::text() const {
  std::string out = std::string(proof_mark) + "\n";
  if (!extra.empty()) out += std::string(extra_mark) + base64(extra) + "\n";
  out += std::string(index_mark) + std::to_string(index) + "\n";
  for (const merkle::Hash& hash : path) out += base64(merkle::bytes(hash)) + "\n";
  return out + "\n" + checkpoint;
}

std::optional<LogProof> parse_proof(std::string_view text) {
  LogProof proof;
  if (next_line(text) != proof_mark) return std::nullopt;
  auto line = next_line(text);
  if (line && line->starts_with(extra_mark)) {
    auto extra = from_base64(line->substr(extra_mark.size()));
    if (!extra) return std::nullopt;
    proof.extra = std::move(*extra);
    line = next_line(text);
  }
  if (!line || !line->starts_with(index_mark)) return std::nullopt;
  const auto index = exact_number<std::uint64_t>(line->substr(index_mark.size()));
  if (!index) return std::nullopt;
  proof.index = *index;
  while (true) {
    const auto step = next_line(text);
    if (!step) return std::nullopt;
    if (step->empty()) break;
    const auto hash = hash_of(*step);
    if (!hash || proof.path.size() == path_max) return std::nullopt;
    proof.path.push_back(*hash);
  }
  proof.checkpoint = text;
  return proof;
}

RowProof prove_row(db::Transaction& tx, const Tables& tables, const RowQuestion& question) {
  auto entry = store::entry_about(tx, {question.village, question.after}, question.action, question.subject);
  if (!entry) return {ProofState::broken, 0, {}, {}, {}, 0, {}};
  if (!entry->salt) entry = store::entry_naming(tx, {entry->village, entry->id}, question.row);
  if (!entry || entry->blind.empty()) return {};
  const auto index = store::position_of(tx, {entry->village, entry->id});
  const auto checkpoint = index ? checkpoint_over(tx, *index) : std::nullopt;
  if (!checkpoint) return {ProofState::waiting, 0, {}, {}, {}, 0, {}};
  const auto size = static_cast<std::uint64_t>(checkpoint->size);
  RowProof out{ProofState::broken, static_cast<std::uint64_t>(present(index)), entry->at, {}, {}, size, {}};
  out.opening = {
      entry_text(*entry), entry->blind, question.row, {}, row_salt(present(entry->salt), question.row)};
  read_back(tx, tables, {question.row},
            [&](const RowKey&, std::string_view text) { out.opening.row_text = text; });
  LogProof proof{out.opening.text(), out.index, {}, present(checkpoint->note) + cosignature_lines(tx, size)};
  try {
    proof.path = Tree(tx).inclusion(out.index, size);
  } catch (const TreeDamaged&) {
    return out;
  }
  const bool is_in = merkle::verify_inclusion(out.opening.leaf(), out.index, size, proof.path,
                                              merkle::from_bytes(checkpoint->root));
  if (!out.opening.holds() || !is_in) return out;
  out.text = proof.text();
  out.cosigners = cosigners(tx, size);
  out.state = ProofState::proved;
  return out;
}

CheckedProof check_proof(std::string_view text, const std::optional<NoteVerifier>& key,
                         const std::vector<NoteVerifier>& witnesses) {
  const auto proof = parse_proof(text);
  if (!proof) throw refused("proof.form");
  const auto note = parse_note(proof->checkpoint);
  const auto opening = parse_opening(proof->extra);
  if (!note || !opening) throw refused("proof.form");
  const auto head = parse_tree_head(note->text);
  if (!head) throw refused("proof.form");
  if (key && (head->origin != key->name || !note->is_signed_by(*key))) throw refused("proof.signature");
  std::vector<Cosigner> signed_too;
  for (const NoteVerifier& witness : witnesses) {
    const auto signature = note->signature_by(witness);
    const auto at = signature ? cosigned_at(*signature) : std::nullopt;
    if (!at) throw Refusal(Status::unprocessable, "proof.witness", "witness", {{"name", witness.name}});
    signed_too.push_back({witness.name, *at});
  }
  if (!opening->holds()) throw refused("proof.opening");
  if (!merkle::verify_inclusion(opening->leaf(), proof->index, head->size, proof->path, head->root))
    throw refused("proof.inclusion");
  return {*opening, proof->index, *head, std::move(signed_too)};
}

}  // namespace lianghu::journal

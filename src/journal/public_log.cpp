#include "journal/public_log.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "base/files.h"
#include "base/present.h"
#include "journal/cosigning.h"
#include "journal/journal_store.h"
#include "journal/tree.h"

namespace lianghu::journal {

namespace {

struct HeadUnreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace

PublicLog::PublicLog(const std::filesystem::path& key_file, std::filesystem::path head_file, Random& random)
    : signer_(NoteSigner::from_file(key_file, random, new_key_name("lianghu", random))),
      head_file_(std::move(head_file)) {}

/// Of this log; nothing when it is another's. Throws when it says to be of this one and is not.
std::optional<TreeHead> PublicLog::head_in(std::string_view text) const {
  const auto note = parse_note(text);
  if (!note) throw HeadUnreadable("no note in " + head_file_.string());
  auto head = parse_tree_head(note->text);
  if (!head) throw HeadUnreadable("no checkpoint in " + head_file_.string());
  if (head->origin != verifier().name) return std::nullopt;
  if (!note->is_signed_by(verifier())) throw HeadUnreadable("a forged checkpoint in " + head_file_.string());
  return head;
}

std::optional<TreeHead> PublicLog::kept() const {
  if (!std::filesystem::exists(head_file_)) return std::nullopt;
  std::ifstream in(head_file_, std::ios::binary);
  return head_in(std::string{std::istreambuf_iterator<char>(in), {}});
}

Continuity PublicLog::compare(db::Transaction& tx, const std::optional<TreeHead>& kept) const {
  Tree tree(tx);
  const std::uint64_t size = tree.size();
  if (kept && kept->size > size) return Continuity::rolled_back;
  if (kept && kept->size > 0 && tree.root(kept->size) != kept->root) return Continuity::forked;
  // What the database says of itself: nothing is signed over a checkpoint that is not its tree's.
  const auto newest = store::newest_checkpoint(tx);
  if (!newest) return size == 0 ? Continuity::holds : Continuity::forked;
  if (std::cmp_not_equal(newest->size, size) || newest->root != merkle::bytes(tree.root(size)))
    return Continuity::forked;
  return Continuity::holds;
}

Continuity PublicLog::check(db::Database& database) {
  may_sign_ = false;
  Continuity found = Continuity::forked;
  try {
    const auto last = kept();
    found = database.read([&](db::Transaction& tx) { return compare(tx, last); });
  } catch (const TreeDamaged&) {
    found = Continuity::forked;
  } catch (const HeadUnreadable&) {
    found = Continuity::forked;
  }
  may_sign_ = found == Continuity::holds;
  return found;
}

std::string PublicLog::sign(std::uint64_t size, const merkle::Hash& root) const {
  if (!may_sign_) throw std::logic_error("a log that does not continue what it signed signs nothing");
  return signer_.sign(TreeHead{verifier().name, size, root}.text());
}

void PublicLog::keep(const std::string& note) const {
  const auto last = kept();
  const auto now = head_in(note);
  if (last && now && now->size < last->size) return;  // another program has gone on
  replace_file(head_file_, note);
}

Continued continued(db::Transaction& tx, const TreeHead& kept) {
  constexpr std::uint64_t leaves_a_page = 1000;
  const auto newest = store::newest_checkpoint(tx);
  const std::uint64_t own = newest ? static_cast<std::uint64_t>(newest->size) : 0;
  merkle::Frontier tree;
  bool fits = true;
  const auto compare = [&] {
    if (tree.size() == kept.size) fits = fits && tree.root() == kept.root;
    if (newest && tree.size() == own) fits = fits && merkle::bytes(tree.root()) == newest->root;
  };
  compare();
  for (;;) {
    const auto page = store::leaf_hashes(tx, tree.size(), leaves_a_page);
    for (const std::string& leaf : page) {
      tree.add(merkle::from_bytes(leaf));
      compare();
    }
    if (page.size() < leaves_a_page) break;
  }
  if (!fits || tree.size() != own) return {Continuity::forked, tree.size()};
  return {tree.size() < kept.size ? Continuity::rolled_back : Continuity::holds, tree.size()};
}

std::optional<std::string> signed_checkpoint(db::Transaction& tx) {
  const auto checkpoint = store::newest_signed(tx);
  if (!checkpoint) return std::nullopt;
  return present(checkpoint->note) + cosignature_lines(tx, static_cast<std::uint64_t>(checkpoint->size));
}

std::uint64_t signed_size(db::Transaction& tx) {
  const auto checkpoint = store::newest_signed(tx);
  return checkpoint ? static_cast<std::uint64_t>(checkpoint->size) : 0;
}

std::optional<std::string> log_key(db::Transaction& tx) {
  return store::newest_log_key(tx);
}

}  // namespace lianghu::journal

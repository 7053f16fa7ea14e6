#include "journal/public_log.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/files.h"
#include "journal/journal_store.h"
#include "journal/tree.h"

namespace lianghu::journal {

PublicLog::PublicLog(const std::filesystem::path& key_file, std::filesystem::path head_file, Random& random)
    : signer_(NoteSigner::from_file(key_file, random)), head_file_(std::move(head_file)) {}

std::optional<TreeHead> PublicLog::last_head() const {
  if (!std::filesystem::exists(head_file_)) return std::nullopt;
  std::ifstream in(head_file_, std::ios::binary);
  const auto note = parse_note(std::string{std::istreambuf_iterator<char>(in), {}});
  if (!note) throw std::runtime_error("no note in " + head_file_.string());
  auto head = parse_tree_head(note->text);
  if (!head) throw std::runtime_error("no checkpoint in " + head_file_.string());
  if (head->origin != verifier().name || !note->is_signed_by(verifier())) return std::nullopt;
  return head;
}

Continuity PublicLog::check(db::Database& database) {
  may_sign_ = false;
  if (const auto head = last_head(); head && head->size > 0) {
    const auto root = database.read([&](db::Transaction& tx) -> std::optional<merkle::Hash> {
      Tree tree(tx);
      if (tree.size() < head->size) return std::nullopt;
      return tree.root(head->size);
    });
    if (!root) return Continuity::rolled_back;
    if (*root != head->root) return Continuity::forked;
  }
  may_sign_ = true;
  return Continuity::holds;
}

std::string PublicLog::sign(std::uint64_t size, const merkle::Hash& root) const {
  if (!may_sign_) throw std::logic_error("a log that does not continue what it signed signs nothing");
  return signer_.sign(TreeHead{verifier().name, size, root}.text());
}

void PublicLog::keep(const std::string& note) const {
  replace_file(head_file_, note);
}

std::optional<std::string> signed_checkpoint(db::Transaction& tx) {
  const auto checkpoint = store::newest_signed(tx);
  return checkpoint ? checkpoint->note : std::nullopt;
}

std::optional<std::string> log_key(db::Transaction& tx) {
  return store::newest_log_key(tx);
}

}  // namespace lianghu::journal

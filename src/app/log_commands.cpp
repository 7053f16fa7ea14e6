#include "app/log_commands.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/deployment.h"
#include "base/present.h"
#include "base/refusal.h"
#include "base/text.h"
#include "base/typed.h"
#include "journal/proof.h"
#include "journal/public_log.h"
#include "journal/verify.h"

namespace lianghu::app {

namespace {

/// What was signed last, and the key, lie outside of the database: it must fit them. The key of the sentence
/// that says how it does not.
std::optional<std::string> does_not_fit_the_folder(Deployment& deployment) {
  const auto file = log_key_file(deployment.data());
  if (!std::filesystem::exists(file)) return std::nullopt;
  SystemRandom random;
  journal::PublicLog log(file, log_head_file(deployment.data()), random);
  if (log.check(deployment.database()) != journal::Continuity::holds) return "journal.verify.not_continued";
  const auto shown = deployment.database().read([](db::Transaction& tx) { return journal::log_key(tx); });
  if (shown && *shown != log.verifier().text()) return "journal.verify.key_differs";
  return std::nullopt;
}

int verify_journal(const Arguments& arguments) {
  Deployment deployment(arguments.need("data"), arguments.get("database"), Deployment::Folder::must_exist, 1);
  const journal::Report report = journal::verify(deployment.database());
  const auto& first = report.first;
  const auto misfit = first ? std::nullopt : does_not_fit_the_folder(deployment);
  if (misfit) {
    std::cout << say(Arguments::language(), *misfit) << "\n";
    return 1;
  }
  if (!first) {
    std::cout << say(Arguments::language(), "journal.verify.holds",
                     {{"entries", std::to_string(report.entries)},
                      {"rows", std::to_string(report.rows)},
                      {"checkpoints", std::to_string(report.checkpoints)}})
              << "\n";
    return 0;
  }
  std::cout << say(Arguments::language(), journal::sentence_key(first->fault),
                   {{"table", first->table},
                    {"village", std::to_string(first->village)},
                    {"id", std::to_string(first->id)}})
            << "\n";
  return 1;
}

journal::NoteVerifier own_key(const std::filesystem::path& data) {
  const auto file = log_key_file(data);
  if (!std::filesystem::exists(file))
    throw Refusal(Status::not_found, "log.key.missing", "data", {{"file", file.string()}});
  SystemRandom random;
  return journal::NoteSigner::from_file(file, random, "").verifier();
}

int print_log_key(const Arguments& arguments) {
  std::cout << own_key(arguments.need("data")).text() << "\n";
  return 0;
}

std::string bytes_in(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Refusal(Status::not_found, "proof.file", "", {{"file", file}});
  return {std::istreambuf_iterator<char>(in), {}};
}

journal::NoteVerifier verifier_of(const std::string& text) {
  auto key = journal::NoteVerifier::from_text(text);
  if (!key) throw Refusal(Status::unprocessable, "proof.key", "key");
  return std::move(*key);
}

/// A checkpoint that somebody kept, or a proof that ends in one; signed by the key.
journal::TreeHead kept_head(const std::string& file, const journal::NoteVerifier& key) {
  const std::string bytes = bytes_in(file);
  const auto proof = journal::parse_proof(bytes);
  const auto note = journal::parse_note(proof ? proof->checkpoint : bytes);
  const auto head = note ? journal::parse_tree_head(note->text) : std::nullopt;
  if (!head) throw Refusal(Status::unprocessable, "log.kept.form", "", {{"file", file}});
  if (head->origin != key.name || !present(note).is_signed_by(key))
    throw Refusal(Status::unprocessable, "log.kept.signature", "",
                  {{"file", file}, {"origin", legible(head->origin)}, {"name", key.name}});
  return *head;
}

std::string continuity_sentence(journal::Continuity continuity) {
  switch (continuity) {
    case journal::Continuity::holds:
      return "log.kept.continued";
    case journal::Continuity::rolled_back:
      return "log.kept.rolled_back";
    case journal::Continuity::forked:
      return "log.kept.forked";
  }
  throw std::logic_error("a continuity of no kind");
}

int check_log(const Arguments& arguments, const std::vector<std::string>& files) {
  const std::filesystem::path data = arguments.need("data");
  const auto key = arguments.has("key") ? verifier_of(arguments.get("key")) : own_key(data);
  std::vector<journal::TreeHead> heads;
  heads.reserve(files.size());
  for (const std::string& file : files) heads.push_back(kept_head(file, key));
  Deployment deployment(data, arguments.get("database"), Deployment::Folder::must_exist, 1);
  bool all_hold = true;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto found =
        deployment.database().read([&](db::Transaction& tx) { return journal::continued(tx, heads[i]); });
    std::cout << say(Arguments::language(), continuity_sentence(found.continuity),
                     {{"file", files[i]},
                      {"kept", std::to_string(heads[i].size)},
                      {"now", std::to_string(found.size)}})
              << "\n";
    all_hold = all_hold && found.continuity == journal::Continuity::holds;
  }
  return all_hold ? 0 : 1;
}

/// Whoever made the proof must not steer the terminal.
std::string legible_lines(std::string_view text) {
  std::string out;
  for (const std::string& line : split(text, '\n')) out += legible(line) + "\n";
  return out;
}

/// Needs no data folder: whoever got a proof checks it on a computer of their own.
int check_proof(const Arguments& arguments, const std::string& file) {
  std::optional<journal::NoteVerifier> key;
  if (arguments.has("key")) key = verifier_of(arguments.get("key"));
  std::vector<journal::NoteVerifier> witnesses;
  for (const std::string& each : arguments.all("witness")) witnesses.push_back(verifier_of(each));
  const auto checked = journal::check_proof(bytes_in(file), key, witnesses);
  const Values values = {{"index", std::to_string(checked.index)},
                         {"time", format_instant(checked.opening.at())},
                         {"size", std::to_string(checked.head.size)},
                         {"origin", legible(checked.head.origin)}};
  for (const journal::Cosigner& each : checked.cosigners)
    std::cout << say(Arguments::language(), "proof.witnessed",
                     {{"name", each.name}, {"time", format_instant(each.at)}})
              << "\n";
  std::cout << say(Arguments::language(), key ? "proof.holds" : "proof.holds.unsigned", values) << "\n\n"
            << legible_lines(checked.opening.column("letter").value_or(checked.opening.row_text));
  return 0;
}

}  // namespace

int journal_command(const Arguments& arguments) {
  const auto& words = arguments.words();
  if (words == std::vector<std::string>{"verify"}) return verify_journal(arguments);
  if (words == std::vector<std::string>{"key"}) return print_log_key(arguments);
  if (words.size() == 2 && words.front() == "check-proof") return check_proof(arguments, words.back());
  if (words.size() > 1 && words.front() == "check-log")
    return check_log(arguments, {words.begin() + 1, words.end()});
  throw UsageError(std::string(journal_usage));
}

}  // namespace lianghu::app

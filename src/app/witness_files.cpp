#include "app/witness_files.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/refusal.h"
#include "base/text.h"

namespace lianghu::app {

namespace {

// A note may be read by who takes no more than 16 signatures, and one is the log's.
constexpr std::size_t witnesses_max = 15;

struct Line {
  const std::filesystem::path& file;
  std::size_t number = 0;
  std::vector<std::string> words;

  [[nodiscard]] Refusal refused(const char* key) const {
    return {Status::unprocessable, key, "", {{"file", file.string()}, {"line", std::to_string(number)}}};
  }
  [[nodiscard]] journal::NoteVerifier key(std::size_t word, journal::KeyKind kind) const {
    auto key = journal::NoteVerifier::from_text(words.at(word));
    if (!key || key->kind != kind) throw refused("witness.key");
    return std::move(*key);
  }
};

void each_line(const std::filesystem::path& file, const std::function<void(const Line&)>& take) {
  std::ifstream in(file);
  std::string text;
  for (std::size_t number = 1; std::getline(in, text); ++number) {
    std::istringstream words(text);
    Line line{file, number, {}};
    for (std::string word; words >> word;) line.words.push_back(word);
    if (!line.words.empty() && !line.words.front().starts_with('#')) take(line);
  }
}

}  // namespace

std::vector<NamedWitness> read_witnesses(const std::filesystem::path& file) {
  std::vector<NamedWitness> out;
  each_line(file, [&](const Line& line) {
    if (line.words.size() != 4 || line.words.front() != "witness") throw line.refused("witness.line");
    NamedWitness witness{line.words[1], line.key(2, journal::KeyKind::cosignature), {}};
    const auto address = http::parse_remote(line.words[3]);
    if (!address) throw line.refused("witness.address");
    witness.address = *address;
    const auto is_same = [&](const NamedWitness& other) {
      return other.name == witness.name || other.key.public_key == witness.key.public_key;
    };
    if (std::ranges::any_of(out, is_same)) throw line.refused("witness.twice");
    out.push_back(std::move(witness));
    if (out.size() > witnesses_max) throw line.refused("witness.too_many");
  });
  return out;
}

std::vector<journal::NoteVerifier> read_logs(const std::filesystem::path& file) {
  std::vector<journal::NoteVerifier> out;
  each_line(file, [&](const Line& line) {
    if (line.words.size() < 2 || line.words.front() != "log") throw line.refused("witness.log_line");
    auto key = line.key(1, journal::KeyKind::ed25519);
    if (std::ranges::find(out, key.public_key, &journal::NoteVerifier::public_key) != out.end())
      throw line.refused("witness.twice");
    out.push_back(std::move(key));
  });
  return out;
}

}  // namespace lianghu::app

// Runs a fuzz target without libFuzzer: every file of a folder, then mutations of them, always the same ones.
//   TARGET FOLDER MUTATIONS_MAX SECONDS_MAX
// What fails stops the program; the input is then in the file `fuzz-failure` of the working folder.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr const char* failure_file = "fuzz-failure";

/// Kept before it is tried: whatever stops the program leaves it there.
void try_one(const std::string& input) {
  std::ofstream(failure_file, std::ios::binary | std::ios::trunc) << input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string text = seeds_[below(seeds_.size())];
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(text);
    return text.substr(0, 4096);
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  std::size_t place(const std::string& text) { return below(text.size() + 1); }

  void change(std::string& text) {
    static const std::vector<std::string> words{
        "{",    "}",    "[",  "]",       "\"",       ":",           ",",    ";",  "(",
        ")",    "@",    "#",  "\n",      "-1",       "1e99",        "null", "\\", "0",
        "\x1e", "\r\n", "1",  "2",       "\xff",     "99999999999", " ",    "g1", "h1",
        "@End", "veto", "；", "\\u0000", "\"rank\"", "\xEF\xBB\xBF"};
    const std::size_t at = place(text);
    const std::size_t length = std::min(below(12), text.size() - at);
    switch (below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, words[below(words.size())]);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      case 3:
        text.replace(at, length, words[below(words.size())]);
        break;
      case 4:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      default: {
        const std::string& other = seeds_[below(seeds_.size())];
        text = text.substr(0, at) + other.substr(std::min(at, other.size()));
      }
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937_64 random_{20200811};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("TARGET FOLDER MUTATIONS_MAX SECONDS_MAX\n", stderr);
    return 2;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  seeds.reserve(files.size());
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (seeds.empty()) {
    std::fputs("the folder is empty\n", stderr);
    return 2;
  }
  for (const std::string& seed : seeds) try_one(seed);
  Mutator mutator(seeds);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[3]));
  int tried = 0;
  for (; tried < std::atoi(argv[2]) && std::chrono::steady_clock::now() < end; ++tried)
    try_one(mutator.next());
  std::filesystem::remove(failure_file);
  std::printf("%zu files and %d mutations of them\n", seeds.size(), tried);
  return 0;
}

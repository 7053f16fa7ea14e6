#include "matching/pair_command.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "base/text.h"
#include "matching/answer_text.h"
#include "matching/json_io.h"
#include "matching/matching.h"
#include "matching/tape_round.h"
#include "matching/villages.h"

namespace lianghu::matching {

namespace {

constexpr int done = 0;
constexpr int found_wrong = 1;
constexpr int unusable = 2;

bool is_table(std::string_view name) {
  return name.size() > 4 && fold(name.substr(name.size() - 4)) == ".csv";
}

/// The call itself is wrong: the sentence to show.
struct UsageError {
  std::string key;
  Values values;
};

struct Call {
  std::string verb;
  std::vector<std::string> inputs;  // two CSV rankings, or one of any other form
  std::string output;               // of check and repair: what they judge, or go by
  Unranked unranked = Unranked::unacceptable;
  std::optional<std::string> out;
  Format format = Format::json;
  Options options;
  Explain explain = Explain::no;
  std::vector<std::string> leaving;
};

template <class Value>
Value choose(const std::map<std::string, Value>& known, const std::string& option, const std::string& typed) {
  const auto found = known.find(typed);
  if (found != known.end()) return found->second;
  std::string allowed;
  for (const auto& [name, value] : known) allowed += (allowed.empty() ? "" : ", ") + name;
  throw UsageError{"matching.command.value", {{"option", option}, {"value", typed}, {"allowed", allowed}}};
}

std::uint64_t seed_of(const std::string& typed) {
  std::uint64_t seed = 0;
  const char* end = typed.data() + typed.size();
  const auto [stop, error] = std::from_chars(typed.data(), end, seed);
  if (error != std::errc() || stop != end)
    throw UsageError{"matching.command.value", {{"option", "--seed"}, {"value", typed}, {"allowed", "0 …"}}};
  return seed;
}

class CallReader {
 public:
  explicit CallReader(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  Call read() {
    if (arguments_.empty()) throw UsageError{"matching.command.usage", {}};
    call_.verb = arguments_.front();
    if (call_.verb != "solve" && call_.verb != "check" && call_.verb != "repair")
      throw UsageError{"matching.command.usage", {}};
    for (at_ = 1; at_ < arguments_.size(); ++at_) read_one(arguments_[at_]);
    const std::size_t outputs = call_.verb == "solve" ? 0 : 1;
    const std::size_t inputs = !files_.empty() && is_table(files_.front()) ? 2 : 1;
    if (files_.size() != inputs + outputs) throw UsageError{"matching.command.usage", {}};
    if (outputs > 0) call_.output = files_.back();
    files_.resize(inputs);
    call_.inputs = std::move(files_);
    return std::move(call_);
  }

 private:
  void read_one(const std::string& word) {
    const bool answers = call_.verb != "check";
    if (word == "-" || !word.starts_with('-')) {
      files_.push_back(word);
    } else if (word == "--unranked") {
      call_.unranked = choose<Unranked>({{"last", Unranked::last}, {"unacceptable", Unranked::unacceptable}},
                                        word, value());
    } else if (word == "--rule" && call_.verb != "repair") {
      call_.options.rule =
          choose<Rule>({{"coverage", Rule::coverage}, {"stable", Rule::stable}, {"popular", Rule::popular}},
                       word, value());
    } else if (answers && word == "-o") {
      call_.out = value();
    } else if (answers && word == "--format") {
      call_.format = choose<Format>({{"json", Format::json}, {"csv", Format::csv}, {"text", Format::text}},
                                    word, value());
    } else if (answers && word == "--explain") {
      call_.explain = Explain::yes;
    } else if (answers && word == "--seed") {
      call_.options.seed = seed_of(value());
    } else if (word == "--leave" && call_.verb == "repair") {
      call_.leaving.push_back(value());
      while (at_ + 1 < arguments_.size() && !arguments_[at_ + 1].starts_with('-'))
        call_.leaving.push_back(arguments_[++at_]);
    } else {
      throw UsageError{"matching.command.option", {{"option", word}}};
    }
  }

  const std::string& value() {
    if (at_ + 1 == arguments_.size())
      throw UsageError{"matching.command.value_missing", {{"option", arguments_[at_]}}};
    return arguments_[++at_];
  }

  const std::vector<std::string>& arguments_;
  std::size_t at_ = 0;
  std::vector<std::string> files_;
  Call call_;
};

/// A file to read, or the standard input for "-".
class Source {
 public:
  Source(const std::string& name, std::istream& standard) : name_(name), in_(&standard) {
    if (name == "-") return;
    file_.open(name, std::ios::binary);
    if (!file_ || std::filesystem::is_directory(name))
      throw UsageError{"matching.command.read", {{"file", name}}};
    in_ = &file_;
  }
  [[nodiscard]] std::istream& stream() { return *in_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::ifstream file_;
  std::istream* in_;
};

/// Where the answer goes. A named file appears only when everything is written: before that it is a neighbour
/// with
/// ".part" at its end, which is removed when something goes wrong.
class Target {
 public:
  Target(const std::optional<std::string>& name, std::ostream& standard) : out_(&standard) {
    if (!name) return;
    name_ = *name;
    file_.open(part(), std::ios::binary | std::ios::trunc);
    if (!file_) throw UsageError{"matching.command.write", {{"file", *name}}};
    out_ = &file_;
  }
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  ~Target() {
    std::error_code ignored;
    if (!name_.empty()) std::filesystem::remove(part(), ignored);
  }

  [[nodiscard]] std::ostream& stream() { return *out_; }
  void finish() {
    out_->flush();
    std::error_code error;
    if (!name_.empty()) {
      file_.close();
      if (file_) std::filesystem::rename(part(), name_, error);
    }
    if (!*out_ || error) throw UsageError{"matching.command.write", {{"file", name_}}};
    name_.clear();
  }

 private:
  [[nodiscard]] std::string part() const { return name_ + ".part"; }

  std::string name_;
  std::ofstream file_;
  std::ostream* out_;
};

class Command {
 public:
  Command(Call call, std::istream& in, std::ostream& out, Language language)
      : call_(std::move(call)), in_(in), out_(out), language_(language) {}

  int run() {
    if (call_.verb == "solve") return solve_all();
    return call_.verb == "check" ? check_all() : repair_one();
  }

  [[nodiscard]] const std::string& reading(ReadError::File file) const {
    return file == ReadError::File::first ? reading_.front() : reading_.back();
  }

 private:
  int solve_all() {
    Villages villages(open_inputs(), call_.unranked);
    Target target(call_.out, out_);
    if (Blocks* documents = villages.documents()) {
      const Answers answers{
          [&](const Tape& tape, std::string& to) { to += answer(solve(tape, call_.options)); },
          between(call_.format)};
      answer_all(*documents, answers, target.stream());
    } else {
      target.stream() << answer(solve(villages.only().instance, call_.options));
    }
    target.finish();
    return done;
  }

  int check_all() {
    Villages villages(open_inputs(), call_.unranked);
    Source answers(call_.output, in_);
    Blocks answer_blocks(answers.stream());
    TapeReader results(answer_blocks);
    int code = done;
    const auto complain = [&](std::size_t line, const Breach& breach) {
      out_ << answers.name() << ':' << line << ": " << say(language_, breach.key, breach.values) << '\n';
      code = found_wrong;
    };
    std::size_t last_line = 1;
    while (true) {
      reading_ = call_.inputs;
      const std::optional<Village> village = villages.next();
      reading_ = {answers.name()};
      const Tape* const tape = results.next();
      if (!village && tape == nullptr) return code;
      if (!village) {
        complain(tape->line, {"matching.check.answer.needless", {}});
      } else if (tape == nullptr) {
        complain(last_line, {"matching.check.answer.missing", {{"line", std::to_string(village->line)}}});
      } else {
        last_line = tape->line;
        const Result result = read_result(*tape);
        for (const Breach& breach : check(village->instance, result, call_.options.rule))
          complain(tape->line, breach);
      }
    }
  }

  int repair_one() {
    Villages villages(open_inputs(), call_.unranked);
    Source previous(call_.output, in_);
    const Instance instance = villages.only().instance;
    reading_ = {previous.name()};
    Blocks blocks(previous.stream());
    TapeReader results(blocks);
    const Tape* const tape = results.next();
    if (tape == nullptr) throw ReadError(1, "matching.read.empty");
    const Result before = read_result(*tape);
    if (const Tape* const second = results.next()) throw ReadError(second->line, "matching.read.one_village");
    reading_ = call_.inputs;
    Target target(call_.out, out_);
    target.stream() << answer(repair(instance, before.pairs, call_.leaving, call_.options));
    target.finish();
    return done;
  }

  std::vector<std::istream*> open_inputs() {
    std::vector<std::istream*> streams;
    streams.reserve(call_.inputs.size());
    for (const std::string& name : call_.inputs)
      streams.push_back(&inputs_.emplace_back(std::make_unique<Source>(name, in_))->stream());
    reading_ = call_.inputs;
    return streams;
  }
  std::string answer(const Result& result) const {
    return write_answer(result, call_.format, call_.explain, language_);
  }

  Call call_;
  std::istream& in_;
  std::ostream& out_;
  Language language_;
  std::vector<std::unique_ptr<Source>> inputs_;
  std::vector<std::string> reading_;  // the files that a ReadError is about
};

}  // namespace

int command(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out, std::ostream& err,
            Language language) {
  std::unique_ptr<Command> running;
  try {
    running = std::make_unique<Command>(CallReader(arguments).read(), in, out, language);
    return running->run();
  } catch (const UsageError& wrong) {
    err << say(language, wrong.key, wrong.values) << '\n';
  } catch (const ReadError& wrong) {
    for (const ReadError::Fault& fault : wrong.faults())
      err << running->reading(fault.file) << ':' << fault.line << ": "
          << say(language, fault.problem.key, fault.problem.values) << '\n';
  } catch (const Refusal& wrong) {
    for (const Problem& problem : wrong.problems())
      err << running->reading(ReadError::File::first) << ": " << say(language, problem.key, problem.values)
          << '\n';
  }
  return unusable;
}

}  // namespace lianghu::matching

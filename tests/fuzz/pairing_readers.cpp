// Any bytes for every reader of the pairing room. A file is either refused with a line and a reason, or it is
// a round that can be solved, whose answer the independent checker accepts and that is read back as it was
// written. Two parts, parted by the byte 0x1E, are two CSV rankings.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

#include "matching/json_io.h"
#include "matching/tape_round.h"
#include "matching/villages.h"

namespace {

using namespace lianghu::matching;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

void judge(const ReadError& error, std::size_t lines) {
  must(!error.faults().empty(), "a refusal has a fault");
  for (const ReadError::Fault& fault : error.faults()) {
    must(fault.line >= 1 && fault.line <= lines, "a fault stands on a line of the file");
    must(fault.problem.key.starts_with("matching."), "a fault has a reason");
  }
}

void judge(const Instance& instance) {
  must(faults(instance).empty(), "what was read has no fault");
  if (instance.households.size() > 40 || instance.helpers.size() > 40) return;
  for (const Rule rule : {Rule::coverage, Rule::stable, Rule::popular}) {
    const Result result = solve(instance, {.rule = rule});
    must(check(instance, result, rule).empty(), "the checker accepts the answer");
    std::istringstream written(write_json(result, Explain::yes));
    Blocks blocks(written);
    TapeReader reader(blocks);
    const Tape* const tape = reader.next();
    must(tape != nullptr, "an answer can be read");
    if (tape != nullptr)
      must(read_result(*tape).pairs == result.pairs, "an answer is read as it was written");
  }
}

struct Reading {
  bool refused = false;
  std::string answers;  // to the villages before what was refused
  bool operator==(const Reading&) const = default;
};

Reading read_villages(const std::string& text) {
  std::istringstream in(text);
  Reading reading;
  try {
    Villages villages({&in}, Unranked::unacceptable);
    while (const auto village = villages.next()) {
      judge(village->instance);
      reading.answers += write_json(solve(village->instance), Explain::yes);
    }
  } catch (const ReadError& error) {
    judge(error, lines_in(text));
    reading.refused = true;
  }
  return reading;
}

/// The same documents by way of the threads, and straight from the tape.
Reading read_documents(const std::string& text) {
  std::istringstream in(text);
  Blocks blocks(in);
  std::ostringstream out;
  Reading reading;
  try {
    const Answers answers{
        [](const Tape& tape, std::string& to) { to += write_json(solve(tape, {}), Explain::yes); }, ""};
    answer_all(blocks, answers, out);
  } catch (const ReadError& error) {
    judge(error, lines_in(text));
    reading.refused = true;
  }
  reading.answers = out.str();
  return reading;
}

void read_tables(const std::string& households, const std::string& helpers) {
  std::istringstream first(households);
  std::istringstream second(helpers);
  try {
    judge(Villages({&first, &second}, Unranked::last).only().instance);
  } catch (const ReadError& error) {
    judge(error, std::max(lines_in(households), lines_in(helpers)));
  }
}

void read_answers(const std::string& text) {
  std::istringstream in(text);
  Blocks blocks(in);
  TapeReader reader(blocks);
  try {
    while (const Tape* const tape = reader.next()) static_cast<void>(read_result(*tape));
  } catch (const ReadError& error) {
    judge(error, lines_in(text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find('\x1e');
  if (cut != std::string::npos) {
    read_tables(text.substr(0, cut), text.substr(cut + 1));
    return 0;
  }
  const Reading reading = read_villages(text);
  std::istringstream in(text);
  if (Villages({&in}, Unranked::last).documents() != nullptr)
    must(read_documents(text) == reading, "both ways of reading give the same answers");
  read_answers(text);
  return 0;
}

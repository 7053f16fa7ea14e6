#pragma once
// What an operator writes into the data folder about witnesses, in the words of C2SP's tlog-policy
// (c2sp.org/tlog-policy). Empty lines and lines that begin with # are passed over.
//
//   DIR/witnesses.txt   of a log: "witness NAME VKEY URL", one a line
//   DIR/logs.txt        of a witness: "log VKEY", one a line; what stands behind it is passed over
#include <filesystem>
#include <string>
#include <vector>

#include "http/remote.h"
#include "journal/note.h"

namespace lianghu::app {

struct NamedWitness {
  std::string name;
  journal::NoteVerifier key;
  http::RemoteAddress address;
};
/// None when there is no such file. Throws Refusal 422 witness.line {file, line}, witness.key {file, line},
/// witness.address {file, line}, witness.twice {file, line}, witness.too_many {file}.
[[nodiscard]] std::vector<NamedWitness> read_witnesses(const std::filesystem::path& file);
/// The same for the keys of logs.
[[nodiscard]] std::vector<journal::NoteVerifier> read_logs(const std::filesystem::path& file);

}  // namespace lianghu::app

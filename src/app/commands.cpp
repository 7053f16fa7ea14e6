#include "app/commands.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <set>

#include "app/arguments.h"
#include "app/backup.h"
#include "app/coverage.h"
#include "app/deployment.h"
#include "app/import.h"
#include "app/serve.h"
#include "app/sitemap.h"
#include "base/refusal.h"
#include "base/text.h"
#include "base/typed.h"
#include "demo/demo_command.h"
#include "http/router.h"
#include "journal/proof.h"
#include "journal/public_log.h"
#include "journal/verify.h"
#include "matching/pair_command.h"

namespace lianghu::app {

namespace {

struct Command {
  std::string name;
  std::string usage;  // after "lianghu "
  std::string what;   // key in words/
  std::set<std::string> options;
  std::set<std::string> flags;
  std::function<int(const Arguments&)> run;
};

/// What was signed last lies outside of the database: it must be its beginning.
bool continues_what_was_signed(Deployment& deployment) {
  const auto key = log_key_file(deployment.data());
  if (!std::filesystem::exists(key)) return true;
  SystemRandom random;
  journal::PublicLog log(key, log_head_file(deployment.data()), random);
  return log.check(deployment.database()) == journal::Continuity::holds;
}

int verify_journal(const Arguments& arguments) {
  Deployment deployment(arguments.need("data"), arguments.get("database"), Deployment::Folder::must_exist, 1);
  const journal::Report report = journal::verify(deployment.database());
  if (report.holds() && !continues_what_was_signed(deployment)) {
    std::cout << say(Arguments::language(), "journal.verify.not_continued") << "\n";
    return 1;
  }
  const auto& first = report.first;
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

int print_log_key(const Arguments& arguments) {
  const auto file = log_key_file(arguments.need("data"));
  if (!std::filesystem::exists(file))
    throw Refusal(Status::not_found, "log.key.missing", "data", {{"file", file.string()}});
  SystemRandom random;
  std::cout << journal::NoteSigner::from_file(file, random).verifier().text() << "\n";
  return 0;
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
  if (arguments.has("key")) {
    key = journal::NoteVerifier::from_text(arguments.get("key"));
    if (!key) throw Refusal(Status::unprocessable, "proof.key", "key");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Refusal(Status::not_found, "proof.file", "", {{"file", file}});
  const auto checked = journal::check_proof(std::string{std::istreambuf_iterator<char>(in), {}}, key);
  const Values values = {{"index", std::to_string(checked.index)},
                         {"time", format_instant(checked.opening.at())},
                         {"size", std::to_string(checked.head.size)},
                         {"origin", checked.head.origin}};
  std::cout << say(Arguments::language(), key ? "proof.holds" : "proof.holds.unsigned", values) << "\n\n"
            << legible_lines(checked.opening.column("letter").value_or(checked.opening.row_text));
  return 0;
}

int journal_command(const Arguments& arguments) {
  const auto& words = arguments.words();
  if (words == std::vector<std::string>{"verify"}) return verify_journal(arguments);
  if (words == std::vector<std::string>{"key"}) return print_log_key(arguments);
  if (words.size() == 2 && words.front() == "check-proof") return check_proof(arguments, words.back());
  throw UsageError("journal verify|key --data DIR, journal check-proof FILE [--key KEY]");
}

int print_openapi(const Arguments&) {
  const FileStore files{""};
  http::Router router;
  add_routes(router, files);
  std::cout << router.openapi() << "\n";
  return 0;
}

int make_demo(const Arguments& arguments) {
  demo::Wanted wanted;
  wanted.data = arguments.need("data");
  wanted.town = arguments.get("town", wanted.town);
  wanted.seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 1'000'000'000));
  const auto until = parse_date(arguments.get("until", format_date(wanted.until)));
  if (!until) throw UsageError("--until takes a date such as 2020-11-01");
  wanted.until = *until;
  return demo::command(wanted, Arguments::language());
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"serve",
       "serve --data DIR [--port 8080] [--address 127.0.0.1] [--trusted-proxy ADDRESS]… [--metrics-port N] "
       "[--database DSN] [--quiet]",
       "command.serve",
       {"data", "port", "address", "trusted-proxy", "metrics-port", "database"},
       {"quiet"},
       serve},
      {"demo",
       "demo --data DIR [--town 230225101] [--until 2021-01-10] [--seed 1]",
       "command.demo",
       {"data", "town", "until", "seed"},
       {},
       make_demo},
      {"import",
       "import households FILE --data DIR --organisation CODE [--kind member|contact] [--dry-run] "
       "[--database DSN]",
       "command.import",
       {"data", "organisation", "kind", "database"},
       {"dry-run"},
       import_roster},
      {"coverage",
       "coverage --data DIR --organisation CODE [--json] [--database DSN]",
       "command.coverage",
       {"data", "organisation", "database"},
       {"json"},
       print_coverage},
      {"journal",
       "journal verify --data DIR [--database DSN] | journal key --data DIR | journal check-proof FILE "
       "[--key KEY]",
       "command.journal",
       {"data", "database", "key"},
       {},
       journal_command},
      {"backup",
       "backup --data DIR --to DIR [--with-key]",
       "command.backup",
       {"data", "to", "database"},
       {"with-key"},
       backup},
      {"restore",
       "restore --from DIR --data DIR [--key FILE]",
       "command.restore",
       {"from", "data", "key"},
       {},
       restore},
      {"openapi", "openapi", "command.openapi", {}, {}, print_openapi},
  };
  return all;
}

int print_help() {
  const Language language = Arguments::language();
  std::cout << say(language, "command.head") << "\n\n";
  for (const Command& each : commands())
    std::cout << "  lianghu " << each.usage << "\n      " << say(language, each.what) << "\n";
  std::cout << "  lianghu pair solve|check|repair …\n      " << say(language, "command.pair") << "\n"
            << "  lianghu --version\n";
  return 0;
}

int run_command(const std::string& name, const std::vector<std::string>& rest) {
  if (name == "pair") {
    std::ios::sync_with_stdio(false);  // or a file on the standard input comes letter by letter
    return matching::command(rest, std::cin, std::cout, std::cerr, Arguments::language());
  }
  for (const Command& each : commands())
    if (each.name == name) {
      if (rest == std::vector<std::string>{"--help"}) {
        std::cout << "lianghu " << each.usage << "\n" << say(Arguments::language(), each.what) << "\n";
        return 0;
      }
      return each.run(Arguments(rest, each.options, each.flags));
    }
  throw UsageError("unknown command " + name);
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  const std::string name = arguments.empty() ? "--help" : arguments.front();
  try {
    if (name == "--help" || name == "-h" || name == "help") return print_help();
    if (name == "--version") {
      std::cout << "lianghu " << LIANGHU_VERSION << "\n";
      return 0;
    }
    return run_command(name, {arguments.begin() + 1, arguments.end()});
  } catch (const UsageError& error) {
    std::cerr << "lianghu: " << error.what() << "\n" << say(Arguments::language(), "command.usage") << "\n";
  } catch (const Refusal& refusal) {
    for (const Problem& problem : refusal.problems())
      std::cerr << "lianghu: " << say(Arguments::language(), problem.key, problem.values) << "\n";
  } catch (const std::exception& error) {
    std::cerr << "lianghu: " << error.what() << "\n";
  }
  return 2;
}

}  // namespace lianghu::app

#include "app/commands.h"

#include <functional>
#include <iostream>
#include <set>

#include "app/arguments.h"
#include "app/backup.h"
#include "app/coverage.h"
#include "app/import.h"
#include "app/log_commands.h"
#include "app/serve.h"
#include "app/sitemap.h"
#include "app/witness_command.h"
#include "base/files.h"
#include "base/refusal.h"
#include "demo/demo_command.h"
#include "http/router.h"
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
       std::string(journal_usage),
       "command.journal",
       {"data", "database", "key", "witness"},
       {},
       journal_command},
      {"witness",
       "witness --data DIR [--name NAME] [--port 8081] [--address 127.0.0.1] [--trusted-proxy ADDRESS]… "
       "[--metrics-port N] [--database DSN] [--quiet]",
       "command.witness",
       {"data", "name", "port", "address", "trusted-proxy", "metrics-port", "database"},
       {"quiet"},
       serve_witness},
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

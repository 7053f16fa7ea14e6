#include "app/witness_command.h"

#include <spdlog/spdlog.h>

#include <iostream>

#include "app/deployment.h"
#include "app/running.h"
#include "app/witness_api.h"
#include "app/witness_files.h"
#include "base/refusal.h"
#include "http/server.h"

namespace lianghu::app {

namespace {

constexpr std::int64_t witness_port = 8081;

std::string key_name(const Arguments& arguments, Random& random) {
  if (!arguments.has("name")) return journal::new_key_name("lianghu-witness", random);
  std::string name = arguments.get("name");
  if (!journal::is_key_name(name))
    throw UsageError("--name takes a name without spaces and plus, not " + name);
  return name;
}

}  // namespace

int serve_witness(const Arguments& arguments) {
  const EndSignals end;
  spdlog::set_level(arguments.has("quiet") ? spdlog::level::warn : spdlog::level::info);
  const http::Options options = server_options(arguments, witness_port);
  Deployment deployment(arguments.need("data"), arguments.get("database"), Deployment::Folder::may_be_new);
  SystemRandom random;
  auto signer = journal::NoteSigner::from_file(witness_key_file(deployment.data()), random,
                                               key_name(arguments, random), journal::KeyKind::cosignature);
  const auto logs = read_logs(witnessed_logs_file(deployment.data()));
  journal::Witness witness(std::move(signer), logs, deployment.clock());
  http::Router router;
  witness_routes(router, witness);
  http::Server server(options, router, deployment.changes(), {});
  server.start();
  std::cout << say(Arguments::language(), "witness.started",
                   {{"address", "http://" + options.address + ":" + std::to_string(server.port()) + "/"},
                    {"logs", std::to_string(logs.size())},
                    {"file", witnessed_logs_file(deployment.data()).string()},
                    {"key", witness.verifier().text()}})
            << "\n"
            << std::flush;
  end.wait();
  server.stop();
  return 0;
}

}  // namespace lianghu::app

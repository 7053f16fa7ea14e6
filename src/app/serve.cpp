#include "app/serve.h"

#include <signal.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "app/deployment.h"
#include "app/new_day.h"
#include "app/sitemap.h"
#include "app/ticker.h"
#include "app/wiring.h"
#include "base/embedded.h"
#include "demo/sign_ins.h"
#include "features/accounts/accounts_api.h"
#include "features/pages/pages.h"
#include "http/server.h"
#include "journal/public_log.h"

namespace lianghu::app {

namespace {

/// Blocked before any thread starts, so that only wait_for_end sees them.
sigset_t end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

void wait_for_end(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
}

/// Enough for every page of a county on a machine for a county, and little on a small one.
std::size_t page_cache_bytes_max() {
  constexpr std::size_t share = 64;
  constexpr std::size_t least = std::size_t{64} << 20;
  constexpr std::size_t most = std::size_t{256} << 20;
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_bytes = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page_bytes <= 0) return least;
  return std::clamp(static_cast<std::size_t>(pages) * static_cast<std::size_t>(page_bytes) / share, least,
                    most);
}

http::Options server_options(const Arguments& arguments) {
  http::Options options;
  options.address = arguments.get("address", "127.0.0.1");
  options.port = static_cast<std::uint16_t>(arguments.number("port", 8080, 0, 65535));
  if (arguments.has("metrics-port"))
    options.metrics_port = static_cast<std::uint16_t>(arguments.number("metrics-port", 0, 0, 65535));
  for (const std::string& each : arguments.all("trusted-proxy")) {
    const auto address = http::plain_address(each);
    if (!address) throw UsageError("--trusted-proxy takes an address such as 127.0.0.1, not " + each);
    options.trusted_proxies.push_back(*address);
  }
  options.page_cache_bytes_max = page_cache_bytes_max();
  options.web_files = embedded::web_dist();
  return options;
}

/// Somebody has put an older or another database in this one's place: it must be heard.
void warn_of(journal::Continuity continuity, const Deployment& deployment) {
  if (continuity == journal::Continuity::holds) return;
  const bool is_older = continuity == journal::Continuity::rolled_back;
  std::cerr << say(Arguments::language(), is_older ? "log.rolled_back" : "log.forked",
                   {{"key", log_key_file(deployment.data()).string()},
                    {"head", log_head_file(deployment.data()).string()}})
            << "\n";
}

void greet(const Deployment& deployment, const journal::PublicLog& log, const std::string& address) {
  std::cout << "亮户 Lianghu: " << address << "/\n"
            << say(Arguments::language(), "log.key", {{"key", log.verifier().text()}}) << "\n";
  demo::print_sign_ins(std::cout, deployment.data(), address);
  std::cout << std::flush;
}

}  // namespace

int serve(const Arguments& arguments) {
  const sigset_t signals = end_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  spdlog::set_level(arguments.has("quiet") ? spdlog::level::warn : spdlog::level::info);

  const http::Options options = server_options(arguments);
  Deployment deployment(arguments.need("data"), arguments.get("database"), Deployment::Folder::may_be_new);
  SystemRandom random;
  journal::PublicLog log(log_key_file(deployment.data()), log_head_file(deployment.data()), random);
  warn_of(log.check(deployment.database()), deployment);
  http::Router router;
  add_routes(router, deployment.files());
  Changes& changes = deployment.changes();
  http::Server server(options, router, changes,
                      [&](std::string_view token) { return accounts::resolve_session(changes, token); });
  wire(changes, server.pages());
  const auto new_day = [&] {
    // A page that says how many days of a notice period are left is wrong after midnight.
    server.pages().drop_tag(std::string(pages::daily_tag));
    begin_day(changes);
  };
  const auto placed = [&] { server.pages().drop_tag(std::string(pages::log_tag)); };
  server.start();
  // What the day brings may take its time: whoever waits for a page comes first.
  const Ticker ticker(changes, log, {new_day, placed});
  greet(deployment, log, "http://" + options.address + ":" + std::to_string(server.port()));
  wait_for_end(signals);
  server.stop();
  return 0;
}

}  // namespace lianghu::app

#include "app/serve.h"

#include <spdlog/spdlog.h>

#include <iostream>
#include <list>

#include "app/deployment.h"
#include "app/new_day.h"
#include "app/running.h"
#include "app/sitemap.h"
#include "app/ticker.h"
#include "app/wiring.h"
#include "app/witness_feed.h"
#include "base/embedded.h"
#include "demo/sign_ins.h"
#include "features/accounts/accounts_api.h"
#include "features/pages/pages.h"
#include "http/server.h"
#include "journal/public_log.h"

namespace lianghu::app {

namespace {

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
  const EndSignals end;
  spdlog::set_level(arguments.has("quiet") ? spdlog::level::warn : spdlog::level::info);

  http::Options options = server_options(arguments, 8080);
  options.web_files = embedded::web_dist();
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
  const auto drop_log_pages = [&] { server.pages().drop_tag(std::string(pages::log_tag)); };
  std::list<WitnessFeed> feeds;
  for (const NamedWitness& each : read_witnesses(witnesses_file(deployment.data())))
    feeds.emplace_back(deployment.database(), each, drop_log_pages);
  const auto placed = [&] {
    drop_log_pages();
    for (WitnessFeed& feed : feeds) feed.wake();
  };
  server.start();
  // What the day brings may take its time: whoever waits for a page comes first.
  const Ticker ticker(changes, log, {new_day, placed});
  greet(deployment, log, "http://" + options.address + ":" + std::to_string(server.port()));
  end.wait();
  server.stop();
  return 0;
}

}  // namespace lianghu::app

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <map>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/new_day.h"
#include "app/sitemap.h"
#include "db/testing.h"
#include "documents/workbook_fixture.h"
#include "features/feedback/testing.h"
#include "features/organisations/organisations.h"
#include "features/organisations/testing.h"
#include "features/pairing/testing.h"
#include "features/plaques/testing.h"
#include "features/reviews/reviews.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::app {
namespace {

namespace fs = std::filesystem;

TEST(Commands, a_wrong_call_ends_with_two_and_changes_nothing) {
  const fs::path nowhere = db::testing::temporary_folder() + "/nowhere";
  for (const std::vector<std::string>& call : std::vector<std::vector<std::string>>{
           {"fly"},
           {"journal", "verify"},
           {"journal", "verify", "--data", nowhere.string()},
           {"serve", "--data", nowhere.string(), "--port", "70000"},
           {"serve", "--data", nowhere.string(), "--trusted-proxy", "proxy"},
           {"demo", "--data", nowhere.string(), "--until", "2020-13-01"},
           {"demo", "--data", nowhere.string(), "--town", "230225"},
           {"import", "households", "--data"}})
    EXPECT_EQ(run(call), 2) << call.front();
  EXPECT_FALSE(fs::exists(nowhere / "lianghu.db"));
  EXPECT_EQ(run({"--help"}), 0);
  EXPECT_EQ(run({"--version"}), 0);
}

TEST(NewDay, feedback_that_nobody_answered_in_time_goes_to_the_town) {
  journal::testing::Bench bench(db::Engine::sqlite);
  feedback::testing::Desk desk(bench);
  const std::string code = desk.say(desk.village.sun);
  bench.pass_days(8);
  begin_day(bench.changes());
  begin_day(bench.changes());
  EXPECT_EQ(desk.follow(code).handler, desk.village.town.town.name);
}

TEST(NewDay, a_review_opens_on_its_day_and_once) {
  journal::testing::Bench bench(db::Engine::sqlite);
  const plaques::testing::RunningVillage village(bench);
  const auto opened = [&] {
    return bench.read([&](Context& c) { return reviews::list(c, village.yinhe(c)).size(); });
  };
  begin_day(bench.changes());
  EXPECT_EQ(opened(), 0U);
  bench.go_to(Date{std::chrono::year{2020} / 8 / 15});
  begin_day(bench.changes());
  begin_day(bench.changes());
  EXPECT_EQ(opened(), 1U);
}

TEST(NewDay, silence_is_a_no_the_day_after_the_last_where_the_programme_says_so) {
  journal::testing::Bench bench(db::Engine::sqlite);
  pairing::testing::PairedVillage village(bench);
  bench.change_as(village.town.town_staff(), [&](Context& c) {
    auto programme = programmes::running(c, village.yinhe(c)).programme;
    programme.definition.pairing->silence = programmes::Silence::declined;
    programmes::edit(c, programme.id, programme.definition, programme.version);
  });
  village.propose();
  bench.go_to(add_days(village.ask_both_sides().confirm_until.value(), 1));
  begin_day(bench.changes());
  begin_day(bench.changes());
  EXPECT_EQ(organisations::testing::refused([&] { village.finalise(); }), "pairing.declined");
  village.run();
  bench.go_to(village.now().confirm_until.value());
  begin_day(bench.changes());
  EXPECT_EQ(organisations::testing::refused([&] { village.finalise(); }), "pairing.unanswered");
}

TEST(Sitemap, every_route_that_is_not_public_turns_strangers_away) {
  journal::testing::Bench bench(db::Engine::sqlite);
  const FileStore files(db::testing::temporary_folder());
  http::Router router;
  add_routes(router, files);
  http::testing::Browser stranger(router, bench.changes());
  int guarded = 0;
  for (const auto& route : router.routes()) {
    if (route->access == http::Access::anyone) continue;
    std::string address;
    bool inside = false;
    for (const char c : route->pattern) {
      if (c == '{') address += "7";
      inside = c == '{' || (inside && c != '}');
      if (!inside && c != '}') address += c;
    }
    EXPECT_EQ(stranger.send(route->method, address, route->request_type, "{}").status, 401)
        << route->method << " " << route->pattern;
    ++guarded;
  }
  EXPECT_GT(guarded, 40);
}

/// All routes of the program, and bodies that have the right shape for each.
class Everything : public ::testing::Test {
 protected:
  Everything() {
    add_routes(router_, files_);
    browser_.with_header("host", "127.0.0.1");
  }

  /// `place` where the address names a village or an organisation, a stage where it names one, 7 elsewhere.
  [[nodiscard]] static std::string address(const http::Route& route, const std::string& place) {
    std::string out = route.pattern;
    for (std::size_t at = out.find('{'); at != std::string::npos; at = out.find('{')) {
      const std::string name = out.substr(at, out.find('}') - at + 1);
      const bool is_place = name == "{village}" || name == "{organisation}";
      out.replace(at, name.size(), is_place ? place : name == "{stage}" ? "plaque" : "7");
    }
    // The printing routes look at the query before they look for the village.
    return route.method == "GET" ? out + "?plaques=all&pledges=all" : out;
  }
  [[nodiscard]] static std::string body(const http::Route& route, const std::string& text) {
    if (!route.request_schema) return {};
    boost::json::object components;
    const boost::json::value schema = route.request_schema(components);
    return boost::json::serialize(example(schema.as_object(), components, text));
  }
  http::Response ask(const http::Route& route, const std::string& place, const std::string& text) {
    if (route.request_type == "multipart/form-data")
      return browser_.upload(address(route, place), {{"file", "a.csv", "text/csv", text}});
    return browser_.send(route.method, address(route, place), route.request_type, body(route, text));
  }

  journal::testing::Bench bench_{db::Engine::sqlite};
  organisations::testing::Town town_{bench_};
  FileStore files_{db::testing::temporary_folder()};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};

 private:
  /// Of everything one, and what may be left out is left out.
  static boost::json::value example(const boost::json::object& schema, const boost::json::object& components,
                                    const std::string& text) {
    if (const auto* reference = schema.if_contains("$ref")) {
      const std::string_view name = reference->as_string();
      return example(components.at(name.substr(name.rfind('/') + 1)).as_object(), components, text);
    }
    if (const auto* allowed = schema.if_contains("enum")) return allowed->as_array().at(0);
    if (!schema.contains("type")) return nullptr;
    const std::string_view type = schema.at("type").as_string();
    if (type == "integer" || type == "number") return 1;
    if (type == "boolean") return true;
    if (type == "array") {
      boost::json::array list;
      list.push_back(example(schema.at("items").as_object(), components, text));
      return list;
    }
    if (type == "string") {
      if (schema.contains("pattern")) return "7";
      return schema.contains("format") ? boost::json::value("2020-08-20") : boost::json::value(text);
    }
    boost::json::object out;
    if (schema.contains("required"))
      for (const boost::json::value& name : schema.at("required").as_array())
        out[name.as_string()] =
            example(schema.at("properties").at(name.as_string()).as_object(), components, text);
    return out;
  }
};

/// Threat 9 of the design: whoever has a role in one village gets of another's only what a stranger gets of
/// none, whatever is asked.
TEST_F(Everything, of_another_village_is_as_if_it_were_not_there) {
  browser_.as(town_.shanwan_secretary());
  const auto told = [&](const http::Route& route, const std::string& place) {
    const http::Response answer = ask(route, place, "说清楚");
    EXPECT_EQ(answer.status, 404) << route.method << " " << address(route, place) << " " << answer.body;
    return http::testing::problem_keys(answer);
  };
  int tried = 0;
  for (const auto& route : router_.routes()) {
    const bool of_a_place = route->pattern.find("{village}") != std::string::npos ||
                            route->pattern.find("{organisation}") != std::string::npos;
    if (!of_a_place) continue;
    EXPECT_EQ(told(*route, std::to_string(town_.yinhe.id.value)), told(*route, "7")) << route->pattern;
    ++tried;
  }
  EXPECT_GT(tried, 90);
}

TEST_F(Everything, stands_text_that_nobody_can_have_typed) {
  using namespace std::string_literals;
  int tried = 0;
  for (const Actor& actor : {town_.yinhe_secretary(), town_.town_staff(), Actor::visitor()}) {
    browser_.as(actor);
    for (const auto& route : router_.routes()) {
      const http::Response answer =
          ask(*route, std::to_string(town_.yinhe.id.value), "\u202e一\0二\x1b三\x7f"s);
      EXPECT_LT(answer.status, 500) << route->method << " " << route->pattern << " " << answer.body;
      tried += answer.status == 200 ? 1 : 0;
    }
  }
  EXPECT_GT(tried, 40) << "hardly anything came as far as a rule";
}

/// What answers a call without a key with something else, and why that is right.
const std::map<std::string, std::string>& keyless() {
  static const std::string reads = "it changes nothing, and every look is journalled, also the second";
  static const std::string form =
      "a page's form carries its own key, which the server drew and looks at first";
  static const std::string before = "it is refused before: what is slow or kept stands outside the change";
  static const std::map<std::string, std::string> all = {
      {"sessions.create", "two sign-ins are two sessions, each ended by itself"},
      {"sessions.end", "ending what is ended changes nothing"},
      {"households.unmask", reads},
      {"households.export", reads},
      {"imports.preview", reads},
      {"imports.bad_rows", reads},
      {"pages.send", form},
      {"pages.send_view", form},
      {"pages.send_on_board", form},
      {"pages.send_on_board_view", form},
      {"pages.photo", form},
      {"pages.photo_view", form},
      {"pages.tracked", form},
      {"pages.tracked_view", form},
      {"pages.paper_entered", form},
      {"pages.helped", "what the household answers is the key"},
      {"pages.helped_view", "what the household answers is the key"},
      {"pages.appraised", "the used slip is the key"},
      {"pages.appraised_view", "the used slip is the key"},
      {"me.change_password", before},
      {"pledges.sign", before},
      {"pledges.sign_paper", before},
      {"help.record", before},
  };
  return all;
}

/// A double tap must not do anything twice.
TEST_F(Everything, that_a_person_writes_asks_for_an_idempotency_key) {
  int tried = 0;
  for (const auto& route : router_.routes()) {
    if (route->method == "GET") continue;
    browser_.as(route->access == http::Access::anyone ? Actor::visitor() : town_.yinhe_secretary());
    browser_.without_key();
    const http::Response answer = ask(*route, std::to_string(town_.yinhe.id.value), "说清楚，再从头写一遍");
    const bool asked = answer.status == 400 &&
                       http::testing::problem_keys(answer) == std::vector<std::string>{"idempotency.missing"};
    EXPECT_NE(asked, keyless().contains(route->name)) << route->method << " " << route->pattern << " "
                                                      << route->name << " " << answer.status << answer.body;
    ++tried;
  }
  EXPECT_GT(tried, 90);
}

TEST_F(Everything, a_bomb_or_an_endless_upload_is_refused_at_the_file) {
  browser_.as(town_.yinhe_secretary());
  const std::string address = "/api/v1/villages/" + std::to_string(town_.yinhe.id.value) + "/imports/preview";
  const auto refused = [&](std::string bytes) {
    const http::Response answer = browser_.upload(address, {{"file", "名册.xlsx", "", std::move(bytes)}});
    EXPECT_EQ(http::testing::problem_fields(answer), std::vector<std::string>{"file"}) << answer.body;
    return std::pair(answer.status, http::testing::problem_keys(answer));
  };
  using Keys = std::vector<std::string>;
  const std::string bomb = documents::fixture::zipped({{"xl/workbook.xml", std::string(8U << 20U, ' ')}});
  EXPECT_LT(bomb.size(), 1U << 20U);
  EXPECT_EQ(refused(bomb), std::pair(422, Keys{"documents.zip_bomb"}));
  EXPECT_EQ(refused("PK\x03\x04 and nothing behind it"), std::pair(422, Keys{"documents.broken"}));
  EXPECT_EQ(refused(std::string(22U << 20U, 'x')).first, 413);
}

}  // namespace
}  // namespace lianghu::app

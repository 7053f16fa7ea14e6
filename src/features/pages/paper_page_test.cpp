#include "features/pages/paper_page.h"

#include "features/pages/pages_api.h"
#include "features/pages/testing.h"
#include "features/pairing/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::pages {
namespace {

using pairing::Form;
using testing::Markup;
using testing::MarkupReader;
using Fields = std::vector<std::pair<std::string, std::string>>;

class PaperPage : public ::testing::TestWithParam<db::Engine> {
 protected:
  PaperPage() {
    routes(router_);
    village_.start();
    village_.open();
  }

  std::string issue(Id<pairing::Household> household) {
    const auto issued = village_.change(
        [&](Context& c, const organisations::Village& v) { return pairing::issue_forms(c, v, {household}); });
    return pairing::code_on(issued.at(0), bench_.sealer());
  }
  static std::string choice(Id<pairing::Household> household) {
    return "c-" + std::to_string(household.value);
  }
  http::Response send(const std::string& code, const std::string& step, Fields fields) {
    fields.insert(fields.end(), {{"code", code}, {"step", step}, {"view", ""}});
    return browser_.post_form("/b", fields);
  }
  /// The hidden fields of a page as a browser would send them.
  static Fields carried(const std::string& html) {
    Fields out;
    static const std::regex hidden(R"rx(<input type="hidden" name="([^"]*)" value="([^"]*)")rx");
    for (auto at = std::sregex_iterator(html.begin(), html.end(), hidden); at != std::sregex_iterator(); ++at)
      if ((*at)[1] != "code" && (*at)[1] != "view") out.emplace_back((*at)[1], (*at)[2]);
    return out;
  }
  /// Entered, shown back, cast.
  http::Response cast(const std::string& code, const Fields& fields) {
    const auto shown = send(code, "check", fields);
    EXPECT_EQ(shown.status, 200) << shown.body;
    return send(code, "cast", carried(shown.body));
  }
  std::vector<std::string> journalled() {
    return bench_.database().read([](db::Transaction& tx) {
      std::vector<std::string> out;
      for (const db::Row& row : tx.query("SELECT action FROM journal_entries ORDER BY id"))
        if (row.text(0).starts_with("pairing.form")) out.push_back(row.text(0));
      return out;
    });
  }
  static bool has(const http::Response& page, const std::string& words) {
    return page.body.find(words) != std::string::npos;
  }

  journal::testing::Bench bench_{GetParam()};
  pairing::testing::PairedVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(PaperPage);

TEST_P(PaperPage, a_ballot_is_entered_read_back_and_cast_without_a_script) {
  const std::string code = issue(village_.zhao);
  const auto page = browser_.get("/b/" + code);
  ASSERT_EQ(page.status, 200) << page.body;
  const Markup read = MarkupReader::read(page.body);
  EXPECT_EQ(read.count("h1"), 1);
  EXPECT_EQ(read.count("script"), 0);
  EXPECT_EQ(read.count("select"), 3);
  for (const std::string said : {"赵演福", "孙演波", "票号 0001", "只有您看得到"})
    EXPECT_TRUE(has(page, said)) << said;
  const auto shown = send(code, "check",
                          {{choice(village_.wang), "1"},
                           {choice(village_.sun), "2"},
                           {choice(village_.guan), "kin"},
                           {"recorder", "周演民"}});
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(MarkupReader::read(shown.body).count("script"), 0);
  EXPECT_LT(shown.body.find("<b>王演芝</b>"), shown.body.find("<b>孙演波</b>"));
  EXPECT_TRUE(has(shown, "<b>关演云</b>（亲属）")) << shown.body;
  EXPECT_TRUE(has(shown, "由周演民代录"));
  EXPECT_TRUE(journalled().size() == 1) << "showing it back casts it";
  const auto done = send(code, "cast", carried(shown.body));
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_TRUE(has(done, "票收到了，已经密封"));
  EXPECT_TRUE(std::regex_search(done.body, std::regex("[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}")));
  for (const std::string told : {"王演芝", "孙演波", "关演云"}) EXPECT_FALSE(has(done, told)) << told;
  EXPECT_EQ(journalled(), (std::vector<std::string>{"pairing.forms_issued", "pairing.form_used"}));
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PaperPage, a_double_tap_casts_once_and_shows_the_same_receipt) {
  const std::string code = issue(village_.zhao);
  const auto shown = send(code, "check", {{choice(village_.wang), "1"}, {"recorder", "周演民"}});
  const Fields fields = carried(shown.body);
  const auto first = send(code, "cast", fields);
  const auto again = send(code, "cast", fields);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(first.body, again.body);
  EXPECT_EQ(journalled(), (std::vector<std::string>{"pairing.forms_issued", "pairing.form_used"}));
}

TEST_P(PaperPage, what_is_wrong_stands_at_its_field_and_nothing_is_entered_again) {
  const std::string code = issue(village_.zhao);
  const auto nameless = send(code, "check", {{choice(village_.wang), "3"}, {choice(village_.sun), "other"}});
  EXPECT_EQ(nameless.status, 422);
  EXPECT_TRUE(has(nameless, "请写录票人的姓名"));
  EXPECT_TRUE(has(nameless, R"(<option selected="selected">3</option>)")) << nameless.body;
  EXPECT_TRUE(has(nameless, R"(<option value="other" selected="selected">)"));
  const auto back = send(code, "edit", {{choice(village_.wang), "2"}, {"recorder", "周演民"}});
  EXPECT_EQ(back.status, 200);
  EXPECT_TRUE(has(back, R"(<option selected="selected">2</option>)"));
  EXPECT_TRUE(has(back, R"(value="周演民")"));
}

TEST_P(PaperPage, a_replayed_stolen_or_late_form_is_refused_with_a_sentence_and_journalled_once_a_day) {
  const std::string stolen = issue(village_.zhao);
  const std::string code = issue(village_.zhao);
  EXPECT_EQ(send(stolen, "check", {{"recorder", "冒演名"}}).status, 409);
  EXPECT_TRUE(has(send(stolen, "cast", {{"recorder", "冒演名"}, {"key", "abc"}}), "作废了"));
  cast(code, {{choice(village_.wang), "1"}, {"recorder", "周演民"}});
  const auto replayed =
      send(code, "cast", {{choice(village_.sun), "1"}, {"recorder", "冒演名"}, {"key", "x"}});
  EXPECT_EQ(replayed.status, 409);
  EXPECT_TRUE(has(replayed, "7 月 20 日，由周演民录入")) << replayed.body;
  EXPECT_EQ(send(code, "cast", {{"recorder", "冒演名"}, {"key", "y"}}).status, 409);
  const auto opened = browser_.get("/b/" + code);
  EXPECT_EQ(opened.status, 409);
  EXPECT_TRUE(has(opened, "由周演民录入"));
  const std::string other = issue(village_.li);
  village_.close();
  EXPECT_TRUE(has(send(other, "cast", {{"recorder", "周演民"}, {"key", "z"}}), "现在不收票"));
  EXPECT_EQ(journalled(), (std::vector<std::string>{"pairing.forms_issued", "pairing.forms_issued",
                                                    "pairing.form_refused.void", "pairing.form_used",
                                                    "pairing.form_refused.used", "pairing.forms_issued",
                                                    "pairing.form_refused.not_open"}));
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(PaperPage, a_forged_request_is_refused_and_journalled) {
  const std::string code = issue(village_.zhao);
  const auto outsider = send(code, "check", {{choice(village_.li), "1"}, {"recorder", "周演民"}});
  EXPECT_EQ(outsider.status, 422);
  EXPECT_TRUE(has(outsider, "不在这一轮的另一方里")) << outsider.body;
  EXPECT_EQ(send(code, "cast", {{"c-42", "1"}, {"recorder", "周演民"}, {"key", "k"}}).status, 422);
  EXPECT_EQ(
      send(code, "cast", {{choice(village_.sun), "first"}, {"recorder", "周演民"}, {"key", "k"}}).status,
      400);
  EXPECT_EQ(send(code, "check", {{"c-x", "1"}, {"recorder", "周演民"}}).status, 400);
  EXPECT_EQ(send(code, "cast", {{choice(village_.sun), "1"}, {"recorder", "周演民"}}).status, 400)
      << "no key";
  EXPECT_EQ(journalled(), (std::vector<std::string>{"pairing.forms_issued", "pairing.form_refused.unknown"}));
  EXPECT_EQ(cast(code, {{"recorder", "周演民"}}).status, 200) << "an empty ballot is one";
}

TEST_P(PaperPage, an_unknown_code_opens_nothing_and_guessing_is_slowed_down) {
  issue(village_.zhao);
  int slowed = 0;
  for (int attempt = 0; attempt < 30; ++attempt) {
    const auto page = browser_.get("/b/" + std::string(21, 'A') + static_cast<char>('a' + attempt % 26));
    EXPECT_TRUE(page.status == 404 || page.status == 429) << page.status;
    slowed += page.status == 429 ? 1 : 0;
  }
  EXPECT_EQ(slowed, 10);
  EXPECT_EQ(journalled(), (std::vector<std::string>{"pairing.forms_issued"}));
}

TEST_P(PaperPage, the_page_is_kept_nowhere_and_its_code_goes_nowhere) {
  const std::string code = issue(village_.zhao);
  const auto page = browser_.get("/b/" + code);
  EXPECT_EQ(http::testing::header(page, "Cache-Control"), "no-store");
  EXPECT_EQ(http::testing::header(page, "Referrer-Policy"), "strict-origin");
  for (const std::string& link : MarkupReader::read(page.body).links)
    EXPECT_TRUE(link.starts_with("/b/" + code)) << link;
  const auto done = cast(code, {{choice(village_.wang), "1"}, {"recorder", "周演民"}});
  EXPECT_EQ(done.body.find(code), std::string::npos);
  bench_.database().read([&](db::Transaction& tx) {
    for (const char* table : {"idempotency_keys", "pairing_forms", "pairing_form_codes", "journal_entries"})
      for (const db::Row& row : tx.query("SELECT * FROM " + std::string(table)))
        for (std::size_t column = 0; column < row.size(); ++column) {
          const auto* text = std::get_if<std::string>(&row.cell(column));
          EXPECT_TRUE(text == nullptr || text->find(code) == std::string::npos) << table;
        }
  });
}

TEST_P(PaperPage, no_category_is_shown_to_a_helper) {
  const auto page = browser_.get("/b/" + issue(village_.sun));
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, "赵演福"));
  for (const std::string hidden : {"低保", "脱贫", "贫困", "五保"}) EXPECT_FALSE(has(page, hidden)) << hidden;
}

TEST_P(PaperPage, it_stands_in_both_languages_and_sizes_for_both_sides) {
  for (const auto household : {village_.zhao, village_.sun}) {
    const std::string code = issue(household);
    for (const std::string view : {"", "/elder", "/en", "/en-elder"}) {
      const auto page = browser_.get("/b/" + code + view);
      EXPECT_EQ(page.status, 200) << view;
      EXPECT_EQ(MarkupReader::read(page.body).count("form"), 1) << view;
      static const std::regex key(R"(\b(pages|pairing)\.[a-z_]+)");
      EXPECT_FALSE(std::regex_search(page.body, key)) << view;
    }
    const auto shown = browser_.post_form(
        "/b", {{"code", code}, {"view", "en-elder"}, {"step", "check"}, {"recorder", "Zhou"}});
    EXPECT_TRUE(has(shown, R"(<html lang="en" class="elder">)")) << shown.body;
  }
  EXPECT_EQ(browser_.get("/b/" + issue(village_.zhao) + "/nonsense").status, 404);
}

TEST_P(PaperPage, fifty_candidates_fit_on_one_page) {
  for (int i = 0; i < 47; ++i) village_.add("于演" + std::to_string(i), households::Kind::member);
  village_.close();
  village_.run();
  village_.ask_both_sides();
  bench_.pass_days(30);
  village_.finalise();
  village_.start();
  village_.open();
  const auto page = browser_.get("/b/" + issue(village_.zhao));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(MarkupReader::read(page.body).count("select"), 50);
  EXPECT_LT(page.body.size(), 100U * 1024);
}

}  // namespace
}  // namespace lianghu::pages

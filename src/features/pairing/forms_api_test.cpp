// The routes of ballots on paper.
#include <gtest/gtest.h>

#include "base/json.h"
#include "features/pairing/forms.h"
#include "features/pairing/pairing_api.h"
#include "features/pairing/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::pairing {
namespace {

using http::testing::problem_keys;
using Keys = std::vector<std::string>;

struct Listed {
  std::vector<FormRow> forms;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (forms))
struct Issued {
  std::vector<Form> forms;
};
BOOST_DESCRIBE_STRUCT(Issued, (), (forms))

class FormRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  FormRoutes() {
    routes(router_);
    browser_.with_header("host", "lianghu.example").with_header("x-forwarded-proto", "https");
    browser_.as(village_.town.yinhe_secretary());
    village_.start();
    village_.open();
  }
  [[nodiscard]] std::string at(const std::string& rest) const {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + "/pairing/forms" + rest;
  }
  Form issue(Id<Household> household) {
    const auto answer =
        browser_.post(at(""), R"({"households":[")" + std::to_string(household.value) + R"("]})");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::read<Issued>(std::string_view(answer.body)).forms.at(0);
  }
  std::vector<FormRow> listed() {
    return json::read<Listed>(std::string_view(browser_.get(at("")).body)).forms;
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(FormRoutes);

TEST_P(FormRoutes, forms_are_issued_listed_printed_and_voided) {
  const Form form = issue(village_.zhao);
  const auto paper = browser_.get(at(".pdf?forms=" + std::to_string(form.id.value)));
  EXPECT_EQ(paper.status, 200) << paper.body;
  EXPECT_EQ(paper.type, "application/pdf");
  EXPECT_TRUE(paper.body.starts_with("%PDF"));
  ASSERT_EQ(listed().size(), 1U);
  EXPECT_EQ(listed()[0].name, "赵演福");
  EXPECT_EQ(listed()[0].form.state, FormState::live);
  const std::string path = at("/" + std::to_string(form.id.value) + "/void");
  EXPECT_EQ(browser_.post(path, R"({"version":1})").status, 200);
  EXPECT_EQ(listed()[0].form.state, FormState::void_);
  EXPECT_EQ(problem_keys(browser_.get(at(".pdf?forms=" + std::to_string(form.id.value)))),
            Keys{"pairing.form.ended"});
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(FormRoutes, a_repeated_request_issues_nothing_anew) {
  const std::string body = R"({"households":[")" + std::to_string(village_.zhao.value) + R"("]})";
  const std::string key = "0123456789abcdef-forms";
  const auto first = browser_.with_key(key).post(at(""), body);
  EXPECT_EQ(browser_.with_key(key).post(at(""), body).body, first.body);
  EXPECT_EQ(listed().at(0).form.number, 1);
}

TEST_P(FormRoutes, no_answer_but_the_paper_tells_the_code) {
  const Form form = issue(village_.zhao);
  const std::string code = code_on(form, bench_.sealer());
  EXPECT_EQ(browser_.get(at("")).body.find(code), std::string::npos);
  EXPECT_EQ(bench_.database().read([&](db::Transaction& tx) {
    std::string all;
    for (const db::Row& row : tx.query("SELECT answer FROM idempotency_keys"))
      if (const auto* text = std::get_if<std::string>(&row.cell(0))) all += *text;
    return all.find(code);
  }),
            std::string::npos);
}

TEST_P(FormRoutes, what_is_wrong_with_a_request_is_said) {
  const Form form = issue(village_.zhao);
  const std::string id = std::to_string(form.id.value);
  EXPECT_EQ(problem_keys(browser_.post(at(""), R"({"households":[]})")), Keys{"pairing.form.nobody"});
  EXPECT_EQ(problem_keys(browser_.get(at(".pdf"))), Keys{"pairing.form.nobody"});
  EXPECT_EQ(problem_keys(browser_.get(at(".pdf?forms=1,x"))), Keys{"pairing.form.query"});
  EXPECT_EQ(problem_keys(browser_.get(at(".pdf?forms=42"))), Keys{"pairing.form.not_found"});
  EXPECT_EQ(problem_keys(browser_.post(at("/42/void"), R"({"version":1})")), Keys{"pairing.form.not_found"});
  browser_.with_header("host", "evil.example/\"x");
  EXPECT_EQ(problem_keys(browser_.get(at(".pdf?forms=" + id))), Keys{"http.host"});
}

TEST_P(FormRoutes, members_auditors_and_other_villages_get_no_form) {
  const Form form = issue(village_.zhao);
  const std::string paper = at(".pdf?forms=" + std::to_string(form.id.value));
  for (const Actor& actor : {village_.town.yinhe_member(village_.zhao.value, 1), village_.town.auditor()}) {
    browser_.as(actor);
    EXPECT_EQ(browser_.get(at("")).status, 403);
    EXPECT_EQ(browser_.get(paper).status, 403);
  }
  browser_.as(village_.town.shanwan_secretary());
  EXPECT_EQ(browser_.get(at("")).status, 404);
  EXPECT_EQ(browser_.get(paper).status, 404);
}

}  // namespace
}  // namespace lianghu::pairing

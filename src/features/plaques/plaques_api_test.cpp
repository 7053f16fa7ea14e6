#include "features/plaques/plaques_api.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "features/plaques/testing.h"
#include "http/router.h"
#include "http/testing.h"

namespace lianghu::plaques {
namespace {

class PlaqueRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  PlaqueRoutes() {
    routes(router_);
    browser_.as(village_.town.yinhe_secretary());
    browser_.with_header("host", "lianghu.example");
  }
  std::string at(const organisations::Organisation& organisation, const std::string& rest = "") const {
    return "/api/v1/villages/" + std::to_string(organisation.id.value) + "/plaques" + rest;
  }
  std::string yinhe(const std::string& rest = "") const { return at(village_.town.yinhe, rest); }
  std::string of(const Plaque& plaque, const std::string& step) const {
    return yinhe("/" + std::to_string(plaque.id.value) + "/" + step);
  }
  static std::string with_version(const std::string& fields, const Plaque& plaque) {
    return "{" + fields + R"(,"version":)" + std::to_string(plaque.version) + "}";
  }

  journal::testing::Bench bench_{GetParam()};
  testing::RunningVillage village_{bench_};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(PlaqueRoutes);

/// A PDF in a folder of its own, looked at with the tools of poppler and zbar.
class Printed {
 public:
  explicit Printed(const std::string& bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "lianghu-plaques-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    std::ofstream(folder_ / "a.pdf", std::ios::binary) << bytes;
  }
  ~Printed() { std::filesystem::remove_all(folder_); }
  Printed(const Printed&) = delete;
  Printed& operator=(const Printed&) = delete;

  [[nodiscard]] std::string run(const std::string& command) const {
    std::string out;
    std::FILE* pipe = ::popen(("cd '" + folder_.string() + "' && " + command).c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error(command);
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
    EXPECT_EQ(::pclose(pipe), 0) << command << ": poppler-utils and zbar-tools must be installed";
    return out;
  }
  [[nodiscard]] std::string scanned(int page) const {
    const std::string number = std::to_string(page);
    return run("pdftoppm -r 110 -png -singlefile -f " + number + " -l " + number +
               " a.pdf page && zbarimg --quiet --raw page.png 2>zbar.log");
  }

 private:
  std::filesystem::path folder_;
};

TEST_P(PlaqueRoutes, a_villages_plates_are_planned_printed_and_hung) {
  EXPECT_EQ(browser_.post(yinhe("/plan"), R"({"consent_names":true})").body, R"({"planned":3})");
  const Plaque planned = village_.of(village_.sun);
  const auto marked =
      browser_.post(yinhe("/printed"), R"({"plaques":[")" + std::to_string(planned.id.value) + R"("]})");
  ASSERT_EQ(marked.status, 200) << marked.body;
  const Plaque printed = village_.of(village_.sun);
  const auto hung =
      browser_.post(of(printed, "hang"), with_version(R"("hung_on":"2020-07-20","consent":true)", printed));
  ASSERT_EQ(hung.status, 200) << hung.body;
  EXPECT_NE(hung.body.find(R"("state":"hung")"), std::string::npos) << hung.body;
  const auto listed = browser_.get(yinhe());
  EXPECT_NE(listed.body.find(R"("should":3,"exempt":0,"has":1)"), std::string::npos) << listed.body;
  EXPECT_EQ(listed.body.find("token"), std::string::npos);
  const auto only_hung = browser_.get(yinhe("?state=hung"));
  EXPECT_NE(only_hung.body.find("孙演波"), std::string::npos);
  EXPECT_EQ(http::testing::problem_keys(browser_.get(yinhe("?state=flown"))),
            std::vector<std::string>{"plaque.query"});
}

TEST_P(PlaqueRoutes, a_broken_plate_is_replaced_with_a_reason_and_the_new_one_is_answered) {
  village_.plan();
  village_.mark_all_printed();
  const Plaque hung = village_.hang_at(village_.sun);
  EXPECT_EQ(
      http::testing::problem_fields(browser_.post(of(hung, "damage"), with_version(R"("reason":"")", hung))),
      std::vector<std::string>{"reason"});
  EXPECT_EQ(browser_.post(of(hung, "damage"), with_version(R"("reason":"刮坏了")", hung)).status, 200);
  EXPECT_EQ(browser_.post(of(hung, "missing"), with_version(R"("reason":"找不到")", hung)).status, 409);
  const Plaque damaged = village_.of(village_.sun);
  const auto next = browser_.post(of(damaged, "replace"), with_version(R"("reason":"换新的")", damaged));
  ASSERT_EQ(next.status, 200) << next.body;
  EXPECT_NE(next.body.find(R"("serial":4)"), std::string::npos) << next.body;
  const Plaque planned = village_.of(village_.sun);
  EXPECT_EQ(browser_.post(of(planned, "retire"), with_version(R"("reason":"搬走了")", planned)).status, 200);
}

TEST_P(PlaqueRoutes, the_printed_codes_lead_to_the_address_that_the_printer_came_by) {
  village_.plan();
  const auto tokens = village_.read([](Context& c, const Village& v) {
    std::vector<std::string> out;
    for (const Plaque& plaque : live(c, v)) out.push_back(token_of(c, v, plaque.id));
    return out;
  });
  const auto answer = browser_.get(yinhe("/print.pdf?plaques=all"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.type, "application/pdf");
  const Printed whole(answer.body);
  EXPECT_NE(whole.run("pdfinfo a.pdf").find("Pages:           3"), std::string::npos);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    EXPECT_EQ(whole.scanned(static_cast<int>(i) + 1), "http://lianghu.example/p/" + tokens[i] + "\n");
  const std::string text = whole.run("pdftotext -layout a.pdf -");
  for (const std::string part : {"兴十四镇 音河村", "共产党员户", "孙演波", "音河 002 号"})
    EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;

  browser_.with_header("x-forwarded-proto", "https");
  const std::string second = std::to_string(village_.of(village_.guan).id.value);
  const Printed one(browser_.get(yinhe("/print.pdf?plaques=" + second)).body);
  EXPECT_EQ(one.scanned(1), "https://lianghu.example/p/" + tokens[1] + "\n");
  EXPECT_EQ(browser_.get(yinhe("/print.pdf?plaques=planned&paper=a4_two")).status, 200);
}

TEST_P(PlaqueRoutes, what_cannot_be_printed_is_said) {
  const auto keys = [&](const std::string& query) {
    return http::testing::problem_keys(browser_.get(yinhe("/print.pdf" + query)));
  };
  using Keys = std::vector<std::string>;
  EXPECT_EQ(keys("?plaques=all"), Keys{"plaque.none_chosen"});
  village_.plan();
  EXPECT_EQ(keys(""), Keys{"plaque.none_chosen"});
  EXPECT_EQ(keys("?plaques=12,x"), Keys{"plaque.query"});
  EXPECT_EQ(keys("?plaques=12"), Keys{"plaque.not_found"});
  EXPECT_EQ(keys("?plaques=all&paper=a0"), Keys{"plaque.query"});
  browser_.with_header("host", "evil.example/\"x");
  EXPECT_EQ(keys("?plaques=all"), Keys{"http.host"});
}

TEST_P(PlaqueRoutes, another_village_is_as_if_it_were_not_there) {
  village_.plan();
  village_.mark_all_printed();
  const Plaque plaque = village_.of(village_.sun);
  browser_.as(village_.town.shanwan_secretary());
  EXPECT_EQ(browser_.get(yinhe()).status, 404);
  EXPECT_EQ(browser_.get(yinhe("/print.pdf?plaques=all")).status, 404);
  EXPECT_EQ(browser_.post(yinhe("/plan"), "{}").status, 404);
  EXPECT_EQ(
      browser_.post(of(plaque, "hang"), with_version(R"("hung_on":"2020-07-20","consent":true)", plaque))
          .status,
      404);
  EXPECT_EQ(browser_.post(of(plaque, "retire"), with_version(R"("reason":"不要了")", plaque)).status, 404);
  // Its own village, another village's plaque.
  const std::string stranger = at(village_.town.shanwan, "/" + std::to_string(plaque.id.value) + "/retire");
  EXPECT_EQ(browser_.post(stranger, with_version(R"("reason":"不要了")", plaque)).status, 404);
  EXPECT_EQ(village_.of(village_.sun).state, State::printed);
}

TEST_P(PlaqueRoutes, a_member_reads_its_own_and_who_is_exempt_is_for_staff) {
  village_.plan();
  village_.change([&](Context& c, const Village& v) {
    return programmes::exempt(c, v, village_.wang, programmes::Matter::plaque, "长年在外").id;
  });
  browser_.as(village_.town.yinhe_member(village_.guan.value, 1));
  const auto own = browser_.get(yinhe());
  ASSERT_EQ(own.status, 200) << own.body;
  EXPECT_NE(own.body.find("关演云"), std::string::npos);
  EXPECT_EQ(own.body.find("孙演波"), std::string::npos);
  EXPECT_NE(own.body.find(R"("place":"音河村")"), std::string::npos) << own.body;
  EXPECT_EQ(own.body.find("should"), std::string::npos) << own.body;
  EXPECT_EQ(own.body.find("长年在外"), std::string::npos) << own.body;
  EXPECT_EQ(browser_.get(yinhe("/print.pdf?plaques=all")).status, 403);
  EXPECT_EQ(browser_.post(yinhe("/plan"), "{}").status, 403);
  browser_.as(village_.town.auditor());
  const auto whole = browser_.get(yinhe());
  EXPECT_NE(whole.body.find(R"("should":2,"exempt":1)"), std::string::npos) << whole.body;
  EXPECT_NE(whole.body.find(R"("name":"王演芝","reason":"长年在外")"), std::string::npos) << whole.body;
  EXPECT_EQ(browser_.post(yinhe("/plan"), "{}").status, 403);
  browser_.as(organisations::testing::Town::operator_());
  EXPECT_EQ(browser_.get(yinhe()).status, 403);
}

}  // namespace
}  // namespace lianghu::plaques

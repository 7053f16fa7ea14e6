#include "features/pledges/pledges_api.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/text.h"
#include "documents/picture_fixture.h"
#include "features/pledges/testing.h"
#include "http/testing.h"

namespace lianghu::pledges {
namespace {

using http::testing::problem_fields;
using http::testing::problem_keys;
using Keys = std::vector<std::string>;

/// A folder of its own that goes when the test ends.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "pledges_XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::string& pdf) {
  const Folder folder;
  const std::filesystem::path file = folder.path() / "a.pdf";
  std::ofstream(file, std::ios::binary) << pdf;
  const std::string command = "pdftotext -layout " + file.string() + " -";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) throw std::runtime_error("pdftotext does not start");
  std::string out;
  char piece[4096];
  for (std::size_t count; (count = std::fread(piece, 1, sizeof piece, pipe)) > 0;) out.append(piece, count);
  EXPECT_EQ(pclose(pipe), 0);
  return out;
}

std::string data_address(const std::string& bytes) {
  std::string text = base64url(bytes);
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  while (text.size() % 4 != 0) text += '=';
  return "data:image/png;base64," + text;
}

class PledgeRoutes : public ::testing::TestWithParam<db::Engine> {
 protected:
  PledgeRoutes() {
    routes(router_, files_);
    browser_.with_header("host", "lianghu.example");
    browser_.as(village_.town.yinhe_secretary());
  }

  [[nodiscard]] std::string at(const std::string& rest) const {
    return "/api/v1/villages/" + std::to_string(village_.town.yinhe.id.value) + rest;
  }
  [[nodiscard]] std::string of(const Pledge& pledge, const std::string& step = {}) const {
    return at("/pledges/" + std::to_string(pledge.id.value) + step);
  }
  static std::string letter_for(Id<Household> household, const std::string& wording) {
    return R"({"household":")" + std::to_string(household.value) +
           R"(","items":[{"role":"friend","wording":")" + wording +
           R"(","target":12,"unit":"亩","due_on":"2020-10-20","rhythm":"once"}]})";
  }
  std::string drawn(const Pledge& pledge, const std::string& picture) {
    return R"({"signer":")" + std::to_string(village_.head_of(pledge.household).value) + R"(","picture":")" +
           picture + R"(","co_signers":[],"version":)" + std::to_string(pledge.version) + "}";
  }
  Pledge answered(const http::Response& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::read<Pledge>(answer.body);
  }
  static std::string with_version(const Pledge& pledge) {
    return R"({"version":)" + std::to_string(pledge.version) + "}";
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PledgingVillage village_{bench_};
  Folder folder_;
  FileStore files_{folder_.path()};
  http::Router router_;
  http::testing::Browser browser_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(PledgeRoutes);

TEST_P(PledgeRoutes, a_letter_is_drawn_accepted_published_and_printed) {
  village_.plan();
  const Pledge drafted =
      answered(browser_.post(at("/pledges"), letter_for(village_.sun, "帮一户人家把庄稼收完")));
  const std::string png = documents::fixture::png(60, 30);
  const Pledge done = answered(browser_.post(of(drafted, "/sign"), drawn(drafted, data_address(png))));
  EXPECT_EQ(browser_.get(of(done, "/signature")).body, png);
  const Pledge accepted = answered(browser_.post(of(done, "/accept"), with_version(done)));
  const auto first = browser_.post(at("/pledges/publish-all"));
  EXPECT_EQ(first.body, R"({"published":1})");
  EXPECT_EQ(browser_.post(at("/pledges/publish-all")).body, R"({"published":0})");
  EXPECT_EQ(problem_keys(browser_.post(of(accepted, "/publish"), with_version(accepted))),
            Keys{"version.stale"});

  const auto letters = browser_.get(at("/pledges/letters.pdf?pledges=all"));
  ASSERT_EQ(letters.status, 200) << letters.body;
  const std::string text = text_of(letters.body);
  for (const std::string part :
       {"共产党员户公开承诺书", "孙演波", "帮一户人家把庄稼收完", "12 亩", "2020 年 10 月 20 日前",
        "困难群众的贴心人", "音河 001 号，第 1 版", "2020 年 7 月 20 日签订"})
    EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
  const auto notice = browser_.get(at("/pledges/notice.pdf"));
  ASSERT_EQ(notice.status, 200) << notice.body;
  const std::string notice_text = text_of(notice.body);
  for (const std::string part : {"党员户公开承诺", "孙演波", "001", "2020 年 7 月 27 日"})
    EXPECT_NE(notice_text.find(part), std::string::npos) << part << " in " << notice_text;
}

TEST_P(PledgeRoutes, the_notice_bears_the_fingerprint_of_what_it_says_and_where_the_public_log_stands) {
  village_.plan();
  for (const auto household : {village_.sun, village_.guan}) village_.publish_new(household);
  const auto mark = [&] {
    return village_.read([](Context& c, const Village& v) { return fingerprint_of(shown_in(c, v)); });
  };
  const std::string before = mark();
  EXPECT_EQ(before.size(), 24U) << before;
  EXPECT_NE(text_of(browser_.get(at("/pledges/notice.pdf")).body).find(before), std::string::npos);
  auto letters = village_.read([](Context& c, const Village& v) { return shown_in(c, v); });
  std::ranges::reverse(letters);
  EXPECT_EQ(fingerprint_of(letters), before) << "in whatever order they are listed";
  letters.front().items.front().wording += "。";
  EXPECT_NE(fingerprint_of(letters), before);
}

TEST_P(PledgeRoutes, a_household_that_has_come_to_need_help_itself_is_on_no_notice) {
  village_.plan();
  for (const auto household : {village_.sun, village_.guan}) village_.publish_new(household);
  village_.change([&](Context& c, const Village& v) {
    const auto card = households::card(c, v, village_.guan);
    households::HouseholdFields fields;
    fields.kind = households::Kind::contact;
    fields.address = card.household.address;
    return households::change(c, v, village_.guan, fields, card.household.version);
  });
  const std::string text = text_of(browser_.get(at("/pledges/notice.pdf")).body);
  EXPECT_NE(text.find("孙演波"), std::string::npos);
  EXPECT_EQ(text.find("关演"), std::string::npos) << text;
}

TEST_P(PledgeRoutes, the_notice_names_nobody_who_did_not_agree_to_it_at_the_door) {
  village_.plan(false);
  village_.publish_new(village_.sun);
  const std::string text = text_of(browser_.get(at("/pledges/notice.pdf")).body);
  EXPECT_NE(text.find("包一段街道"), std::string::npos) << text;
  EXPECT_EQ(text.find("孙演波"), std::string::npos) << text;
}

TEST_P(PledgeRoutes, nothing_to_print_says_so) {
  EXPECT_EQ(problem_keys(browser_.get(at("/pledges/letters.pdf?pledges=all"))), Keys{"pledge.none_chosen"});
  EXPECT_EQ(problem_keys(browser_.get(at("/pledges/notice.pdf"))), Keys{"pledge.none_published"});
  EXPECT_EQ(browser_.get(at("/pledges/letters.pdf?pledges=x")).status, 400);
  EXPECT_EQ(browser_.get(at("/pledges/notice.pdf?paper=a9")).status, 400);
}

TEST_P(PledgeRoutes, a_photograph_of_the_signed_paper_is_a_signature) {
  const Pledge drafted = village_.draft(village_.sun);
  const std::string photo = documents::fixture::png(80, 40);
  const std::string signer = std::to_string(village_.head_of(village_.sun).value);
  const std::string version = std::to_string(drafted.version);
  const auto hand_in = [&](const std::string& picture, const std::string& day) {
    return browser_.upload(of(drafted, "/sign-paper"), {{"signer", "", "", signer},
                                                        {"version", "", "", version},
                                                        {"signed_on", "", "", day},
                                                        {"photo", "a.png", "image/png", picture}});
  };
  EXPECT_EQ(problem_keys(hand_in("not a picture", "2020-07-19")), Keys{"documents.image_kind"});
  EXPECT_EQ(problem_keys(hand_in(photo, "yesterday")), Keys{"pledge.form"});
  const Pledge done = answered(hand_in(photo, "2020-07-19"));
  EXPECT_EQ(done.signature->kind, SignatureKind::paper);
  EXPECT_EQ(format_date(done.signature->signed_on), "2020-07-19");
  EXPECT_EQ(files_.get(done.signature->file), photo);
}

TEST_P(PledgeRoutes, a_signature_that_is_no_picture_is_refused) {
  const Pledge drafted = village_.draft(village_.sun);
  for (const std::string picture : {"", "data:text/html;base64,AAAA", "data:image/png;base64,@@@@"}) {
    const auto answer = browser_.post(of(drafted, "/sign"), drawn(drafted, picture));
    EXPECT_EQ(answer.status, 422) << picture;
    EXPECT_EQ(problem_fields(answer), Keys{"picture"});
  }
  EXPECT_EQ(village_.now(drafted).state, State::draft);
}

TEST_P(PledgeRoutes, another_households_letter_is_not_there) {
  const Pledge drafted = village_.draft(village_.guan);
  const Pledge published = village_.publish_new(village_.wang);
  browser_.as(village_.town.yinhe_member(village_.sun.value, village_.head_of(village_.sun).value));
  const std::string png = data_address(documents::fixture::png(8, 8));
  const std::string draw = drawn(drafted, png);
  for (const auto& answer :
       {browser_.get(of(drafted)), browser_.get(of(drafted, "/signature")),
        browser_.get(of(published, "/signature")),
        browser_.get(at("/households/" + std::to_string(village_.guan.value) + "/pledge")),
        browser_.get(at("/pledges/letters.pdf?pledges=" + std::to_string(published.id.value))),
        browser_.post(at("/pledges"), letter_for(village_.guan, "帮一户人家把庄稼收完")),
        browser_.put(of(drafted), R"({"items":[],"version":1})"), browser_.post(of(drafted, "/sign"), draw),
        browser_.post(of(published, "/amend")),
        browser_.post(of(drafted, "/withdraw"), R"({"reason":"不是我家的","version":1})")})
    EXPECT_EQ(answer.status, 404) << answer.body;
  EXPECT_EQ(std::filesystem::is_empty(folder_.path()), true) << "a picture was kept for nothing";
  EXPECT_EQ(browser_.post(of(drafted, "/accept"), with_version(drafted)).status, 403);
  EXPECT_EQ(browser_.post(at("/pledges/publish-all")).status, 403);
}

TEST_P(PledgeRoutes, the_list_tells_staff_alone_who_is_exempt) {
  village_.change([&](Context& c, const Village& v) {
    return programmes::exempt(c, v, village_.sun, programmes::Matter::pledge, "长年在外").id;
  });
  const auto staff = browser_.get(at("/pledges"));
  EXPECT_NE(staff.body.find(R"("exempt":true)"), std::string::npos) << staff.body;
  EXPECT_NE(staff.body.find(R"("may_decide":true)"), std::string::npos);
  browser_.as(village_.town.yinhe_member(village_.sun.value, 1));
  const auto own = browser_.get(at("/pledges"));
  ASSERT_EQ(own.status, 200) << own.body;
  EXPECT_EQ(own.body.find(R"("exempt":true)"), std::string::npos) << own.body;
  EXPECT_NE(own.body.find(R"("counts":null)"), std::string::npos) << own.body;
  EXPECT_EQ(own.body.find("关演云"), std::string::npos);
}

TEST_P(PledgeRoutes, a_household_without_a_letter_has_a_page_to_begin_on) {
  const auto page = browser_.get(at("/households/" + std::to_string(village_.sun.value) + "/pledge"));
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_NE(page.body.find(R"("letter":null)"), std::string::npos) << page.body;
  EXPECT_NE(page.body.find(R"("is_member":true)"), std::string::npos);
  EXPECT_NE(page.body.find(R"("may_write":true)"), std::string::npos);
}

TEST_P(PledgeRoutes, the_catalogue_is_taken_added_to_and_changed) {
  const auto taken = browser_.post(at("/pledge-catalogue/take"), R"({"in_force_from":"2020-07-20"})");
  ASSERT_EQ(taken.status, 200) << taken.body;
  EXPECT_NE(taken.body.find("包一段街道"), std::string::npos);
  const auto added = browser_.post(
      at("/pledge-catalogue"),
      R"({"entry":{"role":"mediator","wording":"调解邻里纠纷","unit":"","rhythm":"none","asked":11},)"
      R"("in_force_from":"2020-07-20"})");
  ASSERT_EQ(added.status, 200) << added.body;
  const Entry entry = json::read<Entry>(added.body);
  const std::string one = at("/pledge-catalogue/" + std::to_string(entry.id.value));
  const std::string changed =
      R"({"entry":{"role":"mediator","wording":"调解地界纠纷","unit":"","rhythm":"none","asked":12},)"
      R"("version":1})";
  EXPECT_EQ(browser_.put(one, changed).status, 200);
  EXPECT_EQ(problem_keys(browser_.put(one, changed)), Keys{"version.stale"});
  EXPECT_EQ(browser_.post(one + "/withdraw", R"({"version":2})").status, 200);
  browser_.as(village_.town.auditor());
  EXPECT_EQ(browser_.get(at("/pledge-catalogue")).status, 200);
  EXPECT_EQ(browser_.post(at("/pledge-catalogue/take"), R"({"in_force_from":"2020-07-20"})").status, 403);
}

}  // namespace
}  // namespace lianghu::pledges

#include "documents/print.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/refusal.h"
#include "documents/picture_fixture.h"
#include "documents/print_fixture.h"
#include "documents/refusal_fixture.h"

namespace lianghu::documents {
namespace {

/// A PDF in a folder of its own, looked at with the tools of poppler and zbar.
class Printed {
 public:
  explicit Printed(const std::string& bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "lianghu-print-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    std::ofstream(folder_ / "a.pdf", std::ios::binary) << bytes;
  }
  ~Printed() { std::filesystem::remove_all(folder_); }
  Printed(const Printed&) = delete;
  Printed& operator=(const Printed&) = delete;

  [[nodiscard]] std::string text() const { return run("pdftotext -layout a.pdf -"); }
  [[nodiscard]] std::string info() const { return run("pdfinfo a.pdf"); }
  [[nodiscard]] std::string fonts() const { return run("pdffonts a.pdf"); }
  /// What a scanner reads from a page printed at 110 dots an inch.
  [[nodiscard]] std::string scanned(int page = 1) const {
    std::string number = std::to_string(page);
    return run("pdftoppm -r 110 -png -singlefile -f " + number + " -l " + number +
               " a.pdf page && zbarimg --quiet --raw page.png 2>zbar.log");
  }
  /// The share of a page's pixels that are the plate's red.
  [[nodiscard]] double red_share() const {
    std::string picture = run("pdftoppm -r 30 -singlefile a.pdf page && cat page.ppm");
    int red = 0;
    int all = 0;
    for (std::size_t at = picture.find("255\n") + 4; at + 2 < picture.size(); at += 3, ++all) {
      auto byte = [&](std::size_t i) { return static_cast<unsigned char>(picture[at + i]); };
      if (byte(0) > 140 && byte(0) < 180 && byte(1) < 60 && byte(2) < 60) ++red;
    }
    return static_cast<double>(red) / all;
  }

 private:
  [[nodiscard]] std::string run(const std::string& command) const {
    std::string out;
    std::FILE* pipe = ::popen(("cd '" + folder_.string() + "' && " + command).c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error(command);
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
    if (::pclose(pipe) != 0)
      ADD_FAILURE() << command << " failed: poppler-utils and zbar-tools must be installed";
    return out;
  }

  std::filesystem::path folder_;
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Print, the_fonts_of_the_papers_are_installed) {
  EXPECT_TRUE(missing_fonts().empty());
}

TEST(Print, a_plate_is_a_red_a5_page_that_reads_and_scans) {
  auto plate = fixture::plate();
  Printed printed(plate_pdf({plate}, fixture::info()));
  auto text = printed.text();
  for (const auto& part :
       {plate.heading, plate.place, plate.slogan, *plate.name, plate.serial, plate.date, plate.instruction}) {
    EXPECT_TRUE(has(text, part)) << part;
  }
  EXPECT_EQ(printed.scanned(), plate.link + "\n");
  EXPECT_TRUE(has(printed.info(), "595.276 x 419.528"));
  EXPECT_TRUE(has(printed.fonts(), "NotoSerifCJK"));
  EXPECT_GT(printed.red_share(), 0.6);
}

TEST(Print, a_plate_without_consent_shows_no_name) {
  auto plate = fixture::plate();
  plate.name.reset();
  Printed printed(plate_pdf({plate}, fixture::info()));
  auto text = printed.text();
  EXPECT_FALSE(has(text, "孙立波"));
  EXPECT_TRUE(has(text, plate.serial));
  EXPECT_EQ(text.find(plate.serial), text.rfind(plate.serial));
}

TEST(Print, a_village_of_plates_is_a_page_each_or_two_on_a4) {
  std::vector<Plate> plates(3, fixture::plate());
  plates[1].link = "https://lianghu.example/p/second";
  plates[2].link = "https://lianghu.example/p/third";
  plates[2].name = "吾买尔江·买买提艾力·阿卜杜热合曼";
  Printed single(plate_pdf(plates, fixture::info()));
  EXPECT_TRUE(has(single.info(), "Pages:           3"));
  EXPECT_EQ(single.scanned(3), plates[2].link + "\n");
  EXPECT_TRUE(has(single.text(), *plates[2].name));
  Printed pairs(plate_pdf(plates, fixture::info(), PlatePaper::a4_two));
  EXPECT_TRUE(has(pairs.info(), "Pages:           2"));
  EXPECT_TRUE(has(pairs.info(), "(A4)"));
  auto both = pairs.scanned(1);
  EXPECT_TRUE(has(both, plates[0].link) && has(both, plates[1].link)) << both;
}

TEST(Print, a_letter_is_one_a4_page_with_all_that_was_promised) {
  auto letter = fixture::letter();
  Printed printed(letter_pdf({letter}, fixture::info()));
  auto text = printed.text();
  EXPECT_TRUE(has(printed.info(), "Pages:           1"));
  EXPECT_FALSE(has(text, "共 1 页"));
  for (const auto& part : {letter.title, letter.subtitle, letter.number, letter.items[0].role,
                           letter.items[2].what, letter.items[3].due, letter.stamp, letter.received[1]}) {
    EXPECT_TRUE(has(text, part)) << part;
  }
  auto role = text.find(letter.items[1].role);
  EXPECT_EQ(role, text.rfind(letter.items[1].role)) << "two items of one role name it once";
  EXPECT_TRUE(has(text, "王桂芝（已签）"));
  EXPECT_EQ(printed.scanned(), letter.link + "\n");
}

TEST(Print, a_long_letter_goes_on_with_numbered_pages) {
  auto letter = fixture::letter();
  for (int i = 0; i < 16; ++i)
    letter.items.push_back({"困难群众的贴心人", "第 " + std::to_string(i + 5) + " 件事", "每周六"});
  for (int i = 0; i < 3; ++i) letter.signers.push_back({"愿意同签的家人", "", {}});
  Printed printed(letter_pdf({letter, fixture::letter()}, fixture::info()));
  auto text = printed.text();
  EXPECT_TRUE(has(printed.info(), "Pages:           3"));
  EXPECT_TRUE(has(text, "第 1 页，共 2 页"));
  EXPECT_TRUE(has(text, "第 2 页，共 2 页"));
  for (int i = 5; i <= 20; ++i) EXPECT_TRUE(has(text, "第 " + std::to_string(i) + " 件事")) << i;
  EXPECT_EQ(printed.scanned(2), letter.link + "\n");
}

TEST(Print, a_signature_is_drawn_from_a_picture_or_from_strokes) {
  auto letter = fixture::letter();
  letter.signers[0].signature = std::monostate{};
  auto unsigned_size = letter_pdf({letter}, fixture::info()).size();
  letter.signers[0].signature = fixture::png(300, 100);
  auto with_picture = letter_pdf({letter}, fixture::info());
  EXPECT_GT(with_picture.size(), unsigned_size + 300);
  EXPECT_TRUE(has(Printed(with_picture).info(), "Pages:           1"));
  letter.signers[0].signature = std::string("GIF89a");
  EXPECT_EQ(fixture::refused([&] { return letter_pdf({letter}, fixture::info()); }), "documents.image_kind");
  std::string cut = fixture::png(300, 100);
  cut.erase(60, 40);
  letter.signers[0].signature = cut;
  EXPECT_EQ(fixture::refused([&] { return letter_pdf({letter}, fixture::info()); }),
            "documents.image_broken");
}

TEST(Print, a_notice_lists_every_entry_over_as_many_sheets_as_it_needs) {
  auto notice = fixture::notice(40);
  Printed printed(notice_pdf(notice, fixture::info()));
  auto text = printed.text();
  EXPECT_TRUE(has(printed.info(), "(A3)"));
  for (const auto& entry : notice.entries) EXPECT_TRUE(has(text, entry.number)) << entry.number;
  EXPECT_TRUE(has(text, "第 4 张，共 4 张"));
  EXPECT_EQ(printed.scanned(1), notice.link + "\n");
  Printed small(notice_pdf(fixture::notice(3), fixture::info(), NoticePaper::a4_reduced));
  EXPECT_TRUE(has(small.info(), "(A4)"));
  EXPECT_EQ(small.scanned(), notice.link + "\n");
  EXPECT_TRUE(has(Printed(notice_pdf(fixture::notice(0), fixture::info())).info(), "Pages:           1"));
}

TEST(Print, a_ballot_is_one_page_that_says_everything_and_scans) {
  for (const std::size_t choices : {1U, 5U, 10U, 22U}) {
    auto sheet = fixture::ballot(choices);
    Printed printed(ballot_pdf({sheet}, fixture::info()));
    EXPECT_TRUE(has(printed.info(), "Pages:           1")) << choices;
    EXPECT_TRUE(has(printed.info(), "(A4)"));
    auto text = printed.text();
    for (const auto& part :
         {sheet.title, sheet.head[0], sheet.head[1], sheet.rank_heading, sheet.veto_heading, sheet.reasons[0],
          sheet.recorder_label, sheet.cut, sheet.strip_title})
      EXPECT_TRUE(has(text, part)) << choices << " " << part;
    for (const auto& each : sheet.choices) EXPECT_TRUE(has(text, each.name)) << choices << " " << each.name;
    EXPECT_EQ(printed.scanned(), sheet.link + "\n") << choices;
  }
}

TEST(Print, fifty_on_a_ballot_go_over_to_a_second_page_and_none_is_lost) {
  auto sheet = fixture::ballot(50);
  sheet.choices[7].profile = "种地的活，看病买药，跑腿办事，修房子，照看老人，孩子上学，找活干，卖粮食";
  std::vector<BallotSheet> two = {sheet, fixture::ballot(3)};
  two[1].link = "https://lianghu.example/b/second";
  Printed printed(ballot_pdf(two, fixture::info()));
  EXPECT_TRUE(has(printed.info(), "Pages:           3"));
  auto text = printed.text();
  EXPECT_TRUE(has(text, "第 1 页，共 2 页"));
  EXPECT_TRUE(has(text, "第 2 页，共 2 页"));
  for (const auto& each : sheet.choices) EXPECT_TRUE(has(text, each.name)) << each.name;
  EXPECT_EQ(printed.scanned(1), sheet.link + "\n");
  EXPECT_EQ(printed.scanned(3), two[1].link + "\n");
}

TEST(Print, slips_stand_eight_on_a_page_each_with_its_own_code) {
  const std::string link = "https://lianghu.example/a";
  auto slips = fixture::slips(9);
  slips[3].lines[0] = "吾买尔江·买买提艾力村，2020 年 8 月 15 日“七一”总结，这一行很长";
  Printed printed(slip_pdf(slips, link, fixture::info()));
  EXPECT_TRUE(has(printed.info(), "Pages:           2"));
  EXPECT_TRUE(has(printed.info(), "(A4)"));
  auto text = printed.text();
  for (const auto& each : slips) EXPECT_TRUE(has(text, each.code)) << each.code;
  EXPECT_TRUE(has(text, link));
  auto scanned = printed.scanned(2);
  EXPECT_EQ(scanned, link + "\n");
  EXPECT_TRUE(has(Printed(slip_pdf(fixture::slips(8), link, fixture::info())).info(), "Pages:           1"));
}

TEST(Print, the_same_paper_printed_twice_has_the_same_bytes) {
  EXPECT_EQ(plate_pdf({fixture::plate()}, fixture::info()), plate_pdf({fixture::plate()}, fixture::info()));
  EXPECT_EQ(letter_pdf({fixture::letter()}, fixture::info()),
            letter_pdf({fixture::letter()}, fixture::info()));
}

TEST(Print, text_shrinks_to_fit_and_keeps_its_height) {
  Canvas canvas(a4, fixture::info());
  TextStyle style{Face::serif, Weight::bold, 10, 1.3, ink::black, Align::left, 0};
  double wide = canvas.text_width("兴十四镇音河村", style);
  EXPECT_NEAR(wide, 70, 1);
  EXPECT_NEAR(canvas.fit(0, 0, wide + 1, "兴十四镇音河村", style), 13, 0.1);
  EXPECT_NEAR(canvas.fit(0, 0, wide / 2, "兴十四镇音河村", style), 13, 0.1);
  EXPECT_NEAR(canvas.text_height(wide / 2 + 6, "兴十四镇音河村", style), 26, 0.1);
}

TEST(Print, page_words_fill_in_the_numbers) {
  EXPECT_EQ(page_words("第 {page} 页，共 {pages} 页", 2, 13), "第 2 页，共 13 页");
  EXPECT_EQ(page_words("", 1, 1), "");
}

}  // namespace
}  // namespace lianghu::documents

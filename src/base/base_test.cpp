#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/code_digits.h"
#include "base/gb11643.h"
#include "base/id.h"
#include "base/json.h"
#include "base/random.h"
#include "base/seal.h"
#include "base/text.h"
#include "base/time.h"
#include "base/words.h"

namespace lianghu {
namespace {

enum class Kind { plaque, operator_ };
BOOST_DESCRIBE_ENUM(Kind, plaque, operator_)

struct Item {
  std::string text;
  std::optional<int> target;
};
BOOST_DESCRIBE_STRUCT(Item, (), (text, target))

struct Letter {
  Id<Item> id;
  Kind kind{};
  Date due{};
  Instant signed_at;
  std::vector<Item> items;
  std::map<std::string, bool> flags;
};
BOOST_DESCRIBE_STRUCT(Letter, (), (id, kind, due, signed_at, items, flags))

std::vector<Problem> problems_of(std::string_view text) {
  try {
    (void)json::read<Letter>(text);
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.status(), Status::bad_request);
    return refusal.problems();
  }
  return {};
}

Letter some_letter() {
  return {{42},
          Kind::operator_,
          *parse_date("2020-10-20"),
          china_instant(*parse_date("2020-07-24"), 9 * 60 + 30),
          {{"扫 \"东二街\"\n\x01", std::nullopt}, {"卖玉米", 12}},
          {{"公开", true}}};
}

TEST(Json, what_is_written_is_read_back_the_same) {
  const std::string text = json::write(some_letter());
  EXPECT_EQ(text,
            R"({"id":"42","kind":"operator","due":"2020-10-20","signed_at":"2020-07-24T09:30:00+08:00",)"
            "\"items\":[{\"text\":\"扫 "
            "\\\"东二街\\\"\\n\\u0001\",\"target\":null},{\"text\":\"卖玉米\",\"target\":12}],"
            "\"flags\":{\"公开\":true}}");
  EXPECT_EQ(json::write(json::read<Letter>(text)), text);
}

TEST(Json, every_wrong_field_is_named_at_once) {
  const auto found =
      problems_of(R"({"id":7,"kind":"flag","due":"2020-02-30","signed_at":"2020-07-24T09:30:00+08:00",)"
                  R"("items":[{"text":"a"},{"text":3,"colour":1}]})");
  std::map<std::string, std::string> keys;
  for (const Problem& problem : found) keys[problem.field] = problem.key;
  const std::map<std::string, std::string> expected = {{"id", "json.type"},
                                                       {"kind", "json.value"},
                                                       {"due", "json.type"},
                                                       {"items.1.text", "json.type"},
                                                       {"items.1.colour", "json.unknown"},
                                                       {"flags", "json.missing"}};
  EXPECT_EQ(keys, expected);
}

TEST(Json, broken_or_endlessly_deep_text_is_malformed) {
  for (const std::string& text : {std::string("{"), std::string("[1,]"), std::string("\"\xff\""),
                                  std::string("1 2"), std::string(1000, '[') + std::string(1000, ']')}) {
    try {
      (void)json::parse(text);
      FAIL() << text;
    } catch (const Refusal& refusal) {
      EXPECT_EQ(refusal.problems().front().key, "json.malformed");
    }
  }
}

TEST(Json, the_schema_says_what_is_read) {
  boost::json::object components;
  const auto reference = json::schema<Letter>(components);
  EXPECT_EQ(components.size(), 2U);
  const std::string name(reference.as_object().at("$ref").as_string());
  EXPECT_TRUE(name.ends_with("Letter")) << name;
  const std::string text = boost::json::serialize(components);
  EXPECT_NE(text.find(R"("enum":["plaque","operator"])"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("required":["id","kind","due","signed_at","items","flags"])"), std::string::npos)
      << text;
}

TEST(Gb11643, the_published_examples_are_judged_as_published) {
  std::ifstream cases(std::string(LIANGHU_SOURCE_DIR) + "/tests/fixtures/idcard/gb11643_examples.tsv");
  std::string line;
  int count = 0;
  while (std::getline(cases, line)) {
    if (line.empty() || line.front() == '#') continue;
    const auto columns = split(line, '\t');
    const auto checked = gb11643::check(columns.at(0), *parse_date("2020-08-01"));
    EXPECT_EQ(!checked.fault, columns.at(1) == "1") << line;
    ++count;
  }
  EXPECT_GE(count, 5);
}

TEST(Gb11643, each_fault_is_told_apart_and_a_change_of_one_digit_is_always_found) {
  const Date today = *parse_date("2020-08-01");
  using gb11643::Fault;
  EXPECT_EQ(gb11643::check("1101051949123100", today).fault, Fault::length);
  EXPECT_EQ(gb11643::check("11010519491231O02X", today).fault, Fault::character);
  EXPECT_EQ(gb11643::check("11010519490231002X", today).fault, Fault::date);
  EXPECT_EQ(gb11643::check("110105204912310020", today).fault, Fault::date);
  EXPECT_EQ(gb11643::check(" １１010519491231002x ", today).number, "11010519491231002X");
  EXPECT_FALSE(gb11643::check("11010519491231002X", today).male);
  EXPECT_TRUE(rc::check([&] {
    std::string number = "11010519491231002X";
    const auto at = static_cast<std::size_t>(*rc::gen::inRange(14, 17));
    const char changed = static_cast<char>('0' + *rc::gen::inRange(0, 10));
    RC_PRE(number[at] != changed);
    number[at] = changed;
    RC_ASSERT(gb11643::check(number, today).fault == Fault::check_digit);
  }));
  EXPECT_EQ(gb11643::mask("11010519491231002X"), "1101**********002X");
}

TEST(Time, a_day_in_china_begins_at_four_in_the_afternoon_utc) {
  const Date day = *parse_date("2020-08-11");
  EXPECT_EQ(format_instant(china_instant(day)), "2020-08-11T00:00:00+08:00");
  EXPECT_EQ(china_date(china_instant(day)), day);
  EXPECT_EQ(china_date({china_instant(day).ms - 1}), *parse_date("2020-08-10"));
  EXPECT_EQ(parse_instant("2020-08-11T08:30:05+08:00")->ms, china_instant(day, 510).ms + 5000);
  EXPECT_FALSE(parse_instant("2020-08-11T08:30:05Z"));
  EXPECT_FALSE(parse_date("2021-02-29"));
  EXPECT_FALSE(parse_date("2020-8-1"));
  EXPECT_EQ(days_between(day, add_days(day, 153)), 153);
}

TEST(Ids, ids_never_repeat_and_never_go_back_even_when_the_clock_does) {
  IdMaker maker;
  std::int64_t last = 0;
  for (const std::int64_t now :
       {1'600'000'000'000, 1'600'000'000'000, 1'500'000'000'000, 1'600'000'000'001}) {
    const std::int64_t made = maker.next(now);
    EXPECT_GT(made, last);
    last = made;
  }
  EXPECT_EQ(parse_id("42"), 42);
  for (const char* bad : {"", "0", "-1", "4x", "99999999999999999999"}) EXPECT_FALSE(parse_id(bad)) << bad;
}

TEST(Text, utf8_and_gb18030_are_told_apart_and_read) {
  EXPECT_TRUE(is_utf8("音河村 𠀀"));
  EXPECT_FALSE(is_utf8("\xd2\xf4\xba\xd3"));
  EXPECT_FALSE(is_utf8("\xc0\xaf"));
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
  EXPECT_EQ(from_gb18030("\xd2\xf4\xba\xd3\xb4\xe5"), "音河村");
  EXPECT_FALSE(from_gb18030("\xff\xff"));
  EXPECT_EQ(characters("音河 1"), 4U);
  EXPECT_EQ(trim("　 姓名\xC2\xA0\n"), "姓名");
  EXPECT_EQ(fold("Ａ b\n（姓 名）"), "ab(姓名)");
}

TEST(Text, nothing_in_escaped_text_is_markup) {
  EXPECT_EQ(escape_html(R"(<a href="x" title='y'>&amp;音河</a>)"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;音河&lt;/a&gt;");
  EXPECT_EQ(escape_html(std::string_view("a\0b\x1b\n\tc", 7)), "ab\n\tc");
}

TEST(Seal, only_the_same_key_in_the_same_context_opens) {
  std::array<unsigned char, 32> key{};
  const Sealer sealer(key);
  key[0] = 1;
  const Sealer other(key);
  const std::string sealed = sealer.seal("230225195001011234", "persons.identity");
  EXPECT_EQ(sealer.open(sealed, "persons.identity"), "230225195001011234");
  EXPECT_FALSE(sealer.open(sealed, "persons.phone"));
  EXPECT_FALSE(other.open(sealed, "persons.identity"));
  EXPECT_EQ(sealed.find("1950"), std::string::npos);
  std::string changed = sealed;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  EXPECT_FALSE(sealer.open(changed, "persons.identity"));
  EXPECT_NE(sealer.fingerprint("1", "a"), sealer.fingerprint("1", "b"));
}

TEST(Seal, the_key_file_is_made_once_for_its_owner_alone) {
  const auto file = std::filesystem::temp_directory_path() / ("lianghu-key-" + hex(SystemRandom().bytes(8)));
  const std::string sealed = Sealer::from_file(file).seal("x", "c");
  EXPECT_EQ(Sealer::from_file(file).open(sealed, "c"), "x");
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
  std::ofstream(file, std::ios::app) << "more";
  EXPECT_THROW(Sealer::from_file(file), std::runtime_error);
  std::filesystem::remove(file);
}

TEST(Random, the_same_seed_repeats_and_numbers_stay_below_their_bound) {
  SeededRandom one(1);
  SeededRandom again(1);
  SeededRandom two(2);
  const std::string first = one.bytes(16);
  EXPECT_EQ(again.bytes(16), first);
  EXPECT_NE(two.bytes(16), first);
  EXPECT_NE(one.bytes(16), first);
  std::array<int, 6> seen{};
  for (int i = 0; i < 600; ++i) ++seen.at(one.below(6));
  for (const int count : seen) EXPECT_GT(count, 50);
}

/// Counts what it is asked for.
class Counted final : public Random {
 public:
  explicit Counted(Random& source) : source_(source) {}
  std::string bytes(std::size_t count) override {
    ++calls;
    return source_.bytes(count);
  }
  [[nodiscard]] bool may_be_drawn_ahead() const override { return source_.may_be_drawn_ahead(); }
  int calls = 0;

 private:
  Random& source_;
};

TEST(Random, what_is_drawn_at_once_is_handed_out_once) {
  SystemRandom system;
  Counted counted(system);
  DrawnAtOnce random(counted);
  std::set<std::string> seen;
  for (int i = 0; i < 4; ++i) {
    const std::string drawn = random.bytes(16);
    EXPECT_EQ(drawn.size(), 16U);
    seen.insert(drawn);
  }
  EXPECT_EQ(counted.calls, 1);
  for (int i = 0; i < 300; ++i) {
    const std::string drawn = random.bytes(20);  // does not divide the supply
    EXPECT_EQ(drawn.size(), 20U);
    seen.insert(drawn.substr(0, 16));
  }
  EXPECT_EQ(random.bytes(1000).size(), 1000U);
  EXPECT_EQ(seen.size(), 304U);
}

TEST(Random, a_seed_gives_the_same_whether_drawn_at_once_or_not) {
  SeededRandom seeded(7), same(7);
  DrawnAtOnce random(seeded);
  for (const std::size_t count : {16U, 8U, 32U, 200U, 1U}) EXPECT_EQ(random.bytes(count), same.bytes(count));
  EXPECT_EQ(random.below(1000), same.below(1000));
}

TEST(CodeDigits, are_read_however_they_are_typed_and_a_wrong_one_is_found) {
  const std::string code = slip_code_from("any fingerprint");
  ASSERT_EQ(code.size(), 12U);
  EXPECT_EQ(typed_slip_code(grouped_code(code)), code);
  EXPECT_EQ(typed_slip_code(" " + code.substr(0, 4) + "-" + code.substr(4)), code);
  for (std::size_t at = 0; at < code.size(); ++at) {
    std::string wrong = code;
    wrong[at] = wrong[at] == '9' ? '0' : static_cast<char>(wrong[at] + 1);
    EXPECT_EQ(typed_slip_code(wrong), std::nullopt) << wrong;
  }
  for (const char* none : {"", "12", "abcdefghijkl", "\xff"})
    EXPECT_EQ(typed_slip_code(none), std::nullopt) << none;
  EXPECT_EQ(typed_digits("１２ 3-4", 4), "1234");
  EXPECT_EQ(typed_digits("12345", 4), std::nullopt);
  EXPECT_EQ(digits_from(std::string(8, '\0'), 16), std::string(16, '0'));
  EXPECT_EQ(grouped_code("123456789012"), "1234 5678 9012");
}

TEST(Words, a_language_is_chosen_as_the_browser_prefers) {
  EXPECT_EQ(choose_language(""), Language::zh);
  EXPECT_EQ(choose_language("en-GB,en;q=0.9,zh;q=0.3"), Language::en);
  EXPECT_EQ(choose_language("fr,zh-CN;q=0.8,en;q=0.2"), Language::zh);
  EXPECT_EQ(choose_language("en;q=0"), Language::zh);
  EXPECT_EQ(say(Language::zh, "no.such.key"), "no.such.key");
}

}  // namespace
}  // namespace lianghu

#include "features/households/households.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "features/households/codes.h"
#include "features/households/testing.h"

namespace lianghu::households {
namespace {

using testing::household;
using testing::identity;
using testing::person;
using testing::refused;
using testing::settle;

constexpr Date party_day{std::chrono::year(2020) / 7 / 1};

class Households : public ::testing::TestWithParam<db::Engine> {
 protected:
  Village yinhe(Context& c) { return testing::village(c, town_.yinhe); }
  Village shanwan(Context& c) { return testing::village(c, town_.shanwan); }

  journal::testing::Bench bench_{GetParam()};
  organisations::testing::Town town_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Households);

TEST_P(Households, a_household_is_registered_with_its_head_and_numbers_are_masked) {
  const std::string number = identity("19700801", 11);
  HouseholdFields fields = household(Kind::contact);
  fields.code = " 017 ";
  fields.phone = "139 1234-5678";
  fields.categories = {"illness", "allowance"};
  const Card made = bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
    return add(c, yinhe(c), fields, person("王桂兰", number));
  });
  EXPECT_EQ(made.household.code, "017");
  EXPECT_EQ(made.household.phone, "139****5678");
  EXPECT_EQ(made.household.categories, (std::vector<std::string>{"allowance", "illness"}));
  ASSERT_EQ(made.persons.size(), 1U);
  EXPECT_EQ(made.persons[0].identity, "2302**********" + number.substr(14));
  EXPECT_EQ(made.persons[0].born, (Date{std::chrono::year(1970) / 8 / 1}));
  EXPECT_EQ(made.persons[0].sex, Sex::male);
  EXPECT_EQ(made.persons[0].relation, relation_head);
  bench_.database().read([&](db::Transaction& tx) {
    for (const db::Row& row :
         tx.query("SELECT identity_sealed, identity_fingerprint FROM persons ORDER BY id")) {
      EXPECT_EQ(row.blob(0).find(number), std::string::npos);
      EXPECT_FALSE(row.blob(1).empty());
    }
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Households, wrong_numbers_and_contradictions_are_all_named_at_once) {
  PersonFields head = person(" ", identity("19700801", 11));
  head.sex = Sex::female;
  head.born = Date{std::chrono::year(1971) / 8 / 1};
  head.phone = "12ab";
  HouseholdFields fields = household(Kind::neither);
  fields.needs = {"gold"};
  try {
    bench_.change([&](Context& c) { return add(c, yinhe(c), fields, head); });
    FAIL() << "nothing was refused";
  } catch (const Refusal& refusal) {
    std::vector<std::string> keys;
    for (const Problem& problem : refusal.problems()) keys.push_back(problem.key);
    EXPECT_EQ(keys, (std::vector<std::string>{"household.need.unknown", "person.name.length",
                                              "person.born.contradicts", "person.sex.contradicts",
                                              "person.phone.form"}));
    EXPECT_EQ(refusal.problems()[1].field, "head.name");
  }
  std::string wrong = identity("19700801", 11);
  wrong.back() = wrong.back() == '1' ? '2' : '1';
  EXPECT_EQ(refused([&] {
              bench_.change([&](Context& c) {
                return add(c, yinhe(c), household(Kind::neither), person("赵强", wrong));
              });
            }),
            "person.identity.check_digit");
}

TEST_P(Households, a_person_is_registered_in_one_village_at_a_time) {
  const std::string number = identity("19650312", 21);
  const Card first = settle(bench_, town_.yinhe, Kind::contact, "孙国富", number);
  EXPECT_EQ(refused([&] { settle(bench_, town_.yinhe, Kind::neither, "孙国富", number); }),
            "person.identity.taken");
  EXPECT_EQ(refused([&] { settle(bench_, town_.shanwan, Kind::neither, "孙国富", number); }),
            "person.identity.elsewhere");
  bench_.change([&](Context& c) {
    return mark_left(c, yinhe(c), first.household.id, "搬到山湾村", party_day, first.household.version);
  });
  EXPECT_EQ(refused([&] { settle(bench_, town_.shanwan, Kind::contact, "孙国富", number); }), "");
  bench_.read([&](Context& c) {
    EXPECT_TRUE(active_households(c, yinhe(c)).empty());
    ASSERT_EQ(active_households(c, shanwan(c), Kind::contact).size(), 1U);
    EXPECT_EQ(active_households(c, shanwan(c), Kind::contact)[0].head_name, "孙国富");
    EXPECT_EQ(find(c, yinhe(c), first.household.id)->head_name, "孙国富");
  });
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Households, two_who_change_one_household_do_not_overwrite_each_other) {
  const Card made = settle(bench_, town_.yinhe, Kind::member, "李长山");
  const auto change_address = [&](std::string_view address, std::int64_t seen = 1) {
    return bench_.change([&](Context& c) {
      return change(c, yinhe(c), made.household.id, household(Kind::member, address), seen);
    });
  };
  EXPECT_EQ(change_address("二组").version, 2);
  EXPECT_EQ(refused([&] { change_address("三组"); }), "version.stale");
  const std::int64_t forged = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(refused([&] { change_address("三组", forged); }), "version.stale");
  PersonFields head = person("李长河");
  head.is_head = true;
  const auto rename_head = [&] {
    bench_.change([&](Context& c) { change_person(c, yinhe(c), made.persons[0].id, head, forged); });
  };
  EXPECT_EQ(refused(rename_head), "version.stale");
  bench_.read([&](Context& c) { EXPECT_EQ(find(c, yinhe(c), made.household.id)->address, "二组"); });
}

TEST_P(Households, a_household_has_one_head_and_the_new_one_takes_the_place) {
  const Card made = settle(bench_, town_.yinhe, Kind::member, "李长山");
  PersonFields wife = person("周淑芬");
  wife.relation = "12";
  const Person second =
      bench_.change([&](Context& c) { return add_person(c, yinhe(c), made.household.id, wife); });
  EXPECT_EQ(refused([&] {
              bench_.change([&](Context& c) {
                return mark_person_left(c, yinhe(c), made.persons[0].id, party_day, 1);
              });
            }),
            "person.head.needed");
  wife.is_head = true;
  bench_.change([&](Context& c) { return change_person(c, yinhe(c), second.id, wife, 1); });
  bench_.change([&](Context& c) { return mark_person_left(c, yinhe(c), made.persons[0].id, party_day, 2); });
  bench_.read([&](Context& c) {
    const auto who = residents(c, yinhe(c), made.household.id);
    ASSERT_EQ(who.size(), 1U);
    EXPECT_EQ(who[0].name, "周淑芬");
    EXPECT_TRUE(who[0].is_head);
    EXPECT_EQ(find(c, yinhe(c), made.household.id)->head_name, "周淑芬");
  });
}

TEST_P(Households, changing_a_person_keeps_the_numbers_that_are_not_entered_again) {
  const std::string number = identity("19800506", 32);
  const Card made = settle(bench_, town_.yinhe, Kind::neither, "何秀英", number);
  PersonFields fields = person("何秀珍");
  fields.is_head = true;
  bench_.change([&](Context& c) { return change_person(c, yinhe(c), made.persons[0].id, fields, 1); });
  const Card full = bench_.change_as(town_.town_staff(), [&](Context& c) {
    return unmasked_card(c, yinhe(c), made.household.id, "核对户口本");
  });
  EXPECT_EQ(full.persons[0].name, "何秀珍");
  EXPECT_EQ(full.persons[0].identity, number);
  fields.identity = "";
  bench_.change([&](Context& c) { return change_person(c, yinhe(c), made.persons[0].id, fields, 2); });
  EXPECT_EQ(refused([&] { settle(bench_, town_.shanwan, Kind::neither, "何秀英", number); }), "");
}

TEST_P(Households, unmasking_needs_a_reason_and_reading_a_contact_household_is_journalled) {
  const Card contact = settle(bench_, town_.yinhe, Kind::contact, "王桂兰", identity("19700801", 12));
  const Card member = settle(bench_, town_.yinhe, Kind::member, "李长山");
  std::vector<std::string> happened;
  bench_.changes().listen([&](const Happening& happening) { happened.push_back(happening.action); });
  const auto read_as = [&](const Actor& actor, Id<Household> id) {
    return bench_.change_as(actor,
                            [&](Context& c) { return card(c, readable_village(c, town_.yinhe.id), id); });
  };
  EXPECT_EQ(read_as(town_.yinhe_secretary(), contact.household.id).persons[0].identity.substr(4, 10),
            "**********");
  static_cast<void>(read_as(town_.yinhe_secretary(), member.household.id));
  static_cast<void>(read_as(town_.yinhe_member(contact.household.id.value, contact.persons[0].id.value),
                            contact.household.id));
  EXPECT_EQ(happened, (std::vector<std::string>{"contact_household.read"}));
  EXPECT_EQ(refused([&] {
              bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
                return unmasked_card(c, yinhe(c), contact.household.id, "看看");
              });
            }),
            "household.unmask.reason");
  bench_.change_as(town_.yinhe_secretary(), [&](Context& c) {
    return unmasked_card(c, yinhe(c), contact.household.id, "核对低保材料");
  });
  EXPECT_EQ(happened.back(), "household.unmasked");
  EXPECT_TRUE(bench_.verify().holds());
}

TEST_P(Households, each_role_sees_what_is_its_own) {
  const Card grouped = bench_.change([&](Context& c) {
    HouseholdFields fields = household(Kind::member);
    fields.group = town_.group.id;
    return add(c, yinhe(c), fields, person("李长山"));
  });
  const Card other = settle(bench_, town_.yinhe, Kind::contact, "王桂兰");
  const auto names = [&](const Actor& actor) {
    return bench_.read_as(actor, [&](Context& c) {
      std::string seen;
      for (const ListRow& row : list(c, readable_village(c, town_.yinhe.id), {})) seen += row.head + " ";
      return seen;
    });
  };
  EXPECT_EQ(names(town_.yinhe_secretary()), "李长山 王桂兰 ");
  EXPECT_EQ(names(town_.auditor()), "李长山 王桂兰 ");
  EXPECT_EQ(names(town_.somebody(20, RoleKind::group_leader, town_.group)), "李长山 ");
  EXPECT_EQ(names(town_.yinhe_member(other.household.id.value, 1)), "王桂兰 ");
  EXPECT_EQ(refused([&] { names(town_.operator_()); }), "rights.missing");
  EXPECT_EQ(refused([&] { names(town_.shanwan_secretary()); }), "organisation.not_found");
  for (const Actor& reader : {town_.auditor(), town_.somebody(20, RoleKind::group_leader, town_.group),
                              town_.yinhe_member(other.household.id.value, 1)})
    EXPECT_EQ(refused([&] {
                bench_.change_as(reader, [&](Context& c) {
                  return add(c, readable_village(c, town_.yinhe.id), household(Kind::neither),
                             person("冯三"));
                });
              }),
              "rights.missing");
  EXPECT_EQ(refused([&] {
              bench_.change_as(town_.yinhe_member(other.household.id.value, 1), [&](Context& c) {
                return card(c, readable_village(c, town_.yinhe.id), grouped.household.id);
              });
            }),
            "household.not_found");
}

TEST_P(Households, a_list_is_filtered_searched_and_paged) {
  for (int i = 0; i < 5; ++i)
    settle(bench_, town_.yinhe, i % 2 == 0 ? Kind::member : Kind::contact, "张" + std::to_string(i) + "%");
  settle(bench_, town_.shanwan, Kind::member, "张外村");
  bench_.read([&](Context& c) {
    Filter filter;
    filter.limit = 2;
    std::vector<std::string> heads;
    for (;;) {
      const auto rows = list(c, yinhe(c), filter);
      for (const ListRow& row : rows) heads.push_back(row.head);
      if (rows.size() < 2) break;
      filter.after = rows.back().id;
    }
    EXPECT_EQ(heads, (std::vector<std::string>{"张0%", "张1%", "张2%", "张3%", "张4%"}));
    filter = {};
    filter.kind = Kind::contact;
    EXPECT_EQ(list(c, yinhe(c), filter).size(), 2U);
    filter = {};
    filter.text = "3%";
    ASSERT_EQ(list(c, yinhe(c), filter).size(), 1U);
    EXPECT_EQ(list(c, yinhe(c), filter)[0].head, "张3%");
    filter.text = "_";
    EXPECT_TRUE(list(c, yinhe(c), filter).empty());
    const Counts all = counts(c, yinhe(c));
    EXPECT_EQ(all.member, 3);
    EXPECT_EQ(all.contact, 2);
    EXPECT_EQ(all.persons, 5);
    EXPECT_EQ(all.party_members, 3);
  });
}

TEST_P(Households, a_household_number_is_given_once_in_a_village_and_groups_are_of_the_village) {
  HouseholdFields fields = household(Kind::neither);
  fields.code = "7";
  bench_.change([&](Context& c) { return add(c, yinhe(c), fields, person("赵一")); });
  EXPECT_EQ(
      refused([&] { bench_.change([&](Context& c) { return add(c, yinhe(c), fields, person("赵二")); }); }),
      "household.code.taken");
  EXPECT_EQ(
      refused([&] { bench_.change([&](Context& c) { return add(c, shanwan(c), fields, person("赵二")); }); }),
      "");
  fields.code = "8";
  fields.group = town_.group.id;
  EXPECT_EQ(
      refused([&] { bench_.change([&](Context& c) { return add(c, shanwan(c), fields, person("赵三")); }); }),
      "household.group.unknown");
}

TEST(Codes, words_of_towns_lead_to_codes) {
  EXPECT_EQ(kinship().understand("儿媳妇"), "38");
  EXPECT_EQ(kinship().understand(" 长 子 "), "22");
  EXPECT_EQ(kinship().understand("邻居的朋友"), std::nullopt);
  EXPECT_EQ(categories().understand("五保户"), "destitute");
  EXPECT_EQ(needs().understand("卖粮"), "sales");
  EXPECT_EQ(kinship().name("56", Language::zh), "岳母");
  EXPECT_EQ(categories().name("allowance", Language::en), "on the minimum living allowance");
}

TEST(Codes, a_place_lays_its_own_lists_into_the_data_folder) {
  const std::filesystem::path folder = db::testing::temporary_folder() + "/codes";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "needs.tsv")
      << "# ours\nwater\t挑水\tfetching water\t打水|担水\r\ncoal\t买煤\tcoal\n";
  use_code_lists_of(folder);
  EXPECT_EQ(needs().all().size(), 2U);
  EXPECT_EQ(needs().understand("担水"), "water");
  EXPECT_EQ(needs().name("coal", Language::en), "coal");
  EXPECT_EQ(needs().name("sales", Language::zh), "sales") << "what households had before stays as it is";
  EXPECT_EQ(categories().understand("五保户"), "destitute") << "a list that is not there is the built-in one";
  use_code_lists_of(folder / "none");
  EXPECT_EQ(needs().understand("卖粮"), "sales");
}

TEST(Codes, a_list_that_cannot_be_used_is_refused_with_file_and_line) {
  const auto reading = [](const char* text) { return refused([&] { CodeList(text, "needs.tsv"); }); };
  EXPECT_EQ(reading("# nothing\n\n"), "codes.none");
  EXPECT_EQ(reading("water\t挑水\n"), "codes.line");
  EXPECT_EQ(reading("water\t\tfetching water\t\n"), "codes.line");
  EXPECT_EQ(reading("water\t挑水\twater\nwater\t担水\twater\n"), "codes.twice");
  try {
    CodeList("# ours\nwater,挑水,water\n", "needs.tsv");
    ADD_FAILURE() << "commas are no tabs";
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.problems()[0].values.at("file"), "needs.tsv");
    EXPECT_EQ(refusal.problems()[0].values.at("line"), "2");
  }
}

}  // namespace
}  // namespace lianghu::households

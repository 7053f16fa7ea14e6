// Ballots on paper: one for one household, once, and what happens to every other one.
#include "features/pairing/forms.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "features/pairing/forms_printing.h"
#include "features/pairing/rounds_store.h"
#include "features/pairing/testing.h"

namespace lianghu::pairing {
namespace {

using organisations::testing::refused;

class Forms : public ::testing::TestWithParam<db::Engine> {
 protected:
  Forms() {
    village_.start();
    village_.open();
  }
  Form issue(Id<Household> household) {
    return village_.change([&](Context& c, const Village& v) { return issue_forms(c, v, {household}); })
        .at(0);
  }
  FormHolder scan(const Form& form) {
    const std::string code = code_on(form, bench_.sealer());
    return bench_.read_as(Actor::visitor(), [&](Context& c) { return holder_of(c, code).value(); });
  }
  /// As whoever holds the paper, without an account.
  PaperReceipt enter(const Form& form, const PaperBallot& ballot) {
    const FormHolder holder = scan(form);
    return bench_.change_as(Actor::visitor(), [&](Context& c) { return cast_by_form(c, holder, ballot); });
  }
  std::string told(const Form& form, const PaperBallot& ballot = {{}, {}, "周演民"}) {
    return refused([&] { enter(form, ballot); });
  }
  std::string opens(const Form& form) {
    const FormHolder holder = scan(form);
    return refused([&] {
      bench_.read_as(Actor::visitor(),
                     [&](Context& c) { return paper_form(c, holder, Language::zh).form.number; });
    });
  }
  store::Participant participant(Id<Household> household) {
    return village_.read([&](Context& c, const Village& v) {
      for (auto& each : store::participants(c, v, current_round(c, v).value().id))
        if (each.household == household) return each;
      throw std::logic_error("not in the round");
    });
  }
  FormState state(const Form& form) {
    return village_.read([&](Context& c, const Village& v) {
      for (const FormRow& each : forms(c, v))
        if (each.form.id == form.id) return each.form.state;
      throw std::logic_error("not the newest form");
    });
  }
  std::string helper_of(Id<Household> household) {
    village_.close();
    village_.consent();
    const auto solution = village_.solution();
    for (const auto& pair : solution.value().result.pairs)
      if (pair.household == std::to_string(household.value)) return pair.helper;
    return {};
  }

  journal::testing::Bench bench_{GetParam()};
  testing::PairedVillage village_{bench_};
};
LIANGHU_ON_BOTH_ENGINES(Forms);

TEST_P(Forms, a_paper_ballot_counts_like_any_other_and_names_who_entered_it) {
  const Form form = issue(village_.zhao);
  EXPECT_EQ(form.number, 1);
  const PaperReceipt receipt =
      enter(form, {{{village_.wang, 1}, {village_.sun, 3}}, {{village_.guan, "亲属"}}, " 周演民 "});
  const auto voter = participant(village_.zhao);
  EXPECT_TRUE(voter.voted_at);
  EXPECT_TRUE(voter.assisted);
  EXPECT_EQ(voter.recorded_by, 0);
  EXPECT_EQ(voter.recorder_name, "周演民");
  EXPECT_EQ(receipt.number, 1);
  EXPECT_EQ(receipt.receipt.size(), 16U);
  EXPECT_TRUE(voter.ballot_hash.starts_with(receipt.receipt));
  EXPECT_EQ(state(form), FormState::used);
  EXPECT_TRUE(bench_.verify().holds());
  EXPECT_EQ(helper_of(village_.zhao), std::to_string(village_.wang.value));
}

TEST_P(Forms, both_sides_vote_on_paper_and_see_of_the_other_what_a_ballot_needs) {
  const auto shown = [&](Id<Household> household) {
    const FormHolder holder = scan(issue(household));
    return bench_.read_as(Actor::visitor(), [&](Context& c) { return paper_form(c, holder, Language::zh); });
  };
  const PaperForm contact = shown(village_.zhao);
  EXPECT_EQ(contact.name, "赵演福");
  EXPECT_EQ(contact.place, "音河村");
  EXPECT_EQ(contact.side, Side::contact);
  EXPECT_EQ(contact.choices.size(), 3U);
  const PaperForm helper = shown(village_.sun);
  EXPECT_EQ(helper.side, Side::helper);
  ASSERT_EQ(helper.choices.size(), 2U);
  EXPECT_TRUE(
      std::ranges::any_of(helper.choices, [](const Candidate& each) { return each.name == "赵演福"; }));
}

TEST_P(Forms, the_same_number_twice_is_a_tie) {
  const Form form = issue(village_.zhao);
  enter(form, {{{village_.wang, 2}, {village_.sun, 2}, {village_.guan, 7}}, {}, "周演民"});
  EXPECT_NE(helper_of(village_.zhao), std::to_string(village_.guan.value));
}

TEST_P(Forms, a_replayed_form_is_refused_and_says_when_and_by_whom_it_was_used) {
  const Form form = issue(village_.zhao);
  enter(form, {{{village_.wang, 1}}, {}, "周演民"});
  const std::string hash = participant(village_.zhao).ballot_hash;
  bench_.pass_days(1);
  try {
    enter(form, {{{village_.sun, 1}}, {}, "冒演名"});
    FAIL() << "a form was used twice";
  } catch (const Refusal& refusal) {
    const Problem& problem = refusal.problems().front();
    EXPECT_EQ(problem.key, "pairing.form.used");
    EXPECT_EQ(problem.values.at("name"), "周演民");
    EXPECT_EQ(problem.values.at("day"), format_date(add_days(china_date(bench_.clock().now()), -1)));
  }
  EXPECT_EQ(opens(form), "pairing.form.used");
  EXPECT_EQ(participant(village_.zhao).ballot_hash, hash);
}

TEST_P(Forms, printing_again_voids_the_older_one_and_the_newer_one_replaces_the_ballot) {
  const Form stolen = issue(village_.zhao);
  const Form fresh = issue(village_.zhao);
  EXPECT_EQ(fresh.number, 2);
  EXPECT_EQ(told(stolen), "pairing.form.void");
  EXPECT_EQ(opens(stolen), "pairing.form.void");
  enter(fresh, {{{village_.wang, 1}}, {}, "周演民"});
  const Form again = issue(village_.zhao);
  EXPECT_EQ(opens(fresh), "pairing.form.used") << "what was used stays used";
  enter(again, {{{village_.guan, 1}}, {}, "周演民"});
  EXPECT_EQ(helper_of(village_.zhao), std::to_string(village_.guan.value));
}

TEST_P(Forms, a_lost_or_stolen_form_is_voided_by_staff) {
  const Form form = issue(village_.zhao);
  const auto void_it = [&](const Actor& actor, std::int64_t version) {
    return refused([&] {
      bench_.change_as(
          actor, [&](Context& c) { return void_form(c, village_.anybodys_yinhe(c), form.id, version); });
    });
  };
  const auto& town = village_.town;
  EXPECT_EQ(void_it(town.yinhe_member(village_.sun.value, 1), 1), "rights.missing");
  EXPECT_EQ(void_it(town.shanwan_secretary(), 1), "organisation.not_found");
  EXPECT_EQ(void_it(town.yinhe_secretary(), 7), "version.stale");
  EXPECT_EQ(void_it(town.yinhe_secretary(), 1), "");
  EXPECT_EQ(void_it(town.yinhe_secretary(), 2), "pairing.form.ended");
  EXPECT_EQ(told(form), "pairing.form.void");
  EXPECT_EQ(state(form), FormState::void_);
  EXPECT_FALSE(participant(village_.zhao).voted_at);
}

TEST_P(Forms, after_closing_and_in_another_round_a_form_is_worth_nothing) {
  const Form form = issue(village_.zhao);
  village_.close();
  EXPECT_EQ(told(form), "pairing.ballot.not_open");
  EXPECT_EQ(refused([&] { issue(village_.li); }), "pairing.ballot.not_open");
  village_.run();
  village_.ask_both_sides();
  bench_.pass_days(30);
  village_.finalise();
  village_.start();
  village_.open();
  EXPECT_EQ(told(form), "pairing.form.round");
  EXPECT_EQ(issue(village_.zhao).number, 1);
  EXPECT_EQ(told(form), "pairing.form.void");
}

TEST_P(Forms, only_a_household_itself_replaces_what_it_cast_itself) {
  const Form form = issue(village_.sun);
  Actor sun = village_.town.yinhe_member(village_.sun.value, 1);
  const Ballot own{village_.now().id, {{village_.zhao}}, {}};
  bench_.change_as(sun, [&](Context& c) { return cast(c, village_.anybodys_yinhe(c), village_.sun, own); });
  EXPECT_EQ(told(form), "pairing.ballot.own");
  EXPECT_EQ(refused([&] { issue(village_.sun); }), "pairing.ballot.own");
  village_.cast(village_.zhao, {village_.guan});
  EXPECT_EQ(told(issue(village_.zhao)), "") << "paper replaces what staff entered for it";
}

TEST_P(Forms, a_forged_ballot_is_refused_where_it_is_wrong) {
  const Form form = issue(village_.zhao);
  EXPECT_EQ(told(form, {{{village_.li, 1}}, {}, "周演民"}), "pairing.ballot.unknown") << "its own side";
  EXPECT_EQ(told(form, {{{Id<Household>{42}, 1}}, {}, "周演民"}), "pairing.ballot.unknown");
  EXPECT_EQ(told(form, {{}, {{Id<Household>{42}, "亲属"}}, "周演民"}), "pairing.ballot.unknown");
  EXPECT_EQ(told(form, {{{village_.sun, 1}}, {{village_.sun, "亲属"}}, "周演民"}), "pairing.ballot.both");
  EXPECT_EQ(told(form, {{}, {}, " 周 "}), "pairing.form.recorder");
  EXPECT_EQ(told(form, {{}, {}, std::string(41, 'x')}), "pairing.form.recorder");
  EXPECT_FALSE(participant(village_.zhao).voted_at);
  EXPECT_EQ(state(form), FormState::live) << "a slip of the finger uses the form up";
}

TEST_P(Forms, a_code_is_not_guessed_and_the_database_does_not_hold_it) {
  const Form one = issue(village_.zhao);
  const Form other = issue(village_.li);
  const std::string code = code_on(one, bench_.sealer());
  EXPECT_EQ(code.size(), 22U) << "128 bits";
  EXPECT_NE(code, code_on(other, bench_.sealer()));
  for (const std::string& guess :
       {std::string(), code + "A", code.substr(1), std::to_string(one.id.value), std::string("1")})
    EXPECT_FALSE(bench_.read_as(Actor::visitor(), [&](Context& c) {
      return holder_of(c, guess).has_value();
    })) << guess;
  bench_.database().read([&](db::Transaction& tx) {
    for (const char* table : {"pairing_forms", "pairing_form_codes"})
      for (const db::Row& row : tx.query("SELECT * FROM " + std::string(table)))
        for (std::size_t column = 0; column < row.size(); ++column) {
          const auto* text = std::get_if<std::string>(&row.cell(column));
          EXPECT_TRUE(text == nullptr || text->find(code) == std::string::npos) << table;
          const auto* blob = std::get_if<db::Blob>(&row.cell(column));
          EXPECT_TRUE(blob == nullptr || blob->bytes.find(code) == std::string::npos) << table;
        }
  });
}

TEST_P(Forms, staff_alone_issue_forms_and_whoever_issued_one_prints_it) {
  const auto& town = village_.town;
  const auto issue_as = [&](const Actor& actor, const std::vector<Id<Household>>& households) {
    return refused([&] {
      bench_.change_as(actor,
                       [&](Context& c) { return issue_forms(c, village_.anybodys_yinhe(c), households); });
    });
  };
  EXPECT_EQ(issue_as(town.yinhe_member(village_.zhao.value, 1), {village_.zhao}), "rights.missing");
  EXPECT_EQ(issue_as(town.auditor(), {village_.zhao}), "rights.missing");
  EXPECT_EQ(issue_as(town.shanwan_secretary(), {village_.zhao}), "organisation.not_found");
  EXPECT_EQ(issue_as(town.yinhe_secretary(), {}), "pairing.form.nobody");
  EXPECT_EQ(issue_as(town.yinhe_secretary(), {village_.neither}), "pairing.ballot.not_taking_part");
  const Form form = issue(village_.zhao);
  const auto print_as = [&](const Actor& actor) {
    return refused([&] {
      bench_.read_as(actor, [&](Context& c) {
        return forms_to_print(c, village_.anybodys_yinhe(c), {form.id}, "https://lianghu.example",
                              Language::zh)
            .size();
      });
    });
  };
  EXPECT_EQ(print_as(town.yinhe_secretary()), "");
  EXPECT_EQ(print_as(town.town_staff()), "pairing.form.not_yours");
  EXPECT_EQ(print_as(town.yinhe_member(village_.zhao.value, 1)), "rights.missing");
  EXPECT_EQ(print_as(town.shanwan_secretary()), "organisation.not_found");
}

TEST_P(Forms, what_is_printed_bears_a_number_beside_the_choices_and_no_category) {
  const auto sheets = village_.change([&](Context& c, const Village& v) {
    std::vector<Id<Form>> ids;
    for (const Form& each : issue_forms(c, v, {village_.zhao, village_.sun})) ids.push_back(each.id);
    return forms_to_print(c, v, ids, "https://lianghu.example", Language::zh);
  });
  ASSERT_EQ(sheets.size(), 2U);
  const auto& contact = sheets[sheets[0].strip_title.starts_with("赵演福") ? 0 : 1];
  EXPECT_EQ(contact.strip_title.substr(0, std::string("赵演福家，票号 000").size()), "赵演福家，票号 000");
  EXPECT_EQ(contact.choices.size(), 3U);
  EXPECT_TRUE(contact.head.front().starts_with("音河村，第 1 轮，票号 000")) << contact.head.front();
  EXPECT_TRUE(contact.link.starts_with("https://lianghu.example/b/"));
  EXPECT_EQ(contact.link.size(), std::string("https://lianghu.example/b/").size() + 22);
  std::string all = contact.title + contact.head.at(0) + contact.head.at(1) + contact.tell;
  for (const auto& step : contact.steps) all += step;
  EXPECT_EQ(all.find("赵演福"), std::string::npos) << "who finds the ballot knows whose it is";
}

TEST_P(Forms, line_after_line_stands_on_the_page_as_on_the_paper) {
  const Form form = issue(village_.zhao);
  const auto sheets = village_.read([&](Context& c, const Village& v) {
    return forms_to_print(c, v, {form.id}, "https://lianghu.example", Language::zh);
  });
  const FormHolder holder = scan(form);
  const PaperForm page =
      bench_.read_as(Actor::visitor(), [&](Context& c) { return paper_form(c, holder, Language::zh); });
  ASSERT_EQ(sheets.at(0).choices.size(), page.choices.size());
  for (std::size_t i = 0; i < page.choices.size(); ++i) {
    EXPECT_EQ(sheets[0].choices[i].name, page.choices[i].name);
    EXPECT_EQ(sheets[0].choices[i].profile, profile_of(page.choices[i], Language::zh));
  }
}

TEST_P(Forms, paper_says_of_the_other_side_what_a_choice_needs) {
  Candidate helper;
  helper.place = "三组";
  helper.near = true;
  helper.capacity = 2;
  helper.can = {"讲政策", "扫街道"};
  EXPECT_EQ(profile_of(helper, Language::zh), "住三组，离得近，能帮 2 户，会讲政策、扫街道");
  Candidate contact;
  contact.needs = {"种地", "看病"};
  EXPECT_EQ(profile_of(contact, Language::zh), "要帮：种地、看病");
  EXPECT_EQ(profile_of({}, Language::zh), "");
}

TEST_P(Forms, a_refused_form_is_journalled_with_its_reason) {
  const Form form = issue(village_.zhao);
  issue(village_.zhao);
  const FormHolder holder = scan(form);
  const Refusal refusal(Status::conflict, "pairing.form.void");
  EXPECT_TRUE(tells_of_misuse(refusal));
  EXPECT_FALSE(tells_of_misuse(Refusal(Status::unprocessable, "pairing.form.recorder", "recorder")));
  bench_.change_as(Actor::visitor(), [&](Context& c) { note_misuse(c, holder, refusal); });
  const auto entry = bench_.database().read([](db::Transaction& tx) {
    return tx.one("SELECT actor_kind FROM journal_entries WHERE action = 'pairing.form_refused.void'");
  });
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->text(0), "visitor");
  EXPECT_TRUE(bench_.verify().holds());
}

}  // namespace
}  // namespace lianghu::pairing

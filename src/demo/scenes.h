#pragma once
// The article, scene by scene. Each scene is one day's work in one place; demo_command.cpp has the calendar.
#include "demo/theatre.h"
#include "features/programmes/programmes.h"

namespace lianghu::demo {

/// Throws Refusal demo.town when the place is no town with villages.
void check_town(const std::string& town_division);
/// The tree from the county down, somebody for each office, and the programme as the town adopts it.
void found_the_town(Theatre& theatre, const std::string& town_division);
/// The clerk's roster, written to a workbook and read back through the import; groups, a member's account.
void take_the_roster(Theatre& theatre, CastVillage& village);
/// The leading group with its four duties, headed by the secretary.
void form_the_leading_group(Theatre& theatre, CastVillage& village);
/// The town invites, the branch prepares and starts: the first stage runs.
void start_the_programme(Theatre& theatre, CastVillage& village);

/// Every member household's plaque planned, printed and hung, but for two exempt.
void hang_the_plaques(Theatre& theatre, CastVillage& village);
/// One fell and broke; its successor hangs the same day.
void replace_a_broken_plaque(Theatre& theatre, CastVillage& village);
/// One broke and waits for its successor: what the town's coverage still lacks at the end.
void report_a_broken_plaque(Theatre& theatre, CastVillage& village);
/// Declared by the secretary, confirmed by the town.
void finish_the_plaques(Theatre& theatre, CastVillage& village);
/// The members' meeting makes the village's own list from what villagers ask for.
void agree_on_the_catalogue(Theatre& theatre, CastVillage& village);
/// Written and signed on paper, photographed; some sent back and mended; one household exempt.
void sign_the_letters(Theatre& theatre, CastVillage& village);
/// All letters on the board, and with them the second stage done.
void publish_the_letters(Theatre& theatre, CastVillage& village);
/// The first member household's head can sign in.
void give_a_member_an_account(Theatre& theatre, CastVillage& village);

/// The secretary declares the stage that runs; `finish_stage` has the town confirm it too.
void declare_stage(Theatre& theatre, const CastVillage& village, programmes::Stage stage);
void finish_stage(Theatre& theatre, const CastVillage& village, programmes::Stage stage);

void mobilise_the_village(Theatre& theatre, CastVillage& village);
void meet_as_members(Theatre& theatre, CastVillage& village);
void promote_in_the_town(Theatre& theatre);
void keep_the_party_day(Theatre& theatre, CastVillage& village);

/// Everybody takes part; two helpers take on less than usual.
void open_the_round(Theatre& theatre, CastVillage& village);
/// On paper, entered by the secretary: a few kin ruled out, a few forms empty, some never handed in.
void cast_the_ballots(Theatre& theatre, CastVillage& village);
/// Closed, opened by the secretary and the town together, solved, and both sides are asked.
void count_the_ballots(Theatre& theatre, CastVillage& village);
/// One helper declines, and the answer is repaired around that.
void hear_both_sides(Theatre& theatre, CastVillage& village);
void finish_the_round(Theatre& theatre, CastVillage& village);
/// A helper moves to the county town; whom it helped are given others.
void a_helper_leaves(Theatre& theatre, CastVillage& village);
/// In hardship and new in the village: who has no helper yet at the end.
void a_household_arrives(Theatre& theatre, CastVillage& village);

/// A plan for every pairing, a slip with a code for every household.
void write_the_plans(Theatre& theatre, CastVillage& village);
void help_for_a_week(Theatre& theatre, CastVillage& village);

/// One whole review: what was to be put right looked at, all graded, published.
void hold_the_review(Theatre& theatre, CastVillage& village);

/// Somebody says something at a door, and the branch answers the same day.
void villagers_speak(Theatre& theatre, CastVillage& village);
/// Reopened, and passed up to the town, which answers.
void someone_is_not_content(Theatre& theatre, CastVillage& village);
void the_town_answers(Theatre& theatre, CastVillage& village);
/// Nobody answers in time, so that it goes up by itself, and the town answers.
void something_is_left_lying(Theatre& theatre, CastVillage& village);
void the_clock_passes_it_up(Theatre& theatre, CastVillage& village);
/// Said, and not answered yet.
void something_waits(Theatre& theatre, CastVillage& village);

}  // namespace lianghu::demo

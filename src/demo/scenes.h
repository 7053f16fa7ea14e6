#pragma once
// The article, scene by scene. Each scene is one day's work in one place; demo_command.cpp has the calendar.
#include "demo/theatre.h"

namespace lianghu::demo {

/// Throws Refusal demo.town when the place is no town with villages.
void check_town(const std::string& town_division);
/// The tree from the county down, somebody for each office, and the programme as the town adopts it.
void found_the_town(Theatre& theatre, const std::string& town_division);
/// The clerk's roster, written to a workbook and read back through the import; groups, a member's account.
void take_the_roster(Theatre& theatre, CastVillage& village, std::size_t style);
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

}  // namespace lianghu::demo

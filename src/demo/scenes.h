#pragma once
// The article, scene by scene. Each scene is one day's work in one place; demo_command.cpp has the calendar.
#include "demo/theatre.h"

namespace lianghu::demo {

/// The tree from the county down, somebody for each office, and the programme as the town adopts it.
/// Throws Refusal demo.town when `town_division` is no town with villages.
void found_the_town(Theatre& theatre, const std::string& town_division);
/// The clerk's roster, written to a workbook and read back through the import; groups, a member's account.
void take_the_roster(Theatre& theatre, CastVillage& village, std::size_t style);
/// The leading group with its four duties, headed by the secretary.
void form_the_leading_group(Theatre& theatre, const CastVillage& village);
/// The town invites, the branch prepares and starts: the first stage runs.
void start_the_programme(Theatre& theatre, const CastVillage& village);

}  // namespace lianghu::demo

// Scenes before the first plaque: the town, its offices, its rosters.
#include <array>
#include <cstdlib>
#include <fstream>

#include "base/refusal.h"
#include "demo/people.h"
#include "demo/rosters.h"
#include "demo/scenes.h"
#include "features/households/households.h"
#include "features/households/import.h"
#include "features/organisations/divisions.h"
#include "features/programmes/programmes.h"

namespace lianghu::demo {

namespace {

using organisations::Division;
using OrganisationKind = organisations::Kind;
namespace divisions = organisations::divisions;

constexpr int member_households = 50;
constexpr int contact_households = 30;
constexpr std::string_view pilot_of_the_article = "230225101204";  // 音河村

/// 音河村民委员会 → 音河村
std::string short_name(const Division& village) {
  std::string name = village.name;
  for (const std::string_view ending : {"村民委员会", "居民委员会", "社区居委会"}) {
    const std::size_t at = name.find(ending);
    if (at != std::string::npos) return name.substr(0, at) + (ending == "村民委员会" ? "村" : "社区");
  }
  return name;
}

std::string without(std::string name, std::string_view ending) {
  if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  return name;
}

Organisation make(Theatre& theatre, std::optional<Id<Organisation>> parent, OrganisationKind kind,
                  const std::string& name, const std::string& division) {
  return theatre.change(Actor::system(), [&](Context& c) {
    return organisations::create(c, {parent, kind, name, division});
  });
}

const std::array<std::string, 6>& secretaries() {
  static const std::array<std::string, 6> names = {"周演成", "吴演平", "何演山",
                                                   "林演正", "高演秋", "许演文"};
  return names;
}

}  // namespace

void check_town(const std::string& town_division) {
  const auto town = divisions::find(town_division);
  if (!town || town->level != organisations::DivisionLevel::town ||
      divisions::children(town_division).empty())
    throw Refusal(Status::unprocessable, "demo.town", "town", {{"code", town_division}});
}

void found_the_town(Theatre& theatre, const std::string& town_division) {
  const auto town = divisions::find(town_division);
  std::vector<Division> villages = divisions::children(town_division);
  // The article's pilot goes first; in another town the first village does.
  std::stable_partition(villages.begin(), villages.end(),
                        [](const Division& each) { return each.code == pilot_of_the_article; });
  const auto county = divisions::find(town_division.substr(0, 6));
  theatre.operator_ = theatre.hire("admin", "郑演安", "系统管理员", RoleKind::operator_, {});
  theatre.county = make(theatre, std::nullopt, OrganisationKind::county, without(county->name, "县") + "县委",
                        county->code);
  theatre.town = make(theatre, theatre.county.id, OrganisationKind::town, town->name + "党委", town->code);
  theatre.county_staff =
      theatre.hire("county", "韩演雪", theatre.county.name, RoleKind::county, theatre.county);
  theatre.town_staff = theatre.hire("town", "韩演梅", theatre.town.name, RoleKind::town, theatre.town);
  for (std::size_t i = 0; i < villages.size(); ++i) {
    CastVillage village;
    village.short_name = short_name(villages[i]);
    village.number = i;
    village.is_pilot = i == 0;
    village.branch = make(theatre, theatre.town.id, OrganisationKind::branch, village.short_name + "党支部",
                          villages[i].code);
    for (const char* name : {"第一党小组", "第二党小组"})
      make(theatre, village.branch.id, OrganisationKind::group, name, villages[i].code);
    const std::string login_name = "secretary" + (i == 0 ? std::string() : std::to_string(i + 1));
    village.secretary = theatre.hire(login_name, secretaries().at(i % secretaries().size()),
                                     village.branch.name, RoleKind::secretary, village.branch);
    theatre.villages.push_back(std::move(village));
  }
  theatre.change(theatre.town_staff, [&](Context& c) {
    programmes::create(c, organisations::reach(c, theatre.town.id, {RoleKind::town}), programmes::built_in());
  });
}

void take_the_roster(Theatre& theatre, CastVillage& village) {
  PeopleMaker maker(theatre.random(), village.branch.division.substr(0, 6));
  const Roster roster = write_roster(village.short_name, maker.village(member_households, contact_households),
                                     village.number, theatre.now());
  const std::filesystem::path folder = theatre.data() / "rosters";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / roster.file_name, std::ios::binary) << roster.bytes;

  const households::Plan plan = households::prepare(roster.bytes, {}, theatre.today());
  theatre.change(village.secretary, [&](Context& c) {
    const households::ImportReport report = households::run(c, at(c, village), *plan);
    // The workbooks are right, so a row that does not come in is a fault of the import.
    if (report.issues_count != 0)
      throw std::logic_error("the demo's own roster was refused: " + report.issues.front().reason);
  });
}

void form_the_leading_group(Theatre& theatre, CastVillage& village) {
  using organisations::Duty;
  theatre.change(village.secretary, [&](Context& c) {
    organisations::set_leading_group(c, organisations::reach(c, village.branch.id, staff_kinds),
                                     {{village.secretary.name, "党支部书记", true, {Duty::implement}},
                                      {"田演石", "村委会主任", false, {Duty::execute}},
                                      {"魏演霞", "妇联主席", false, {Duty::promote}},
                                      {"丁演柏", "村监委会主任", false, {Duty::supervise}}});
  });
}

void start_the_programme(Theatre& theatre, CastVillage& village) {
  theatre.change(theatre.town_staff, [&](Context& c) {
    const auto programmes = programmes::around(c, organisations::reach(c, theatre.town.id, {RoleKind::town}));
    programmes::invite(c, at(c, village), programmes.front().id,
                       village.is_pilot ? programmes::Wave::pilot : programmes::Wave::town);
  });
  theatre.later(30);
  theatre.change(village.secretary, [&](Context& c) {
    programmes::prepare(c, at(c, village));
    programmes::start(c, at(c, village), theatre.today());
  });
}

}  // namespace lianghu::demo

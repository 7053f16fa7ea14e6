#include "features/coverage/coverage.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <tuple>

#include "features/coverage/measures.h"

namespace lianghu::coverage {

namespace {

using programmes::StageState;
using programmes::StageStatus;

std::optional<Progress> progress_of(Context& context, const Village& village) {
  const auto part = programmes::participation(context, village);
  if (!part) return std::nullopt;
  const std::vector<StageStatus> stages = programmes::stages(context, village);
  const auto now = std::ranges::find(stages, part->stage, &StageStatus::stage);
  if (now == stages.end()) throw std::logic_error("a participation in a stage that it does not have");
  const std::optional<Date>& ends_on = now->ends_on;
  const bool late = now->state == StageState::running && ends_on && *ends_on < context.today();
  return Progress{part->wave, part->state, part->stage, now->state, now->ends_on, late};
}

/// Staff and auditors see everybody; a member household learns about nobody but itself.
void keep_what_may_be_seen(const Actor& actor, const Village& village, std::vector<Missing>& missing) {
  if (actor.may(name_readers, village.organisation().path)) return;
  std::erase_if(missing, [&](const Missing& each) {
    return actor.village != village.id().value || actor.household != each.household.value;
  });
}

struct Counted {
  VillageRow row;
  std::vector<Figures> figures;
};

Counted count(Context& context, const Village& village) {
  Counted out;
  out.row.village = village.id();
  out.row.name = village.name();
  out.row.parent = village.organisation().parent;
  out.row.progress = progress_of(context, village);
  for (const Provider& provider : providers()) {
    Figures figures = provider.count(context, village);
    keep_what_may_be_seen(context.actor(), village, figures.missing);
    out.row.tallies.push_back(figures.tally);
    if (out.row.progress && provider.stage <= out.row.progress->stage)
      out.row.open += figures.tally.should - figures.tally.has;
    out.figures.push_back(std::move(figures));
  }
  return out;
}

std::vector<Tally> zeros() {
  std::vector<Tally> out;
  for (const Provider& provider : providers()) out.push_back({provider.measure});
  return out;
}

void add(std::vector<Tally>& sums, const std::vector<Tally>& tallies) {
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    sums[i].should += tallies[i].should;
    sums[i].exempt += tallies[i].exempt;
    sums[i].has += tallies[i].has;
    sums[i].unproved += tallies[i].unproved;
  }
}

std::vector<TownRow> towns_of(const std::vector<Organisation>& subtree,
                              const std::vector<VillageRow>& villages) {
  std::vector<TownRow> out;
  for (const Organisation& each : subtree) {
    if (each.kind != organisations::Kind::town) continue;
    TownRow town;
    town.town = each.id;
    town.name = each.name;
    town.tallies = zeros();
    for (const VillageRow& village : villages) {
      if (village.parent != each.id) continue;
      ++town.villages;
      town.open += village.open;
      if (village.progress && village.progress->stage_state == StageState::declared) ++town.declared;
      if (village.progress && village.progress->late) ++town.late;
      add(town.tallies, village.tallies);
    }
    out.push_back(std::move(town));
  }
  std::ranges::stable_sort(out, [](const TownRow& a, const TownRow& b) {
    return std::tuple(-a.open, -a.late) < std::tuple(-b.open, -b.late);
  });
  return out;
}

/// Most missing first, then the late ones; those that take part in nothing last.
bool worse(const Counted& a, const Counted& b) {
  const auto rank = [](const VillageRow& row) {
    return std::tuple(-row.open, !(row.progress && row.progress->late), !row.progress);
  };
  return rank(a.row) < rank(b.row);
}

std::vector<Exempted> exempted_of(Context& context, const Village& village) {
  std::vector<Exempted> out;
  for (const programmes::Exemption& each : programmes::exemptions(context, village)) {
    const auto household = households::find(context, village, each.household);
    if (!household) throw std::logic_error("an exemption of a household that is not there");
    out.push_back({each.id, each.household, household->head_name, each.matter, each.reason});
  }
  return out;
}

}  // namespace

Coverage of(Context& context, const Reach& at) {
  const Organisation& here = at.organisation();
  if (here.kind == organisations::Kind::group) throw Refusal(Status::not_found, "organisation.not_found");
  Coverage out;
  out.at = {here.id, here.kind, here.name};
  for (const Organisation& each : organisations::ancestors(context, here))
    if (each.id != here.id && context.actor().may(readers, each.path))
      out.above.push_back({each.id, each.kind, each.name});
  std::vector<Counted> counted;
  for (const Organisation& branch : organisations::branches(context, at))
    counted.push_back(count(context, organisations::village(context, branch.id, readers)));
  std::ranges::stable_sort(counted, worse);
  std::vector<Tally> sums = zeros();
  for (const Counted& each : counted) add(sums, each.row.tallies);
  for (const Tally& sum : sums) out.measures.push_back({sum, {}});
  for (Counted& each : counted) {
    for (std::size_t i = 0; i < each.figures.size(); ++i)
      std::ranges::move(each.figures[i].missing, std::back_inserter(out.measures[i].missing));
    out.open += each.row.open;
    out.villages.push_back(std::move(each.row));
  }
  if (here.kind == organisations::Kind::county)
    out.towns = towns_of(organisations::subtree(context, at), out.villages);
  if (here.kind == organisations::Kind::branch && context.actor().may(name_readers, here.path))
    out.exempted = exempted_of(context, Village(at));
  return out;
}

void declare_stage(Context& context, const Village& village, Stage stage) {
  programmes::declare(context, village, stage, check_list(context, village, stage));
}

}  // namespace lianghu::coverage

// Scenes of help: the slips, the plans, and week by week what was done and what the households say to it.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "demo/scenes.h"
#include "features/help/help.h"
#include "features/households/slips.h"
#include "features/pairing/pairing.h"

namespace lianghu::demo {

namespace {

using help::Action;
using pairing::Pairing;
using programmes::Role;

struct Deed {
  const char* need;
  const char* plan;
  const char* done;
  std::int64_t quarter_hours;
};

/// What helps against which need; the last one fits all.
constexpr std::array deeds = {
    Deed{"labour", "农忙时帮着下地、收粮", "帮着把院里的玉米收进仓", 16},
    Deed{"medical", "每月去镇卫生院代取一次药", "去镇卫生院代取了这个月的药", 8},
    Deed{"transport", "赶集、看病时开车接送", "开车接送去镇上办事", 6},
    Deed{"policy", "医保、补贴的手续帮着跑", "帮着把医保缴费手续办了", 4},
    Deed{"housing", "入冬前把门窗漏风的地方修好", "把北窗钉上塑料布，换了一块玻璃", 12},
    Deed{"sales", "杂粮帮着找买主", "联系了收粮的，杂粮按市价卖了", 6},
    Deed{"schooling", "开学前帮着联系助学", "帮孩子把助学的表填好交了", 4},
    Deed{"work", "留意镇里合作社招工", "带着去合作社问了活计", 6},
    Deed{"", "每周去看一次，缺啥帮着买", "去看了看，挑了水，唠了会儿嗑", 4},
};

const Deed& deed_for(const households::Hardship& hardship) {
  for (const Deed& each : deeds)
    if (std::ranges::find(hardship.needs, each.need) != hardship.needs.end()) return each;
  return deeds.back();
}

/// Half of the households have somebody at home who reads; for the others it is written down.
bool says_it_by_code(const Pairing& pairing) {
  return pairing.household.value % 2 == 0;
}

void answer(Theatre& theatre, const CastVillage& village, const Action& action, const Pairing& pairing,
            const help::Word& word) {
  if (says_it_by_code(pairing)) {
    theatre.change(Actor::visitor(), [&](Context& c) {
      const Village here(organisations::published_reach(c, village.branch.id));
      help::answer_by_code(c, here, pairing.household, action.id, word);
    });
  } else {
    theatre.change(village.secretary, [&](Context& c) {
      help::answer_on_paper(c, at(c, village), action.id, word, action.version);
    });
  }
}

}  // namespace

void write_the_plans(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    for (const Pairing& each : pairing::pairings_in(c, here)) {
      const Deed& deed = deed_for(households::hardship(c, here, each.household));
      std::vector<help::PlanItem> items = {{deed.need, deed.plan, std::nullopt}};
      if (&deed != &deeds.back()) items.push_back({"", deeds.back().plan, add_days(theatre.today(), 120)});
      help::write_plan(c, here, each.id, items, 0);
      households::issue_slip(c, here, each.household);
    }
  });
}

void help_for_a_week(Theatre& theatre, CastVillage& village) {
  const auto pairs =
      theatre.read(village.secretary, [&](Context& c) { return pairing::pairings_in(c, at(c, village)); });
  std::vector<std::pair<Action, Pairing>> done;
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    for (const Pairing& each : pairs) {
      if (!theatre.chance(22)) continue;
      const Deed& deed = deed_for(households::hardship(c, here, each.household));
      const int days_ago = static_cast<int>(theatre.random().below(3));
      const Date day = std::max(add_days(theatre.today(), -days_ago), each.from.value_or(theatre.today()));
      done.emplace_back(help::record(c, here,
                                     {each.helper, each.id, std::nullopt, Role::friend_, day, deed.done,
                                      deed.quarter_hours, ""}),
                        each);
    }
    for (const pledges::PublishedLetter& letter : pledges::published_in(c, here)) {
      if (!theatre.chance(8)) continue;
      const pledges::Item& item = letter.items.front();
      help::record(c, here,
                   {letter.household, std::nullopt, help::PledgeItem{letter.pledge, 1}, item.role,
                    theatre.today(), "照承诺做了一次", 6, ""});
    }
  });
  theatre.later(30);
  for (const auto& [action, pairing] : done) {
    if (theatre.chance(10)) continue;  // has not been asked yet
    const bool was_so = !theatre.chance(4);
    answer(theatre, village, action, pairing, {was_so, was_so ? "" : "那天没来，是后来才来的"});
  }
}

}  // namespace lianghu::demo

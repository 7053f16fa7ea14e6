// Scenes at the doors and at the table: plaques hung, letters signed and published.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "demo/scenes.h"
#include "demo/signature.h"
#include "features/coverage/coverage.h"
#include "features/households/households.h"
#include "features/plaques/plaques.h"
#include "features/pledges/pledges.h"
#include "features/programmes/programmes.h"

namespace lianghu::demo {

namespace {

using households::ActiveHousehold;
using programmes::Matter;
using programmes::Stage;

std::vector<ActiveHousehold> members(Theatre& theatre, const CastVillage& village) {
  return households_of(theatre, village, households::Kind::member);
}

void exempt(Theatre& theatre, const CastVillage& village, Id<households::Household> household, Matter matter,
            const char* reason) {
  theatre.change(village.secretary,
                 [&](Context& c) { programmes::exempt(c, at(c, village), household, matter, reason); });
}

/// One to three entries of the village's list.
std::vector<pledges::Item> choose_items(Theatre& theatre, const std::vector<pledges::Entry>& list) {
  std::vector<pledges::Item> items;
  const std::size_t wanted = 1 + theatre.random().below(3);
  std::size_t next = theatre.random().below(list.size());
  for (std::size_t i = 0; i < wanted; ++i, next = (next + 3) % list.size()) {
    const pledges::Entry& entry = list[next];
    pledges::Item item;
    item.entry = entry.id;
    item.role = entry.role;
    item.wording = entry.wording;
    if (!entry.unit.empty()) {
      item.target = static_cast<std::int64_t>(1 + theatre.random().below(12));
      item.unit = entry.unit;
    }
    item.rhythm = entry.rhythm;
    if (entry.rhythm == pledges::Rhythm::once || entry.rhythm == pledges::Rhythm::none)
      item.due_on = add_days(theatre.today(), 45 + static_cast<int>(theatre.random().below(60)));
    items.push_back(std::move(item));
  }
  return items;
}

/// Draws the head's signature, and now and then the family signs along.
pledges::Pledge sign(Theatre& theatre, const CastVillage& village, const pledges::Pledge& letter) {
  const auto residents = theatre.read(village.secretary, [&](Context& c) {
    return households::residents(c, at(c, village), letter.household);
  });
  const auto signer = std::find_if(residents.begin(), residents.end(), [](const households::Resident& each) {
    return each.party != households::Party::none;
  });
  if (signer == residents.end()) throw std::logic_error("a member household without a Party member");
  pledges::Signing signing;
  signing.signer = signer->id;
  signing.kind = pledges::SignatureKind::paper;
  signing.file = theatre.files().put(draw_signature(signer->name, theatre.random()));
  signing.version = letter.version;
  for (const households::Resident& each : residents)
    if (each.id != signer->id && theatre.chance(40)) signing.co_signers.push_back(each.id);
  return theatre.change(village.secretary,
                        [&](Context& c) { return pledges::sign(c, at(c, village), letter.id, signing); });
}

void accept(Theatre& theatre, const CastVillage& village, const pledges::Pledge& letter) {
  theatre.change(village.secretary,
                 [&](Context& c) { pledges::accept(c, at(c, village), letter.id, letter.version); });
}

/// Too vague to be watched, so the branch sends it back, and it comes again better.
void return_and_mend(Theatre& theatre, const CastVillage& village, const pledges::Pledge& letter) {
  const pledges::Pledge returned = theatre.change(village.secretary, [&](Context& c) {
    return pledges::return_letter(c, at(c, village), letter.id, "写得太笼统，请写清楚做什么、做多少",
                                  letter.version);
  });
  theatre.later(10);
  std::vector<pledges::Item> items = letter.items;
  items.resize(1);
  items.front().wording = "每周六上午清扫门前到路口这一段街道";
  items.front().entry.reset();
  items.front().role = programmes::Role::village_keeper;
  items.front().rhythm = pledges::Rhythm::weekly;
  items.front().target.reset();
  items.front().unit.clear();
  items.front().due_on.reset();
  const pledges::Pledge mended = theatre.change(village.secretary, [&](Context& c) {
    return pledges::change(c, at(c, village), letter.id, items, returned.version);
  });
  accept(theatre, village, sign(theatre, village, mended));
}

}  // namespace

void declare_stage(Theatre& theatre, const CastVillage& village, Stage stage) {
  theatre.change(village.secretary, [&](Context& c) { coverage::declare_stage(c, at(c, village), stage); });
}

void finish_stage(Theatre& theatre, const CastVillage& village, Stage stage) {
  declare_stage(theatre, village, stage);
  theatre.later(45);
  theatre.change(theatre.town_staff, [&](Context& c) { programmes::confirm(c, at(c, village), stage); });
}

void hang_the_plaques(Theatre& theatre, CastVillage& village) {
  const std::vector<ActiveHousehold> all = members(theatre, village);
  exempt(theatre, village, all.at(3).id, Matter::plaque, "全家外出务工，春节回来再挂");
  exempt(theatre, village, all.at(17).id, Matter::plaque, "房屋翻建，暂住亲戚家");
  const auto planned = theatre.change(village.secretary, [&](Context& c) {
    plaques::plan_all(c, at(c, village), true);
    std::vector<Id<plaques::Plaque>> ids;
    for (const plaques::Plaque& each : plaques::live(c, at(c, village))) ids.push_back(each.id);
    return plaques::mark_printed(c, at(c, village), ids);
  });
  for (const plaques::Plaque& plaque : planned) {
    theatre.later(2);
    theatre.change(village.secretary, [&](Context& c) {
      // A few would rather have no name on the door.
      plaques::hang(c, at(c, village), plaque.id,
                    {theatre.today(), !theatre.chance(6), std::nullopt, plaque.version});
    });
  }
  if (theatre.sign_ins.plaque_token.empty())
    theatre.sign_ins.plaque_token = theatre.read(village.secretary, [&](Context& c) {
      return plaques::token_of(c, at(c, village), plaques::live(c, at(c, village)).front().id);
    });
}

void replace_a_broken_plaque(Theatre& theatre, CastVillage& village) {
  const std::vector<plaques::Plaque> live =
      theatre.read(village.secretary, [&](Context& c) { return plaques::live(c, at(c, village)); });
  const plaques::Plaque& broken = live.at(11);
  const plaques::Plaque fresh = theatre.change(village.secretary, [&](Context& c) {
    const plaques::Plaque damaged =
        plaques::report_damaged(c, at(c, village), broken.id, {"大风刮落，摔裂一角", broken.version});
    const plaques::Plaque next =
        plaques::replace(c, at(c, village), broken.id, {"摔裂，换新的", damaged.version});
    return plaques::mark_printed(c, at(c, village), {next.id}).front();
  });
  theatre.later(60);
  theatre.change(village.secretary, [&](Context& c) {
    plaques::hang(c, at(c, village), fresh.id,
                  {theatre.today(), broken.consent_names, std::nullopt, fresh.version});
  });
}

void report_a_broken_plaque(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) {
    const plaques::Plaque broken = plaques::live(c, at(c, village)).at(7);
    plaques::report_damaged(c, at(c, village), broken.id, {"积雪压坏，等新门牌", broken.version});
  });
}

void finish_the_plaques(Theatre& theatre, CastVillage& village) {
  finish_stage(theatre, village, Stage::plaque);
}

void agree_on_the_catalogue(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) {
    pledges::take_catalogue(c, at(c, village), theatre.today());
    for (const pledges::Entry& entry : pledges::catalogue(c, at(c, village))) {
      const auto asked = static_cast<std::int64_t>(3 + theatre.random().below(25));
      pledges::change_entry(c, at(c, village), entry.id,
                            {entry.role, entry.wording, entry.unit, entry.rhythm, asked}, entry.version);
    }
  });
}

void sign_the_letters(Theatre& theatre, CastVillage& village) {
  const std::vector<ActiveHousehold> all = members(theatre, village);
  exempt(theatre, village, all.at(29).id, Matter::pledge, "本人住院，家属陪护");
  const auto list =
      theatre.read(village.secretary, [&](Context& c) { return pledges::catalogue(c, at(c, village)); });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == 29) continue;
    theatre.later(2);
    const std::vector<pledges::Item> items = choose_items(theatre, list);
    const pledges::Pledge letter = theatre.change(
        village.secretary, [&](Context& c) { return pledges::draft(c, at(c, village), all[i].id, items); });
    const pledges::Pledge signed_letter = sign(theatre, village, letter);
    if (i % 16 == 5)
      return_and_mend(theatre, village, signed_letter);
    else
      accept(theatre, village, signed_letter);
  }
}

void publish_the_letters(Theatre& theatre, CastVillage& village) {
  theatre.change(village.secretary, [&](Context& c) { pledges::publish_all(c, at(c, village)); });
  theatre.later(30);
  finish_stage(theatre, village, Stage::pledge);
}

void give_a_member_an_account(Theatre& theatre, CastVillage& village) {
  const ActiveHousehold household = members(theatre, village).front();
  const accounts::PersonRef person{village.branch.id.value, household.id.value, household.head.value};
  theatre.hire("member", household.head_name, village.short_name + "党员户", RoleKind::member, village.branch,
               person);
}

}  // namespace lianghu::demo

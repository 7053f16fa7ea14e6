// Scenes at the door: what villagers say there with no name, and what becomes of it.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "demo/scenes.h"
#include "features/feedback/feedback.h"
#include "features/plaques/plaques.h"

namespace lianghu::demo {

namespace {

using feedback::Entry;
using VoiceKind = feedback::Kind;

struct Said {
  VoiceKind kind{};
  const char* text;
  const char* answer;
};

constexpr std::array everyday = {
    Said{VoiceKind::praise, "这户天天早上扫街，路口比以前干净多了。", "谢谢，已经转告这户人家。"},
    Said{VoiceKind::suggestion, "能不能把清扫的时间写在门牌旁边，大家好搭把手。",
         "这个主意好，下次党日上商量，定了写在公示栏。"},
    Said{VoiceKind::praise, "帮我家老人念通知，讲得明白。", "谢谢您说一声。"},
    Said{VoiceKind::complaint, "说好每周清边沟，这两周没见人来。",
         "去看了，确实落下了两次，这周六补上，请您看着。"},
    Said{VoiceKind::evidence, "上周六看见这户在村口清柴草垛，干了一上午。", "记下了，这件承诺算做到一次。"},
    Said{VoiceKind::suggestion, "冬天路滑，门前能不能撒点炉灰。", "可以，已经跟几户说好，下雪就撒。"},
};

constexpr Said reopened{VoiceKind::complaint, "答应帮着联系收粮的，到现在没信儿。",
                        "已经联系过，买主说月底来。"};
constexpr Said unanswered{VoiceKind::complaint, "院墙外的垃圾堆了好几天，没人收。",
                          "镇里派车收走了，以后每周三收一次。"};

std::string token_of_a_door(Theatre& theatre, const CastVillage& village) {
  return theatre.read(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    const auto doors = plaques::live(c, here);
    return plaques::token_of(c, here, doors.at(theatre.random().below(doors.size())).id);
  });
}

/// Says the code, as the sender's screen does once.
std::string say_it(Theatre& theatre, const CastVillage& village, const Said& said, bool may_show) {
  const std::string token = token_of_a_door(theatre, village);
  return theatre.change(Actor::visitor(), [&](Context& c) {
    std::string code = feedback::code_of(c.sealer(), theatre.random().bytes(32));
    feedback::submit(c, token, {said.kind, said.text, "", false, may_show}, code);
    return code;
  });
}

Entry the_one_that_waits(Context& context, const Village& village, std::string_view text) {
  for (const Entry& each : feedback::list(context, village, feedback::Pile::to_do))
    if (each.text == text) return each;
  throw std::logic_error("what was said does not wait where it should");
}

void answer(Theatre& theatre, const Actor& actor, const CastVillage& village, const Said& said, bool show) {
  theatre.change(actor, [&](Context& c) {
    const Village here = at(c, village);
    const Entry waits = the_one_that_waits(c, here, said.text);
    feedback::answer(c, here, waits.id, {said.answer, show}, waits.version);
  });
}

}  // namespace

void villagers_speak(Theatre& theatre, CastVillage& village) {
  const Said& said = everyday.at(theatre.random().below(everyday.size()));
  const bool may_show = theatre.chance(60);
  const std::string code = say_it(theatre, village, said, may_show);
  theatre.later(40);
  answer(theatre, village.secretary, village, said, may_show);
  if (!theatre.chance(50)) return;
  theatre.later(10);
  theatre.change(Actor::visitor(), [&](Context& c) { feedback::close_by_sender(c, code); });
}

void someone_is_not_content(Theatre& theatre, CastVillage& village) {
  const std::string code = say_it(theatre, village, reopened, false);
  theatre.later(200);
  answer(theatre, village.secretary, village, reopened, false);
  theatre.later(200);
  theatre.change(Actor::visitor(), [&](Context& c) { feedback::reopen(c, code, "月底过了，还是没人来。"); });
  theatre.later(30);
  theatre.change(village.secretary, [&](Context& c) {
    const Village here = at(c, village);
    const Entry waits = the_one_that_waits(c, here, reopened.text);
    feedback::pass_up(c, here, waits.id, "村里联系不上买主，请镇里帮着找", waits.version);
  });
}

void the_town_answers(Theatre& theatre, CastVillage& village) {
  answer(theatre, theatre.town_staff, village,
         {reopened.kind, reopened.text, "镇里联系了粮库，这周四到村里收，价格贴在村部。"}, false);
}

void something_is_left_lying(Theatre& theatre, CastVillage& village) {
  say_it(theatre, village, unanswered, true);
}

void the_clock_passes_it_up(Theatre& theatre, CastVillage& village) {
  theatre.change(Actor::system(), [&](Context& c) { feedback::escalate_late(c, at(c, village)); });
  answer(theatre, theatre.town_staff, village, unanswered, true);
}

void something_waits(Theatre& theatre, CastVillage& village) {
  say_it(theatre, village, everyday.at(5), false);
}

}  // namespace lianghu::demo

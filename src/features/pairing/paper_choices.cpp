#include "features/pairing/paper_choices.h"

#include "features/pairing/people.h"
#include "features/pairing/place.h"

namespace lianghu::pairing {

std::vector<PaperChoice> choices_of(Context& context, const Village& village,
                                    const std::vector<store::Participant>& partners, Language language) {
  People people(context, village);
  std::vector<PaperChoice> out;
  out.reserve(partners.size());
  for (const store::Participant& each : partners) {
    const households::ActiveHousehold& other = people.of(each.household);
    PaperChoice choice{each.household, other.head_name, short_place(other.address), {}, each.capacity};
    if (each.side == Side::contact) choice.needs = needs_of(context, village, each.household, language);
    out.push_back(std::move(choice));
  }
  return out;
}

std::string profile_of(const PaperChoice& choice, Language language) {
  std::string out;
  const auto add = [&](const std::string& part) {
    if (part.empty()) return;
    out = out.empty() ? part : say(language, "pairing.paper.join", {{"first", out}, {"second", part}});
  };
  if (!choice.place.empty()) add(say(language, "pairing.paper.lives", {{"place", choice.place}}));
  if (choice.capacity > 0)
    add(say(language, "pairing.paper.room", {{"count", std::to_string(choice.capacity)}}));
  std::string needs;
  for (const std::string& each : choice.needs)
    needs = needs.empty() ? each : say(language, "pairing.paper.and", {{"first", needs}, {"second", each}});
  if (!needs.empty()) add(say(language, "pairing.paper.needs", {{"needs", needs}}));
  return out;
}

std::string form_number(std::int64_t number) {
  constexpr std::size_t digits_min = 4;
  std::string digits = std::to_string(number);
  if (digits.size() < digits_min) digits.insert(0, digits_min - digits.size(), '0');
  return digits;
}

}  // namespace lianghu::pairing

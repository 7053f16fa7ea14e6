// The words of a ballot on paper that the page where it is entered shares.
#include "features/pairing/forms.h"

namespace lianghu::pairing {

namespace {

std::string listed(const std::vector<std::string>& words, Language language) {
  std::string out;
  for (const std::string& each : words)
    out = out.empty() ? each : say(language, "pairing.paper.and", {{"first", out}, {"second", each}});
  return out;
}

}  // namespace

std::string profile_of(const Candidate& candidate, Language language) {
  std::string out;
  const auto add = [&](const std::string& part) {
    if (part.empty()) return;
    out = out.empty() ? part : say(language, "pairing.paper.join", {{"first", out}, {"second", part}});
  };
  if (!candidate.place.empty()) add(say(language, "pairing.paper.lives", {{"place", candidate.place}}));
  if (candidate.near) add(say(language, "pairing.paper.near"));
  if (candidate.capacity > 0)
    add(say(language, "pairing.paper.room", {{"count", std::to_string(candidate.capacity)}}));
  if (!candidate.can.empty())
    add(say(language, "pairing.paper.can", {{"roles", listed(candidate.can, language)}}));
  if (!candidate.needs.empty())
    add(say(language, "pairing.paper.needs", {{"needs", listed(candidate.needs, language)}}));
  return out;
}

std::string form_number(std::int64_t number) {
  constexpr std::size_t digits_min = 4;
  std::string digits = std::to_string(number);
  if (digits.size() < digits_min) digits.insert(0, digits_min - digits.size(), '0');
  return digits;
}

}  // namespace lianghu::pairing

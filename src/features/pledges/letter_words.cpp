#include "features/pledges/letter_words.h"

#include <map>

#include "base/describe.h"
#include "base/present.h"
#include "base/text.h"
#include "base/words.h"
#include "features/plaques/plaques.h"
#include "journal/merkle.h"

namespace lianghu::pledges {

namespace {

constexpr int fingerprint_bytes = 10;
constexpr std::size_t fingerprint_group = 4;

std::string words(std::string_view key, const Values& values = {}) {
  return say(Language::zh, key, values);
}

}  // namespace

std::string long_date(Date day) {
  return words("pledges.print.date", {{"year", std::to_string(static_cast<int>(day.year()))},
                                      {"month", std::to_string(static_cast<unsigned>(day.month()))},
                                      {"day", std::to_string(static_cast<unsigned>(day.day()))}});
}

std::string what_of(const Item& item) {
  if (!item.target) return item.wording;
  return words("pledges.print.target",
               {{"what", item.wording}, {"target", std::to_string(*item.target)}, {"unit", item.unit}});
}

std::string when_of(const Item& item) {
  std::string rhythm =
      item.rhythm == Rhythm::none ? "" : words("pledge.rhythm." + std::string(name_of(item.rhythm)));
  if (!item.due_on) return rhythm;
  std::string due = words("pledges.print.due", {{"date", long_date(*item.due_on)}});
  if (item.rhythm == Rhythm::none || item.rhythm == Rhythm::once) return due;
  return words("pledges.print.rhythm_until", {{"rhythm", rhythm}, {"due", due}});
}

namespace {

std::string item_line(const std::string& role, const Item& item) {
  const std::string when = when_of(item);
  return words(when.empty() ? "pledges.record.item" : "pledges.record.item_when",
               {{"role", role}, {"what", what_of(item)}, {"when", when}});
}

}  // namespace

std::string fingerprint_of(const std::vector<PublishedLetter>& letters) {
  std::map<Id<Pledge>, std::string> lines;
  for (const PublishedLetter& letter : letters) {
    std::string& line = lines[letter.pledge];
    line = std::to_string(letter.pledge.value) + " " + std::to_string(letter.edition) + " " +
           format_date(letter.signed_on) + " " + format_date(letter.published_on) + " " +
           format_date(letter.notice_until) + "\n";
    for (const Item& item : letter.items) line += item_line(std::string(name_of(item.role)), item) + "\n";
  }
  std::string all;
  for (const auto& each : lines) all += each.second;
  const merkle::Hash hash = merkle::sha256(all);
  const std::string digits = hex(std::string(hash.begin(), hash.begin() + fingerprint_bytes));
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += fingerprint_group) {
    if (i > 0) out += '-';
    out += digits.substr(i, fingerprint_group);
  }
  return out;
}

bool is_letter_of(std::string_view text, const PublishedLetter& letter) {
  const auto lines = split(text, '\n');
  std::size_t at = 0;
  const auto comes = [&](const std::string& end) {
    while (at < lines.size() && !lines[at].ends_with(end)) ++at;
    return at++ < lines.size();
  };
  if (!comes(words("pledges.print.edition", {{"edition", std::to_string(letter.edition)}})) ||
      !comes(words("pledges.print.signed_on", {{"date", long_date(letter.signed_on)}})) ||
      !comes(words("pledges.print.notice",
                   {{"from", long_date(letter.published_on)}, {"until", long_date(letter.notice_until)}})))
    return false;
  // Each item's line, whatever its role is called; one behind the other and nothing after the last.
  for (const Item& item : letter.items)
    if (at >= lines.size() || !lines[at++].ends_with(item_line("", item))) return false;
  return at < lines.size() && lines[at].empty() && at + 1 == lines.size();
}

std::string published_text(Context& context, const Village& village, const programmes::Definition& definition,
                           const Pledge& pledge) {
  const Publication& publication = present(pledge.publication);
  const auto plaque = plaques::of_household(context, village, pledge.household);
  const std::string edition = std::to_string(pledge.edition);
  std::string out = plaques::place_name(village) + "\n";
  out += plaque ? words("pledges.print.number",
                        {{"door", plaques::number_of(village, *plaque)}, {"edition", edition}})
                : words("pledges.print.edition", {{"edition", edition}});
  out += "\n";
  if (pledge.signature)
    out += words("pledges.print.signed_on", {{"date", long_date(pledge.signature->signed_on)}}) + "\n";
  out += words("pledges.print.notice", {{"from", long_date(publication.published_on)},
                                        {"until", long_date(publication.notice_until)}}) +
         "\n";
  for (const Item& item : pledge.items)
    out += item_line(programmes::role_of(definition, item.role).name.zh, item) + "\n";
  return out;
}

}  // namespace lianghu::pledges

#include "features/pairing/news.h"

#include <algorithm>
#include <map>

#include "base/present.h"
#include "features/households/whereabouts.h"
#include "features/pairing/pairs.h"
#include "features/pairing/rounds.h"
#include "features/pairing/told_store.h"

namespace lianghu::pairing {

namespace {

/// To the households themselves it is news for so long.
constexpr int news_days = 60;

struct Mark {
  bool is_here = false;
  bool is_new = false;
  bool is_gone = false;
  bool is_pending = false;  // still in force, and goes when the round is final again
  std::optional<Date> day;
};
using Couple = std::pair<Id<Household>, Id<Household>>;
using Marks = std::map<Couple, Mark>;

bool is_since(const std::optional<Date>& day, Date from) {
  return day && *day >= from;
}

void mark_of_this_round(const Pairing& pairing, Date from, Mark& mark) {
  if (pairing.state == PairState::proposed || pairing.state == PairState::in_force) {
    mark.is_here = true;
    mark.is_new = is_since(pairing.asked_on, from);
    mark.day = pairing.from ? pairing.from : pairing.asked_on;
  } else if (pairing.state == PairState::moving) {
    mark.is_gone = mark.is_pending = true;
  } else if (is_since(pairing.gone_on, from) || is_since(pairing.until, from)) {
    mark.is_gone = true;
    if (!mark.is_here) mark.day = pairing.until ? pairing.until : pairing.gone_on;
  }
}

/// What is in force of an earlier round goes when this one is final.
void mark_of_an_earlier_one(const Pairing& pairing, Date from, Mark& mark) {
  const bool stands = pairing.state == PairState::in_force || pairing.state == PairState::moving;
  if (!stands && !is_since(pairing.until, from)) return;
  mark.is_gone = true;
  mark.is_pending = stands;
  if (!mark.is_here) mark.day = pairing.until;
}

Marks marks(Context& context, const Village& village, const Round& round, Date from) {
  Marks out;
  for (const Pairing& each : store::pairings_of(context, village, round.id))
    mark_of_this_round(each, from, out[{each.household, each.helper}]);
  for (const Pairing& each : store::pairings_ever(context, village))
    if (each.round != round.id) mark_of_an_earlier_one(each, from, out[{each.household, each.helper}]);
  return out;
}

class Rows {
 public:
  Rows(People& people, const std::vector<store::Participant>& everybody) : people_(people) {
    for (const store::Participant& each : everybody) takes_part_[each.household] = !each.left_on;
  }
  void add(const Couple& couple, const Mark& mark) {
    add(couple.first, Side::contact, couple.second, mark);
    add(couple.second, Side::helper, couple.first, mark);
  }
  [[nodiscard]] std::vector<NewsRow> take() {
    std::vector<NewsRow> out;
    out.reserve(rows_.size());
    for (auto& each : rows_) out.push_back(std::move(each.second));
    return out;
  }

 private:
  void add(Id<Household> whose, Side side, Id<Household> other, const Mark& mark) {
    NewsRow& row = rows_[whose];
    if (!row.household) {
      const auto& household = people_.of(whose);
      row.household = whose;
      row.side = side;
      row.name = household.head_name;
      row.place = households::short_place(household.address);
      row.takes_part = takes_part_[whose];
    }
    (mark.is_gone ? row.gone : row.come).push_back(people_.named(other));
    row.is_pending = row.is_pending || mark.is_pending;
    if (mark.day && (!row.since || *row.since < *mark.day)) row.since = mark.day;
  }

  People& people_;
  std::map<Id<Household>, bool> takes_part_;
  std::map<Id<Household>, NewsRow> rows_;
};

/// "2020-08-25 -17 +21 ~"
std::string change_of(const NewsRow& row) {
  std::string out = row.since ? format_date(*row.since) : std::string();
  for (const Named& each : row.gone) out += " -" + std::to_string(each.household.value);
  for (const Named& each : row.come) out += " +" + std::to_string(each.household.value);
  if (row.is_pending) out += " ~";
  return out;
}

std::string listed(const std::vector<Named>& people, Language language) {
  std::string out;
  for (const Named& each : people)
    out = out.empty() ? each.name : say(language, "pairing.and", {{"first", out}, {"second", each.name}});
  return out;
}

std::string_view sentence_key(const NewsRow& row) {
  const bool is_contact = row.side == Side::contact;
  if (row.come.empty()) {
    if (row.is_pending) return is_contact ? "pairing.news.contact.going" : "pairing.news.helper.going";
    if (is_contact && row.takes_part) return "pairing.news.contact.gone";
    return is_contact ? "pairing.news.contact.left" : "pairing.news.helper.gone";
  }
  if (row.is_pending) return is_contact ? "pairing.news.contact.moving" : "pairing.news.helper.moving";
  return is_contact ? "pairing.news.contact.changed" : "pairing.news.helper.changed";
}

}  // namespace

std::vector<NewsRow> news(Context& context, const Village& village, People& people, const Round& round) {
  if (!round.news_from) return {};
  Rows rows(people, store::participants(context, village, round.id));
  for (const auto& each : marks(context, village, round, *round.news_from)) {
    const Mark& mark = each.second;
    // Who goes and comes back at once has seen no change.
    if (mark.is_here ? mark.is_new && !mark.is_gone : mark.is_gone) rows.add(each.first, mark);
  }
  auto out = rows.take();
  for (NewsRow& row : out) row.change = change_of(row);
  for (const store::Told& told : store::told_in(context, village, round.id)) {
    const auto row = std::ranges::find(out, told.household, &NewsRow::household);
    if (row == out.end() || !told.is_told || row->change != told.change) continue;
    row->told_on = told.told_on;
    row->told_by = told.teller_name;
  }
  return out;
}

bool may_tell(const Sight& writing, const households::ActiveHousehold& household) {
  return household.id != writing.own && writing.covers(household);
}

void note_told(Context& context, const Village& village, Id<Household> household, const std::string& change,
               bool is_told) {
  const Sight sight = sight_for_writing(context, village);
  const Round round = required_round(context, village);
  People people(context, village);
  const auto rows = news(context, village, people, round);
  const auto row = std::ranges::find(rows, household, &NewsRow::household);
  const bool is_seen = row != rows.end() && sight.covers(people.of(household));
  if (!is_seen) throw Refusal(Status::not_found, "pairing.news.none");
  if (!may_tell(sight, people.of(household))) throw Refusal(Status::forbidden, "rights.missing");
  if (row->change != change) throw Refusal(Status::conflict, "pairing.news.changed");
  if (row->told_on.has_value() == is_told) return;
  const auto before = store::told_in(context, village, round.id);
  const auto found = std::ranges::find(before, household, &store::Told::household);
  store::Told told;
  if (found != before.end()) told.id = found->id;
  told.household = household;
  told.change = change;
  told.is_told = is_told;
  told.told_on = context.today();
  told.teller_name = context.actor().name;
  store::save(context, village, round.id, told);
  context.record(is_told ? "pairing.told" : "pairing.untold", village.id().value, household.value);
}

std::string news_sentence(const NewsRow& row, Language language) {
  if (row.gone.empty()) return {};
  return say(language, sentence_key(row),
             {{"gone", listed(row.gone, language)}, {"come", listed(row.come, language)}});
}

std::string news_of(Context& context, const Village& village, Id<Household> household, Language language) {
  const auto round = current_round(context, village);
  if (!round) return {};
  People people(context, village);
  const auto rows = news(context, village, people, *round);
  const auto row = std::ranges::find(rows, household, &NewsRow::household);
  if (row == rows.end()) return {};
  const Date last = row->since.value_or(present(round->news_from));
  return context.today() > add_days(last, news_days) ? std::string() : news_sentence(*row, language);
}

}  // namespace lianghu::pairing

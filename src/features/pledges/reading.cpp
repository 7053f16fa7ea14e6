// Reading letters: the list of a village, one letter, what is published, and who should have signed.
#include <algorithm>
#include <map>
#include <set>

#include "base/present.h"
#include "features/pledges/letter_words.h"
#include "features/pledges/letters.h"

namespace lianghu::pledges {

namespace {

std::vector<Pledge> letters_of(Context& context, const Village& village) {
  const auto participation = programmes::participation(context, village);
  if (!participation) return {};
  return store::all(context, village, participation->programme);
}

PublishedLetter published(const Pledge& pledge) {
  return {pledge.id,
          pledge.household,
          pledge.edition,
          pledge.state,
          pledge.items,
          present(pledge.signature).signed_on,
          present(pledge.publication).published_on,
          present(pledge.publication).notice_until};
}

/// Which of a household's letters stands for it in the list: the one being written, else the one in force,
/// else one that was withdrawn.
int rank(State state) {
  if (state == State::superseded) return 3;
  if (state == State::withdrawn) return 2;
  return is_in_force(state) ? 1 : 0;
}

using ByHousehold = std::map<Id<Household>, Pledge>;

ByHousehold foremost(const std::vector<Pledge>& letters) {
  ByHousehold out;
  for (const Pledge& pledge : letters) {
    const auto [at, is_new] = out.emplace(pledge.household, pledge);
    if (!is_new && rank(pledge.state) < rank(at->second.state)) at->second = pledge;
  }
  return out;
}

bool counts_as_signed(State state) {
  return state == State::signed_ || state == State::accepted || is_in_force(state);
}

std::vector<Pledge> of_programme(Context& context, const Village& village, Id<Household> household) {
  const auto participation = programmes::participation(context, village);
  if (!participation) return {};
  return store::of_household(context, village, participation->programme, household);
}

}  // namespace

Pledge get(Context& context, const Village& village, Id<Pledge> id) {
  return seen(context, village, id, sight_for_reading(context, village));
}

std::vector<ListRow> list(Context& context, const Village& village) {
  const Sight sight = sight_for_reading(context, village);
  std::set<Id<Household>> exempt;
  if (sees_exemptions(context, village))
    exempt = programmes::exempt_households(context, village, programmes::Matter::pledge);
  ByHousehold letters = foremost(letters_of(context, village));
  std::vector<ListRow> out;
  for (const auto& household : households::active_households(context, village, households::Kind::member)) {
    if (!sight.covers(household)) continue;
    ListRow row{
        household.id, household.code, household.head_name, household.address, exempt.contains(household.id),
        std::nullopt};
    const auto letter = letters.find(household.id);
    if (letter != letters.end()) row.letter = std::move(letter->second);
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<Pledge> printable(Context& context, const Village& village, const std::vector<Id<Pledge>>& ids) {
  std::vector<Pledge> out;
  if (ids.empty()) {
    for (ListRow& row : list(context, village))
      if (row.letter && row.letter->signature) out.push_back(std::move(*row.letter));
  } else {
    for (const Id<Pledge> id : ids) out.push_back(get(context, village, id));
  }
  if (out.empty()) throw Refusal(Status::unprocessable, "pledge.none_chosen", "pledges");
  return out;
}

std::optional<PublishedLetter> published_of(Context& context, const Village& village,
                                            Id<Household> household) {
  const std::vector<Pledge> letters = of_programme(context, village, household);
  const Pledge* letter = in_force(letters);
  if (!letter) return std::nullopt;
  return published(*letter);
}

journal::RowProof proof_of_publication(Context& context, const Village& village,
                                       const PublishedLetter& letter) {
  journal::RowProof proof = store::prove_publication(context, village, letter.pledge);
  if (proof.state != journal::ProofState::proved) return proof;
  const auto text = proof.opening.column("letter");
  if (!text || !is_letter_of(*text, letter)) proof.state = journal::ProofState::broken;
  return proof;
}

std::vector<PublishedLetter> versions(Context& context, const Village& village, Id<Household> household) {
  std::vector<PublishedLetter> out;
  for (const Pledge& pledge : of_programme(context, village, household))
    if (is_in_force(pledge.state) || pledge.state == State::superseded) out.push_back(published(pledge));
  return out;
}

namespace {

void leave_contact_households_out(Context& context, const Village& village,
                                  std::vector<PublishedLetter>& letters) {
  std::set<Id<Household>> hidden;
  for (const auto& each : households::active_households(context, village, households::Kind::contact))
    hidden.insert(each.id);
  std::erase_if(letters, [&](const PublishedLetter& each) { return hidden.contains(each.household); });
}

}  // namespace

std::vector<PublishedLetter> shown_in(Context& context, const Village& village) {
  auto out = published_in(context, village);
  leave_contact_households_out(context, village, out);
  return out;
}

std::vector<PublishedLetter> ever_shown(Context& context, const Village& village) {
  std::vector<PublishedLetter> out;
  for (const Pledge& pledge : letters_of(context, village))
    if (is_in_force(pledge.state) || pledge.state == State::superseded) out.push_back(published(pledge));
  leave_contact_households_out(context, village, out);
  std::ranges::stable_sort(out, std::ranges::greater{}, &PublishedLetter::published_on);
  return out;
}

std::vector<PublishedLetter> published_in(Context& context, const Village& village) {
  std::vector<PublishedLetter> out;
  for (const Pledge& pledge : letters_of(context, village))
    if (is_in_force(pledge.state)) out.push_back(published(pledge));
  return out;
}

Counts signed_coverage(Context& context, const Village& village) {
  Counts counts;
  if (!programmes::participation(context, village)) return counts;
  const auto exempt = programmes::exempt_households(context, village, programmes::Matter::pledge);
  std::set<Id<Household>> has;
  const std::vector<Pledge> letters = letters_of(context, village);
  for (const Pledge& pledge : letters)
    if (counts_as_signed(pledge.state)) has.insert(pledge.household);
  const ByHousehold foremost_letters = foremost(letters);
  for (const auto& household : households::active_households(context, village, households::Kind::member)) {
    if (exempt.contains(household.id)) {
      ++counts.exempt;
      continue;
    }
    ++counts.should;
    if (has.contains(household.id)) {
      ++counts.has;
      continue;
    }
    WithoutPledge missing{household.id, household.head_name, std::nullopt};
    const auto letter = foremost_letters.find(household.id);
    if (letter != foremost_letters.end()) missing.state = letter->second.state;
    counts.missing.push_back(std::move(missing));
  }
  return counts;
}

}  // namespace lianghu::pledges

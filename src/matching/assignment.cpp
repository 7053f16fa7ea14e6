#include "matching/assignment.h"

#include <stdexcept>

namespace lianghu::matching {

namespace {
std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}
}  // namespace

Assignment::Assignment(const Market& market)
    : market_(market),
      begin_(market.need.size() + 1, 0),
      count_(market.need.size(), 0),
      guests_(market.capacity) {
  for (std::size_t h = 0; h < market.need.size(); ++h)
    begin_[h + 1] = begin_[h] + static_cast<std::uint32_t>(market.need[h]);
  holds_.resize(begin_.back());
}

std::span<const Assignment::Hold> Assignment::of(std::int32_t household) const {
  return {holds_.data() + begin_[index(household)], index(count_[index(household)])};
}

bool Assignment::short_of(std::int32_t household) const {
  return count_[index(household)] < market_.need[index(household)];
}

bool Assignment::room(std::int32_t helper) const {
  return guests_.count(helper) < market_.capacity[index(helper)];
}

bool Assignment::together(std::int32_t household, std::int32_t helper) const {
  for (const Hold& hold : of(household))
    if (hold.helper == helper) return true;
  return false;
}

const Assignment::Hold* Assignment::worst_hold(std::int32_t household) const {
  const Hold* worst = nullptr;
  for (const Hold& hold : of(household))
    if (worst == nullptr || hold.given > worst->given) worst = &hold;
  return worst;
}

Choice Assignment::worst_guest(std::int32_t helper) const {
  Choice worst{-1, -1};
  for (const Guest& guest : guests_.of(helper)) {
    const std::int32_t got = holds_[begin_[index(guest.household)] + index(guest.slot)].got;
    // Of equals the larger number: where a guest sits must not decide.
    if (got > worst.rank || (got == worst.rank && guest.household > worst.partner))
      worst = {guest.household, got};
  }
  return worst;
}

void Assignment::add(std::int32_t household, const Edge& edge) {
  if (!short_of(household) || !room(edge.helper)) throw std::logic_error("matching: no room for a pair");
  const std::int32_t slot = count_[index(household)]++;
  holds_[begin_[index(household)] + index(slot)] = {edge.helper, edge.given, edge.got,
                                                    guests_.count(edge.helper)};
  guests_.push(edge.helper, {household, slot});
}

void Assignment::drop_slot(std::int32_t household, std::int32_t slot) {
  const std::int32_t last = --count_[index(household)];
  if (slot == last) return;
  const Hold moved = holds_[begin_[index(household)] + index(last)];
  holds_[begin_[index(household)] + index(slot)] = moved;
  guests_.of(moved.helper)[index(moved.place)].slot = slot;
}

void Assignment::remove(std::int32_t household, std::int32_t helper) {
  for (std::int32_t slot = 0; slot < count_[index(household)]; ++slot) {
    const Hold hold = holds_[begin_[index(household)] + index(slot)];
    if (hold.helper != helper) continue;
    const auto row = guests_.of(helper);
    const Guest moved = row.back();
    row[index(hold.place)] = moved;
    holds_[begin_[index(moved.household)] + index(moved.slot)].place = hold.place;
    guests_.pop(helper);
    drop_slot(household, slot);
    return;
  }
  throw std::logic_error("matching: parting two who are not together");
}

void Assignment::take_place(std::int32_t household, const Edge& edge, std::int32_t place) {
  Guest& seat = guests_.of(edge.helper)[index(place)];
  const Guest leaving = seat;
  if (!short_of(household)) throw std::logic_error("matching: a household over its need");
  const std::int32_t slot = count_[index(household)]++;
  holds_[begin_[index(household)] + index(slot)] = {edge.helper, edge.given, edge.got, place};
  seat = {household, slot};
  drop_slot(leaving.household, leaving.slot);
}

}  // namespace lianghu::matching

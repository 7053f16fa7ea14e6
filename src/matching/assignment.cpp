#include "matching/assignment.h"

#include <stdexcept>

namespace lianghu::matching {

namespace {
std::size_t index(std::int32_t number) {
  return static_cast<std::size_t>(number);
}
}  // namespace

Assignment::Assignment(const Market& market)
    : market_(market), rows_(market.need.size()), guests_(market.capacity) {
  std::uint32_t begin = 0;
  for (std::size_t h = 0; h < market.need.size(); ++h) {
    rows_[h].begin = begin;
    begin += static_cast<std::uint32_t>(market.need[h]);
  }
  holds_.resize(begin);
}

Choice Assignment::worst_guest(std::int32_t helper) const {
  Choice worst{-1, -1};
  for (const Guest& guest : guests_.of(helper)) {
    const std::int32_t got = holds_[rows_[index(guest.household)].begin + index(guest.slot)].got;
    // Of equals the larger number: where a guest sits must not decide.
    if (got > worst.rank || (got == worst.rank && guest.household > worst.partner))
      worst = {guest.household, got};
  }
  return worst;
}

void Assignment::add(std::int32_t household, const Edge& edge) {
  if (!short_of(household) || !room(edge.helper)) throw std::logic_error("matching: no room for a pair");
  const std::int32_t slot = rows_[index(household)].count++;
  holds_[rows_[index(household)].begin + index(slot)] = {edge.helper, edge.given, edge.got,
                                                         guests_.count(edge.helper)};
  guests_.push(edge.helper, {household, slot});
}

void Assignment::drop_slot(std::int32_t household, std::int32_t slot) {
  const std::int32_t last = --rows_[index(household)].count;
  if (slot == last) return;
  const Hold moved = holds_[rows_[index(household)].begin + index(last)];
  holds_[rows_[index(household)].begin + index(slot)] = moved;
  guests_.of(moved.helper)[index(moved.place)].slot = slot;
}

void Assignment::remove(std::int32_t household, std::int32_t helper) {
  for (std::int32_t slot = 0; slot < rows_[index(household)].count; ++slot) {
    const Hold hold = holds_[rows_[index(household)].begin + index(slot)];
    if (hold.helper != helper) continue;
    const auto row = guests_.of(helper);
    const Guest moved = row.back();
    row[index(hold.place)] = moved;
    holds_[rows_[index(moved.household)].begin + index(moved.slot)].place = hold.place;
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
  const std::int32_t slot = rows_[index(household)].count++;
  holds_[rows_[index(household)].begin + index(slot)] = {edge.helper, edge.given, edge.got, place};
  seat = {household, slot};
  drop_slot(leaving.household, leaving.slot);
}

}  // namespace lianghu::matching

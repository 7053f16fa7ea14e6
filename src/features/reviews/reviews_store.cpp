#include "features/reviews/reviews_store.h"

#include "base/describe.h"
#include "base/present.h"

namespace lianghu::reviews::store {

namespace {

const std::string select_reviews =
    "SELECT id, occasion, held_on, covers_from, opened_on, state, version, published_on, notice_until "
    "FROM reviews WHERE village_id = ? ";

Review review_of(const db::Row& row) {
  Review out;
  out.id = row.id<Review>(0);
  out.occasion = enum_of<Occasion>(row.text(1));
  out.held_on = row.date(2);
  out.covers_from = row.date(3);
  out.opened_on = row.date(4);
  out.state = enum_of<State>(row.text(5));
  out.version = row.integer(6);
  if (!row.null(7)) out.publication = Publication{row.date(7), row.date(8)};
  return out;
}

}  // namespace

bool insert(Context& context, const Village& village, Id<Programme> programme, const Review& review) {
  const auto made = context.tx().execute(
      "INSERT INTO reviews (village_id, id, programme_id, occasion, held_on, covers_from, opened_on, state, "
      "version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (village_id, programme_id, held_on) DO NOTHING",
      village.id(), review.id, programme, name_of(review.occasion), review.held_on, review.covers_from,
      review.opened_on, name_of(review.state), review.version);
  if (made == 0) return false;
  context.touched("reviews", village.id().value, review.id.value);
  return true;
}

bool hold_open(Context& context, const Village& village, Id<Review> id) {
  const auto held = context.tx().execute(
      "UPDATE reviews SET version = version + 1 WHERE village_id = ? AND id = ? AND state = 'open'",
      village.id(), id);
  if (held == 0) return false;
  context.touched("reviews", village.id().value, id.value);
  return true;
}

std::optional<Review> by_id(Context& context, const Village& village, Id<Review> id) {
  const auto row = context.tx().one(select_reviews + "AND id = ?", village.id(), id);
  if (!row) return std::nullopt;
  return review_of(*row);
}

std::vector<Review> all(Context& context, const Village& village) {
  std::vector<Review> out;
  for (const db::Row& row :
       context.tx().query(select_reviews + "ORDER BY held_on DESC, id DESC", village.id()))
    out.push_back(review_of(row));
  return out;
}

bool publish(Context& context, const Village& village, const Review& review, const Frozen& frozen) {
  const Publication& publication = present(review.publication);
  const auto changed = context.tx().execute(
      "UPDATE reviews SET state = ?, version = ?, published_on = ?, notice_until = ?, published_by = ?, "
      "actions = ?, quarter_hours = ?, acknowledged = ?, disputed = ?, rectifications_open = ? "
      "WHERE village_id = ? AND id = ? AND version = ? AND state = 'open'",
      name_of(review.state), review.version, publication.published_on, publication.notice_until,
      context.actor().account, frozen.digest.actions, frozen.digest.quarter_hours, frozen.digest.acknowledged,
      frozen.digest.disputed, frozen.rectifications_open, village.id(), review.id, review.version - 1);
  if (changed == 0) return false;
  context.touched("reviews", village.id().value, review.id.value);
  return true;
}

std::optional<Frozen> frozen(Context& context, const Village& village, Id<Review> id) {
  const auto row = context.tx().one(
      "SELECT actions, quarter_hours, acknowledged, disputed, rectifications_open FROM reviews "
      "WHERE village_id = ? AND id = ? AND state = 'published'",
      village.id(), id);
  if (!row) return std::nullopt;
  return Frozen{{row->integer(0), row->integer(1), row->integer(2), row->integer(3)}, row->integer(4)};
}

}  // namespace lianghu::reviews::store

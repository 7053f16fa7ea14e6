#include "features/pledges/pledges_store.h"

#include <map>
#include <stdexcept>

#include "base/describe.h"
#include "base/present.h"

namespace lianghu::pledges::store {

namespace {

const std::string select_pledges =
    "SELECT p.id, p.household_id, p.edition, p.based_on, p.state, p.assisted, p.recorded_by, "
    "p.recorder_name, p.signer_id, p.signer_name, p.signature_kind, p.signature_file, p.signed_on, "
    "p.accepted_on, p.reason, p.version, u.published_on, u.notice_until FROM pledges p "
    "LEFT JOIN pledge_publications u ON u.village_id = p.village_id AND u.pledge_id = p.id ";

Pledge pledge_of(const db::Row& row) {
  Pledge out;
  out.id = row.id<Pledge>(0);
  out.household = row.id<Household>(1);
  out.edition = row.integer(2);
  if (!row.null(3)) out.based_on = row.id<Pledge>(3);
  out.state = enum_of<State>(row.text(4));
  out.assisted = row.flag(5);
  out.recorded_by = row.id<Account>(6);
  out.recorder_name = row.text(7);
  if (!row.null(8))
    out.signature = Signature{
        enum_of<SignatureKind>(row.text(10)), row.text(11), row.id<Person>(8), row.text(9), row.date(12), {}};
  out.accepted_on = row.maybe_date(13);
  out.reason = row.text(14);
  out.version = row.integer(15);
  if (!row.null(16)) out.publication = Publication{row.date(16), row.date(17)};
  return out;
}

Item item_of(const db::Row& row) {
  Item out;
  if (!row.null(1)) out.entry = row.id<Entry>(1);
  out.role = enum_of<Role>(row.text(2));
  out.wording = row.text(3);
  out.target = row.maybe_integer(4);
  out.unit = row.text(5);
  out.due_on = row.maybe_date(6);
  out.rhythm = enum_of<Rhythm>(row.text(7));
  return out;
}

/// The rows with their items and co-signers: three statements, however many letters there are.
std::vector<Pledge> whole(Context& context, const Village& village, const std::vector<db::Row>& rows) {
  std::vector<Pledge> out;
  std::map<Id<Pledge>, std::size_t> places;
  db::IdList ids;
  for (const db::Row& row : rows) {
    out.push_back(pledge_of(row));
    places.emplace(out.back().id, out.size() - 1);
    ids.ids.push_back(out.back().id.value);
  }
  if (out.empty()) return out;
  for (const db::Row& row : context.tx().query(
           "SELECT pledge_id, entry_id, role, wording, target, unit, due_on, rhythm FROM pledge_items "
           "WHERE village_id = ? AND pledge_id IN ?* ORDER BY pledge_id, position",
           village.id(), ids))
    out[places.at(row.id<Pledge>(0))].items.push_back(item_of(row));
  for (const db::Row& row :
       context.tx().query("SELECT pledge_id, person_id, name FROM pledge_co_signers "
                          "WHERE village_id = ? AND pledge_id IN ?* ORDER BY pledge_id, id",
                          village.id(), ids)) {
    Pledge& pledge = out[places.at(row.id<Pledge>(0))];
    if (pledge.signature) pledge.signature->co_signers.push_back({row.id<Person>(1), row.text(2)});
  }
  return out;
}

void insert_items(Context& context, const Village& village, const Pledge& pledge) {
  std::int64_t position = 0;
  for (const Item& item : pledge.items) {
    const std::int64_t id = context.make_id<Item>().value;
    context.tx().execute(
        "INSERT INTO pledge_items (village_id, id, pledge_id, position, entry_id, role, wording, target, "
        "unit, due_on, rhythm) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        village.id(), id, pledge.id, ++position, item.entry, name_of(item.role), item.wording, item.target,
        item.unit, item.due_on, name_of(item.rhythm));
    context.touched("pledge_items", village.id().value, id);
  }
}

/// Their ids are read first, as the journal is told of each row that goes.
void remove_items(Context& context, const Village& village, Id<Pledge> pledge) {
  for (const db::Row& row :
       context.tx().query("SELECT id FROM pledge_items WHERE village_id = ? AND pledge_id = ? ORDER BY id",
                          village.id(), pledge))
    context.touched("pledge_items", village.id().value, row.integer(0));
  context.tx().execute(
      "DELETE FROM pledge_items WHERE village_id = ? AND pledge_id = ? AND EXISTS (SELECT 1 FROM pledges p "
      "WHERE p.village_id = ? AND p.id = ? AND p.state IN ('draft', 'returned'))",
      village.id(), pledge, village.id(), pledge);
}

void remove_co_signers(Context& context, const Village& village, Id<Pledge> pledge) {
  for (const db::Row& row : context.tx().query(
           "SELECT id FROM pledge_co_signers WHERE village_id = ? AND pledge_id = ? ORDER BY id",
           village.id(), pledge))
    context.touched("pledge_co_signers", village.id().value, row.integer(0));
  context.tx().execute(
      "DELETE FROM pledge_co_signers WHERE village_id = ? AND pledge_id = ? AND EXISTS (SELECT 1 FROM "
      "pledges "
      "p WHERE p.village_id = ? AND p.id = ? AND p.state IN ('draft', 'returned'))",
      village.id(), pledge, village.id(), pledge);
}

}  // namespace

void insert(Context& context, const Village& village, Id<Programme> programme, const Pledge& pledge) {
  context.tx().execute(
      "INSERT INTO pledges (village_id, id, programme_id, household_id, edition, based_on, state, assisted, "
      "recorded_by, recorder_name, signer_name, signature_file, reason, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', ?)",
      village.id(), pledge.id, programme, pledge.household, pledge.edition, pledge.based_on,
      name_of(pledge.state), pledge.assisted, pledge.recorded_by, pledge.recorder_name, pledge.version);
  context.touched("pledges", village.id().value, pledge.id.value);
  insert_items(context, village, pledge);
}

bool rewrite(Context& context, const Village& village, const Pledge& pledge) {
  const auto changed = context.tx().execute(
      "UPDATE pledges SET assisted = ?, recorded_by = ?, recorder_name = ?, signer_id = NULL, "
      "signer_name = '', signature_kind = NULL, signature_file = '', signed_on = NULL, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ? AND state IN ('draft', 'returned')",
      pledge.assisted, pledge.recorded_by, pledge.recorder_name, pledge.version, village.id(), pledge.id,
      pledge.version - 1);
  if (changed == 0) return false;
  context.touched("pledges", village.id().value, pledge.id.value);
  remove_co_signers(context, village, pledge.id);
  remove_items(context, village, pledge.id);
  insert_items(context, village, pledge);
  return true;
}

bool sign(Context& context, const Village& village, const Pledge& pledge) {
  const Signature& signature = present(pledge.signature);
  remove_co_signers(context, village, pledge.id);
  const auto changed = context.tx().execute(
      "UPDATE pledges SET state = 'signed', signer_id = ?, signer_name = ?, signature_kind = ?, "
      "signature_file = ?, signed_on = ?, reason = '', version = ? "
      "WHERE village_id = ? AND id = ? AND version = ? AND state IN ('draft', 'returned')",
      signature.signer, signature.signer_name, name_of(signature.kind), signature.file, signature.signed_on,
      pledge.version, village.id(), pledge.id, pledge.version - 1);
  if (changed == 0) return false;
  context.touched("pledges", village.id().value, pledge.id.value);
  for (const CoSigner& each : signature.co_signers) {
    const std::int64_t id = context.make_id<CoSigner>().value;
    context.tx().execute(
        "INSERT INTO pledge_co_signers (village_id, id, pledge_id, person_id, name) VALUES (?, ?, ?, ?, ?)",
        village.id(), id, pledge.id, each.person, each.name);
    context.touched("pledge_co_signers", village.id().value, id);
  }
  return true;
}

bool move_on(Context& context, const Village& village, const Pledge& pledge) {
  const auto changed = context.tx().execute(
      "UPDATE pledges SET state = ?, accepted_on = ?, reason = ?, version = ? "
      "WHERE village_id = ? AND id = ? AND version = ?",
      name_of(pledge.state), pledge.accepted_on, pledge.reason, pledge.version, village.id(), pledge.id,
      pledge.version - 1);
  if (changed == 0) return false;
  context.touched("pledges", village.id().value, pledge.id.value);
  return true;
}

void insert_publication(Context& context, const Village& village, const Pledge& pledge,
                        const std::string& letter) {
  const Publication& publication = present(pledge.publication);
  const std::int64_t id = context.make_id<Publication>().value;
  context.tx().execute(
      "INSERT INTO pledge_publications (village_id, id, pledge_id, published_on, notice_until, published_by, "
      "letter) VALUES (?, ?, ?, ?, ?, ?, ?)",
      village.id(), id, pledge.id, publication.published_on, publication.notice_until,
      context.actor().account, letter);
  context.touched("pledge_publications", village.id().value, id);
}

journal::RowProof prove_publication(Context& context, const Village& village, Id<Pledge> id) {
  const auto row = context.tx().one(
      "SELECT id FROM pledge_publications WHERE village_id = ? AND pledge_id = ? AND letter IS NOT NULL",
      village.id(), id);
  if (!row) return {};
  const std::int64_t publication = row->integer(0);
  const std::int64_t home = village.id().value;
  return journal::prove_row(
      context.tx(), journal::program_tables(),
      {{"pledge_publications", home, publication}, home, publication, "pledge.published", id.value});
}

std::optional<Pledge> by_id(Context& context, const Village& village, Id<Pledge> id) {
  auto found =
      whole(context, village,
            context.tx().query(select_pledges + "WHERE p.village_id = ? AND p.id = ?", village.id(), id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Pledge> all(Context& context, const Village& village, Id<Programme> programme) {
  return whole(context, village,
               context.tx().query(select_pledges + "WHERE p.village_id = ? AND p.programme_id = ? "
                                                   "ORDER BY p.household_id, p.edition DESC",
                                  village.id(), programme));
}

std::vector<Pledge> of_household(Context& context, const Village& village, Id<Programme> programme,
                                 Id<Household> household) {
  return whole(context, village,
               context.tx().query(select_pledges + "WHERE p.village_id = ? AND p.programme_id = ? "
                                                   "AND p.household_id = ? ORDER BY p.edition DESC",
                                  village.id(), programme, household));
}

Id<Programme> programme_of(Context& context, const Village& village, Id<Pledge> id) {
  const auto row =
      context.tx().one("SELECT programme_id FROM pledges WHERE village_id = ? AND id = ?", village.id(), id);
  if (!row) throw std::logic_error("a letter that is not there has no programme");
  return row->id<Programme>(0);
}

}  // namespace lianghu::pledges::store

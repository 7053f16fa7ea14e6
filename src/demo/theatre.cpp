#include "demo/theatre.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

namespace lianghu::demo {

namespace {

constexpr std::string_view demo_password = "lianghu-2020";

/// A demo's key comes from its seed, or the same seed would not give the same data. It protects nobody: there
/// is nobody.
void write_key(const std::filesystem::path& data, std::uint64_t seed) {
  SeededRandom random(~seed);
  std::ofstream out(data / "seal.key", std::ios::binary);
  out << random.bytes(32);
  if (!out.flush()) throw std::runtime_error("cannot write " + (data / "seal.key").string());
  std::filesystem::permissions(data / "seal.key",
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

Sealer sealer_in(const std::filesystem::path& data, std::uint64_t seed) {
  std::filesystem::create_directories(data);
  std::filesystem::permissions(data, std::filesystem::perms::owner_all);
  write_key(data, seed);
  return Sealer::from_file(data / "seal.key");
}

std::unique_ptr<db::Database> database_in(const std::filesystem::path& data) {
  db::Options options;
  options.sqlite_file = (data / "lianghu.db").string();
  options.readers = 1;
  return db::open(options);
}

}  // namespace

Village at(Context& context, const CastVillage& village) {
  return organisations::village(context, village.branch.id, staff_kinds);
}

std::vector<households::ActiveHousehold> households_of(Theatre& theatre, const CastVillage& village,
                                                       households::Kind kind) {
  return theatre.read(village.secretary,
                      [&](Context& c) { return households::active_households(c, at(c, village), kind); });
}

Theatre::Theatre(const std::filesystem::path& data, std::uint64_t seed)
    : data_(data),
      clock_(china_instant(Date{std::chrono::year{2020} / 7 / 6}, 8 * 60)),
      random_(seed),
      sealer_(sealer_in(data, seed)),
      files_(data / "files"),
      database_(database_in(data)),
      changes_(*database_, clock_, random_, sealer_),
      sequencer_(*database_, clock_),
      password_hash_(accounts::hash_password(demo_password, random_)) {
  sign_ins.password = demo_password;
}

void Theatre::go_to(Date day, int minutes) {
  const Instant at = china_instant(day, minutes);
  if (day < today()) throw std::logic_error("the demo's clock never goes back");
  if (clock_.now() < at) clock_.set(at);
}

void Theatre::later(int minutes) {
  clock_.set({clock_.now().ms + std::int64_t{minutes} * 60'000});
}

Actor Theatre::hire(const std::string& login_name, const std::string& name, const std::string& title,
                    RoleKind kind, const Organisation& at, std::optional<accounts::PersonRef> person) {
  const accounts::NewAccount wanted{login_name, name, password_hash_, person};
  sign_ins.accounts.push_back({title + " " + name, login_name});
  return change(Actor::system(), [&](Context& c) {
    const accounts::Account account =
        kind == RoleKind::operator_ ? accounts::set_up(c, wanted) : accounts::create(c, wanted, kind, at.id);
    return accounts::actor_for(c, account.id);
  });
}

}  // namespace lianghu::demo

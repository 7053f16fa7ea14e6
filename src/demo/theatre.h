#pragma once
// What the demo plays on: a deployment of its own with a clock that it moves, and its cast.
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/random.h"
#include "base/seal.h"
#include "base/time.h"
#include "db/db.h"
#include "demo/sign_ins.h"
#include "features/accounts/accounts.h"
#include "features/households/households.h"
#include "features/organisations/organisations.h"
#include "journal/change.h"
#include "journal/sequencer.h"

namespace lianghu::demo {

using organisations::Organisation;
using organisations::Village;

/// One of the town's villages and who works in it.
struct CastVillage {
  Organisation branch;
  std::string short_name;  // "音河村"
  Actor secretary;
  std::size_t number = 0;  // in the town; each clerk keeps rosters in a way of its own
  bool is_pilot = false;
};

class Theatre;
[[nodiscard]] Village at(Context& context, const CastVillage& village);
/// Its households of one kind, oldest first.
[[nodiscard]] std::vector<households::ActiveHousehold> households_of(Theatre& theatre,
                                                                     const CastVillage& village,
                                                                     households::Kind kind);

class Theatre {
 public:
  Theatre(const std::filesystem::path& data, std::uint64_t seed);

  /// A scene that took longer than planned delays what comes later on its day.
  void go_to(Date day, int minutes);
  /// Some minutes later on the same day.
  void later(int minutes);

  template <class Work>
  auto change(const Actor& actor, Work work) {
    return changes_.change(actor, std::move(work));
  }
  template <class Work>
  auto read(const Actor& actor, Work work) {
    return changes_.read(actor, std::move(work));
  }
  /// Makes an account with the demo's password and notes it among the sign-ins.
  Actor hire(const std::string& login_name, const std::string& name, const std::string& title, RoleKind kind,
             const Organisation& at, std::optional<accounts::PersonRef> person = std::nullopt);

  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] const FileStore& files() const { return files_; }
  [[nodiscard]] Instant now() const { return clock_.now(); }
  [[nodiscard]] Date today() const { return china_date(clock_.now()); }
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }
  /// True in `percent` of the cases.
  [[nodiscard]] bool chance(unsigned percent) { return random_.below(100) < percent; }
  /// Places the journal's waiting entries.
  void sequence() { sequencer_.sequence(); }

  // The cast, filled by the scenes.
  Organisation county, town;
  Actor operator_, county_staff, town_staff;
  std::vector<CastVillage> villages;  // the pilot first
  SignIns sign_ins;

 private:
  std::filesystem::path data_;
  ManualClock clock_;
  SeededRandom random_;
  Sealer sealer_;
  FileStore files_;
  std::unique_ptr<db::Database> database_;
  Changes changes_;
  journal::Sequencer sequencer_;
  std::string password_hash_;
};

}  // namespace lianghu::demo

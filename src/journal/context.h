#pragma once
// What a change runs in: the transaction, who does it, when, and what is to be journalled. Every rule of a
// feature takes a Context& and nothing else that is global, so the web, the commands and the demo call the
// same functions.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/random.h"
#include "base/refusal.h"
#include "base/seal.h"
#include "base/time.h"
#include "db/db.h"
#include "journal/actor.h"

namespace lianghu {

/// One thing that happened, handed to app/wiring.cpp after the commit (page cache, counters).
struct Happening {
  std::string action;  // "pledge.published"
  std::int64_t village = 0;
  std::int64_t subject = 0;
};

class Context {
 public:
  /// What it was opened for: only a change may be journalled.
  enum class Purpose { reading, changing };
  struct Parts {
    db::Transaction& tx;
    const Actor& actor;
    Instant now;
    Random& random;
    IdMaker& ids;
    const Sealer& sealer;
    Purpose purpose = Purpose::reading;
  };
  explicit Context(const Parts& parts) : parts_(parts) {}

  [[nodiscard]] db::Transaction& tx() { return parts_.tx; }
  [[nodiscard]] const Actor& actor() const { return parts_.actor; }
  [[nodiscard]] Instant now() const { return parts_.now; }
  [[nodiscard]] Date today() const { return china_date(parts_.now); }
  [[nodiscard]] Random& random() { return parts_.random; }
  [[nodiscard]] const Sealer& sealer() const { return parts_.sealer; }
  template <class Thing>
  [[nodiscard]] Id<Thing> make_id() {
    return {parts_.ids.next(parts_.now.ms)};
  }

  /// Says that a row of a journalled table was inserted, changed or deleted. Called by the store that did it;
  /// `table` is one of its own. The journal reads the row at the end of the transaction and commits to what
  /// it then says.
  void touched(std::string_view table, std::int64_t village, std::int64_t id);
  /// Says what was done, once for a change: "plaque.hung". Rows touched so far go with it.
  void record(std::string_view action, std::int64_t village, std::int64_t subject);

  // For journal/change.cpp.
  struct Touched {
    std::string table;
    std::int64_t village;
    std::int64_t id;
  };
  struct Record {
    Happening happening;
    std::vector<Touched> rows;
  };
  [[nodiscard]] const std::vector<Record>& records() const { return records_; }
  [[nodiscard]] bool has_loose_rows() const { return !loose_.empty(); }

 private:
  Parts parts_;
  std::vector<Touched> loose_;
  std::vector<Record> records_;
};

}  // namespace lianghu

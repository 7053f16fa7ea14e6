#pragma once
// Doors as they were a moment ago: when many speak at one door, or one form comes again and again, to whom it
// goes is not worked out anew for each. A second is far less than passes between a form and its sending, so
// nobody is told less than the truth for it; and what comes to concern a secretary later goes past the branch
// by itself (feedback::pass_by_concerned). Safe on every thread.
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "features/feedback/feedback.h"

namespace lianghu::pages {

class RecentDoors {
 public:
  /// The door at that token; `look` works it out when nobody did within the last second. What it throws comes
  /// out and is not kept.
  [[nodiscard]] feedback::Door at(const std::string& token, Instant now,
                                  const std::function<feedback::Door()>& look);

 private:
  struct Seen {
    feedback::Door door;
    Instant at;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Seen> seen_;
};

}  // namespace lianghu::pages

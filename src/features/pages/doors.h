#pragma once
// The doors that a public page may name: whose plate hangs there, and how the household is called in public.
#include <set>
#include <string>
#include <vector>

#include "features/households/households.h"
#include "features/organisations/organisations.h"

namespace lianghu::pages {

struct Door {
  Id<households::Household> household;
  std::int64_t serial = 0;
  std::string name;     // as on the door; "" without consent
  std::string number;   // 音河 012 号
  std::string address;  // /p/TOKEN
};

/// In the order of their numbers. A plate that is not on its door yet is none, unless the household is one of
/// `published`, which have a letter that anybody may read. `hidden` is never_shown of the village.
[[nodiscard]] std::vector<Door> shown_doors(Context& context, const organisations::Village& village,
                                            const std::set<Id<households::Household>>& published,
                                            const std::set<Id<households::Household>>& hidden);
/// Contact households are on no public page, whatever they were when their letter was written.
[[nodiscard]] std::set<Id<households::Household>> never_shown(Context& context,
                                                              const organisations::Village& village);

}  // namespace lianghu::pages

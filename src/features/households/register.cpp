#include "features/households/register.h"

#include "features/households/households_store.h"
#include "features/households/persons_store.h"

namespace lianghu::households {

std::vector<Registered> registered(Context& context, const Village& village) {
  return store::registered(context, village.id());
}

std::map<Id<Household>, Hardship> hardships(Context& context, const Village& village) {
  return store::hardships(context, village.id());
}

}  // namespace lianghu::households

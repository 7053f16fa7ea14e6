#pragma once
// matching::Certificate as a round keeps it. It names no veto.
#include <boost/describe.hpp>
#include <vector>

#include "features/pairing/pairing.h"

namespace lianghu::pairing {

struct StoredCertificate {
  std::vector<Id<Household>> households;
  std::vector<Id<Household>> helpers;
  std::int64_t capacity = 0;
};
BOOST_DESCRIBE_STRUCT(StoredCertificate, (), (households, helpers, capacity))

}  // namespace lianghu::pairing

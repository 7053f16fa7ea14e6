#pragma once
// The routes of catalogue and letters: reading, writing, deciding, signatures' pictures and prints.
#include <boost/describe.hpp>
#include <cstdint>

#include "features/pledges/pledges.h"

namespace lianghu {
class FileStore;
namespace http {
class Call;
class Router;
}  // namespace http
}  // namespace lianghu

namespace lianghu::pledges {

/// `files` keeps the signatures' pictures; it outlives the router.
void routes(http::Router& router, const FileStore& files);

// Its parts.
void catalogue_routes(http::Router& router);
void signing_routes(http::Router& router, const FileStore& files);
void printing_routes(http::Router& router, const FileStore& files);

/// The {village} of the path.
[[nodiscard]] Id<Organisation> village_id(const http::Call& call);

struct Version {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Version, (), (version))

}  // namespace lianghu::pledges

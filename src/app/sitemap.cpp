#include "app/sitemap.h"

#include "features/accounts/accounts_api.h"
#include "features/households/households_api.h"
#include "features/organisations/organisations_api.h"
#include "features/programmes/programmes_api.h"

namespace lianghu::app {

void add_routes(http::Router& router, const FileStore& files) {
  (void)files;
  organisations::routes(router);
  accounts::routes(router);
  households::routes(router);
  programmes::routes(router);
}

}  // namespace lianghu::app

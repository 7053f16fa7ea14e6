#include "app/sitemap.h"

#include "app/erasing_api.h"
#include "features/accounts/accounts_api.h"
#include "features/coverage/coverage_api.h"
#include "features/feedback/feedback_api.h"
#include "features/help/help_api.h"
#include "features/households/account_person.h"
#include "features/households/households_api.h"
#include "features/meetings/meetings_api.h"
#include "features/organisations/organisations_api.h"
#include "features/pages/pages_api.h"
#include "features/pairing/pairing_api.h"
#include "features/plaques/plaques_api.h"
#include "features/pledges/pledges_api.h"
#include "features/programmes/programmes_api.h"
#include "features/reviews/reviews_api.h"

namespace lianghu::app {

void add_routes(http::Router& router, const FileStore& files) {
  organisations::routes(router);
  accounts::routes(router, households::account_person);
  households::routes(router);
  programmes::routes(router);
  plaques::routes(router);
  pledges::routes(router, files);
  meetings::routes(router);
  feedback::routes(router);
  pairing::routes(router);
  help::routes(router, files);
  reviews::routes(router);
  coverage::routes(router);
  pages::routes(router);
  erasing_routes(router, files);
}

}  // namespace lianghu::app

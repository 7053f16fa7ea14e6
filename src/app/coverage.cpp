#include "app/coverage.h"

#include <iostream>

#include "app/deployment.h"
#include "features/coverage/report.h"

namespace lianghu::app {

int print_coverage(const Arguments& arguments) {
  const std::string code = arguments.need("organisation");
  Deployment deployment(arguments.need("data"), arguments.get("database"), Deployment::Folder::must_exist, 1);
  std::cout << deployment.changes().read(Actor::system(), [&](Context& c) {
    const auto found = organisations::find_by_division(c, code);
    if (!found) throw Refusal(Status::not_found, "organisation.none_at_division", "", {{"code", code}});
    const auto at = organisations::reach(c, found->id, coverage::readers);
    return arguments.has("json") ? coverage::json(c, at) + "\n"
                                 : coverage::text(c, at, Arguments::language());
  });
  return 0;
}

}  // namespace lianghu::app

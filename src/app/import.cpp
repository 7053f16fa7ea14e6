#include "app/import.h"

#include <iostream>

#include "app/deployment.h"
#include "base/describe.h"
#include "features/households/import.h"
#include "features/organisations/organisations.h"

namespace lianghu::app {

int import_roster(const Arguments& arguments) {
  if (arguments.words().size() != 2 || arguments.words().front() != "households")
    throw UsageError("import households FILE --data DIR --organisation CODE");
  const std::string code = arguments.need("organisation");
  households::Mapping mapping;
  if (arguments.has("kind")) {
    mapping.kind = find_enum<households::Kind>(arguments.get("kind"));
    if (!mapping.kind) throw UsageError("--kind takes member or contact");
  }
  Deployment deployment(arguments.need("data"), arguments.get("database"), Deployment::Folder::must_exist);
  const auto village = deployment.changes().read(
      Actor::system(), [&](Context& c) { return organisations::find_by_division(c, code); });
  if (!village) throw Refusal(Status::not_found, "organisation.none_at_division", "", {{"code", code}});
  const auto trial = arguments.has("dry-run") ? households::Trial::dry_run : households::Trial::for_good;
  const households::ImportReport report = households::import_file(
      deployment.changes(), Actor::system(), village->id, arguments.words().back(), mapping, trial);
  std::cout << households::render_report(report, Arguments::language());
  return report.issues_count == 0 ? 0 : 1;
}

}  // namespace lianghu::app

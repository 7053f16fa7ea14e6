#include <algorithm>

#include "features/households/households_api.h"
#include "features/households/import.h"

namespace lianghu::households {

namespace {

struct ImportUpload {
  std::string bytes;
  Mapping mapping;
};

/// multipart/form-data: `file`, and `mapping` as JSON when the one who imports corrected something.
ImportUpload upload_of(http::Call& call) {
  ImportUpload upload;
  bool has_file = false;
  for (http::Call::Part& part : call.parts()) {
    if (part.name == "file") {
      has_file = true;
      upload.bytes = std::move(part.bytes);
    } else if (part.name == "mapping" && !part.bytes.empty()) {
      upload.mapping = json::read<Mapping>(std::string_view(part.bytes));
    }
  }
  if (!has_file) throw Refusal(Status::bad_request, "import.file.none", "file");
  return upload;
}

/// Rights first: nobody else's file is looked into.
Id<Organisation> importing_village(http::Call& call) {
  const auto id = call.id<Organisation>("village");
  call.read([&](Context& c) { static_cast<void>(writable_village(c, id)); });
  return id;
}

Date today(http::Call& call) {
  return china_date(call.changes().clock().now());
}

ImportReport previewed(http::Call& call, Id<Organisation> id, const ImportPlan& plan) {
  return call.read([&](Context& c) { return preview(c, writable_village(c, id), plan); });
}

http::Response answer(const ImportReport& report) {
  return http::Response::json(200, json::write(shortened(report)));
}

using Handler = std::function<http::Response(http::Call&)>;

http::Route& add(http::Router& router, std::string pattern, std::string name, std::string response_type,
                 Handler handler) {
  http::Route& route = router.raw("POST", std::move(pattern), http::Access::signed_in, std::move(name),
                                  "multipart/form-data", std::move(response_type), std::move(handler));
  route.body_bytes_max = import_bytes_max + 64 * 1024;
  return route;
}

void add_reporting(http::Router& router, std::string pattern, std::string name, Handler handler) {
  add(router, std::move(pattern), std::move(name), "application/json", std::move(handler)).response_schema =
      [](boost::json::object& components) { return json::schema<ImportReport>(components); };
}

}  // namespace

void import_routes(http::Router& router) {
  add_reporting(router, "/api/v1/villages/{village}/imports/preview", "imports.preview",
                [](http::Call& call) {
                  const auto id = importing_village(call);
                  ImportUpload upload = upload_of(call);
                  const Plan plan = prepare(std::move(upload.bytes), upload.mapping, today(call));
                  return answer(previewed(call, id, *plan));
                });
  add_reporting(router, "/api/v1/villages/{village}/imports", "imports.run", [](http::Call& call) {
    const auto id = importing_village(call);
    ImportUpload upload = upload_of(call);
    const Plan plan = prepare(std::move(upload.bytes), upload.mapping, today(call));
    return answer(
        call.change(id.value, [&](Context& c) { return shortened(run(c, writable_village(c, id), *plan)); }));
  });
  add(router, "/api/v1/villages/{village}/imports/bad-rows", "imports.bad_rows",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [](http::Call& call) {
        const auto id = importing_village(call);
        ImportUpload upload = upload_of(call);
        const Plan plan = prepare(upload.bytes, upload.mapping, today(call));
        const ImportReport report = previewed(call, id, *plan);
        const Language language = call.language();
        return http::Response::file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    say(language, "import.bad_rows.sheet") + ".xlsx",
                                    bad_rows_xlsx(report, std::move(upload.bytes), upload.mapping, language,
                                                  call.changes().clock().now()));
      });
}

}  // namespace lianghu::households

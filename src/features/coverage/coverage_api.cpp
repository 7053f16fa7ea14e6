#include "features/coverage/coverage_api.h"

#include "base/describe.h"
#include "features/coverage/coverage.h"
#include "features/coverage/report.h"
#include "http/router.h"

namespace lianghu::coverage {

namespace {

/// A town's screen names this many a measure; the village's own names them all, and so does the export.
constexpr std::size_t named_max = 60;

struct CoverageView {
  Instant counted_at;
  Coverage coverage;
};
BOOST_DESCRIBE_STRUCT(CoverageView, (), (counted_at, coverage))

struct TaskList {
  std::vector<Task> tasks;
};
BOOST_DESCRIBE_STRUCT(TaskList, (), (tasks))

struct CheckView {
  std::string key;
  std::int64_t should = 0;
  std::int64_t has = 0;
  bool blocks = false;
  bool done = false;
};
BOOST_DESCRIBE_STRUCT(CheckView, (), (key, should, has, blocks, done))

struct CheckList {
  std::vector<CheckView> lines;
};
BOOST_DESCRIBE_STRUCT(CheckList, (), (lines))

struct StageList {
  std::vector<programmes::StageStatus> stages;
};
BOOST_DESCRIBE_STRUCT(StageList, (), (stages))

Reach place(Context& context, const http::Call& call, std::initializer_list<RoleKind> kinds) {
  return organisations::reach(context, call.id<Organisation>("organisation"), kinds);
}

CoverageView view(Context& context, const Reach& at) {
  CoverageView out{context.now(), of(context, at)};
  if (out.coverage.at.kind == organisations::Kind::branch) return out;
  for (Figures& each : out.coverage.measures)
    if (each.missing.size() > named_max) each.missing.resize(named_max);
  return out;
}

http::Response exported(http::Call& call) {
  Coverage coverage;
  Instant created;
  call.changes().change(call.actor(), [&](Context& c) {
    coverage = of(c, place(c, call, name_readers));
    created = c.now();
    c.record("coverage.exported", coverage.at.id.value, coverage.at.id.value);
  });
  const Language language = call.language();
  return http::Response::file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                              say(language, "coverage.sheet.title") + ".xlsx",
                              workbook(coverage, language, created));
}

Stage stage_of(const http::Call& call) {
  const auto stage = find_enum<Stage>(call.parameter("stage"));
  if (!stage) throw Refusal(Status::not_found, "route.not_found");
  return *stage;
}

CheckList checked(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = organisations::village(c, call.id<Organisation>("village"), name_readers);
    CheckList out;
    for (const programmes::CheckLine& each : check_list(c, village, stage_of(call)))
      out.lines.push_back({each.key, each.should, each.has, each.blocks, each.done()});
    return out;
  });
}

StageList declared(http::Call& call) {
  const Stage stage = stage_of(call);
  const auto id = call.id<Organisation>("village");
  return call.change(id.value, [&](Context& c) {
    const Village village = organisations::village(c, id, {RoleKind::secretary});
    declare_stage(c, village, stage);
    return StageList{programmes::stages(c, village)};
  });
}

}  // namespace

void routes(http::Router& router) {
  router.get<CoverageView>("/api/v1/organisations/{organisation}/coverage", http::Access::signed_in,
                           "coverage.read", [](http::Call& call) {
                             return call.read([&](Context& c) { return view(c, place(c, call, readers)); });
                           });
  router.raw("GET", "/api/v1/organisations/{organisation}/coverage.xlsx", http::Access::signed_in,
             "coverage.export", "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
             exported);
  router.get<CheckList>("/api/v1/villages/{village}/stages/{stage}/check-list", http::Access::signed_in,
                        "stages.check_list", checked);
  router.post<http::Nothing, StageList>(
      "/api/v1/villages/{village}/stages/{stage}/declare", http::Access::signed_in, "stages.declare",
      [](http::Call& call, const http::Nothing&) { return declared(call); });
  router.get<TaskList>("/api/v1/tasks", http::Access::signed_in, "tasks.list", [](http::Call& call) {
    return call.read([](Context& c) { return TaskList{tasks(c)}; });
  });
}

}  // namespace lianghu::coverage

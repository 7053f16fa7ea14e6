#include "features/programmes/programmes_api.h"

#include "base/describe.h"
#include "features/programmes/programmes.h"
#include "http/router.h"

namespace lianghu::programmes {

namespace {

constexpr std::initializer_list<RoleKind> readers = {RoleKind::county,       RoleKind::town,
                                                     RoleKind::secretary,    RoleKind::auditor,
                                                     RoleKind::group_leader, RoleKind::member};
/// Who is exempt and why concerns staff alone (docs/glossary.md, "Exemption").
constexpr std::initializer_list<RoleKind> exemption_readers = {RoleKind::county, RoleKind::town,
                                                               RoleKind::secretary, RoleKind::auditor};

struct ProgrammeList {
  std::vector<Programme> programmes;
};
BOOST_DESCRIBE_STRUCT(ProgrammeList, (), (programmes))

struct NewProgramme {
  Id<Organisation> organisation;
  std::optional<Definition> definition;  // none: the built-in one
};
BOOST_DESCRIBE_STRUCT(NewProgramme, (), (organisation, definition))

struct EditedProgramme {
  Definition definition;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EditedProgramme, (), (definition, version))

struct Invitation {
  Id<Programme> programme;
  Wave wave{};
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (programme, wave))

struct ParticipationView {
  std::optional<Participation> participation;
  std::optional<Programme> programme;
  std::vector<StageStatus> stages;
};
BOOST_DESCRIBE_STRUCT(ParticipationView, (), (participation, programme, stages))

struct StartDay {
  Date starts_on{};
};
BOOST_DESCRIBE_STRUCT(StartDay, (), (starts_on))

struct StageDates {
  Date starts_on{};
  std::optional<Date> ends_on;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(StageDates, (), (starts_on, ends_on, version))

struct Reason {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (reason))

struct NewExemption {
  Id<Household> household;
  Matter matter{};
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(NewExemption, (), (household, matter, reason))

struct ExemptionList {
  std::vector<Exemption> exemptions;
};
BOOST_DESCRIBE_STRUCT(ExemptionList, (), (exemptions))

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

Village village_for(Context& context, const http::Call& call, std::initializer_list<RoleKind> kinds) {
  return organisations::village(context, village_id(call), kinds);
}

Stage stage_named(const http::Call& call) {
  const auto stage = find_enum<Stage>(call.parameter("stage"));
  if (!stage) throw Refusal(Status::not_found, "route.not_found");
  return *stage;
}

ParticipationView view(Context& context, const Village& village) {
  ParticipationView out;
  out.participation = participation(context, village);
  if (!out.participation) return out;
  out.programme = running(context, village).programme;
  out.stages = stages(context, village);
  return out;
}

/// A change of a village's participation that answers with how it then stands.
template <class Work>
ParticipationView changed(http::Call& call, std::initializer_list<RoleKind> kinds, Work work) {
  return call.change(village_id(call).value, [&](Context& c) {
    const Village village = village_for(c, call, kinds);
    work(c, village);
    return view(c, village);
  });
}

void programme_routes(http::Router& router) {
  router.get<Definition>("/api/v1/programmes/built-in", http::Access::signed_in, "programmes.built_in",
                         [](http::Call&) { return built_in(); });
  router.get<ProgrammeList>("/api/v1/organisations/{organisation}/programmes", http::Access::signed_in,
                            "programmes.list", [](http::Call& call) {
                              return call.read([&](Context& c) {
                                const auto at =
                                    organisations::reach(c, call.id<Organisation>("organisation"), readers);
                                return ProgrammeList{around(c, at)};
                              });
                            });
  router.post<NewProgramme, Programme>(
      "/api/v1/programmes", http::Access::signed_in, "programmes.create",
      [](http::Call& call, const NewProgramme& in) {
        return call.change(in.organisation.value, [&](Context& c) {
          const auto at = organisations::reach(c, in.organisation, {RoleKind::county, RoleKind::town});
          return create(c, at, in.definition.value_or(built_in()));
        });
      });
  router.put<EditedProgramme, Programme>("/api/v1/programmes/{programme}", http::Access::signed_in,
                                         "programmes.edit", [](http::Call& call, const EditedProgramme& in) {
                                           return call.change(0, [&](Context& c) {
                                             return edit(c, call.id<Programme>("programme"), in.definition,
                                                         in.version);
                                           });
                                         });
}

void participation_routes(http::Router& router) {
  router.get<ParticipationView>(
      "/api/v1/villages/{village}/participation", http::Access::signed_in, "participations.read",
      [](http::Call& call) {
        return call.read([&](Context& c) { return view(c, village_for(c, call, readers)); });
      });
  router.post<Invitation, ParticipationView>(
      "/api/v1/villages/{village}/participation", http::Access::signed_in, "participations.invite",
      [](http::Call& call, const Invitation& in) {
        return changed(call, staff_kinds, [&](Context& c, const Village& village) {
          invite(c, village, in.programme, in.wave);
        });
      });
  router.post<http::Nothing, ParticipationView>(
      "/api/v1/villages/{village}/participation/prepare", http::Access::signed_in, "participations.prepare",
      [](http::Call& call, const http::Nothing&) {
        return changed(call, staff_kinds, [](Context& c, const Village& village) { prepare(c, village); });
      });
  router.post<StartDay, ParticipationView>(
      "/api/v1/villages/{village}/participation/start", http::Access::signed_in, "participations.start",
      [](http::Call& call, const StartDay& in) {
        return changed(call, staff_kinds,
                       [&](Context& c, const Village& village) { start(c, village, in.starts_on); });
      });
}

void stage_routes(http::Router& router) {
  router.put<StageDates, ParticipationView>(
      "/api/v1/villages/{village}/stages/{stage}/dates", http::Access::signed_in, "stages.set_dates",
      [](http::Call& call, const StageDates& in) {
        return changed(call, staff_kinds, [&](Context& c, const Village& village) {
          set_stage_dates(c, village, stage_named(call), in.starts_on, in.ends_on, in.version);
        });
      });
  router.post<http::Nothing, ParticipationView>(
      "/api/v1/villages/{village}/stages/{stage}/confirm", http::Access::signed_in, "stages.confirm",
      [](http::Call& call, const http::Nothing&) {
        return changed(call, staff_kinds,
                       [&](Context& c, const Village& village) { confirm(c, village, stage_named(call)); });
      });
  router.post<Reason, ParticipationView>(
      "/api/v1/villages/{village}/stages/{stage}/send-back", http::Access::signed_in, "stages.send_back",
      [](http::Call& call, const Reason& in) {
        return changed(call, staff_kinds, [&](Context& c, const Village& village) {
          send_back(c, village, stage_named(call), in.reason);
        });
      });
}

void exemption_routes(http::Router& router) {
  router.get<ExemptionList>("/api/v1/villages/{village}/exemptions", http::Access::signed_in,
                            "exemptions.list", [](http::Call& call) {
                              return call.read([&](Context& c) {
                                return ExemptionList{exemptions(c, village_for(c, call, exemption_readers))};
                              });
                            });
  router.post<NewExemption, Exemption>("/api/v1/villages/{village}/exemptions", http::Access::signed_in,
                                       "exemptions.grant", [](http::Call& call, const NewExemption& in) {
                                         return call.change(village_id(call).value, [&](Context& c) {
                                           return exempt(c, village_for(c, call, staff_kinds), in.household,
                                                         in.matter, in.reason);
                                         });
                                       });
  router.post<http::Nothing, ExemptionList>("/api/v1/villages/{village}/exemptions/{exemption}/end",
                                            http::Access::signed_in, "exemptions.end",
                                            [](http::Call& call, const http::Nothing&) {
                                              return call.change(village_id(call).value, [&](Context& c) {
                                                const Village village = village_for(c, call, staff_kinds);
                                                end_exemption(c, village, call.id<Exemption>("exemption"));
                                                return ExemptionList{exemptions(c, village)};
                                              });
                                            });
}

}  // namespace

void routes(http::Router& router) {
  programme_routes(router);
  participation_routes(router);
  stage_routes(router);
  exemption_routes(router);
}

}  // namespace lianghu::programmes

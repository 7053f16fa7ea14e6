#include "features/feedback/feedback_api.h"

#include <algorithm>
#include <tuple>

#include "base/describe.h"
#include "features/feedback/feedback.h"

namespace lianghu::feedback {

namespace {

struct Desk {
  std::string organisation_name;
  std::vector<Entry> entries;
  PileCounts counts;
  std::vector<Timeliness> villages;  // of a town or a county: those with something late first
};
BOOST_DESCRIBE_STRUCT(Desk, (), (organisation_name, entries, counts, villages))

struct Assignment {
  Id<Account> account;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Assignment, (), (account, version))

struct AnswerBody {
  std::string text;
  bool show = false;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (), (text, show, version))

struct TextBody {
  std::string text;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(TextBody, (), (text, version))

struct MergeBody {
  Id<Feedback> into;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MergeBody, (), (into, version))

struct SentenceBody {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(SentenceBody, (), (text))

struct ReasonBody {
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ReasonBody, (), (reason, version))

struct VersionBody {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(VersionBody, (), (version))

Id<Organisation> village_id(const http::Call& call) {
  return call.id<Organisation>("village");
}

/// One village's, as its people see it, or those of all villages below, as staff and auditors do.
std::vector<Village> villages_of(Context& context, const Organisation& organisation) {
  if (organisation.kind == organisations::Kind::branch)
    return {households::readable_village(context, organisation.id)};
  std::vector<Village> out;
  const auto top =
      organisations::reach(context, organisation.id, {RoleKind::county, RoleKind::town, RoleKind::auditor});
  for (const Organisation& each : organisations::branches(context, top))
    out.push_back(households::readable_village(context, each.id));
  return out;
}

bool comes_before(Pile pile, const Entry& one, const Entry& other) {
  if (pile == Pile::to_do)
    return std::tie(one.in_crowd, one.answer_by) < std::tie(other.in_crowd, other.answer_by);
  return one.day > other.day;
}

Desk desk(http::Call& call) {
  const std::string_view wanted = call.query("pile");
  const auto pile = wanted.empty() ? Pile::to_do : find_enum<Pile>(wanted);
  if (!pile) throw Refusal(Status::bad_request, "feedback.pile", "pile");
  return call.read([&](Context& c) {
    const auto organisation = organisations::find(c, call.id<Organisation>("organisation"));
    if (!organisation) throw Refusal(Status::not_found, "organisation.not_found");
    const bool is_above = organisation->kind != organisations::Kind::branch;
    Desk out{organisation->name, {}, {}, {}};
    for (const Village& village : villages_of(c, *organisation)) {
      for (Entry& each : list(c, village, *pile)) out.entries.push_back(std::move(each));
      const PileCounts here = counts(c, village);
      out.counts.to_do += here.to_do;
      out.counts.answered += here.answered;
      out.counts.closed += here.closed;
      out.counts.hidden += here.hidden;
      if (is_above) out.villages.push_back(timeliness(c, village));
    }
    std::ranges::stable_sort(out.villages, std::ranges::greater{}, &Timeliness::days_late);
    std::ranges::stable_sort(
        out.entries, [&](const Entry& one, const Entry& other) { return comes_before(*pile, one, other); });
    return out;
  });
}

/// `work(context, village, id)`, and what the desk shows after it.
template <class Body, class Work>
void step_route(http::Router& router, const std::string& step, Work work) {
  router.post<Body, Entry>("/api/v1/villages/{village}/feedback/{feedback}/" + step, http::Access::signed_in,
                           "feedback." + step, [work](http::Call& call, const Body& in) {
                             return call.change(village_id(call).value, [&](Context& c) {
                               const Village village = households::readable_village(c, village_id(call));
                               return work(c, village, call.id<Feedback>("feedback"), in);
                             });
                           });
}

void picture_route(http::Router& router) {
  router.raw("GET", "/api/v1/villages/{village}/feedback/{feedback}/pictures/{picture}",
             http::Access::signed_in, "feedback.picture", "", "image/jpeg", [](http::Call& call) {
               http::Response response;
               response.type = "image/jpeg";
               response.body = call.read([&](Context& c) {
                 const Village village = households::readable_village(c, village_id(call));
                 return picture(c, village, call.id<Feedback>("feedback"), call.id<Picture>("picture"));
               });
               response.headers.emplace_back("Cache-Control", "private, no-store");
               return response;
             });
}

void template_routes(http::Router& router) {
  const std::string at = "/api/v1/organisations/{organisation}/feedback/templates";
  router.post<SentenceBody, KeptSentence>(
      at, http::Access::signed_in, "feedback.keep_template", [](http::Call& call, const SentenceBody& in) {
        const auto organisation = call.id<Organisation>("organisation");
        return call.change(organisation.value,
                           [&](Context& c) { return keep_template(c, organisation, in.text); });
      });
  router.remove<http::Nothing>(at + "/{template}", http::Access::signed_in, "feedback.retire_template",
                               [](http::Call& call) {
                                 const auto organisation = call.id<Organisation>("organisation");
                                 return call.change(organisation.value, [&](Context& c) {
                                   retire_template(c, organisation, call.id<Template>("template"));
                                   return http::Nothing{};
                                 });
                               });
}

}  // namespace

void routes(http::Router& router) {
  picture_route(router);
  template_routes(router);
  router
      .get<Desk>("/api/v1/organisations/{organisation}/feedback", http::Access::signed_in, "feedback.list",
                 desk)
      .query = {"pile"};
  router.get<Detail>("/api/v1/villages/{village}/feedback/{feedback}", http::Access::signed_in,
                     "feedback.read", [](http::Call& call) {
                       return call.read([&](Context& c) {
                         const Village village = households::readable_village(c, village_id(call));
                         return get(c, village, call.id<Feedback>("feedback"));
                       });
                     });
  step_route<Assignment>(router, "assign",
                         [](Context& c, const Village& village, Id<Feedback> id, const Assignment& in) {
                           return assign(c, village, id, in.account, in.version);
                         });
  step_route<AnswerBody>(router, "answer",
                         [](Context& c, const Village& village, Id<Feedback> id, const AnswerBody& in) {
                           return answer(c, village, id, {in.text, in.show}, in.version);
                         });
  step_route<TextBody>(router, "ask",
                       [](Context& c, const Village& village, Id<Feedback> id, const TextBody& in) {
                         return ask(c, village, id, in.text, in.version);
                       });
  step_route<MergeBody>(router, "merge",
                        [](Context& c, const Village& village, Id<Feedback> id, const MergeBody& in) {
                          return merge(c, village, id, in.into, in.version);
                        });
  step_route<VersionBody>(router, "separate",
                          [](Context& c, const Village& village, Id<Feedback> id, const VersionBody& in) {
                            return separate(c, village, id, in.version);
                          });
  step_route<VersionBody>(router, "close",
                          [](Context& c, const Village& village, Id<Feedback> id, const VersionBody& in) {
                            return close(c, village, id, in.version);
                          });
  step_route<ReasonBody>(router, "pass-up",
                         [](Context& c, const Village& village, Id<Feedback> id, const ReasonBody& in) {
                           return pass_up(c, village, id, in.reason, in.version);
                         });
  step_route<ReasonBody>(router, "hide",
                         [](Context& c, const Village& village, Id<Feedback> id, const ReasonBody& in) {
                           return hide(c, village, id, in.reason, in.version);
                         });
  step_route<VersionBody>(router, "show",
                          [](Context& c, const Village& village, Id<Feedback> id, const VersionBody& in) {
                            return show_again(c, village, id, in.version);
                          });
}

}  // namespace lianghu::feedback

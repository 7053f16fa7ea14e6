// Issuing and closing appraisal slips. The codes stand in no answer but the paper that issuing gives; whose
// answer was lost on the way gets the same paper by sending the same request again, and nobody else does.
#include <algorithm>

#include "base/code_digits.h"
#include "base/describe.h"
#include "documents/print.h"
#include "features/plaques/plaques.h"
#include "features/reviews/appraisal_slips.h"
#include "features/reviews/reviews_api.h"
#include "http/own_address.h"
#include "http/router.h"

namespace lianghu::reviews {

namespace {

const std::string slips_path = "/api/v1/villages/{village}/reviews/{review}/slips";

struct SlipIssue {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(SlipIssue, (), (count))

/// What a repeated request gets back: from the ids follow the codes.
struct IssuedSlips {
  std::vector<Id<AppraisalSlip>> slips;
};
BOOST_DESCRIBE_STRUCT(IssuedSlips, (), (slips))

IssuedSlips issued(http::Call& call, std::int64_t count) {
  const auto village = call.id<Organisation>("village");
  return call.change(village.value, [&](Context& c) {
    IssuedSlips out;
    for (const AppraisalSlip& each :
         issue_slips(c, households::readable_village(c, village), call.id<Review>("review"), count))
      out.slips.push_back(each.id);
    return out;
  });
}

/// What is the same on all of them. They are read in the village, so they are Chinese unless another language
/// is asked for.
documents::SlipPaper blank(const Village& village, const Review& review, Language language) {
  const Values day = {{"year", std::to_string(static_cast<int>(review.held_on.year()))},
                      {"month", std::to_string(static_cast<unsigned>(review.held_on.month()))},
                      {"day", std::to_string(static_cast<unsigned>(review.held_on.day()))}};
  documents::SlipPaper out;
  out.title = say(language, "reviews.slip.title");
  out.lines = {plaques::place_name(village),
               say(language, "reviews.slip.of." + std::string(name_of(review.occasion)), day),
               say(language, "reviews.slip.one_each")};
  out.use = say(language, "reviews.slip.use");
  out.tell = say(language, "reviews.slip.tell");
  return out;
}

http::Response printed(http::Call& call) {
  const std::string link = http::own_address(call) + "/a";
  const Language language = call.query("language") == "en" ? Language::en : Language::zh;
  const auto wanted = json::read<SlipIssue>(json::parse_typed(call.request().body));
  const IssuedSlips slips = issued(call, wanted.count);
  documents::PdfInfo info;
  const documents::SlipPaper paper = call.read([&](Context& c) {
    const Village village = households::readable_village(c, call.id<Organisation>("village"));
    const Review review = sheet(c, village, call.id<Review>("review")).review;
    info = {say(language, "reviews.slip.file", {{"village", village.name()}}), c.now()};
    return blank(village, review, language);
  });
  std::vector<documents::SlipPaper> papers(slips.slips.size(), paper);
  for (std::size_t at = 0; at < papers.size(); ++at) {
    AppraisalSlip slip;
    slip.id = slips.slips[at];
    papers[at].code = grouped_code(code_on(slip, call.changes().sealer()));
  }
  // Not as they were made: the place on the sheet tells nothing of a slip's row.
  std::ranges::sort(papers, {}, &documents::SlipPaper::code);
  return http::Response::file("application/pdf", info.title + ".pdf",
                              documents::slip_pdf(papers, link, info));
}

}  // namespace

void appraisal_slip_routes(http::Router& router) {
  http::Route& issue = router.raw("POST", slips_path, http::Access::signed_in, "reviews.issue_slips",
                                  "application/json", "application/pdf", printed);
  issue.request_schema = [](boost::json::object& components) { return json::schema<SlipIssue>(components); };
  issue.query = {"language"};
  router.post<http::Nothing, SlipCounts>(slips_path + "/close", http::Access::signed_in,
                                         "reviews.close_slips", [](http::Call& call, const http::Nothing&) {
                                           const auto village = call.id<Organisation>("village");
                                           return call.change(village.value, [&](Context& c) {
                                             return close_slips(c, households::readable_village(c, village),
                                                                call.id<Review>("review"));
                                           });
                                         });
}

}  // namespace lianghu::reviews

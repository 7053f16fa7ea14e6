
#include "base/describe.h"
#include "base/files.h"
#include "base/text.h"
#include "features/pledges/pledges_api.h"
#include "features/pledges/printing.h"
#include "http/own_address.h"
#include "http/router.h"

namespace lianghu::pledges {

namespace {

constexpr std::size_t letters_max = 500;

enum class Paper { a3_full, a4_reduced };
BOOST_DESCRIBE_ENUM(Paper, a3_full, a4_reduced)

[[noreturn]] void refuse_query(std::string_view name) {
  throw Refusal(Status::bad_request, "pledge.query", std::string(name), {{"name", std::string(name)}});
}

/// `pledges=1,2,3`; `pledges=all`, or nothing: every one that is signed.
std::vector<Id<Pledge>> chosen(std::string_view query) {
  std::vector<Id<Pledge>> out;
  if (query.empty() || query == "all") return out;
  for (const std::string& each : split(query, ',')) {
    const auto id = parse_id(each);
    if (!id || out.size() == letters_max) refuse_query("pledges");
    out.push_back({*id});
  }
  return out;
}

http::Response pdf(std::string bytes, std::string_view name) {
  http::Response response;
  response.type = "application/pdf";
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition", "inline; filename=" + std::string(name));
  return response;
}

/// What is printed is gathered in a transaction and drawn after it: a village's letters take a while.
http::Response letters(http::Call& call, const FileStore& files) {
  const auto ids = chosen(call.query("pledges"));
  const std::string base = http::own_address(call);
  documents::PdfInfo info;
  auto gathered = call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    info = {say(Language::zh, "pledges.print.letters_file", {{"village", village.name()}}), c.now()};
    return letters_to_print(c, village, ids, base);
  });
  std::vector<documents::Letter> drawn;
  for (LetterToPrint& each : gathered) {
    put_signature(each, files.get(each.signature_file));
    drawn.push_back(std::move(each.letter));
  }
  return pdf(documents::letter_pdf(drawn, info), "pledges.pdf");
}

http::Response notice(http::Call& call) {
  const auto wanted =
      call.query("paper").empty() ? std::optional(Paper::a3_full) : find_enum<Paper>(call.query("paper"));
  if (!wanted) refuse_query("paper");
  const std::string base = http::own_address(call);
  documents::PdfInfo info;
  const auto gathered = call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    info = {say(Language::zh, "pledges.print.notice_file", {{"village", village.name()}}), c.now()};
    return notice_to_print(c, village, base);
  });
  const auto paper =
      *wanted == Paper::a3_full ? documents::NoticePaper::a3_full : documents::NoticePaper::a4_reduced;
  return pdf(documents::notice_pdf(gathered, info, paper), "notice.pdf");
}

}  // namespace

void printing_routes(http::Router& router, const FileStore& files) {
  router
      .raw("GET", "/api/v1/villages/{village}/pledges/letters.pdf", http::Access::signed_in,
           "pledges.print_letters", "", "application/pdf",
           [&files](http::Call& call) { return letters(call, files); })
      .query = {"pledges"};
  router
      .raw("GET", "/api/v1/villages/{village}/pledges/notice.pdf", http::Access::signed_in,
           "pledges.print_notice", "", "application/pdf", notice)
      .query = {"paper"};
}

}  // namespace lianghu::pledges

// Ballots on paper for staff: issuing, voiding, printing. The code on a form is no part of any answer but the
// PDF.
#include "base/text.h"
#include "features/pairing/forms.h"
#include "features/pairing/forms_printing.h"
#include "features/pairing/pairing_api.h"
#include "http/own_address.h"
#include "http/router.h"

namespace lianghu::pairing {

namespace {

const std::string forms_path = "/api/v1/villages/{village}/pairing/forms";

struct FormList {
  std::vector<FormRow> forms;
};
BOOST_DESCRIBE_STRUCT(FormList, (), (forms))

struct Issuing {
  std::vector<Id<Household>> households;
};
BOOST_DESCRIBE_STRUCT(Issuing, (), (households))

struct IssuedForms {
  std::vector<Form> forms;
};
BOOST_DESCRIBE_STRUCT(IssuedForms, (), (forms))

struct Voiding {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Voiding, (), (version))

/// `forms=1,2,3`
std::vector<Id<Form>> chosen(const http::Call& call) {
  std::vector<Id<Form>> out;
  if (call.query("forms").empty()) return out;
  for (const std::string& each : split(call.query("forms"), ',')) {
    const auto id = parse_id(each);
    if (!id || out.size() == forms_max) throw Refusal(Status::bad_request, "pairing.form.query", "forms");
    out.push_back({*id});
  }
  return out;
}

/// What is printed is gathered in a transaction and drawn after it: a village's forms take a while. They are
/// read in the village, so they are Chinese unless another language is asked for.
http::Response printed(http::Call& call) {
  const auto ids = chosen(call);
  const std::string address = http::own_address(call);
  const Language language = call.query("language") == "en" ? Language::en : Language::zh;
  documents::PdfInfo info;
  const auto sheets = call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    info = {say(language, "pairing.paper.file", {{"village", village.name()}}), c.now()};
    return forms_to_print(c, village, ids, address, language);
  });
  http::Response response;
  response.type = "application/pdf";
  response.body = documents::ballot_pdf(sheets, info);
  response.headers.emplace_back("Content-Disposition", "inline; filename=ballots.pdf");
  return response;
}

}  // namespace

void form_routes(http::Router& router) {
  router.get<FormList>(forms_path, http::Access::signed_in, "pairing.forms", [](http::Call& call) {
    return call.read(
        [&](Context& c) { return FormList{forms(c, households::readable_village(c, village_id(call)))}; });
  });
  router.post<Issuing, IssuedForms>(
      forms_path, http::Access::signed_in, "pairing.issue_forms", [](http::Call& call, const Issuing& in) {
        return call.change(village_id(call).value, [&](Context& c) {
          return IssuedForms{
              issue_forms(c, households::readable_village(c, village_id(call)), in.households)};
        });
      });
  router.post<Voiding, Form>(forms_path + "/{form}/void", http::Access::signed_in, "pairing.void_form",
                             [](http::Call& call, const Voiding& in) {
                               return call.change(village_id(call).value, [&](Context& c) {
                                 return void_form(c, households::readable_village(c, village_id(call)),
                                                  call.id<Form>("form"), in.version);
                               });
                             });
  router
      .raw("GET", forms_path + ".pdf", http::Access::signed_in, "pairing.print_forms", "", "application/pdf",
           printed)
      .query = {"forms", "language"};
}

}  // namespace lianghu::pairing

// Signatures come as a drawing in JSON, or as a photograph of the signed paper in a form with a file. The
// picture is in the content store before the change that names it.
#include "base/files.h"
#include "base/text.h"
#include "documents/image_check.h"
#include "features/pledges/pledges_api.h"
#include "http/router.h"

namespace lianghu::pledges {

namespace {

constexpr std::size_t drawing_bytes_max = 1024UL * 1024;
constexpr std::size_t photo_bytes_max = 8UL * 1024 * 1024;
constexpr std::size_t form_bytes_max = photo_bytes_max + 64UL * 1024;
constexpr std::size_t json_bytes_max = 1536UL * 1024;  // a drawing in base64, and the rest

struct Drawn {
  Id<Person> signer;
  std::string picture;  // data:image/png;base64,…
  std::vector<Id<Person>> co_signers;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Drawn, (), (signer, picture, co_signers, version))

[[noreturn]] void refuse_form(std::string_view field) {
  throw Refusal(Status::bad_request, "pledge.form", std::string(field), {{"name", std::string(field)}});
}

std::string drawing_of(std::string_view address) {
  constexpr std::string_view begin = "data:image/png;base64,";
  if (!address.starts_with(begin)) throw Refusal(Status::unprocessable, "pledge.signature", "picture");
  auto bytes = from_base64(address.substr(begin.size()));
  if (!bytes) throw Refusal(Status::unprocessable, "pledge.signature", "picture");
  documents::ImageLimits limits;
  limits.bytes_max = drawing_bytes_max;
  static_cast<void>(documents::check_image(*bytes, "picture", limits));
  return std::move(*bytes);
}

template <class Thing>
Id<Thing> id_of(const std::string& text, std::string_view field) {
  const auto id = parse_id(text);
  if (!id) refuse_form(field);
  return {*id};
}

struct Form {
  Signing signing;
  std::string photo;
};

/// Fields signer, version, signed_on (may be missing) and co_signer (any number of times), and the photo.
Form form_of(const http::Call& call) {
  Form out;
  out.signing.kind = SignatureKind::paper;
  for (http::Call::Part& part : call.parts()) {
    if (part.name == "signer") {
      out.signing.signer = id_of<Person>(part.bytes, part.name);
    } else if (part.name == "co_signer") {
      out.signing.co_signers.push_back(id_of<Person>(part.bytes, part.name));
    } else if (part.name == "version") {
      out.signing.version = id_of<Pledge>(part.bytes, part.name).value;
    } else if (part.name == "signed_on") {
      out.signing.signed_on = parse_date(part.bytes);
      if (!out.signing.signed_on) refuse_form(part.name);
    } else if (part.name == "photo") {
      out.photo = std::move(part.bytes);
    } else {
      refuse_form(part.name);
    }
  }
  if (!out.signing.signer) refuse_form("signer");
  return out;
}

Pledge signed_letter(http::Call& call, const Signing& signing) {
  return call.change(village_id(call).value, [&](Context& c) {
    return sign(c, households::readable_village(c, village_id(call)), call.id<Pledge>("pledge"), signing);
  });
}

/// Nobody fills the store with pictures for letters that are not theirs: the letter is looked for first.
void require_letter(http::Call& call) {
  call.read([&](Context& c) {
    static_cast<void>(get(c, households::readable_village(c, village_id(call)), call.id<Pledge>("pledge")));
  });
}

http::Response signed_on_paper(http::Call& call, const FileStore& files) {
  require_letter(call);
  Form form = form_of(call);
  documents::ImageLimits limits;
  limits.bytes_max = photo_bytes_max;
  static_cast<void>(documents::check_image(form.photo, "photo", limits));
  form.signing.file = files.put(form.photo);
  return http::Response::json(200, json::write(signed_letter(call, form.signing)));
}

http::Response picture(http::Call& call, const FileStore& files) {
  const Pledge letter = call.read([&](Context& c) {
    return get(c, households::readable_village(c, village_id(call)), call.id<Pledge>("pledge"));
  });
  auto bytes = letter.signature ? files.get(letter.signature->file) : std::nullopt;
  if (!bytes) throw Refusal(Status::not_found, "pledge.signature.missing");
  const auto info = documents::check_image(*bytes, "picture");
  http::Response response;
  response.type = info.kind == documents::ImageKind::png ? "image/png" : "image/jpeg";
  response.body = std::move(*bytes);
  response.headers.emplace_back("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void signing_routes(http::Router& router, const FileStore& files) {
  auto& drawn = router.post<Drawn, Pledge>(
      "/api/v1/villages/{village}/pledges/{pledge}/sign", http::Access::signed_in, "pledges.sign",
      [&files](http::Call& call, const Drawn& in) {
        require_letter(call);
        const std::string file = files.put(drawing_of(in.picture));
        return signed_letter(
            call, {in.signer, SignatureKind::screen, file, std::nullopt, in.co_signers, in.version});
      });
  drawn.body_bytes_max = json_bytes_max;
  auto& paper =
      router.raw("POST", "/api/v1/villages/{village}/pledges/{pledge}/sign-paper", http::Access::signed_in,
                 "pledges.sign_paper", "multipart/form-data", "application/json",
                 [&files](http::Call& call) { return signed_on_paper(call, files); });
  paper.body_bytes_max = form_bytes_max;
  router.raw("GET", "/api/v1/villages/{village}/pledges/{pledge}/signature", http::Access::signed_in,
             "pledges.signature", "", "image/png",
             [&files](http::Call& call) { return picture(call, files); });
}

}  // namespace lianghu::pledges

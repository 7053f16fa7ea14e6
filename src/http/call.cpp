#include "http/call.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "http/forms.h"

namespace lianghu::http {
namespace {

constexpr std::size_t key_characters_min = 16;
constexpr std::size_t key_characters_max = 64;

bool is_key_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// A hash over pieces of which none can run into the next: each is preceded by its length.
class Fingerprint {
 public:
  Fingerprint() { crypto_generichash_init(&state_, nullptr, 0, crypto_generichash_BYTES); }
  void add(std::string_view piece) {
    const std::uint64_t size = piece.size();
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
  }
  std::string hex_digits() {
    std::string bytes(crypto_generichash_BYTES, '\0');
    crypto_generichash_final(&state_, reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
    return hex(bytes);
  }

 private:
  crypto_generichash_state state_{};
};

}  // namespace

std::string_view Call::header(std::string_view lower_case_name) const {
  const auto found = request_.headers.find(lower_case_name);
  return found == request_.headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view Call::query(std::string_view name) const {
  const auto found = request_.query.find(name);
  return found == request_.query.end() ? std::string_view{} : std::string_view(found->second);
}

const std::string& Call::parameter(std::string_view name) const {
  const auto found = parameters_.find(name);
  if (found == parameters_.end()) throw std::logic_error("the route has no parameter " + std::string(name));
  return found->second;
}

std::int64_t Call::id_value(std::string_view name) const {
  const auto id = parse_id(parameter(name));
  if (!id) throw Refusal(Status::not_found, "route.not_found");
  return *id;
}

Parameters Call::form() const {
  if (media_type(header("content-type")) != "application/x-www-form-urlencoded") {
    throw Refusal(Status::unsupported_media, "body.type", {},
                  {{"expected", "application/x-www-form-urlencoded"}});
  }
  auto fields = parse_urlencoded(request_.body);
  if (!fields) throw Refusal(Status::bad_request, "form.malformed");
  return std::move(*fields);
}

std::vector<Call::Part> Call::parts() const {
  if (media_type(header("content-type")) != "multipart/form-data") {
    throw Refusal(Status::unsupported_media, "body.type", {}, {{"expected", "multipart/form-data"}});
  }
  auto parts = parse_multipart(header("content-type"), request_.body);
  if (!parts) throw Refusal(Status::bad_request, "form.malformed");
  return std::move(*parts);
}

void Call::set_header(std::string name, std::string value) {
  headers_.emplace_back(std::move(name), std::move(value));
}

Idempotency Call::idempotency(std::int64_t village) const {
  Idempotency out;
  out.village = village;
  out.key = header("idempotency-key");
  Fingerprint fingerprint;
  fingerprint.add(std::to_string(actor_.account));
  fingerprint.add(request_.method);
  fingerprint.add(request_.path);
  for (const auto& [name, value] : request_.query) {
    fingerprint.add(name);
    fingerprint.add(value);
  }
  const auto type = media_type(header("content-type"));
  if (type == "multipart/form-data") {
    // A browser draws a new boundary for each attempt, so the parts count, not the bytes around them.
    for (const auto& part : parts()) {
      for (const auto& piece : {part.name, part.filename, part.type, part.bytes}) fingerprint.add(piece);
      if (out.key.empty() && part.name == "key") out.key = part.bytes;
    }
  } else {
    fingerprint.add(request_.body);
    if (out.key.empty() && type == "application/x-www-form-urlencoded") {
      const auto fields = form();
      if (const auto key = fields.find("key"); key != fields.end()) out.key = key->second;
    }
  }
  if (out.key.empty()) throw Refusal(Status::bad_request, "idempotency.missing");
  if (out.key.size() < key_characters_min || out.key.size() > key_characters_max ||
      !std::all_of(out.key.begin(), out.key.end(), is_key_character)) {
    throw Refusal(Status::bad_request, "idempotency.malformed");
  }
  // Keyed: an unkeyed hash of a body with few possible contents, a ballot's say, could be tried out.
  out.fingerprint =
      hex(changes_.sealer().fingerprint(fingerprint.hex_digits(), "idempotency_keys.fingerprint"));
  return out;
}

}  // namespace lianghu::http

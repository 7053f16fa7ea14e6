#include "features/feedback/codes.h"

#include <stdexcept>
#include <utility>

#include "base/code_digits.h"

namespace lianghu::feedback {

namespace {

constexpr std::uint64_t ids_a_day = std::uint64_t{24} * 60 * 60 * 1000 << 21;

std::string phone_context(Id<Feedback> id) {
  return "feedback.phone_sealed/" + std::to_string(id.value);
}

std::string picture_context(Id<Picture> id) {
  return "feedback_pictures.sealed/" + std::to_string(id.value);
}

}  // namespace

std::string code_of(const Sealer& sealer, std::string_view form_key) {
  return digits_from(sealer.fingerprint(form_key, "feedback.code"), code_digits);
}

std::optional<std::string> read_code(std::string_view typed) {
  return typed_digits(typed, code_digits);
}

std::string hash_of(const Sealer& sealer, std::string_view code) {
  return sealer.fingerprint(code, "feedback_codes.code_hash");
}

std::string sealed_phone(const Sealer& sealer, Id<Feedback> id, std::string_view digits) {
  return sealer.seal(digits, phone_context(id));
}

std::string opened_phone(const Sealer& sealer, Id<Feedback> id, std::string_view sealed) {
  auto digits = sealer.open(sealed, phone_context(id));
  if (!digits) throw std::logic_error("a telephone number was sealed with another key");
  return std::move(*digits);
}

std::string sealed_picture(const Sealer& sealer, Id<Picture> id, std::string_view jpeg) {
  return sealer.seal(jpeg, picture_context(id));
}

std::string opened_picture(const Sealer& sealer, Id<Picture> id, std::string_view sealed) {
  auto jpeg = sealer.open(sealed, picture_context(id));
  if (!jpeg) throw std::logic_error("a picture was sealed with another key");
  return std::move(*jpeg);
}

std::int64_t id_of_the_day(Context& context) {
  IdMaker maker;
  const std::int64_t first = maker.next(china_instant(context.today()).ms);
  return first + static_cast<std::int64_t>(context.random().below(ids_a_day));
}

}  // namespace lianghu::feedback

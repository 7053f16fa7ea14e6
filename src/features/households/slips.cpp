#include "features/households/slips.h"

#include <algorithm>

#include "base/text.h"
#include "features/households/rights.h"
#include "features/households/slips_store.h"

namespace lianghu::households {

namespace {

constexpr std::size_t digits_free = 11;
constexpr std::size_t digits_all = digits_free + 1;
constexpr std::size_t group_digits = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// ISO 7064, MOD 11,10: finds every wrong digit and nearly every two that changed places.
char check_digit(std::string_view digits) {
  int product = 10;
  for (const char each : digits) {
    const int sum = (product + (each - '0')) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

std::string digits_of(std::string_view typed) {
  std::string digits = fold(typed);
  std::erase(digits, '-');
  return digits;
}

}  // namespace

std::string code_on(const Slip& slip, const Sealer& sealer) {
  const std::string bytes = sealer.fingerprint(std::to_string(slip.id.value), "household_slips.code");
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < sizeof number; ++at)
    number = number << 8U | static_cast<unsigned char>(bytes.at(at));
  constexpr std::uint64_t codes = 100'000'000'000;  // ten to the digits_free
  std::string code = std::to_string(number % codes);
  code.insert(0, digits_free - code.size(), '0');
  return code + check_digit(code);
}

std::string grouped_code(std::string_view code) {
  std::string out;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (at > 0 && at % group_digits == 0) out += ' ';
    out += code[at];
  }
  return out;
}

Slip issue_slip(Context& context, const Village& village, Id<Household> household) {
  require_write(context, village);
  const auto living = active_households(context, village, Kind::contact);
  if (std::ranges::find(living, household, &ActiveHousehold::id) == living.end()) {
    if (!find(context, village, household)) throw Refusal(Status::not_found, "household.not_found");
    throw Refusal(Status::unprocessable, "slip.not_contact", "household");
  }
  store::void_live(context, village, household);
  Slip slip;
  slip.household = household;
  slip.issued_on = context.today();
  slip.issued_by = context.actor().account;
  slip.issuer_name = context.actor().name;
  slip.version = 1;
  do {
    slip.id = context.make_id<Slip>();
  } while (!store::insert(context, village, slip, code_on(slip, context.sealer())));
  context.record("slip.issued", village.id().value, household.value);
  return slip;
}

void void_slip(Context& context, const Village& village, Id<Household> household) {
  require_write(context, village);
  if (!find(context, village, household)) throw Refusal(Status::not_found, "household.not_found");
  if (store::void_live(context, village, household))
    context.record("slip.voided", village.id().value, household.value);
}

std::vector<Slip> slips(Context& context, const Village& village) {
  require_write(context, village);
  return store::live_slips(context, village);
}

SlipHolder resolve_code(Context& context, std::string_view typed) {
  const std::string code = digits_of(typed);
  const bool whole = code.size() == digits_all && std::ranges::all_of(code, is_digit) &&
                     check_digit(std::string_view(code).substr(0, digits_free)) == code.back();
  const auto place = whole ? store::place_of_code(context, code) : std::nullopt;
  if (!place) throw Refusal(Status::unprocessable, "slip.code.unknown", "code");
  return {place->village, place->household};
}

}  // namespace lianghu::households

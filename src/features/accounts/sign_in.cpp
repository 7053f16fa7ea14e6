// Sign-in, sessions and passwords: the half of the accounts room that guards the door.
#include <sodium.h>

#include <array>
#include <mutex>
#include <stdexcept>

#include "base/random.h"
#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/accounts/accounts_store.h"

namespace lianghu::accounts {

namespace {

constexpr std::size_t password_bytes_max = 256;
constexpr std::string_view token_context = "sessions.token";
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t seen_every_ms = 5 * minute_ms;

/// One hash takes 64 MiB: a crowd at the door must not fill the memory of an old PC.
std::mutex& one_hash_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

std::string base64(const unsigned char* bytes, std::size_t count) {
  std::array<char, 64> out{};
  sodium_bin2base64(out.data(), out.size(), bytes, count, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  return out.data();
}

/// As crypto_pwhash_str, in its form, but with a salt of ours: the demo's passwords repeat with its seed.
std::string hash_unchecked(std::string_view password, Random& random) {
  const std::string salt = random.bytes(crypto_pwhash_SALTBYTES);
  const auto* salt_bytes = reinterpret_cast<const unsigned char*>(salt.data());
  std::array<unsigned char, 32> hash{};
  const std::lock_guard lock(one_hash_at_a_time());
  if (crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(), salt_bytes,
                    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("not enough memory to hash a password");
  return "$argon2id$v=19$m=" + std::to_string(crypto_pwhash_MEMLIMIT_INTERACTIVE / 1024) +
         ",t=" + std::to_string(crypto_pwhash_OPSLIMIT_INTERACTIVE) + ",p=1$" +
         base64(salt_bytes, salt.size()) + "$" + base64(hash.data(), hash.size());
}

/// Compared with when nobody has the login name, so that both answers take the same time.
const std::string& nobodys_hash() {
  static const std::string hash = [] {
    SystemRandom random;
    return hash_unchecked("nobody has this password", random);
  }();
  return hash;
}

bool alive(const store::Session& session, Instant now) {
  return now.ms - session.seen_at.ms < session_idle_minutes_max * minute_ms &&
         now.ms - session.started_at.ms < std::int64_t{session_hours_max} * 60 * minute_ms;
}

std::string hash_of(Context& context, std::string_view token) {
  return context.sealer().fingerprint(token, token_context);
}

SignIn refused(Status status, std::string key) {
  return {"", Refusal(status, std::move(key), "password")};
}

}  // namespace

std::string hash_password(std::string_view password, Random& random) {
  if (characters(password) < password_characters_min || password.size() > password_bytes_max)
    throw Refusal(Status::unprocessable, "password.length", "password",
                  {{"min", std::to_string(password_characters_min)}});
  return hash_unchecked(password, random);
}

SignInCheck sign_in_check(Context& context, std::string_view login_name) {
  const std::string name = fold(login_name);
  SignInCheck check;
  check.locked = store::failures(context, name).locked_until > context.now();
  const auto stored = store::by_login_name(context, name);
  if (stored && stored->account.active) {
    check.account = stored->account.id;
    check.password_hash = stored->password_hash;
  }
  return check;
}

SignInCheck password_check(Context& context) {
  const auto stored = store::by_id(context, {context.actor().account});
  if (!stored) return {};
  return {stored->account.id, stored->password_hash, false};
}

bool password_matches(const SignInCheck& check, std::string_view password) {
  if (password.size() > password_bytes_max) return false;
  const std::string& hash = check.account ? check.password_hash : nobodys_hash();
  const std::lock_guard lock(one_hash_at_a_time());
  const bool same = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  return same && check.account.has_value();
}

SignIn sign_in(Context& context, std::string_view login_name, const SignInCheck& check, bool matches) {
  const std::string name = fold(login_name);
  store::Failures failures = store::failures(context, name);
  if (failures.locked_until > context.now()) return refused(Status::too_many, "sign_in.locked");
  if (!matches || !check.account) {
    failures.count += 1;
    if (failures.count % failures_before_lock == 0)
      failures.locked_until = {context.now().ms + lock_minutes * minute_ms};
    store::set_failures(context, name, failures);
    return refused(Status::unauthorized, "sign_in.wrong");
  }
  store::forget_failures(context, name);
  const std::string token = base64url(context.random().bytes(32));
  store::start_session(context, hash_of(context, token), *check.account);
  context.record("session.started", 0, check.account->value);
  return {token, std::nullopt};
}

void sign_out(Context& context, std::string_view token) {
  const std::string hash = hash_of(context, token);
  const auto session = store::session(context, hash);
  if (!session) return;
  store::end_session(context, hash);
  context.record("session.ended", 0, session->account.value);
}

std::optional<Actor> actor_of(Context& context, std::string_view token) {
  const auto session = store::session(context, hash_of(context, token));
  if (!session || !alive(*session, context.now())) return std::nullopt;
  const auto stored = store::by_id(context, session->account);
  if (!stored || !stored->account.active) return std::nullopt;
  Actor actor = actor_for(context, session->account);
  actor.session = session->id.value;
  return actor;
}

bool session_is_stale(Context& context, std::string_view token) {
  const auto session = store::session(context, hash_of(context, token));
  return session && context.now().ms - session->seen_at.ms >= seen_every_ms;
}

void touch_session(Context& context, std::string_view token) {
  store::see_session(context, hash_of(context, token));
}

}  // namespace lianghu::accounts

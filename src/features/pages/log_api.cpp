#include "features/pages/log_api.h"

#include <optional>
#include <vector>

#include "base/embedded.h"
#include "base/text.h"
#include "features/pages/pages.h"
#include "journal/public_log.h"
#include "journal/tree.h"

namespace lianghu::pages {

namespace {

constexpr std::string_view plain_type = "text/plain; charset=utf-8";
constexpr std::string_view bytes_type = "application/octet-stream";
constexpr std::string_view check_script_type = "text/javascript; charset=utf-8";
constexpr std::string_view partial_mark = ".p";
constexpr std::size_t group_digits = 3;
constexpr std::uint64_t group_size = 1000;

Refusal not_there() {
  return {Status::not_found, "log.not_found"};
}

/// "x001", "x234", "067" and perhaps ".p" behind the last, then the width.
struct TilePlace {
  std::uint64_t number = 0;
  std::uint64_t width = journal::tile_width;
};
std::optional<TilePlace> place_of_tile(std::vector<std::string> parts) {
  TilePlace place;
  const bool is_partial = parts.size() > 1 && parts[parts.size() - 2].ends_with(partial_mark);
  if (is_partial) {
    const auto width = exact_number<std::uint64_t>(parts.back());
    if (!width || *width == 0 || *width >= journal::tile_width) return std::nullopt;
    place.width = *width;
    parts.pop_back();
    parts.back().resize(parts.back().size() - partial_mark.size());
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string_view part = parts[i];
    if (i + 1 < parts.size()) {
      if (!part.starts_with('x')) return std::nullopt;
      part.remove_prefix(1);
    }
    if (part.size() != group_digits) return std::nullopt;
    // With its zeros in front: a one before them makes it exact.
    const auto number = exact_number<std::uint64_t>("1" + std::string(part));
    if (!number) return std::nullopt;
    place.number = place.number * group_size + *number - group_size;
  }
  if (parts.size() > 1 && parts.front() == "x000") return std::nullopt;
  return place;
}

http::Response text_answer(std::string type, std::string bytes, const char* caching) {
  http::Response response{200, std::move(type), std::move(bytes), {}};
  response.headers.emplace_back("Cache-Control", caching);
  // Whoever watches the log may do it from a page of their own.
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return response;
}

http::Response tile(http::Call& call, const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  parts.reserve(names.size());
  for (const std::string& name : names) parts.emplace_back(call.parameter(name));
  const auto place = place_of_tile(parts);
  if (!place) throw not_there();
  const std::string_view level = call.parameter("level");
  const bool is_entries = level == "entries";
  const auto number = exact_number<unsigned>(level);
  if (!is_entries && !number) throw not_there();
  // Of what is signed, and nothing that a later checkpoint might not have.
  const auto bytes = call.read([&](Context& c) -> std::optional<std::string> {
    journal::Tree tree(c.tx());
    const std::uint64_t size = journal::signed_size(c.tx());
    try {
      return is_entries ? tree.entries(size, place->number, place->width)
                        : tree.tile(size, *number, place->number, place->width);
    } catch (const journal::TreeDamaged&) {
      return std::nullopt;
    }
  });
  if (!bytes) throw not_there();
  return text_answer(std::string(bytes_type), *bytes, "public, max-age=86400, immutable");
}

void tile_routes(http::Router& router) {
  // Up to a billion entries in four parts, and a width.
  std::vector<std::string> names;
  std::string pattern = "/log/tile/{level}";
  for (const char* name : {"a", "b", "c", "d"}) {
    names.emplace_back(name);
    pattern += "/{" + names.back() + "}";
    router.raw("GET", pattern, http::Access::anyone, "log.tile_" + names.back(), "", std::string(bytes_type),
               [names](http::Call& call) { return tile(call, names); });
  }
}

http::Response told(http::Call& call, std::optional<std::string> (*what)(db::Transaction&), bool ends_line) {
  auto text = call.read([&](Context& c) { return what(c.tx()); });
  if (!text) throw not_there();
  return text_answer(std::string(plain_type), *text + (ends_line ? "\n" : ""), "no-cache");
}

http::Response letter_proof(http::Call& call) {
  const auto text = call.read([&](Context& c) { return proof_file(c, call.parameter("token")); });
  if (!text) throw not_there();
  return text_answer(std::string(plain_type), *text, "no-cache");
}

}  // namespace

void log_routes(http::Router& router) {
  router.raw("GET", "/log/checkpoint", http::Access::anyone, "log.checkpoint", "", std::string(plain_type),
             [](http::Call& call) { return told(call, journal::signed_checkpoint, false); });
  router.raw("GET", "/log/key", http::Access::anyone, "log.key", "", std::string(plain_type),
             [](http::Call& call) { return told(call, journal::log_key, true); });
  router.raw("GET", "/log/check.js", http::Access::anyone, "log.script", "", std::string(check_script_type),
             [](http::Call&) {
               return text_answer(std::string(check_script_type),
                                  std::string(embedded_file(embedded::scripts(), "check.js").value()),
                                  "no-cache");
             });
  router.raw("GET", "/p/{token}/letter.tlog-proof", http::Access::anyone, "log.letter_proof", "",
             std::string(plain_type), letter_proof);
  tile_routes(router);
}

}  // namespace lianghu::pages

// Actions come as JSON, the photo in it as a data: address; the picture is in the content store before the
// change that names it.
#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/present.h"
#include "base/text.h"
#include "documents/image_check.h"
#include "features/help/help_api.h"
#include "features/help/sight.h"
#include "features/plaques/plaques.h"
#include "http/router.h"

namespace lianghu::help {

namespace {

constexpr std::size_t photo_bytes_max = 3UL * 1024 * 1024;
constexpr std::size_t json_bytes_max = 4UL * 1024 * 1024 + 64UL * 1024;  // a photo in base64, and the rest
constexpr int days_shown = 92;

struct ActionRow {
  Action action;
  std::string helper_head;
  std::string helped_head;  // "" when it was done for the village
};
BOOST_DESCRIBE_STRUCT(ActionRow, (), (action, helper_head, helped_head))

struct ActionList {
  std::string place;
  Date first{};
  Date last{};
  std::vector<ActionRow> actions;
  Tally tally;
  bool may_answer = false;  // for the helped household, from paper
};
BOOST_DESCRIBE_STRUCT(ActionList, (), (place, first, last, actions, tally, may_answer))

/// NewAction, but the photo is the picture itself.
struct SentAction {
  Id<Household> helper;
  std::optional<Id<Pairing>> pairing;
  std::optional<PledgeItem> pledge_item;
  Role role{};
  Date done_on{};
  std::string what;
  std::int64_t quarter_hours = 0;
  std::string picture;  // data:image/jpeg;base64,… or ""
};
BOOST_DESCRIBE_STRUCT(SentAction, (),
                      (helper, pairing, pledge_item, role, done_on, what, quarter_hours, picture))

struct Reason {
  std::string reason;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (reason, version))

struct PaperAnswer {
  bool was_so = true;
  std::string words;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PaperAnswer, (), (was_so, words, version))

/// Names are looked up once a household.
class Heads {
 public:
  Heads(Context& context, const Village& village) : context_(context), village_(village) {}
  const std::string& of(Id<Household> household) {
    const auto [at, is_new] = names_.emplace(household, std::string());
    if (is_new) at->second = present(households::find(context_, village_, household)).head_name;
    return at->second;
  }

 private:
  Context& context_;
  const Village& village_;
  std::map<Id<Household>, std::string> names_;
};

ActionRow row_of(Action action, Heads& heads) {
  ActionRow row;
  row.helper_head = heads.of(action.helper);
  if (action.helped) row.helped_head = heads.of(*action.helped);
  row.action = std::move(action);
  return row;
}

Date date_query(http::Call& call, std::string_view name, Date otherwise) {
  const std::string_view text = call.query(name);
  if (text.empty()) return otherwise;
  const auto date = parse_date(text);
  if (!date)
    throw Refusal(Status::bad_request, "help.query", std::string(name), {{"name", std::string(name)}});
  return *date;
}

ActionList listed(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    ActionList out;
    out.place = plaques::place_name(village);
    out.last = date_query(call, "last", c.today());
    // A village that paused for a year still sees its last season first.
    const Date newest = std::min(newest_day(c, village).value_or(out.last), out.last);
    out.first = date_query(call, "first", add_days(newest, -days_shown));
    Heads heads(c, village);
    for (Action& each : list(c, village, out.first, out.last)) {
      add_to(out.tally, each);
      out.actions.push_back(row_of(std::move(each), heads));
    }
    out.may_answer = answers_for_others(c, village);
    return out;
  });
}

ActionRow one(http::Call& call) {
  return call.read([&](Context& c) {
    const Village village = households::readable_village(c, village_id(call));
    Heads heads(c, village);
    return row_of(get(c, village, call.id<Action>("action")), heads);
  });
}

std::string picture_of(std::string_view address) {
  for (const std::string_view begin : {"data:image/jpeg;base64,", "data:image/png;base64,"}) {
    if (!address.starts_with(begin)) continue;
    auto bytes = from_base64(address.substr(begin.size()));
    if (!bytes) break;
    documents::ImageLimits limits;
    limits.bytes_max = photo_bytes_max;
    static_cast<void>(documents::check_image(*bytes, "picture", limits));
    return std::move(*bytes);
  }
  throw Refusal(Status::unprocessable, "help.photo", "picture");
}

Action recorded(http::Call& call, const SentAction& in, const FileStore& files) {
  // Nobody fills the store with pictures for households that are not theirs.
  call.read([&](Context& c) {
    static_cast<void>(writable_household(c, households::readable_village(c, village_id(call)), in.helper));
  });
  NewAction fields{in.helper, in.pairing, in.pledge_item, in.role, in.done_on, in.what, in.quarter_hours, {}};
  if (!in.picture.empty()) fields.photo = files.put(picture_of(in.picture));
  return call.change(village_id(call).value, [&](Context& c) {
    return record(c, households::readable_village(c, village_id(call)), fields);
  });
}

http::Response photo(http::Call& call, const FileStore& files) {
  const Action action = call.read([&](Context& c) {
    return get(c, households::readable_village(c, village_id(call)), call.id<Action>("action"));
  });
  auto bytes = action.photo.empty() ? std::nullopt : files.get(action.photo);
  if (!bytes) throw Refusal(Status::not_found, "help.photo.missing");
  const auto info = documents::check_image(*bytes, "picture");
  http::Response response;
  response.type = info.kind == documents::ImageKind::png ? "image/png" : "image/jpeg";
  response.body = std::move(*bytes);
  response.headers.emplace_back("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

void action_routes(http::Router& router, const FileStore& files) {
  router
      .get<ActionList>("/api/v1/villages/{village}/help/actions", http::Access::signed_in, "help.actions",
                       listed)
      .query = {"first", "last"};
  router.get<ActionRow>("/api/v1/villages/{village}/help/actions/{action}", http::Access::signed_in,
                        "help.action", one);
  router
      .post<SentAction, Action>(
          "/api/v1/villages/{village}/help/actions", http::Access::signed_in, "help.record",
          [&files](http::Call& call, const SentAction& in) { return recorded(call, in, files); })
      .body_bytes_max = json_bytes_max;
  router.post<Reason, Action>("/api/v1/villages/{village}/help/actions/{action}/withdraw",
                              http::Access::signed_in, "help.withdraw",
                              [](http::Call& call, const Reason& in) {
                                return call.change(village_id(call).value, [&](Context& c) {
                                  return withdraw(c, households::readable_village(c, village_id(call)),
                                                  call.id<Action>("action"), in.reason, in.version);
                                });
                              });
  router.post<PaperAnswer, Action>(
      "/api/v1/villages/{village}/help/actions/{action}/answer", http::Access::signed_in, "help.answer",
      [](http::Call& call, const PaperAnswer& in) {
        return call.change(village_id(call).value, [&](Context& c) {
          return answer_on_paper(c, households::readable_village(c, village_id(call)),
                                 call.id<Action>("action"), {in.was_so, in.words}, in.version);
        });
      });
  router.raw("GET", "/api/v1/villages/{village}/help/actions/{action}/photo", http::Access::signed_in,
             "help.photo", "", "image/jpeg", [&files](http::Call& call) { return photo(call, files); });
}

}  // namespace lianghu::help

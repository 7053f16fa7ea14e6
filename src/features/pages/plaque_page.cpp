// /p/TOKEN: the door, as a page.
#include <algorithm>

#include "base/describe.h"
#include "base/present.h"
#include "features/feedback/feedback.h"
#include "features/pages/deeds_view.h"
#include "features/pages/layout.h"
#include "features/pages/letter_view.h"
#include "features/pages/not_valid.h"
#include "features/pages/pages.h"
#include "features/pages/place.h"
#include "features/pages/style.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

using plaques::Plaque;

/// All that the page of a live plaque says, gathered before a word of it is written.
struct Door {
  const View& view;
  Date today{};
  Place place;
  Plaque plaque;
  std::string number;
  std::optional<pledges::PublishedLetter> letter;
  journal::RowProof proof;  // of its publication
  std::vector<feedback::ShownAnswer> answers;
  Deeds deeds;
};

/// A page has room for the beginning of an answer; the sender reads all of it with the code.
constexpr std::size_t answer_characters_max = 120;

void show_what_is_public(Context& context, Door& door, Id<households::Household> household) {
  door.letter = pledges::published_of(context, door.place.village, household);
  if (door.letter) door.proof = pledges::proof_of_publication(context, door.place.village, *door.letter);
  door.deeds = deeds_of(context, door.place.village, household);
  door.answers = feedback::answers_shown(context, door.place.village, household);
}

Door gather(Context& context, const View& view, const plaques::PublicPlaque& found) {
  Door door{view, context.today(), place_of(context, found.village), present(found.plaque), {}, {}, {}, {},
            {}};
  door.number = plaques::number_of(door.place.village, door.plaque);
  const auto household = households::find(context, door.place.village, found.household);
  // Whoever is entered as a contact household today has no name and no letter in public, whatever was before.
  if (household && household->kind == households::Kind::contact)
    door.plaque.name_on_door.clear();
  else
    show_what_is_public(context, door, found.household);
  if (!door.plaque.consent_names) door.plaque.name_on_door.clear();
  return door;
}

Html plate(const Door& door) {
  const View& view = door.view;
  const bool named = !door.plaque.name_on_door.empty();
  const std::string middle = door.place.town.empty() ? "" : "·";
  std::string small = named ? door.number : "";
  if (door.plaque.hung_on) {
    if (named) small += view.language == Language::zh ? "·" : " · ";
    small += say(view.language, "pages.hung_on", {{"date", full_date(view.language, *door.plaque.hung_on)}});
  }
  const std::string title = door.place.definition ? worded(view.language, door.place.definition->plate_title)
                                                  : say(view.language, "pages.household");
  Html html = join(
      element("p", {{"class", "place"}}, villagers_words(view, door.place.town + middle + door.place.name)),
      element("h1", {}, title),
      element("p", {{"class", "name"}},
              villagers_words(view, named ? door.plaque.name_on_door : door.number)));
  if (!small.empty()) html.add(element("p", {{"class", "no"}}, small));
  return element("section", {{"class", "plate"}}, html);
}

struct Proof {
  Icon icon{};
  std::string tone;
  std::string words;
};

Proof proof_of(const View& view, plaques::State state) {
  switch (state) {
    case plaques::State::hung:
      return {Icon::valid, "ok",
              say(view.language, view.is_elder() ? "pages.proof.hung.plain" : "pages.proof.hung")};
    case plaques::State::damaged:
      return {Icon::warning, "warn", say(view.language, "pages.proof.damaged")};
    case plaques::State::missing:
      return {Icon::warning, "warn", say(view.language, "pages.proof.missing")};
    default:
      return {Icon::clock, "info", say(view.language, "pages.proof.not_hung")};
  }
}

Html banners(const Door& door) {
  Html words;
  for (const programmes::Worded& banner : door.place.programme().banners)
    words.add(element("li", {}, worded(door.view.language, banner)));
  return element("ul", {{"class", "banners"}}, words);
}

std::string done_words(const Door& door, const Done& done) {
  const Language language = door.view.language;
  const std::string times = std::to_string(done.times);
  if (!done.last) return say(language, "pages.item.done.times", {{"times", times}});
  return say(language, "pages.item.done",
             {{"times", times}, {"date", near_date(language, *done.last, door.today)}});
}

Html promise(const Door& door, const pledges::PublishedLetter& letter, const Promise& promised,
             Icons& icons) {
  const View& view = door.view;
  const pledges::Item& item = promised.item;
  const Done done = done_of(door.deeds, letter, promised.position);
  Html state = progress_pill(view, progress_of(item, letter.state, done.times, door.today), icons);
  for (const std::string& each : terms_of(view, item, door.today)) state.add(pill(Tone::plain, {}, each));
  if (done.times > 0) state.add(element("span", {{"class", "sub"}}, done_words(door, done)));
  return element(
      "li", {}, element("span", {{"class", "role"}}, icons.draw(icon_of(item.role))),
      element("div", {}, element("p", {{"class", "r"}}, role_words(view, door.place.programme(), item.role)),
              element("p", {}, villagers_words(view, item.wording)), element("p", {{"class", "st"}}, state)));
}

/// Some promise's day is still to come: when it has passed, the page says so.
bool has_day_ahead(const pledges::PublishedLetter& letter, Date today) {
  return std::ranges::any_of(letter.items,
                             [&](const pledges::Item& each) { return each.due_on && *each.due_on >= today; });
}

/// Where the letter stands in the public log, and how to check it.
Html log_line(const Door& door, const std::string& path, Icons& icons) {
  const View& view = door.view;
  const Html link = element("a", {{"class", "go"}, {"href", address_of(path + "/proof", view)}},
                            say(view.language, "pages.log.check"));
  switch (door.proof.state) {
    case journal::ProofState::none:
      return {};
    case journal::ProofState::waiting:
      return element("p", {{"class", "sub"}}, say(view.language, "pages.log.soon"));
    case journal::ProofState::broken:
      return element("p", {{"class", "proof warn"}}, icons.draw(Icon::warning),
                     element("span", {}, say(view.language, "pages.log.broken")));
    case journal::ProofState::proved:
      break;
  }
  const Values values = {{"index", std::to_string(door.proof.index)},
                         {"time", full_time(view.language, door.proof.at)}};
  return element("p", {{"class", "sub"}}, icons.draw(Icon::valid), " ",
                 say(view.language, view.is_elder() ? "pages.log.line.plain" : "pages.log.line", values), " ",
                 link);
}

Html letter(const Door& door, const std::string& path, Icons& icons) {
  const View& view = door.view;
  const Html heading =
      element("h2", {}, say(view.language, view.is_elder() ? "pages.letter.plain" : "pages.letter"));
  if (!door.letter)
    return element("section", {}, heading,
                   element("p", {{"class", "sub"}}, say(view.language, "pages.letter.none")));
  const pledges::PublishedLetter& letter = *door.letter;
  const Values dates = {{"signed", near_date(view.language, letter.signed_on, door.today)},
                        {"published", near_date(view.language, letter.published_on, door.today)},
                        {"until", near_date(view.language, letter.notice_until, door.today)},
                        {"edition", std::to_string(letter.edition)}};
  Html html =
      join(heading, element("p", {{"class", "sub"}}, say(view.language, "pages.letter.dates", dates)));
  if (letter.edition > 1)
    html.add(element("p", {{"class", "sub"}}, say(view.language, "pages.letter.edition", dates)));
  if (notice_days_left(letter, door.today))
    html.add(element("p", {{"class", "note info"}}, icons.draw(Icon::clock),
                     element("span", {}, say(view.language, "pages.notice.running", dates))));
  if (const auto result = result_pill(view, letter.state, icons))
    html.add(element("p", {{"class", "st"}}, *result));
  Html items;
  for (const Promise& each : by_role(letter, door.place.programme()))
    items.add(promise(door, letter, each, icons));
  return element("section", {}, html, element("ul", {{"class", "pl"}}, items), log_line(door, path, icons));
}

std::string beginning(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (starts && count++ == answer_characters_max) return std::string(text.substr(0, at)) + "……";
  }
  return std::string(text);
}

/// What was said about the household and answered; nothing while nobody said anything.
Html answers(const Door& door) {
  const View& view = door.view;
  if (door.answers.empty()) return {};
  Html list;
  for (const feedback::ShownAnswer& each : door.answers) {
    const std::string kind = say(view.language, "pages.kind." + std::string(name_of(each.kind)));
    Html lines = element("p", {{"class", "sub"}},
                         say(view.language, "pages.heard.line",
                             {{"kind", kind}, {"date", near_date(view.language, each.day, door.today)}}));
    if (!each.said.empty()) lines.add(element("q", {}, villagers_words(view, beginning(each.said))));
    lines.add(element("p", {}, villagers_words(view, beginning(each.answer))));
    list.add(element("li", {}, lines));
  }
  return element("section", {{"class", "heard"}}, element("h2", {}, say(view.language, "pages.heard")),
                 element("ul", {}, list));
}

/// Always in reach: it stays at the lower edge of the screen.
Html say_something(const Door& door, const std::string& path, Icons& icons) {
  const View& view = door.view;
  return element("nav", {{"class", "bar"}, {"aria-label", say(view.language, "pages.say")}},
                 element("a", {{"class", "btn first"}, {"href", address_of(path + "/say", view)}},
                         icons.draw(Icon::speak), say(view.language, "pages.say")));
}

Html foot(const Door& door) {
  const View& view = door.view;
  return element("footer", {{"class", "foot"}},
                 element("p", {}, say(view.language, view.is_elder() ? "pages.foot.plain" : "pages.foot")),
                 element("p", {},
                         element("a", {{"class", "go"}, {"href", address_of("/t", view)}},
                                 say(view.language, "pages.to_track"))),
                 element("p", {},
                         element("a", {{"class", "go"}, {"href", address_of(door.place.board, view)}},
                                 say(view.language, "pages.to_board", {{"village", door.place.name}}))));
}

Page live_page(const Door& door, std::string_view token) {
  const View& view = door.view;
  Icons icons;
  const std::string title = door.number + " " + say(view.language, "pages.plaque.title");
  const Frame frame{view, "/p/" + path_part(token), title, plaque_style()};
  const Proof proof = proof_of(view, door.plaque.state);
  Html main = join(plate(door), element("p", {{"class", "proof " + proof.tone}}, icons.draw(proof.icon),
                                        element("span", {}, proof.words)));
  if (door.place.definition) {
    if (!view.is_elder()) main.add(banners(door));
    main.add(letter(door, frame.path, icons));
    main.add(deeds_section(view, door.place.programme(), door.deeds, door.today, icons));
  }
  if (!view.is_elder()) main.add(answers(door));
  const Html body = join(element("header", {}, top_bar(frame, door.place.name, door.place.board, icons)),
                         element("main", {}, main), foot(door), say_something(door, frame.path, icons));
  Page page{200, document(frame, body, icons), door.place.tags};
  if (door.letter && (notice_days_left(*door.letter, door.today) || has_day_ahead(*door.letter, door.today)))
    page.tags.emplace_back(daily_tag);
  if (door.proof.state == journal::ProofState::waiting) page.tags.emplace_back(log_tag);
  return page;
}

}  // namespace

Page plaque_page(Context& context, std::string_view token, const View& view) {
  const plaques::PublicPlaque found = plaques::public_plaque(context, token);
  if (found.state == plaques::TokenState::live) return live_page(gather(context, view, found), token);
  return not_valid_page(context, found, token, view);
}

}  // namespace lianghu::pages

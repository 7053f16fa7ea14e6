#include "features/pages/not_valid.h"

#include <stdexcept>

#include "features/pages/layout.h"
#include "features/pages/place.h"
#include "features/pages/style.h"

namespace lianghu::pages {

namespace {

constexpr int status_gone = 410;
constexpr int status_not_found = 404;

struct Words {
  std::string heading;
  std::string explanation;
};

Words words_of(const plaques::PublicPlaque& found, const View& view, const Values& values) {
  switch (found.state) {
    case plaques::TokenState::replaced:
      return {say(view.language, "pages.replaced"), say(view.language, "pages.replaced.what", values)};
    case plaques::TokenState::retired:
      return {say(view.language, "pages.retired"), say(view.language, "pages.retired.what", values)};
    case plaques::TokenState::unknown:
      return {say(view.language, "pages.unknown"), say(view.language, "pages.unknown.what")};
    case plaques::TokenState::forged:
      return {say(view.language, "pages.forged"), say(view.language, "pages.forged.what")};
    case plaques::TokenState::live:
      break;
  }
  throw std::logic_error("a live plaque is valid");
}

Html box(const Words& words, Icons& icons) {
  return element("section", {{"class", "stop"}}, icons.draw(Icon::stop), element("h1", {}, words.heading),
                 element("p", {}, words.explanation));
}

/// Where the village is known, its own form is in reach below; elsewhere words say where to find one.
Html how_to_report(const View& view, const std::optional<Place>& place, Icons& icons) {
  Html html = join(element("h2", {}, say(view.language, "pages.report")),
                   element("p", {}, say(view.language, "pages.report.how")));
  if (!place) html.add(element("p", {}, say(view.language, "pages.report.elsewhere")));
  html.add(element("p", {{"class", "note warn"}}, icons.draw(Icon::warning),
                   element("span", {}, say(view.language, "pages.report.care"))));
  return element("section", {}, html);
}

/// It stays at the lower edge of the screen, as on the page of a live plaque.
Html report_here(const View& view, const Place& place, Icons& icons) {
  return element("nav", {{"class", "bar"}, {"aria-label", say(view.language, "pages.report")}},
                 element("a", {{"class", "btn first"}, {"href", address_of(place.board + "/say", view)}},
                         icons.draw(Icon::speak), say(view.language, "pages.report.here")));
}

}  // namespace

Page not_valid_page(Context& context, const plaques::PublicPlaque& found, std::string_view token,
                    const View& view) {
  Icons icons;
  std::optional<Place> place;
  Values values;
  if (found.plaque) {
    place = place_of(context, found.village);
    values = {{"number", plaques::number_of(place->village, *found.plaque)}};
  }
  const Words words = words_of(found, view, values);
  // The style of paper has this page's box, and the button.
  const Frame frame{view, "/p/" + path_part(token), words.heading, place ? paper_style() : notice_style()};
  Html main = join(box(words, icons), how_to_report(view, place, icons));
  if (place)
    main.add(element("p", {},
                     element("a", {{"class", "go"}, {"href", address_of(place->board, view)}},
                             say(view.language, "pages.to_board", {{"village", place->name}}))));
  const Html bar = top_bar(frame, place ? place->name : say(Language::zh, "pages.sign"),
                           place ? place->board : std::string(), icons);
  Html body = join(element("header", {}, bar), element("main", {}, main));
  if (place) body.add(report_here(view, *place, icons));
  return {found.plaque ? status_gone : status_not_found, document(frame, body, icons), {}};
}

Page no_village_page(std::string_view code, const View& view) {
  Icons icons;
  const Words words{say(view.language, "pages.no_village"), say(view.language, "pages.no_village.what")};
  const Frame frame{view, "/v/" + path_part(code), words.heading, notice_style()};
  const Html bar = top_bar(frame, say(Language::zh, "pages.sign"), "", icons);
  return {status_not_found,
          document(frame, join(element("header", {}, bar), element("main", {}, box(words, icons))), icons),
          {}};
}

}  // namespace lianghu::pages

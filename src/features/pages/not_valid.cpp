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
  const Frame frame{view, "/p/" + path_part(token), words.heading, notice_style()};
  Html main =
      join(box(words, icons), element("section", {}, element("h2", {}, say(view.language, "pages.report")),
                                      element("p", {}, say(view.language, "pages.report.how")),
                                      element("p", {}, say(view.language, "pages.report.care"))));
  if (place)
    main.add(element("p", {},
                     element("a", {{"class", "go"}, {"href", address_of(place->board, view)}},
                             say(view.language, "pages.to_board", {{"village", place->name}}))));
  const Html bar = top_bar(frame, place ? place->name : say(Language::zh, "pages.sign"),
                           place ? place->board : std::string(), icons);
  return {found.plaque ? status_gone : status_not_found,
          document(frame, join(element("header", {}, bar), element("main", {}, main)), icons),
          {}};
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

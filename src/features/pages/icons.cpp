#include "features/pages/icons.h"

#include <stdexcept>
#include <string>

namespace lianghu::pages {

namespace {

Html drawing(Icon icon) {
  switch (icon) {
    case Icon::policy_lead:
      return Html::raw(
          R"(<path d="M6 21V3.5M6 4.5c3.5-2 6.5 2 12 0v8.5c-5.5 2-8.5-2-12 0m3-4.2 1.8 1.8 3.2-3.3"/>)");
    case Icon::policy_messenger:
      return Html::raw(
          R"(<path d="M4 10v4.5h3L15 19V5.5L7 10zM8 14.5 9.3 20h2.4l-.8-3.6M18 9.5c1.3 1.6 1.3 4 )"
          R"(0 5.5M20 7c2.5 3 2.5 7.5 0 10.5"/>)");
    case Icon::village_keeper:
      return Html::raw(
          R"(<path d="M3.5 20h17M5 20v-8l4.5-4L14 12v8M8.3 20v-4h2.5v4M17.8 20v-5m0 .5c-2.3 0-3.3-1.6-3.3)"
          R"(-3.5 0-2.6 1.5-5.5 3.3-7 1.8 1.5 3.2 4.4 3.2 7 0 1.9-1 3.5-3.2 3.5z"/>)");
    case Icon::mediator:
      return Html::raw(
          R"(<path d="M3.5 5h9A1.5 1.5 0 0 1 14 6.5v4a1.5 1.5 0 0 1-1.5 1.5H8l-3 2.7V12H3.5zM17 9.5h3.5v7H)"
          R"(19V19l-3-2.5h-4.5A1.5 1.5 0 0 1 10 15M6.8 8.5h4"/>)");
    case Icon::friend_:
      return Html::raw(
          R"(<path d="M12 12.8 8.3 9.2A2.5 2.5 0 0 1 12 5.8a2.5 2.5 0 0 1 3.7 3.4zM3.5 14.5h3.3l3.7 2h3.7a)"
          R"(1.4 1.4 0 0 1 0 2.8H11m3.5-2.3 4.2-2.2a1.4 1.4 0 0 1 1.5 2.4l-5.4 3.6H8l-4.5-1.5"/>)");
    case Icon::valid:
      return Html::raw(
          R"(<path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6zM9 12l2.2 2.2 4-4.2"/>)");
    case Icon::done:
      return Html::raw(R"(<path d="m5 12.5 4.5 4.5L19 7.5"/>)");
    case Icon::clock:
      return Html::raw(R"(<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.3 2"/>)");
    case Icon::warning:
      return Html::raw(R"(<path d="M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.5v.1"/>)");
    case Icon::stop:
      return Html::raw(R"(<path d="M8.3 3.5h7.4l5 5v7l-5 5H8.3l-5-5v-7zM12 8v5m0 3v.1"/>)");
    case Icon::letters:
      return Html::raw(R"(<path d="M3.5 18 8 6.5 12.5 18M5 14.5h6m3.5 3.5 2.8-7 2.7 7m-4.5-2.3h3.6"/>)");
    case Icon::speak:
      return Html::raw(
          R"(<path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 )"
          R"(4v-4A2.5 2.5 0 0 1 4 13.5zM8 8.7h8M8 11.7h5"/>)");
    case Icon::praise:
      return Html::raw(R"(<path d="m12 4 2.4 5 5.6.8-4 3.9.9 5.5-4.9-2.6-4.9 2.6.9-5.5-4-3.9 5.6-.8z"/>)");
    case Icon::suggestion:
      return Html::raw(R"(<path d="m4.5 19.5 1-4L16 5a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L8.5 )"
                       R"(18.5zM14 7l3 3"/>)");
    case Icon::evidence:
      return Html::raw(
          R"(<path d="M4 8.5A1.5 1.5 0 0 1 5.5 7H8l1.5-2.5h5L16 7h2.5A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 )"
          R"(1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5z"/><circle cx="12" cy="12.8" r="3.4"/>)");
    case Icon::eye:
      return Html::raw(R"(<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>)"
                       R"(<circle cx="12" cy="12" r="3"/>)");
    case Icon::again:
      return Html::raw(R"(<path d="M8.5 5 4.5 9l4 4M5 9h9a5.5 5.5 0 0 1 0 11h-4"/>)");
  }
  throw std::logic_error("an icon without a drawing");
}

std::string mark_of(Icon icon) {
  return "i" + std::to_string(static_cast<int>(icon));
}

}  // namespace

Icon icon_of(programmes::Role role) {
  switch (role) {
    case programmes::Role::policy_lead:
      return Icon::policy_lead;
    case programmes::Role::policy_messenger:
      return Icon::policy_messenger;
    case programmes::Role::village_keeper:
      return Icon::village_keeper;
    case programmes::Role::mediator:
      return Icon::mediator;
    case programmes::Role::friend_:
      return Icon::friend_;
  }
  throw std::logic_error("a role without an icon");
}

Html Icons::draw(Icon icon) {
  used_.insert(icon);
  return element("svg", {{"class", "i"}, {"aria-hidden", "true"}},
                 void_element("use", {{"href", "#" + mark_of(icon)}}));
}

Html Icons::sheet() const {
  Html symbols;
  for (const Icon icon : used_)
    symbols.add(element("symbol", {{"id", mark_of(icon)}, {"viewBox", "0 0 24 24"}}, drawing(icon)));
  return element("svg", {{"class", "sheet"}, {"aria-hidden", "true"}}, symbols);
}

namespace {

Html sign_drawing() {
  return Html::raw(
      R"(<rect width="40" height="40" rx="9" fill="#9f1d1d"/><path d="M12 31V10.5A2.5 2.5 0 0 1 14.5 )"
      R"(8h11a2.5 2.5 0 0 1 2.5 2.5V31" fill="#f6dfa4" stroke="#e2b857" stroke-width="1.6"/><path d="M12 )"
      R"(31V10.5A2.5 2.5 0 0 1 14.5 8h.5l6 3.2V35l-9-4z" fill="#6b1014"/><circle cx="18.6" cy="21.5" )"
      R"(r="1.1" fill="#e2b857"/>)");
}

}  // namespace

Html sign() {
  return element("svg", {{"class", "sign"}, {"viewBox", "0 0 40 40"}, {"aria-hidden", "true"}},
                 sign_drawing());
}

std::string sign_file() {
  return element("svg", {{"xmlns", "http://www.w3.org/2000/svg"}, {"viewBox", "0 0 40 40"}}, sign_drawing())
      .bytes();
}

}  // namespace lianghu::pages

// /p/TOKEN/say: the form, and what is answered when it was sent.
#include "base/describe.h"
#include "base/present.h"
#include "features/feedback/feedback.h"
#include "features/pages/feedback_pages.h"
#include "features/pages/form_parts.h"
#include "features/pages/layout.h"
#include "features/pages/not_valid.h"
#include "features/pages/place.h"
#include "features/pages/style.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

using feedback::Kind;

struct DoorToSayAt {
  Place place;
  std::string number;
  std::string path;  // "/p/TOKEN"
  feedback::Destination destination;
};

DoorToSayAt door_of(Context& context, std::string_view token, const plaques::PublicPlaque& found) {
  DoorToSayAt door{place_of(context, found.village), {}, "/p/" + path_part(token), {}};
  door.number = plaques::number_of(door.place.village, present(found.plaque));
  door.destination = feedback::destination(context, door.place.village, found.household);
  return door;
}

Icon icon_of_kind(Kind kind) {
  switch (kind) {
    case Kind::praise:
      return Icon::praise;
    case Kind::suggestion:
      return Icon::suggestion;
    case Kind::complaint:
      return Icon::speak;
    case Kind::evidence:
      break;
  }
  return Icon::evidence;
}

Html kinds(const View& view, const Typed& typed, Icons& icons) {
  Html choices;
  for (const Kind kind : {Kind::praise, Kind::suggestion, Kind::complaint, Kind::evidence}) {
    const std::string name(name_of(kind));
    choices.add(
        choice("radio", "kind", name, typed.kind == name,
               join(icons.draw(icon_of_kind(kind)), Html::text(say(view.language, "pages.kind." + name)))));
  }
  return element("fieldset", {{"id", "kind"}}, element("legend", {}, say(view.language, "pages.say.kind")),
                 field_error(view, typed.problems, "kind", icons),
                 element("div", {{"class", "kinds"}}, choices));
}

Html words_field(const View& view, const Typed& typed, Icons& icons) {
  return element("div", {{"class", "field"}},
                 element("label", {{"for", "text"}}, say(view.language, "pages.say.text")),
                 field_error(view, typed.problems, "text", icons),
                 element("textarea",
                         {{"id", "text"},
                          {"name", "text"},
                          {"rows", "4"},
                          {"maxlength", std::to_string(feedback::text_characters_max)},
                          {"required", "required"},
                          {"aria-invalid", is_wrong(typed.problems, "text")},
                          {"aria-describedby", "text-error"}},
                         typed.text),
                 choice("checkbox", "may_show", "yes", typed.may_show,
                        Html::text(say(view.language, "pages.say.may_show"))));
}

Html phone_field(const View& view, const Typed& typed, Icons& icons) {
  return element(
      "div", {{"class", "field"}},
      element("label", {{"for", "phone"}}, say(view.language, "pages.say.phone") + " ",
              element("span", {{"class", "opt"}}, say(view.language, "pages.say.optional"))),
      field_error(view, typed.problems, "phone", icons),
      void_element("input", {{"id", "phone"},
                             {"name", "phone"},
                             {"type", "tel"},
                             {"autocomplete", "off"},
                             {"maxlength", "20"},
                             {"aria-invalid", is_wrong(typed.problems, "phone")},
                             {"aria-describedby", "phone-error"},
                             {"value", typed.phone}}),
      element("div", {{"id", "phone_consent"}}, field_error(view, typed.problems, "phone_consent", icons),
              choice("checkbox", "phone_consent", "yes", typed.phone_consent,
                     Html::text(say(view.language, "pages.say.phone_consent")))));
}

/// One honest sentence each on who sees what.
Html who_sees(const View& view, const DoorToSayAt& door, Icons& icons) {
  const Values values = {{"organisation", door.destination.organisation},
                         {"days", std::to_string(door.destination.reply_days)},
                         {"next", door.destination.next}};
  Html list;
  const auto line = [&](std::string_view key) {
    const std::string at = "pages.say.who." + std::string(key);
    list.add(element("div", {}, element("dt", {}, say(view.language, at)),
                     element("dd", {}, say(view.language, at + ".what", values))));
  };
  line(door.destination.past_branch ? "words_past" : "words");
  line("phone");
  line("public");
  if (!door.destination.next.empty()) line("late");
  return element("section", {{"class", "who"}},
                 element("h2", {}, icons.draw(Icon::eye), say(view.language, "pages.say.who")),
                 element("dl", {}, list));
}

Html steps(const View& view, const DoorToSayAt& door, const feedback::Tracked& said, Date today) {
  const Values values = {{"organisation", said.handler},
                         {"date", near_date(view.language, said.answer_by, today)},
                         {"next", door.destination.next}};
  Html list;
  for (const std::string_view key : {"taken", "answered", "yours"}) {
    const std::string at = "pages.sent." + std::string(key);
    // At the top nobody is there to pass it on to.
    const bool at_top = key == "answered" && door.destination.next.empty();
    Html lines = element("b", {}, say(view.language, at, values));
    if (!at_top) lines.add(element("p", {}, say(view.language, at + ".what", values)));
    list.add(element("li", {}, lines));
  }
  return element("section", {}, element("h2", {}, say(view.language, "pages.sent.next")),
                 element("ol", {{"class", "steps"}}, list));
}

}  // namespace

Page say_page(Context& context, std::string_view token, const View& view, const Typed& typed) {
  const plaques::PublicPlaque found = plaques::public_plaque(context, token);
  if (found.state != plaques::TokenState::live) return not_valid_page(context, found, token, view);
  const DoorToSayAt door = door_of(context, token, found);
  Icons icons;
  const std::string path = door.path + "/say";
  const Frame frame{view, path, say(view.language, "pages.say"), form_style()};
  const Html form = element(
      "form", {{"method", "post"}, {"action", address_of(path, view)}, {"accept-charset", "utf-8"}},
      kinds(view, typed, icons), words_field(view, typed, icons), phone_field(view, typed, icons),
      who_sees(view, door, icons), hidden_field("key", typed.key),
      element("button", {{"class", "btn first"}, {"type", "submit"}}, say(view.language, "pages.say.send")));
  const Html main = join(
      error_summary(view, typed.problems, icons), element("h1", {}, say(view.language, "pages.say.heading")),
      element("p", {{"class", "sub"}}, say(view.language, "pages.say.lead", {{"door", door.number}})), form);
  const Html body =
      join(element("header", {}, top_bar(frame, door.number, door.path, icons)), element("main", {}, main));
  return {typed.status, document(frame, body, icons), {}};
}

Page sent_page(Context& context, std::string_view token, const View& view, std::string_view code) {
  const plaques::PublicPlaque found = plaques::public_plaque(context, token);
  const auto said = feedback::track(context, code);
  if (!said || !found.plaque) return not_valid_page(context, found, token, view);
  const DoorToSayAt door = door_of(context, token, found);
  Icons icons;
  const Frame frame{view, door.path, say(view.language, "pages.sent"), form_style()};
  const Html main = join(
      element(
          "div", {{"class", "hi"}}, element("span", {{"class", "ok"}}, icons.draw(Icon::done)),
          element("div", {}, element("h1", {}, say(view.language, "pages.sent")),
                  element("p", {{"class", "sub"}}, near_date(view.language, said->day, context.today())))),
      element("div", {{"class", "code"}}, element("span", {}, say(view.language, "pages.sent.code")),
              element("b", {}, spaced(code)), element("span", {}, say(view.language, "pages.sent.keep"))),
      element("p", {{"class", "sub"}}, say(view.language, "pages.sent.lost")),
      steps(view, door, *said, context.today()),
      element("p", {{"class", "acts"}},
              element("a", {{"class", "btn first"}, {"href", address_of("/t", view)}},
                      say(view.language, "pages.sent.track")),
              element("a", {{"class", "btn"}, {"href", address_of(door.path, view)}},
                      say(view.language, "pages.sent.back"))));
  const Html body =
      join(element("header", {}, plain_bar(view, door.number, door.path)), element("main", {}, main));
  return {200, document(frame, body, icons), {}};
}

}  // namespace lianghu::pages

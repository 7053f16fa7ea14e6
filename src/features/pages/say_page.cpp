// /p/TOKEN/say: the form, and what is answered when it was sent.
#include <algorithm>
#include <set>

#include "base/code_digits.h"
#include "base/describe.h"
#include "features/feedback/feedback.h"
#include "features/feedback/work.h"
#include "features/pages/feedback_pages.h"
#include "features/pages/form_parts.h"
#include "features/pages/layout.h"
#include "features/pages/letter_view.h"
#include "features/pages/not_valid.h"
#include "features/pages/say_at.h"
#include "features/pages/style.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

using feedback::Kind;

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

Html about_field(const View& view, const SayAt& at, const Typed& typed, Icons& icons) {
  Html options;
  for (const Subject& each : at.subjects)
    options.add(each.value == typed.about
                    ? element("option", {{"value", each.value}, {"selected", "selected"}}, each.words)
                    : element("option", {{"value", each.value}}, each.words));
  return element(
      "div", {{"class", "field"}},
      element("label", {{"for", "about"}}, say(view.language, "pages.say.about")),
      field_error(view, typed.problems, "about", icons),
      element("select", {{"id", "about"}, {"name", "about"}, {"aria-describedby", "about-error"}}, options));
}

Html words_field(const View& view, const Typed& typed, Icons& icons) {
  const TextArea area{"text", say(view.language, "pages.say.text"), 4, feedback::text_characters_max,
                      typed.text};
  return element("div", {{"class", "field"}}, text_area(view, area, typed.problems, icons),
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

/// What takes one way: a household and its promises, the branch and its review, the notices, the town.
feedback::About way_of(feedback::About about) {
  if (about == feedback::About::promise) return feedback::About::household;
  return about == feedback::About::review ? feedback::About::branch : about;
}

std::string way_words(feedback::About way, bool past_branch) {
  switch (way) {
    case feedback::About::notice:
      return "pages.say.who.notice";
    case feedback::About::town:
      return "pages.say.who.town";
    case feedback::About::branch:
      return past_branch ? "pages.say.who.branch" : "pages.say.who.words";
    default:
      return past_branch ? "pages.say.who.words_past" : "pages.say.who.words";
  }
}

/// To whom each thing that may be chosen goes: a line for each way, with all the offices that it may lead to.
Html ways(const View& view, const SayAt& at) {
  Html lines;
  std::set<feedback::About> told;
  for (const Subject& first : at.subjects) {
    const feedback::About way = way_of(first.matter.about);
    if (!told.insert(way).second) continue;
    std::vector<std::string> offices;
    for (const Subject& each : at.subjects)
      if (way_of(each.matter.about) == way &&
          std::ranges::count(offices, each.door.destination.organisation) == 0)
        offices.push_back(each.door.destination.organisation);
    const std::string words = way_words(way, first.door.destination.past_branch);
    const Values values = {{"organisation", in_a_row(view, offices)}};
    lines.add(element("div", {}, element("dt", {}, say(view.language, words)),
                      element("dd", {}, say(view.language, words + ".what", values))));
  }
  return lines;
}

/// One honest sentence each on who sees what.
Html who_sees(const View& view, const SayAt& at, Icons& icons) {
  const feedback::Destination& destination = at.subjects.front().door.destination;
  const auto top = std::ranges::find_if(
      at.subjects, [](const Subject& each) { return each.door.destination.next.empty(); });
  Values values = {{"days", std::to_string(destination.reply_days)}};
  if (top != at.subjects.end()) values.emplace("top", top->door.destination.organisation);
  Html list = ways(view, at);
  const auto line = [&](const std::string& key) {
    const std::string words = "pages.say.who." + key;
    list.add(element("div", {}, element("dt", {}, say(view.language, words)),
                     element("dd", {}, say(view.language, words + ".what", values))));
  };
  line("phone");
  line("public");
  if (!destination.next.empty()) line(top == at.subjects.end() ? "late" : "late_to");
  return element("section", {{"class", "who"}},
                 element("h2", {}, icons.draw(Icon::eye), say(view.language, "pages.say.who")),
                 element("dl", {}, list));
}

Html steps(const View& view, const feedback::Receipt& receipt, Date today) {
  const Values values = {{"organisation", receipt.handler},
                         {"date", near_date(view.language, receipt.answer_by, today)},
                         {"next", receipt.next}};
  Html list;
  for (const std::string_view key : {"taken", "answered", "yours"}) {
    const std::string at = "pages.sent." + std::string(key);
    // At the top nobody is there to pass it on to.
    const bool at_top = key == "answered" && receipt.next.empty();
    Html lines = element("b", {}, say(view.language, at, values));
    if (!at_top) lines.add(element("p", {}, say(view.language, at + ".what", values)));
    list.add(element("li", {}, lines));
  }
  return element("section", {}, element("h2", {}, say(view.language, "pages.sent.next")),
                 element("ol", {{"class", "steps"}}, list));
}

/// On paper a button leads nowhere.
Html where_to_follow(const View& view, const Sent& sent) {
  if (sent.base.empty()) return {};
  return element("p", {{"class", "paper"}},
                 say(view.language, "pages.sent.where", {{"address", sent.base + "/t"}}));
}

Page form_page(const SayAt& at, const View& view, const Typed& typed) {
  Icons icons;
  const std::string path = at.path + "/say";
  const Frame frame{view, path, say(view.language, "pages.say"), form_style()};
  const Html form = element(
      "form",
      {{"method", "post"},
       {"action", address_of(path, view)},
       {"accept-charset", "utf-8"},
       {"data-work", std::to_string(feedback::work_bits)}},
      kinds(view, typed, icons), about_field(view, at, typed, icons), words_field(view, typed, icons),
      phone_field(view, typed, icons), who_sees(view, at, icons), hidden_field("key", typed.key),
      hidden_field("work", ""),
      element("button", {{"class", "btn first"}, {"type", "submit"}}, say(view.language, "pages.say.send")));
  const Html main = join(
      error_summary(view, typed.problems, icons), element("h1", {}, say(view.language, "pages.say.heading")),
      element("p", {{"class", "sub"}}, say(view.language, "pages.say.lead", {{"door", at.number}})), form,
      form_script());
  const Html body =
      join(element("header", {}, top_bar(frame, at.number, at.path, icons)), element("main", {}, main));
  return {typed.status, document(frame, body, icons), {}};
}

}  // namespace

void explain(const Refusal& refusal, Typed& typed) {
  typed.problems = refusal.problems();
  typed.status = static_cast<int>(refusal.status());
  // Gone back to a form that was sent, and sent with other words: those are something new to say.
  if (typed.problems.front().key == "idempotency.reused")
    typed.problems = {{"pages.form.sent_before", {}, {}}};
}

Page say_page(Context& context, std::string_view token, const View& view, const Typed& typed) {
  const auto at = say_at_plaque(context, token, view);
  if (!at) return not_valid_page(context, plaques::public_plaque(context, token), token, view);
  return form_page(*at, view, typed);
}

Page say_on_board_page(Context& context, std::string_view code, const View& view, const Typed& typed) {
  const auto at = say_at_board(context, code, view);
  return at ? form_page(*at, view, typed) : no_village_page(code, view);
}

Page sent_page(const Sent& sent, const View& view, Date today) {
  Icons icons;
  const Frame frame{view, sent.path, say(view.language, "pages.sent"), form_style()};
  const Html main = join(
      element("div", {{"class", "hi"}}, element("span", {{"class", "ok"}}, icons.draw(Icon::done)),
              element("div", {}, element("h1", {}, say(view.language, "pages.sent")),
                      element("p", {{"class", "sub"}}, near_date(view.language, sent.receipt.day, today)))),
      element("div", {{"class", "code"}}, element("span", {}, say(view.language, "pages.sent.code")),
              element("b", {}, grouped_code(sent.code)),
              element("span", {}, say(view.language, "pages.sent.keep"))),
      element("p", {{"class", "sub"}}, say(view.language, "pages.sent.lost")), where_to_follow(view, sent),
      photo_form(view, sent.code, sent.photo_key, {}, icons), steps(view, sent.receipt, today),
      element("p", {{"class", "acts"}},
              element("a", {{"class", "btn first"}, {"href", address_of("/t", view)}},
                      say(view.language, "pages.sent.track")),
              element("a", {{"class", "btn"}, {"href", address_of(sent.path, view)}},
                      say(view.language,
                          sent.path.starts_with("/v/") ? "pages.sent.back_to_board" : "pages.sent.back"))),
      form_script());
  const Html body =
      join(element("header", {}, plain_bar(view, sent.number, sent.path)), element("main", {}, main));
  return {200, document(frame, body, icons), {}};
}

}  // namespace lianghu::pages

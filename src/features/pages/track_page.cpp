// /t: where a code is typed, and what became of what was said.
#include "base/code_digits.h"
#include "base/describe.h"
#include "base/text.h"
#include "features/feedback/feedback.h"
#include "features/pages/feedback_pages.h"
#include "features/pages/form_parts.h"
#include "features/pages/layout.h"
#include "features/pages/style.h"
#include "features/reviews/reviews.h"

namespace lianghu::pages {

namespace {

using feedback::State;
using feedback::Step;

Html state_pill(const View& view, const feedback::Tracked& said, Icons& icons) {
  const std::string words = say(view.language, "pages.track.state." + std::string(name_of(said.state)));
  if (said.hidden) return pill(Tone::plain, {}, say(view.language, "pages.track.hidden"));
  switch (said.state) {
    case State::answered:
      return pill(Tone::info, icons.draw(Icon::speak), words);
    case State::closed:
      return pill(Tone::ok, icons.draw(Icon::done), words);
    default:
      return pill(Tone::warn, icons.draw(Icon::clock), words);
  }
}

Html event(const View& view, const feedback::Event& each, Date today, Icons& icons) {
  std::string key = "pages.track.step." + std::string(name_of(each.step));
  if (each.step == Step::closed && each.by.empty()) key = "pages.track.step.solved";
  Html lines = join(element("b", {}, say(view.language, key, {{"organisation", each.by}})),
                    element("p", {{"class", "sub"}}, near_date(view.language, each.day, today)));
  if (!each.text.empty()) lines.add(element("div", {{"class", "ans"}}, villagers_words(view, each.text)));
  const Icon icon = each.step == Step::escalated  ? Icon::clock
                    : each.step == Step::reopened ? Icon::again
                    : each.step == Step::answered ? Icon::speak
                    : each.step == Step::asked    ? Icon::speak
                                                  : Icon::done;
  return element("li", {}, element("span", {{"class", "dot"}}, icons.draw(icon)), element("div", {}, lines));
}

/// What happens next, and until when.
Html next(const View& view, const feedback::Tracked& said, Date today) {
  const bool open = said.state != State::answered && said.state != State::closed;
  if (said.hidden)
    return element("p", {{"class", "note info"}},
                   element("span", {},
                           say(view.language, said.may_reopen ? "pages.track.next.hidden"
                                                              : "pages.track.next.hidden_again")));
  if (said.state == State::closed) return {};
  const Values values = {{"organisation", said.handler},
                         {"date", near_date(view.language, said.answer_by, today)}};
  const std::string key = !open                    ? "pages.track.next.yours"
                          : said.asked             ? "pages.track.next.asked"
                          : said.answer_by < today ? "pages.track.next.late"
                                                   : "pages.track.next.open";
  return element("p", {{"class", "note info"}}, element("span", {}, say(view.language, key, values)));
}

/// The promise or the notice that it is about.
Html subject(const View& view, const feedback::Tracked& said) {
  if (said.subject.empty()) return {};
  return element("p", {}, villagers_words(view, said.subject));
}

/// The digits of a code as it was typed.
std::string plain_code(std::string_view typed) {
  std::string out;
  for (const char c : fold(typed))
    if (c >= '0' && c <= '9') out += c;
  return out;
}

/// What is put right because of it.
Html followed(Context& context, const View& view, std::string_view code, Date today, Icons& icons) {
  const auto found = reviews::followed_by_code(context, code);
  if (!found) return {};
  const Values values = {
      {"date", near_date(view.language, found->verified_on.value_or(found->due_on), today)}};
  const std::string key = "pages.track.rectification." + std::string(name_of(found->state));
  return element("p", {{"class", "note"}}, icons.draw(Icon::done),
                 element("span", {}, say(view.language, key, values)));
}

Html act_form(const View& view, std::string_view code, const Typed& typed, const std::string& act,
              const Html& content) {
  return element(
      "form", {{"method", "post"}, {"action", address_of("/t", view)}, {"accept-charset", "utf-8"}},
      hidden_field("code", code), hidden_field("act", act), hidden_field("key", typed.key + act), content);
}

Html sentence(const View& view, const Typed& typed, std::string_view label, Icons& icons) {
  const TextArea area{"why", say(view.language, label), 3, feedback::text_characters_max, typed.text};
  return element("div", {{"class", "field"}}, text_area(view, area, typed.problems, icons));
}

Html acts(const View& view, std::string_view code, const feedback::Tracked& said, const Typed& typed,
          Icons& icons) {
  Html out;
  if (said.may_add)
    out.add(act_form(view, code, typed, "add",
                     join(sentence(view, typed, said.asked ? "pages.track.reply" : "pages.track.add", icons),
                          element("button", {{"class", said.asked ? "btn first" : "btn"}, {"type", "submit"}},
                                  say(view.language, "pages.track.add.send")))));
  if (said.may_add_picture)
    out.add(photo_form(view, code, typed.key, typed.problems, icons)).add(form_script());
  if (said.may_close)
    out.add(act_form(view, code, typed, "solved",
                     element("button", {{"class", "btn first"}, {"type", "submit"}}, icons.draw(Icon::done),
                             say(view.language, "pages.track.solved"))));
  if (said.may_reopen)
    out.add(act_form(view, code, typed, "reopen",
                     join(sentence(view, typed, "pages.track.why", icons),
                          element("button", {{"class", "btn"}, {"type", "submit"}}, icons.draw(Icon::again),
                                  say(view.language, "pages.track.reopen")),
                          element("p", {{"class", "sub"}}, say(view.language, "pages.track.once")))));
  return out;
}

}  // namespace

Html form_script() {
  return element("script", {{"src", "/say.js"}, {"defer", "defer"}}, "");
}

Html photo_form(const View& view, std::string_view code, std::string_view key,
                const std::vector<Problem>& problems, Icons& icons) {
  return element(
      "form",
      {{"method", "post"}, {"action", address_of("/t/photo", view)}, {"enctype", "multipart/form-data"}},
      hidden_field("code", code), hidden_field("key", std::string(key) + "photo"),
      element("div", {{"class", "field"}},
              element("label", {{"for", "photo"}}, say(view.language, "pages.photo") + " ",
                      element("span", {{"class", "opt"}}, say(view.language, "pages.say.optional"))),
              field_error(view, problems, "photo", icons),
              void_element("input", {{"id", "photo"},
                                     {"name", "photo"},
                                     {"type", "file"},
                                     {"accept", "image/jpeg,image/png"},
                                     {"required", "required"},
                                     {"aria-invalid", is_wrong(problems, "photo")},
                                     {"aria-describedby", "photo-error photo-what"}}),
              element("p", {{"class", "sub"}, {"id", "photo-what"}}, say(view.language, "pages.photo.what"))),
      element("button", {{"class", "btn"}, {"type", "submit"}}, say(view.language, "pages.photo.send")));
}

Page code_page(const View& view, const Typed& typed) {
  Icons icons;
  const Frame frame{view, "/t", say(view.language, "pages.track"), form_style()};
  const Html form =
      element("form", {{"method", "post"}, {"action", address_of("/t", view)}, {"accept-charset", "utf-8"}},
              element("div", {{"class", "field"}},
                      element("label", {{"for", "code"}}, say(view.language, "pages.track.code")),
                      field_error(view, typed.problems, "code", icons),
                      void_element("input", {{"id", "code"},
                                             {"name", "code"},
                                             {"inputmode", "numeric"},
                                             {"autocomplete", "off"},
                                             {"maxlength", "40"},
                                             {"required", "required"},
                                             {"aria-invalid", is_wrong(typed.problems, "code")},
                                             {"aria-describedby", "code-error"},
                                             {"value", typed.text}})),
              hidden_field("act", "look"),
              element("button", {{"class", "btn first"}, {"type", "submit"}},
                      say(view.language, "pages.track.look")));
  const Html main = join(error_summary(view, typed.problems, icons),
                         element("h1", {}, say(view.language, "pages.track.heading")),
                         element("p", {{"class", "sub"}}, say(view.language, "pages.track.lead")), form);
  const Html bar = top_bar(frame, say(Language::zh, "pages.sign"), "", icons);
  return {
      typed.status, document(frame, join(element("header", {}, bar), element("main", {}, main)), icons), {}};
}

Page tracked_page(Context& context, std::string_view code, const View& view, const Typed& typed) {
  const auto said = feedback::track(context, code);
  if (!said) return code_page(view, typed);
  const Date today = context.today();
  Icons icons;
  const Frame frame{view, "/t", say(view.language, "pages.track"), form_style()};
  Html events;
  for (const feedback::Event& each : said->events) events.add(event(view, each, today, icons));
  const std::string kind = say(view.language, "pages.kind." + std::string(name_of(said->kind)));
  const Html main =
      join(error_summary(view, typed.problems, icons),
           element("div", {{"class", "hd"}}, element("h1", {}, say(view.language, "pages.track.yours")),
                   state_pill(view, *said, icons)),
           element("p", {{"class", "sub"}},
                   say(view.language, "pages.track.about", {{"kind", kind}, {"door", said->about}})),
           subject(view, *said),
           element("p", {{"class", "sub"}},
                   say(view.language, "pages.track.code_is", {{"code", grouped_code(plain_code(code))}})),
           element("blockquote", {}, element("p", {}, villagers_words(view, said->text)),
                   element("p", {{"class", "sub"}},
                           say(view.language, "pages.track.said",
                               {{"date", near_date(view.language, said->day, today)}}))),
           next(view, *said, today), followed(context, view, code, today, icons),
           element("ol", {{"class", "tl"}}, events), acts(view, code, *said, typed, icons));
  const Html body = join(element("header", {}, plain_bar(view, say(Language::zh, "pages.sign"), "/t")),
                         element("main", {}, main));
  return {typed.status, document(frame, body, icons), {}};
}

}  // namespace lianghu::pages

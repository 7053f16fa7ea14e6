#include "features/pages/appraisal_page.h"

#include <algorithm>
#include <array>

#include "base/describe.h"
#include "features/pages/doors.h"
#include "features/pages/form_parts.h"
#include "features/pages/layout.h"
#include "features/pages/place.h"
#include "features/pages/style.h"
#include "features/pledges/pledges.h"

namespace lianghu::pages {

namespace {

using households::Household;
using reviews::Grade;

constexpr std::array grades = {Grade::good, Grade::fair, Grade::average, Grade::poor};

struct Marking {
  const View& view;
  const AppraisalForm& form;
  Date today{};
  std::string village;
  reviews::Review review;
  std::vector<Door> doors;
  std::size_t nameless = 0;  // households that would be marked too, had they a door to be told by
};

Marking marking_of(Context& context, const View& view, const reviews::SlipBallot& ballot,
                   const AppraisalForm& form) {
  Marking out{view, form, context.today(), place_of(context, ballot.village.id()).name, ballot.review, {}, 0};
  std::set<Id<Household>> published;
  for (const pledges::PublishedLetter& each : pledges::shown_in(context, ballot.village))
    published.insert(each.household);
  for (Door& each : shown_doors(context, ballot.village, published, never_shown(context, ballot.village)))
    if (std::ranges::binary_search(ballot.households, each.household)) out.doors.push_back(std::move(each));
  out.nameless = ballot.households.size() - out.doors.size();
  return out;
}

Html mark_choices(const Marking& marking, const Door& door) {
  const Language language = marking.view.language;
  const std::string name = std::string(mark_prefix) + std::to_string(door.household.value);
  const auto marked = marking.form.marks.find(door.household);
  const bool is_marked = marked != marking.form.marks.end();
  Html choices;
  for (const Grade grade : grades) {
    const std::string value(name_of(grade));
    choices.add(choice("radio", name, value, is_marked && marked->second == grade,
                       Html::text(say(language, "pages.grade." + value))));
  }
  choices.add(
      choice("radio", name, "", !is_marked, Html::text(say(language, "pages.appraisal.do_not_know"))));
  return element("div", {{"class", "marks"}}, choices);
}

Html marked_door(const Marking& marking, const Door& door) {
  const View& view = marking.view;
  const std::string& called = door.name.empty() ? door.number : door.name;
  Html name = villagers_words(view, called);
  if (!door.name.empty()) name.add(" ").add(element("span", {{"class", "opt"}}, door.number));
  // Another tab: what is chosen here stays.
  const Html link = element(
      "a",
      {{"class", "go"}, {"href", address_of(door.address, view)}, {"target", "_blank"}, {"rel", "noopener"}},
      say(view.language, "pages.appraisal.look_at"),
      element("span", {{"class", "sr"}}, " ", villagers_words(view, called)));
  return element("fieldset", {}, element("legend", {}, name), link, mark_choices(marking, door));
}

Html told_to_whom(const View& view, Icons& icons) {
  Html lines;
  for (const std::string_view key : {"slip", "sums", "few", "public", "server"}) {
    const std::string at = "pages.appraisal.who." + std::string(key);
    lines.add(element("div", {}, element("dt", {}, say(view.language, at)),
                      element("dd", {}, say(view.language, at + ".what"))));
  }
  return element("div", {{"class", "who"}},
                 element("h2", {}, icons.draw(Icon::eye), say(view.language, "pages.appraisal.who")),
                 element("dl", {}, lines));
}

Html marks_form(const Marking& marking, Icons& icons) {
  const View& view = marking.view;
  Html doors;
  for (const Door& each : marking.doors) doors.add(marked_door(marking, each));
  if (marking.nameless > 0)
    doors.add(element(
        "p", {{"class", "sub"}},
        say(view.language, "pages.appraisal.nameless", {{"count", std::to_string(marking.nameless)}})));
  // What is wrong about all of them leads here.
  const Html list = element("div", {{"id", "marks"}, {"tabindex", "-1"}},
                            field_error(view, marking.form.problems, "marks", icons), doors);
  return element("form",
                 {{"method", "post"},
                  {"action", address_of(appraisal_door.path, view)},
                  {"accept-charset", "utf-8"},
                  {"autocomplete", "off"}},
                 hidden_field("code", marking.form.code), hidden_field("step", "marks"), list,
                 told_to_whom(view, icons),
                 element("button", {{"class", "btn first"}, {"type", "submit"}},
                         say(view.language, "pages.appraisal.send")));
}

}  // namespace

Page marking_page(Context& context, const View& view, const reviews::SlipBallot& ballot,
                  const AppraisalForm& form) {
  const Marking marking = marking_of(context, view, ballot, form);
  Icons icons;
  const Frame frame{view, std::string(appraisal_door.path), say(view.language, "pages.appraisal.title"),
                    marking_style()};
  const Values values = {
      {"village", marking.village},
      {"occasion", say(view.language, "pages.occasion." + std::string(name_of(marking.review.occasion)))},
      {"date", near_date(view.language, marking.review.held_on, marking.today)}};
  const Html main =
      join(error_summary(view, form.problems, icons),
           element("h1", {}, say(view.language, "pages.appraisal.mark")),
           element("p", {{"class", "sub"}}, say(view.language, "pages.appraisal.of", values)),
           element("p", {}, say(view.language, "pages.appraisal.how")), marks_form(marking, icons));
  const Html body =
      join(element("header", {},
                   plain_bar(view, say(Language::zh, "pages.sign"), std::string(appraisal_door.path))),
           element("main", {}, main));
  return {form.status, document(frame, body, icons), {}};
}

Page marked_page(Context& context, const View& view, const organisations::Village& village) {
  Icons icons;
  const Frame frame{view, std::string(appraisal_door.path), say(view.language, "pages.appraisal.title"),
                    form_style()};
  const auto link = [&](const std::string& path, std::string_view words) {
    return element(
        "p", {},
        element("a", {{"class", "go"}, {"href", address_of(path, view)}}, say(view.language, words)));
  };
  const Html main = join(
      element("div", {{"class", "hi"}}, element("span", {{"class", "ok"}}, icons.draw(Icon::done)),
              element("div", {}, element("h1", {}, say(view.language, "pages.appraisal.counted")),
                      element("p", {}, say(view.language, "pages.appraisal.used_up")),
                      element("p", {{"class", "sub"}}, say(view.language, "pages.appraisal.afterwards")))),
      element("footer", {{"class", "foot"}},
              link(place_of(context, village.id()).board, "pages.appraisal.to_board"),
              link(std::string(appraisal_door.path), "pages.appraisal.another")));
  const Html body =
      join(element("header", {},
                   plain_bar(view, say(Language::zh, "pages.sign"), std::string(appraisal_door.path))),
           element("main", {}, main));
  return {200, document(frame, body, icons), {}};
}

}  // namespace lianghu::pages

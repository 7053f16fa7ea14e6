#include "features/pages/slip_page.h"

#include "base/describe.h"
#include "features/pages/form_parts.h"
#include "features/pages/layout.h"
#include "features/pages/style.h"
#include "features/pairing/pairing.h"

namespace lianghu::pages {

namespace {

struct Helped {
  const View& view;
  const SlipForm& form;
  Date today{};
  std::string helper;  // name of the head; "" while there is none
  std::string why;
  std::string news;  // what has changed since both sides were told last
  std::optional<help::Plan> plan;
  std::vector<help::Action> actions;
};

Helped gather(Context& context, const View& view, const households::SlipHolder& holder,
              const SlipForm& form) {
  const organisations::Village village(organisations::published_reach(context, holder.village));
  Helped out{view, form, context.today(), {}, {}, {}, std::nullopt, {}};
  for (const pairing::Pairing& each : pairing::pairings_in(context, village)) {
    if (each.household != holder.household) continue;
    if (const auto helper = households::find(context, village, each.helper)) out.helper = helper->head_name;
    out.plan = help::plan_of(context, village, each.id);
    out.why = pairing::explanation_of(context, village, holder.household, view.language);
  }
  out.news = pairing::news_of(context, village, holder.household, view.language);
  out.actions = help::actions_for(context, village, holder.household);
  return out;
}

Html plan_list(const Helped& helped) {
  const View& view = helped.view;
  const Html heading = element("h2", {}, say(view.language, "pages.slip.plan"));
  if (!helped.plan)
    return element("section", {}, heading,
                   element("p", {{"class", "sub"}}, say(view.language, "pages.slip.plan.none")));
  Html items;
  for (const help::PlanItem& each : helped.plan->items) {
    Html line = element("p", {}, villagers_words(view, each.what));
    if (each.due_on)
      line.add(element("p", {{"class", "sub"}},
                       say(view.language, "pages.item.due",
                           {{"date", near_date(view.language, *each.due_on, helped.today)}})));
    items.add(element("li", {}, line));
  }
  return element("section", {}, heading, element("ol", {{"class", "steps"}}, items));
}

Html answer_form(const Helped& helped, const help::Action& action, std::string_view so, const Html& inside) {
  return element("form",
                 {{"method", "post"},
                  {"action", address_of(slip_door.path, helped.view)},
                  {"accept-charset", "utf-8"},
                  {"autocomplete", "off"}},
                 hidden_field("code", helped.form.code),
                 hidden_field("about", std::to_string(action.id.value)), hidden_field("so", so), inside);
}

/// Yes at one touch; no with a sentence.
Html questions(const Helped& helped, const help::Action& action, Icons& icons) {
  const View& view = helped.view;
  const bool here = helped.form.about == action.id;
  const std::vector<Problem> problems = here ? helped.form.problems : std::vector<Problem>();
  const std::string field = "words-" + std::to_string(action.id.value);
  const Html yes = answer_form(helped, action, "yes",
                               element("button", {{"class", "btn first"}, {"type", "submit"}},
                                       icons.draw(Icon::done), say(view.language, "pages.slip.yes")));
  const Html words =
      element("div", {{"class", "field"}},
              element("label", {{"for", field}}, say(view.language, "pages.slip.what_is_wrong")),
              field_error(view, problems, "words", icons),
              element("textarea",
                      {{"id", field},
                       {"name", "words"},
                       {"rows", "3"},
                       {"maxlength", "200"},
                       {"required", "required"},
                       {"aria-invalid", is_wrong(problems, "words")}},
                      here ? std::string_view(helped.form.words) : std::string_view()));
  const Html no = answer_form(helped, action, "no",
                              join(words, element("button", {{"class", "btn"}, {"type", "submit"}},
                                                  say(view.language, "pages.slip.no"))));
  const Html summary = element("summary", {{"class", "btn"}}, say(view.language, "pages.slip.no"));
  const Html refuse = problems.empty() ? element("details", {}, summary, no)
                                       : element("details", {{"open", "open"}}, summary, no);
  return element("div", {{"class", "acts"}}, yes, refuse);
}

Html answered(const Helped& helped, const help::Action& action, Icons& icons) {
  const View& view = helped.view;
  if (action.state == help::State::acknowledged)
    return element("p", {},
                   pill(Tone::ok, icons.draw(Icon::done), say(view.language, "pages.slip.said_yes")));
  Html html =
      element("p", {}, pill(Tone::warn, icons.draw(Icon::warning), say(view.language, "pages.slip.said_no")));
  if (action.answer)
    html.add(element("div", {{"class", "ans"}}, villagers_words(view, action.answer->words)));
  return html;
}

Html action_entry(const Helped& helped, const help::Action& action, Icons& icons) {
  const View& view = helped.view;
  const Html head =
      join(element("p", {{"class", "sub"}}, near_date(view.language, action.done_on, helped.today)),
           element("p", {}, element("b", {}, villagers_words(view, action.what))));
  const Html tail = action.state == help::State::recorded ? questions(helped, action, icons)
                                                          : answered(helped, action, icons);
  return element("li", {}, head, tail);
}

Html action_list(const Helped& helped, Icons& icons) {
  const View& view = helped.view;
  const Html heading = element("h2", {}, say(view.language, "pages.slip.actions"));
  if (helped.actions.empty())
    return element("section", {}, heading,
                   element("p", {{"class", "sub"}}, say(view.language, "pages.slip.actions.none")));
  Html list;
  for (const help::Action& each : helped.actions) list.add(action_entry(helped, each, icons));
  return element("section", {{"class", "heard"}}, heading,
                 element("p", {{"class", "sub"}}, say(view.language, "pages.slip.actions.lead")),
                 element("ul", {}, list));
}

}  // namespace

Page helped_page(Context& context, const View& view, const households::SlipHolder& holder,
                 const SlipForm& form) {
  const Helped helped = gather(context, view, holder, form);
  Icons icons;
  const Frame frame{view, std::string(slip_door.path), say(view.language, "pages.slip.title"), form_style()};
  Html main = join(error_summary(view, form.problems, icons),
                   element("h1", {}, say(view.language, "pages.slip.yours")));
  if (!helped.news.empty()) main.add(element("p", {}, helped.news));
  if (helped.helper.empty()) {
    main.add(element("p", {}, say(view.language, "pages.slip.no_helper")));
  } else {
    main.add(element("p", {}, say(view.language, "pages.slip.helper"),
                     view.language == Language::en ? std::string(" ") : std::string(),
                     element("b", {}, villagers_words(view, helped.helper))));
    if (!helped.why.empty()) main.add(element("p", {{"class", "sub"}}, helped.why));
    main.add(plan_list(helped));
  }
  main.add(action_list(helped, icons))
      .add(element("footer", {{"class", "foot"}}, element("p", {}, say(view.language, "pages.slip.foot")),
                   element("p", {},
                           element("a", {{"class", "go"}, {"href", address_of(slip_door.path, view)}},
                                   say(view.language, "pages.slip.leave")))));
  const Html body = join(
      element("header", {}, plain_bar(view, say(Language::zh, "pages.sign"), std::string(slip_door.path))),
      element("main", {}, main));
  return {form.status, document(frame, body, icons), {}};
}

}  // namespace lianghu::pages

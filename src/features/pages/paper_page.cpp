#include "features/pages/paper_page.h"

#include <charconv>

#include "base/code_digits.h"
#include "base/describe.h"
#include "features/pages/form_parts.h"
#include "features/pages/layout.h"
#include "features/pages/style.h"

namespace lianghu::pages {

namespace {

using pairing::Candidate;
using pairing::PaperForm;

constexpr std::string_view kin = "kin";
constexpr std::string_view other = "other";

std::string field_of(Id<pairing::Household> household) {
  return "c-" + std::to_string(household.value);
}

std::string side_word(const View& view, const PaperForm& form, std::string_view key,
                      const Values& values = {}) {
  return say(view.language, "pages.paper." + std::string(key) + "." + std::string(name_of(form.side)),
             values);
}

/// The number that somebody gave; nothing for no number.
std::optional<int> rank_in(const std::string& option) {
  int rank = 0;
  const auto end = option.data() + option.size();
  const auto read = std::from_chars(option.data(), end, rank);
  if (read.ec != std::errc() || read.ptr != end || rank < 1) return std::nullopt;
  return rank;
}

/// The reason of a veto as it is sealed with the ballot. It is Chinese whoever enters it: nobody reads it.
std::string reason_of(std::string_view option) {
  return say(Language::zh, option == kin ? "pairing.paper.kin" : "pairing.paper.other");
}

Html option(std::string_view value, const std::string& words, bool chosen) {
  return chosen ? element("option", {{"value", std::string(value)}, {"selected", "selected"}}, words)
                : element("option", {{"value", std::string(value)}}, words);
}

Html choice_list(const View& view, const PaperForm& form, const Candidate& choice,
                 const std::string& chosen) {
  Html options = option("", say(view.language, "pages.paper.unranked"), chosen.empty());
  for (std::size_t rank = 1; rank <= form.choices.size(); ++rank) {
    const std::string number = std::to_string(rank);
    options.add(number == chosen ? element("option", {{"selected", "selected"}}, number)
                                 : element("option", {}, number));
  }
  if (form.round.vetoes_max > 0)
    options.add(option(kin, side_word(view, form, "kin"), chosen == kin))
        .add(option(other, side_word(view, form, "other"), chosen == other));
  const std::string field = field_of(choice.household);
  return element("select", {{"id", field}, {"name", field}}, options);
}

Html choice_row(const View& view, const PaperForm& form, const Candidate& choice, const PaperTyped& typed) {
  const auto chosen = typed.choices.find(choice.household);
  return element(
      "li", {},
      element("label", {{"for", field_of(choice.household)}},
              element("b", {}, villagers_words(view, choice.name)),
              element("span", {{"class", "sub"}}, pairing::profile_of(choice, view.language))),
      choice_list(view, form, choice, chosen == typed.choices.end() ? std::string() : chosen->second));
}

Html recorder_field(const View& view, const PaperTyped& typed, Icons& icons) {
  return element("div", {{"class", "field"}},
                 element("label", {{"for", "recorder"}}, say(view.language, "pages.paper.recorder")),
                 field_error(view, typed.problems, "recorder", icons),
                 void_element("input", {{"id", "recorder"},
                                        {"name", "recorder"},
                                        {"inputmode", "text"},
                                        {"autocomplete", "off"},
                                        {"maxlength", "40"},
                                        {"required", "required"},
                                        {"aria-invalid", is_wrong(typed.problems, "recorder")},
                                        {"aria-describedby", "recorder-error recorder-hint"},
                                        {"value", typed.recorder}}),
                 element("p", {{"class", "sub"}, {"id", "recorder-hint"}},
                         say(view.language, "pages.paper.recorder.hint")));
}

/// What every answer needs: the code, and how the reader wants the page.
Html carried(const View& view, const PaperTyped& typed) {
  const std::string name = address_of("", view);
  return join(hidden_field("code", typed.code), hidden_field("view", name.empty() ? name : name.substr(1)));
}

Html answer_form(const Html& inside) {
  return element("form",
                 {{"method", "post"}, {"action", "/b"}, {"accept-charset", "utf-8"}, {"autocomplete", "off"}},
                 inside);
}

Html button(std::string_view step, bool first, const Html& inside) {
  return element("button",
                 {{"class", first ? "btn first" : "btn"},
                  {"type", "submit"},
                  {"name", "step"},
                  {"value", std::string(step)}},
                 inside);
}

Html number_line(const View& view, const PaperForm& form) {
  return element("p", {{"class", "sub"}},
                 say(view.language, "pairing.paper.number",
                     {{"village", form.place},
                      {"round", std::to_string(form.round.number)},
                      {"number", pairing::form_number(form.form.number)}}));
}

Page finished(const View& view, int status, const Html& main, const Icons& icons) {
  const Frame frame{view, "/b", say(view.language, "pages.paper"), paper_style()};
  const Html bar = plain_bar(view, say(Language::zh, "pages.sign"), "");
  return {status, document(frame, join(element("header", {}, bar), element("main", {}, main)), icons), {}};
}

/// The names of those who were given the same number, the best number first.
std::vector<std::string> groups_of(const View& view, const PaperForm& form,
                                   const pairing::PaperBallot& ballot) {
  std::map<int, std::string> by_rank;
  for (const Candidate& each : form.choices) {
    const auto ranked = ballot.ranks.find(each.household);
    if (ranked == ballot.ranks.end()) continue;
    std::string& names = by_rank[ranked->second];
    names = names.empty()
                ? each.name
                : say(view.language, "pairing.paper.and", {{"first", names}, {"second", each.name}});
  }
  std::vector<std::string> out;
  out.reserve(by_rank.size());
  for (auto& each : by_rank) out.push_back(std::move(each.second));
  return out;
}

Html said_back(const View& view, const PaperForm& form, const pairing::PaperBallot& ballot, Icons& icons) {
  const auto groups = groups_of(view, form, ballot);
  Html html;
  if (groups.empty())
    html.add(element("p", {}, side_word(view, form, "anybody")));
  else {
    Html list;
    for (const std::string& each : groups)
      list.add(element("li", {}, element("b", {}, villagers_words(view, each))));
    html.add(element("p", {}, side_word(view, form, "wanted")))
        .add(element("ol", {{"class", "order"}}, list));
    html.add(element("p", {{"class", "sub"}}, say(view.language, "pages.paper.rest")));
  }
  Html vetoes;
  for (const pairing::Veto& each : ballot.vetoes)
    for (const Candidate& choice : form.choices)
      if (choice.household == each.household)
        vetoes.add(element(
            "li", {}, element("b", {}, villagers_words(view, choice.name)),
            say(view.language, "pages.paper.because",
                {{"reason", say(view.language, each.reason == reason_of(kin) ? "pairing.paper.kin"
                                                                             : "pairing.paper.other")}})));
  if (!vetoes.empty())
    html.add(element(
        "div", {{"class", "note warn"}}, icons.draw(Icon::stop),
        element("div", {}, element("p", {}, side_word(view, form, "refused")), element("ul", {}, vetoes))));
  return html;
}

/// 3f9a c210 77de 41b8
Html receipt_box(const View& view, const pairing::PaperReceipt& receipt) {
  return element(
      "div", {{"class", "code"}},
      element("span", {},
              say(view.language, "pages.paper.receipt", {{"number", pairing::form_number(receipt.number)}})),
      element("b", {}, grouped_code(receipt.receipt)),
      element("span", {}, say(view.language, "pages.paper.receipt.keep")));
}

}  // namespace

pairing::PaperBallot paper_ballot(const PaperTyped& typed) {
  pairing::PaperBallot out;
  out.recorder = typed.recorder;
  for (const auto& each : typed.choices) {
    if (const auto rank = rank_in(each.second))
      out.ranks.emplace(each.first, *rank);
    else if (each.second == kin || each.second == other)
      out.vetoes.push_back({each.first, reason_of(each.second)});
    else
      throw Refusal(Status::bad_request, "form.malformed", field_of(each.first));
  }
  return out;
}

Page paper_page(const View& view, const PaperForm& form, const PaperTyped& typed, Date today) {
  Icons icons;
  const Frame frame{view, "/b/" + path_part(typed.code), say(view.language, "pages.paper"), paper_style()};
  Html rows;
  for (const Candidate& each : form.choices) rows.add(choice_row(view, form, each, typed));
  Html how = join(element("p", {}, side_word(view, form, "how")),
                  element("p", {{"class", "sub"}}, say(view.language, "pages.paper.order")));
  if (form.round.vetoes_max > 0)
    how.add(element("p", {{"class", "sub"}},
                    side_word(view, form, "vetoes", {{"max", std::to_string(form.round.vetoes_max)}})));
  const Html inside =
      join(carried(view, typed),
           element("fieldset", {{"id", "vetoes"}}, field_error(view, typed.problems, "vetoes", icons),
                   element("ul", {{"class", "picks"}}, rows)),
           recorder_field(view, typed, icons),
           button("check", true, Html::text(say(view.language, "pages.paper.check"))));
  Html main = join(error_summary(view, typed.problems, icons),
                   element("h1", {}, say(view.language, "pages.paper.heading", {{"name", form.name}})),
                   number_line(view, form));
  if (form.round.closes_on)
    main.add(element("p", {{"class", "sub"}},
                     say(view.language, "pages.paper.until",
                         {{"date", near_date(view.language, *form.round.closes_on, today)}})));
  main.add(element("div", {{"class", "note info"}}, icons.draw(Icon::eye),
                   element("span", {}, say(view.language, "pages.paper.trust"))))
      .add(how)
      .add(answer_form(inside));
  // The switches lead to the page as it was at first: not once something was entered.
  const std::string sign = say(Language::zh, "pages.sign");
  const bool is_fresh = typed.problems.empty() && typed.choices.empty() && typed.recorder.empty();
  const Html bar = is_fresh ? top_bar(frame, sign, "", icons) : plain_bar(view, sign, "");
  return {
      typed.status, document(frame, join(element("header", {}, bar), element("main", {}, main)), icons), {}};
}

Page paper_check_page(const View& view, const PaperForm& form, const PaperTyped& typed) {
  Icons icons;
  const pairing::PaperBallot ballot = paper_ballot(typed);
  Html inside =
      join(carried(view, typed), hidden_field("recorder", typed.recorder), hidden_field("key", typed.key));
  for (const auto& each : typed.choices) inside.add(hidden_field(field_of(each.first), each.second));
  inside.add(element(
      "div", {{"class", "acts"}},
      button("cast", true, join(icons.draw(Icon::done), Html::text(say(view.language, "pages.paper.cast")))),
      button("edit", false, Html::text(say(view.language, "pages.paper.edit")))));
  const Html main =
      join(element("h1", {}, say(view.language, "pages.paper.read_back", {{"name", form.name}})),
           number_line(view, form), said_back(view, form, ballot, icons),
           element("p", {}, say(view.language, "pages.paper.assisted", {{"name", typed.recorder}})),
           element("div", {{"class", "note info"}}, icons.draw(Icon::eye),
                   element("span", {}, say(view.language, "pages.paper.once"))),
           answer_form(inside));
  return finished(view, typed.status, main, icons);
}

Page paper_done_page(const View& view, const pairing::PaperReceipt& receipt) {
  Icons icons;
  Html steps;
  for (const std::string_view key : {"hand_back", "strip", "result"}) {
    const std::string at = "pages.paper.done." + std::string(key);
    steps.add(element("li", {}, element("b", {}, say(view.language, at)),
                      element("p", {}, say(view.language, at + ".what"))));
  }
  const Html main =
      join(element("div", {{"class", "hi"}}, element("span", {{"class", "ok"}}, icons.draw(Icon::done)),
                   element("h1", {}, say(view.language, "pages.paper.done"))),
           receipt_box(view, receipt), element("h2", {}, say(view.language, "pages.sent.next")),
           element("ol", {{"class", "steps"}}, steps));
  return finished(view, 200, main, icons);
}

Page paper_refused_page(const View& view, const Refusal& refusal, Date today) {
  Icons icons;
  const Problem& problem = refusal.problems().front();
  Values values = problem.values;
  if (const auto day = values.find("day"); day != values.end())
    if (const auto date = parse_date(day->second)) day->second = near_date(view.language, *date, today);
  const Html main = element("section", {{"class", "stop"}}, icons.draw(Icon::stop),
                            element("h1", {}, say(view.language, "pages.paper.refused")),
                            element("p", {}, say(view.language, problem.key, values)),
                            element("p", {{"class", "sub"}}, say(view.language, "pages.paper.refused.what")));
  return finished(view, static_cast<int>(refusal.status()), main, icons);
}

}  // namespace lianghu::pages

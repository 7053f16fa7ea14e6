// /v/CODE: the village's notice board.
#include <algorithm>
#include <map>
#include <set>

#include "base/describe.h"
#include "features/feedback/feedback.h"
#include "features/meetings/meetings.h"
#include "features/pages/deeds_view.h"
#include "features/pages/doors.h"
#include "features/pages/layout.h"
#include "features/pages/letter_view.h"
#include "features/pages/not_valid.h"
#include "features/pages/pages.h"
#include "features/pages/place.h"
#include "features/pages/style.h"
#include "features/pairing/pairing.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

using households::Household;

/// Of fewer than these the village would know which they are, so nothing is counted in public.
constexpr std::int64_t helped_households_min = 5;

/// One door, or a letter without one.
struct Line {
  std::int64_t serial = 0;  // 0: no plaque
  std::string name;         // as on the door; "" without consent
  std::string number;       // 音河 012 号
  std::string address;      // /p/TOKEN; "" without a plaque
  std::optional<pledges::PublishedLetter> letter;
  std::optional<int> days_left;  // of the notice period
};

struct Board {
  const View& view;
  Date today{};
  Place place;
  std::vector<organisations::LeadingGroupMember> leaders;
  std::vector<meetings::Notice> notices;
  std::vector<Line> lines;
  std::optional<ShownReview> review;
  plaques::Counts hung;
  pledges::Counts signed_;
  pairing::Counts paired;
  reviews::Counts reviewed;
  std::ptrdiff_t published = 0, running = 0;
  std::int64_t hidden = 0;  // pieces of feedback, at least
};

using Letters = std::map<Id<Household>, pledges::PublishedLetter>;

Letters letters_of(Context& context, const Village& village) {
  Letters letters;
  for (pledges::PublishedLetter& each : pledges::shown_in(context, village)) {
    const Id<Household> household = each.household;
    letters.emplace(household, std::move(each));
  }
  return letters;
}

std::vector<Line> lines_of(Context& context, const Village& village, Date today) {
  Letters letters = letters_of(context, village);
  const auto hidden = never_shown(context, village);
  std::erase_if(letters, [&](const auto& each) { return hidden.contains(each.first); });
  std::vector<Line> lines;
  const auto take_letter = [&](Line& line, Letters::iterator at) {
    if (at == letters.end()) return;
    line.days_left = notice_days_left(at->second, today);
    line.letter = std::move(at->second);
    letters.erase(at);
  };
  std::set<Id<Household>> published;
  for (const auto& each : letters) published.insert(each.first);
  for (Door& door : shown_doors(context, village, published, hidden)) {
    Line line;
    line.serial = door.serial;
    line.name = std::move(door.name);
    line.number = std::move(door.number);
    line.address = std::move(door.address);
    take_letter(line, letters.find(door.household));
    lines.push_back(std::move(line));
  }
  while (!letters.empty()) take_letter(lines.emplace_back(), letters.begin());
  // What can still be objected to comes first, what ends soonest before all.
  std::stable_sort(lines.begin(), lines.end(), [](const Line& one, const Line& other) {
    if (one.days_left.has_value() != other.days_left.has_value()) return one.days_left.has_value();
    return one.days_left < other.days_left;
  });
  return lines;
}

Board gather(Context& context, const View& view, Id<Organisation> village) {
  Board board{
      view, context.today(), place_of(context, village), {}, {}, {}, std::nullopt, {}, {}, {}, {}, 0, 0, 0};
  const Village& at = board.place.village;
  board.leaders = organisations::leading_group(context, organisations::published_reach(context, village));
  board.notices = meetings::notices(context, at);
  board.hidden = feedback::hidden_about(context, at);
  if (!board.place.definition) return board;
  board.lines = lines_of(context, at, board.today);
  board.review = shown_review(context, at);
  board.hung = plaques::hung_coverage(context, at);
  board.signed_ = pledges::signed_coverage(context, at);
  board.paired = pairing::paired_coverage(context, at);
  board.reviewed = reviews::reviewed_coverage(context, at);
  board.published =
      std::ranges::count_if(board.lines, [](const Line& each) { return each.letter.has_value(); });
  board.running =
      std::ranges::count_if(board.lines, [](const Line& each) { return each.days_left.has_value(); });
  return board;
}

Html figure(const std::string& number, const std::string& words) {
  return element("li", {}, element("b", {}, number), element("span", {}, words));
}

/// Who has, of all who should: two numbers, and never who is missing or exempt.
Html figures(const Board& board) {
  const Language language = board.view.language;
  const auto ratio = [](const auto& counts, const std::string& words) {
    return figure(std::to_string(counts.has) + "/" + std::to_string(counts.should), words);
  };
  Html list = join(ratio(board.hung, say(language, "pages.board.hung")),
                   ratio(board.signed_, say(language, "pages.board.signed")));
  if (board.paired.should >= helped_households_min)
    list.add(ratio(board.paired, board.paired.unproved == 0 ? say(language, "pages.board.paired")
                                                            : say(language, "pages.board.paired.unproved")));
  list.add(ratio(board.reviewed, say(language, "pages.board.reviewed")));
  return element("div", {{"class", "nums"}}, element("ul", {}, list));
}

Html legend(const Board& board, Icons& icons) {
  Html roles;
  for (const programmes::RoleDefinition& each : board.place.programme().roles)
    roles.add(element("li", {}, element("span", {{"class", "role"}}, icons.draw(icon_of(each.role))),
                      role_words(board.view, board.place.programme(), each.role)));
  return element("ul", {{"class", "legend"}}, roles);
}

Html notice_pill(const Board& board, const Line& line, Icons& icons) {
  const Language language = board.view.language;
  if (!line.letter) return pill(Tone::plain, {}, say(language, "pages.board.no_letter"));
  if (!line.days_left) return pill(Tone::plain, {}, say(language, "pages.board.for_good"));
  // Until when, and not the days alone: the printed board is read on other days.
  const Values values = {{"date", near_date(language, line.letter->notice_until, board.today)},
                         {"days", std::to_string(*line.days_left)}};
  const std::string words = *line.days_left == 0 ? say(language, "pages.board.last_day")
                                                 : say(language, "pages.board.days_left", values);
  return pill(Tone::warn, icons.draw(Icon::clock), words);
}

Html heading(const Board& board, const Line& line) {
  const View& view = board.view;
  const std::string name = line.name.empty() ? line.number : line.name;
  std::string digits = std::to_string(line.serial);
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  if (line.address.empty()) return element("b", {}, say(view.language, "pages.household"));
  return element("a", {{"href", address_of(line.address, view)}},
                 element("span", {{"class", "badge"}}, digits),
                 element("span", {{"class", "nm"}}, villagers_words(view, name)));
}

Html entry(const Board& board, const Line& line, Icons& icons) {
  const View& view = board.view;
  Html head = join(element("h3", {}, heading(board, line)), notice_pill(board, line, icons));
  Html list;
  if (line.letter) {
    if (const auto result = result_pill(view, line.letter->state, icons)) head.add(*result);
    list = letter_items(view, board.place.programme(), *line.letter, board.today, icons);
  }
  return element("article", {{"class", "it"}}, element("div", {{"class", "hd"}}, head), list);
}

Html letters(const Board& board, Icons& icons) {
  const Language language = board.view.language;
  Html entries;
  for (const Line& line : board.lines) entries.add(entry(board, line, icons));
  Html html = element("h2", {}, say(language, "pages.board.letters"));
  if (!board.lines.empty()) {
    const std::string published =
        std::to_string(board.published) + " " + say(language, "pages.board.published");
    const std::string running = std::to_string(board.running) + " " + say(language, "pages.board.running");
    html.add(element("p", {{"class", "sub"}}, in_a_row(board.view, {published, running})));
  }
  html.add(legend(board, icons));
  html.add(board.lines.empty() ? element("p", {{"class", "sub"}}, say(language, "pages.board.empty"))
                               : element("div", {{"class", "all"}}, entries));
  return element("section", {}, html);
}

Html leading_group(const Board& board) {
  const View& view = board.view;
  Html members;
  for (const organisations::LeadingGroupMember& each : board.leaders) {
    std::vector<std::string> duties;
    duties.reserve(each.duties.size());
    for (const organisations::Duty duty : each.duties)
      duties.push_back(say(view.language, "pages.duty." + std::string(name_of(duty))));
    Html line = join(element("b", {}, villagers_words(view, each.name)), villagers_words(view, each.post));
    if (each.is_head) line.add(pill(Tone::plain, {}, say(view.language, "pages.leading_group.head")));
    if (!duties.empty())
      line.add(
          element("p", {{"class", "sub"}},
                  say(view.language, "pages.leading_group.duties", {{"duties", in_a_row(view, duties)}})));
    members.add(element("li", {}, line));
  }
  return element("section", {}, element("h2", {}, say(view.language, "pages.leading_group")),
                 element("ul", {{"class", "lead"}}, members));
}

Html meeting_notices(const Board& board) {
  const View& view = board.view;
  Html list;
  for (const meetings::Notice& each : board.notices) {
    const Values values = {{"kind", say(view.language, "pages.meeting." + std::string(name_of(each.kind)))},
                           {"date", near_date(view.language, each.day, board.today)}};
    Html head = join(element("h3", {}, villagers_words(view, each.topic)),
                     element("span", {{"class", "sub"}}, say(view.language, "pages.meeting.line", values)));
    if (each.state == meetings::State::planned)
      head.add(pill(Tone::info, {}, say(view.language, "pages.meeting.planned")));
    const std::string held = each.organisation_name + "，" + each.place;
    list.add(element("article", {{"class", "it"}}, element("div", {{"class", "hd"}}, head),
                     element("p", {}, villagers_words(view, each.text)),
                     element("p", {{"class", "sub"}}, villagers_words(view, held))));
  }
  return element("section", {}, element("h2", {}, say(view.language, "pages.meetings")), list);
}

Html hero(const Board& board, const Frame& frame, Icons& icons) {
  const View& view = board.view;
  Html html =
      join(top_bar(frame, say(Language::zh, "pages.sign"), "", icons),
           element("h1", {}, say(view.language, "pages.board.title", {{"village", board.place.name}})));
  const auto& definition = board.place.definition;
  const auto& participation = board.place.participation;
  if (definition && participation) {
    std::string stage;
    for (const programmes::StageDefinition& each : definition->stages)
      if (each.stage == participation->stage) stage = worded(view.language, each.name);
    html.add(element("p", {},
                     say(view.language, "pages.board.stage",
                         {{"programme", worded(view.language, definition->name)}, {"stage", stage}})));
  }
  return element("header", {{"class", "hero"}}, html);
}

/// The same as on the printed notice, while both say the same.
Html mark(const Board& board) {
  if (board.published == 0) return {};
  std::vector<pledges::PublishedLetter> letters;
  for (const Line& line : board.lines)
    if (line.letter) letters.push_back(*line.letter);
  return element("p", {{"class", "mark"}},
                 say(board.view.language, "pages.board.mark", {{"mark", pledges::fingerprint_of(letters)}}));
}

/// It is counted in fives. The line stands there always: without it one to four would be hidden in silence.
Html hidden(const Board& board) {
  const Language language = board.view.language;
  return element("p", {},
                 board.hidden == 0
                     ? say(language, "pages.board.hidden.few")
                     : say(language, "pages.board.hidden", {{"count", std::to_string(board.hidden)}}));
}

Html foot(const Board& board) {
  const Language language = board.view.language;
  const auto link = [&](const std::string& path, std::string_view words) {
    return element(
        "p", {},
        element("a", {{"class", "go"}, {"href", address_of(path, board.view)}}, say(language, words)));
  };
  return element("footer", {{"class", "foot"}}, element("p", {}, say(language, "pages.board.object")),
                 link(board.place.board + "/say", "pages.board.say"), link("/t", "pages.to_track"),
                 link(board.place.board + "/archive", "pages.board.archive"),
                 element("p", {}, say(language, "pages.board.foot")), mark(board), hidden(board));
}

Page whole_page(const Board& board) {
  const Language language = board.view.language;
  Icons icons;
  const Frame frame{board.view, board.place.board,
                    say(language, "pages.board.title", {{"village", board.place.name}}), board_style()};
  Html body = hero(board, frame, icons);
  Html main;
  if (board.place.definition) {
    main.add(letters(board, icons));
    if (board.review)
      main.add(review_section(board.view, board.place.programme(), *board.review, board.today, icons));
  } else {
    main.add(element("section", {}, element("p", {}, say(language, "pages.board.not_in_programme"))));
  }
  if (!board.notices.empty()) main.add(meeting_notices(board));
  if (!board.leaders.empty()) main.add(leading_group(board));
  main.add(foot(board));
  const Html top = board.place.definition ? figures(board) : Html();
  body.add(element("main", {}, top, element("div", {{"class", "sheets"}}, main)));
  Page page{200, document(frame, body, icons), board.place.tags};
  // Counted by days: what can be objected to, the reviews that are due, what is hidden of the last year.
  page.tags.emplace_back(daily_tag);
  return page;
}

}  // namespace

Page board_page(Context& context, std::string_view code, const View& view) {
  const auto found = organisations::find_by_division(context, code);
  if (!found || found->kind != organisations::Kind::branch) return no_village_page(code, view);
  return whole_page(gather(context, view, found->id));
}

}  // namespace lianghu::pages

// /v/CODE/archive: what ever stood on the village's notice board, month by month. What was published stays
// readable: also the letters that a newer edition replaced.
#include <map>
#include <set>

#include "base/describe.h"
#include "features/meetings/meetings.h"
#include "features/pages/deeds_view.h"
#include "features/pages/layout.h"
#include "features/pages/letter_view.h"
#include "features/pages/not_valid.h"
#include "features/pages/pages.h"
#include "features/pages/place.h"
#include "features/pages/style.h"
#include "features/plaques/plaques.h"

namespace lianghu::pages {

namespace {

constexpr int notices_kept = 500;
constexpr int status_not_found = 404;

/// The first day of a month.
Date month_of(Date day) {
  return day.year() / day.month() / 1;
}

/// 2020-09
std::string month_name(Date month) {
  return format_date(month).substr(0, 7);
}

/// 2020 年 9 月; September 2020.
std::string month_words(const View& view, Date month) {
  return say(view.language, "pages.archive.month." + std::to_string(static_cast<unsigned>(month.month())),
             {{"year", std::to_string(static_cast<int>(month.year()))}});
}

struct Archive {
  const View& view;
  Date today{};
  Place place;
  std::map<Id<households::Household>, std::string> doors;  // 音河 012 号
  std::vector<pledges::PublishedLetter> letters;
  std::vector<ShownReview> reviews;
  std::vector<meetings::Notice> notices;
  std::set<Date, std::greater<>> months;  // in which something was published, the newest first
};

Archive archive_of(Context& context, const View& view, Id<organisations::Organisation> village) {
  Archive archive{view, context.today(), place_of(context, village), {}, {}, {}, {}, {}};
  const Village& at = archive.place.village;
  archive.notices = meetings::notices(context, at, notices_kept);
  for (const meetings::Notice& each : archive.notices) archive.months.insert(month_of(each.day));
  if (!archive.place.definition) return archive;
  for (const plaques::Plaque& each : plaques::live(context, at))
    archive.doors.emplace(each.household, plaques::number_of(at, each));
  archive.letters = pledges::ever_shown(context, at);
  for (const auto& each : archive.letters) archive.months.insert(month_of(each.published_on));
  archive.reviews = shown_reviews(context, at);
  for (const auto& each : archive.reviews) archive.months.insert(month_of(each.review.published_on));
  return archive;
}

Html letter_entry(const Archive& archive, const pledges::PublishedLetter& letter, Icons& icons) {
  const View& view = archive.view;
  const auto door = archive.doors.find(letter.household);
  const Values values = {{"date", near_date(view.language, letter.published_on, archive.today)},
                         {"edition", std::to_string(letter.edition)}};
  Html head = join(door == archive.doors.end()
                       ? element("h4", {}, say(view.language, "pages.household"))
                       : element("h4", {{"class", "nm"}}, villagers_words(view, door->second)),
                   element("span", {{"class", "sub"}}, say(view.language, "pages.archive.letter", values)));
  if (letter.state == pledges::State::superseded)
    head.add(pill(Tone::plain, {}, say(view.language, "pages.archive.superseded")));
  else if (const auto result = result_pill(view, letter.state, icons))
    head.add(*result);
  return element("article", {{"class", "it"}}, element("div", {{"class", "hd"}}, head),
                 letter_items(view, archive.place.programme(), letter, archive.today, icons));
}

Html notice_entry(const Archive& archive, const meetings::Notice& notice) {
  const View& view = archive.view;
  const Values values = {{"kind", say(view.language, "pages.meeting." + std::string(name_of(notice.kind)))},
                         {"date", near_date(view.language, notice.day, archive.today)}};
  return element(
      "article", {{"class", "it"}},
      element("div", {{"class", "hd"}}, element("h4", {}, villagers_words(view, notice.topic)),
              element("span", {{"class", "sub"}}, say(view.language, "pages.meeting.line", values))),
      element("p", {}, villagers_words(view, notice.text)));
}

Html month_links(const Archive& archive, std::optional<Date> chosen) {
  Html links;
  for (const Date month : archive.months) {
    const std::string words = month_words(archive.view, month);
    const std::string path = archive.place.board + "/archive/" + month_name(month);
    links.add(element(
        "li", {},
        month == chosen ? element("b", {{"aria-current", "page"}}, words)
                        : element("a", {{"class", "go"}, {"href", address_of(path, archive.view)}}, words)));
  }
  return element("nav", {{"aria-label", say(archive.view.language, "pages.archive.months")}},
                 element("ul", {{"class", "legend"}}, links));
}

Html month_section(const Archive& archive, Date month, Icons& icons) {
  const View& view = archive.view;
  Html letters;
  Html notices;
  Html html = element("h2", {}, month_words(view, month));
  for (const auto& each : archive.letters)
    if (month_of(each.published_on) == month) letters.add(letter_entry(archive, each, icons));
  for (const auto& each : archive.notices)
    if (month_of(each.day) == month) notices.add(notice_entry(archive, each));
  for (const auto& each : archive.reviews)
    if (month_of(each.review.published_on) == month)
      html.add(
          review_section(view, archive.place.programme(), each, archive.today, icons, Shown::in_archive));
  if (!letters.empty())
    html.add(element("section", {}, element("h3", {}, say(view.language, "pages.board.letters")),
                     element("div", {{"class", "all"}}, letters)));
  if (!notices.empty())
    html.add(element("section", {}, element("h3", {}, say(view.language, "pages.meetings")), notices));
  return html;
}

/// The document around `main`; `path` is the page's, without the view.
std::string whole(const Archive& archive, const std::string& path, Html main, Icons& icons) {
  const View& view = archive.view;
  const std::string title = say(view.language, "pages.archive.title", {{"village", archive.place.name}});
  const Frame frame{view, path, title, board_style()};
  main.add(element("footer", {{"class", "foot"}},
                   element("p", {},
                           element("a", {{"class", "go"}, {"href", address_of(archive.place.board, view)}},
                                   say(view.language, "pages.to_board", {{"village", archive.place.name}}))),
                   element("p", {}, say(view.language, "pages.board.foot"))));
  const Html hero =
      element("header", {{"class", "hero"}},
              join(top_bar(frame, archive.place.name, archive.place.board, icons), element("h1", {}, title),
                   element("p", {}, say(view.language, "pages.archive"))));
  const Html body = join(hero, element("main", {}, element("div", {{"class", "sheets"}}, main)));
  return document(frame, body, icons);
}

Page month_page(const Archive& archive, Date month) {
  Icons icons;
  const Html main = archive.months.empty()
                        ? element("p", {{"class", "sub"}}, say(archive.view.language, "pages.archive.empty"))
                        : join(month_links(archive, month), month_section(archive, month, icons));
  const std::string path = archive.place.board + "/archive/" + month_name(month);
  Page page{200, whole(archive, path, main, icons), archive.place.tags};
  // A date of this year is written without it.
  page.tags.emplace_back(daily_tag);
  return page;
}

/// With the list of those that there are. It is not kept in the page cache, or every month that somebody
/// makes up would take a place there.
Page no_month_page(const Archive& archive) {
  Icons icons;
  Html main = element("p", {{"class", "sub"}}, say(archive.view.language, "route.not_found"));
  if (!archive.months.empty()) main.add(month_links(archive, std::nullopt));
  return {status_not_found, whole(archive, archive.place.board + "/archive", main, icons), {}};
}

/// The month named 2020-09, if something was published in it. While nothing ever was, this month: the
/// switches of the page that says so lead there.
std::optional<Date> published_month(const Archive& archive, std::string_view name) {
  const auto day = parse_date(std::string(name) + "-01");
  if (!day) return std::nullopt;
  const bool is_there =
      archive.months.empty() ? *day == month_of(archive.today) : archive.months.contains(*day);
  return is_there ? day : std::nullopt;
}

}  // namespace

Page archive_page(Context& context, std::string_view code, std::string_view month, const View& view) {
  const auto found = organisations::find_by_division(context, code);
  if (!found || found->kind != organisations::Kind::branch) return no_village_page(code, view);
  // The board leads to /archive/en and the like: the newest month in that view.
  const auto newest_in = view_of(month, view.language);
  const View shown = newest_in && !month.empty() ? *newest_in : view;
  const Archive archive = archive_of(context, shown, found->id);
  if (newest_in)
    return month_page(archive, archive.months.empty() ? month_of(archive.today) : *archive.months.begin());
  const auto day = published_month(archive, month);
  return day ? month_page(archive, *day) : no_month_page(archive);
}

}  // namespace lianghu::pages

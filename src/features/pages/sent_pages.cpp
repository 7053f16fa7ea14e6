#include "features/pages/sent_pages.h"

#include "base/code_digits.h"
#include "base/text.h"
#include "features/pages/form_parts.h"

namespace lianghu::pages {

namespace {

constexpr std::size_t templates_max = 500;  // some 4 MB
// Control characters mark what differs: HTML that escapes its text has none of them.
constexpr char of_code = '\x01';
constexpr char of_spaced_code = '\x02';
constexpr char of_photo_key = '\x03';
constexpr char of_number = '\x04';
constexpr char of_path = '\x05';
constexpr char of_base = '\x06';
// Unicode's noncharacters come to their places through the escaping; 16 bytes, as a code has digits.
constexpr std::string_view blank_code = "\uFDD0\uFDD0\uFDD0\uFDD0\uFDD0.";
constexpr std::string_view blank_photo_key = "\uFDD1";
constexpr std::string_view blank_number = "\uFDD2";
constexpr std::string_view blank_path = "\uFDD3";
constexpr std::string_view blank_base = "\uFDD4";
constexpr std::size_t path_kind_bytes = 3;  // "/p/", "/v/"

void replace(std::string& text, std::string_view what, char marker) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    text.replace(at, what.size(), 1, marker);
}

std::string key_of(const Sent& sent, const View& view, Date today) {
  std::string key = address_of(sent.path.substr(0, path_kind_bytes), view) + std::string(tag(view.language));
  for (const std::string& each :
       {format_date(today), format_date(sent.receipt.day), format_date(sent.receipt.answer_by),
        sent.receipt.handler, sent.receipt.next})
    (key += '\0') += each;
  return key += sent.base.empty() ? "" : "base";
}

std::string value_of(char marker, const Sent& sent) {
  switch (marker) {
    case of_code:
      return sent.code;
    case of_spaced_code:
      return grouped_code(sent.code);
    case of_photo_key:
      return sent.photo_key;
    case of_number:
      return escape_html(sent.number);
    case of_path:
      return escape_html(sent.path.substr(path_kind_bytes));
    default:
      return escape_html(sent.base);
  }
}

}  // namespace

SentPages::Template SentPages::made(const Sent& sent, const View& view, Date today) {
  Sent blank = sent;
  blank.code = blank_code;
  blank.photo_key = blank_photo_key;
  blank.number = blank_number;
  blank.path = sent.path.substr(0, path_kind_bytes) + std::string(blank_path);
  if (!sent.base.empty()) blank.base = blank_base;
  std::string html = sent_page(blank, view, today).html;
  replace(html, grouped_code(blank_code), of_spaced_code);
  replace(html, blank_code, of_code);
  replace(html, blank_photo_key, of_photo_key);
  replace(html, blank_number, of_number);
  replace(html, blank_path, of_path);
  replace(html, blank_base, of_base);
  Template out;
  std::size_t from = 0;
  for (std::size_t at = 0; at < html.size(); ++at) {
    if (html[at] < of_code || html[at] > of_base) continue;
    out.texts.push_back(html.substr(from, at - from));
    out.markers.push_back(html[at]);
    from = at + 1;
  }
  out.texts.push_back(html.substr(from));
  return out;
}

std::string SentPages::filled(const Template& around, const Sent& sent) {
  std::vector<std::string> values;
  std::size_t bytes = 0;
  for (const char marker : around.markers) bytes += values.emplace_back(value_of(marker, sent)).size();
  for (const std::string& text : around.texts) bytes += text.size();
  std::string html;
  html.reserve(bytes);
  for (std::size_t at = 0; at < values.size(); ++at) (html += around.texts[at]) += values[at];
  return html += around.texts.back();
}

Page SentPages::page(const Sent& sent, const View& view, Date today) {
  const std::string key = key_of(sent, view, today);
  if (const auto around = found(key)) return {200, filled(*around, sent), {}};
  Page page = sent_page(sent, view, today);
  auto around = std::make_shared<const Template>(made(sent, view, today));
  if (filled(*around, sent) != page.html) return page;  // somebody's words had a noncharacter in them
  const std::lock_guard lock(mutex_);
  if (templates_.size() >= templates_max) templates_.erase(templates_.begin());
  templates_.insert_or_assign(key, std::move(around));
  return page;
}

std::shared_ptr<const SentPages::Template> SentPages::found(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto at = templates_.find(key);
  return at == templates_.end() ? nullptr : at->second;
}

std::size_t SentPages::kept() {
  const std::lock_guard lock(mutex_);
  return templates_.size();
}

}  // namespace lianghu::pages

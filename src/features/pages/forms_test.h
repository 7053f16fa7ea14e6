#pragma once
// For the tests of the public forms: Yinhe's street with its plaques hung, and a visitor at one of its doors.
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "features/feedback/feedback.h"
#include "features/pages/pages_api.h"
#include "features/pages/testing.h"
#include "http/testing.h"

namespace lianghu::pages::testing {

using Fields = std::vector<std::pair<std::string, std::string>>;

class AtTheDoor : public Street {
 protected:
  AtTheDoor() {
    routes(router_);
    hang_all();
    door_ = door(village_.sun);
    visitor_.with_header("host", "lianghu.example");
  }
  /// What a page says, after a look at what holds for all of them.
  Markup read(const http::Response& response, int status, const std::string& address) {
    EXPECT_EQ(response.status, status) << address << "\n" << response.body;
    body = response.body;
    EXPECT_LE(body.size(), page_bytes_max) << address;
    Markup page = MarkupReader::read(body);
    check(page, address, 1);
    return page;
  }
  Markup get(const std::string& address, int status = 200) {
    return read(visitor_.get(address), status, address);
  }
  Markup send(const Fields& fields, int status = 200, const std::string& view = {}) {
    return read(visitor_.post_form(door_ + "/say" + view, fields), status, door_);
  }
  Markup ask(const Fields& fields, int status = 200) {
    return read(visitor_.post_form("/t", fields), status, "/t");
  }
  std::string key() {
    get(door_ + "/say");
    return value_of("key");
  }
  /// Of the hidden field in the page last read; with several of that name, the last.
  std::string value_of(const std::string& name) const {
    const std::regex field("name=\"" + name + "\" value=\"([^\"]*)\"");
    std::string out;
    for (std::sregex_iterator at(body.begin(), body.end(), field), end; at != end; ++at) out = (*at)[1];
    return out;
  }
  static Fields said(const std::string& key, const std::string& text = "广场没人扫") {
    return {{"kind", "complaint"}, {"text", text}, {"phone", ""}, {"key", key}};
  }
  /// The code in the page last read.
  std::string code() const {
    static const std::regex shown(R"(<b>(\d{4} \d{4} \d{4} \d{4})</b>)");
    std::smatch match;
    return std::regex_search(body, match, shown) ? match[1].str() : "";
  }
  std::string send_one(const std::string& text = "广场没人扫") {
    send(said(key(), text));
    return code();
  }
  static void answer(Context& c, const organisations::Village& at, const std::string& text) {
    const auto entry = feedback::list(c, at, feedback::Pile::to_do).at(0);
    feedback::answer(c, at, entry.id, {text, false}, entry.version);
  }
  void answer_it() {
    village_.change([&](Context& c, const organisations::Village& at) { answer(c, at, "已经扫了"); });
  }

  http::Router router_;
  http::testing::Browser visitor_{router_, bench_.changes()};
  std::string door_;
};

}  // namespace lianghu::pages::testing

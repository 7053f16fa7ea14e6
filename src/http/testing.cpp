#include "http/testing.h"

#include <boost/json.hpp>
#include <stdexcept>

#include "http/forms.h"

namespace lianghu::http::testing {
namespace {

std::string encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (plain) {
      out += c;
    } else {
      (((out += '%') += digits[byte >> 4]) += digits[byte & 15]);
    }
  }
  return out;
}

std::vector<std::string> each_problem(const Response& response, std::string_view member) {
  std::vector<std::string> out;
  boost::json::error_code error;
  const auto body = boost::json::parse(response.body, error);
  const auto* problems = error ? nullptr : body.find_pointer("/error/problems", error);
  if (!problems) return out;
  for (const auto& problem : problems->as_array()) out.emplace_back(problem.at(member).as_string());
  return out;
}

}  // namespace

Browser& Browser::as(Actor actor) {
  actor_ = std::move(actor);
  return *this;
}

Browser& Browser::with_header(std::string name, std::string value) {
  if (value.empty())
    headers_.erase(name);
  else
    headers_[std::move(name)] = std::move(value);
  return *this;
}

Browser& Browser::from_network(std::string network) {
  network_ = std::move(network);
  return *this;
}

Browser& Browser::with_key(std::string key) {
  next_key_ = std::move(key);
  return *this;
}

Browser& Browser::without_key() {
  keyless_ = true;
  return *this;
}

Response Browser::get(std::string_view address) {
  return send("GET", address, "", "");
}

Response Browser::post(std::string_view address, std::string json) {
  return send("POST", address, "application/json", std::move(json));
}

Response Browser::put(std::string_view address, std::string json) {
  return send("PUT", address, "application/json", std::move(json));
}

Response Browser::remove(std::string_view address) {
  return send("DELETE", address, "", "");
}

Response Browser::post_form(std::string_view address,
                            const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string body;
  for (const auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + encode(name) + "=" + encode(value);
  return send("POST", address, "application/x-www-form-urlencoded", std::move(body));
}

Response Browser::upload(std::string_view address, const std::vector<Upload>& parts) {
  const std::string boundary = "----lianghu-test-boundary-" + std::to_string(sent_);
  std::string body;
  for (const auto& part : parts) {
    body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name + "\"";
    if (!part.filename.empty()) body += "; filename=\"" + part.filename + "\"";
    if (!part.type.empty()) body += "\r\nContent-Type: " + part.type;
    body += "\r\n\r\n" + part.bytes + "\r\n";
  }
  return send("POST", address, "multipart/form-data; boundary=" + boundary,
              body + "--" + boundary + "--\r\n");
}

Response Browser::send(std::string method, std::string_view address, std::string type, std::string body) {
  ++sent_;
  Request request;
  request.method = std::move(method);
  request.headers = headers_;
  request.body = std::move(body);
  request.id = "test-" + std::to_string(sent_);
  request.network = network_;
  const auto question = std::min(address.find('?'), address.size());
  const auto path = percent_decode(address.substr(0, question), Plus::is_plus);
  const auto query = parse_urlencoded(question < address.size() ? address.substr(question + 1) : "");
  if (!path || !query) throw std::logic_error("not an address: " + std::string(address));
  request.path = *path;
  request.query = *query;
  if (!type.empty()) request.headers["content-type"] = std::move(type);
  if (request.method != "GET" && !keyless_) {
    const std::string drawn = "test-key-0000000000000000-" + std::to_string(sent_);
    request.headers["idempotency-key"] = next_key_.empty() ? drawn : next_key_;
  }
  next_key_.clear();
  keyless_ = false;
  const auto match = dispatcher_.router().find(request.method, request.path);
  return dispatcher_.answer_as(actor_, std::move(request), match).response;
}

std::vector<std::string> problem_keys(const Response& response) {
  return each_problem(response, "key");
}

std::vector<std::string> problem_fields(const Response& response) {
  return each_problem(response, "field");
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (is_same(key, name)) return value;
  }
  return {};
}

}  // namespace lianghu::http::testing

#include "http/errors.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "db/db.h"

namespace lianghu::http {
namespace {

Trouble of_database(const db::Error& error) {
  switch (error.code) {
    case db::Code::unique:
    case db::Code::foreign_key: {
      Trouble trouble = Trouble::of(Status::conflict, "http.conflict");
      trouble.log = error.what();
      return trouble;
    }
    case db::Code::busy:
    case db::Code::serialization:
    case db::Code::connection:
    case db::Code::read_only:
    case db::Code::disk: {
      const bool passes = error.code != db::Code::read_only && error.code != db::Code::disk;
      Trouble trouble = Trouble::of(Status::unavailable, passes ? "http.busy" : "http.not_writable");
      trouble.retry_after_seconds = passes ? 1 : 60;
      trouble.log = error.what();
      return trouble;
    }
    case db::Code::check:
    case db::Code::newer_schema:
    case db::Code::other:
      break;
  }
  return {500, {{"http.internal", "", {}}}, 0, error.what()};
}

/// The sentence of one problem; {field} is always there to be named.
std::string sentence_of(const Problem& problem, Language language) {
  Values values = problem.values;
  values.emplace("field", problem.field.empty() ? say(language, "http.whole") : problem.field);
  return say(language, problem.key, values);
}

std::string as_json(const Trouble& trouble, Language language, std::string_view request_id) {
  boost::json::array problems;
  for (const auto& problem : trouble.problems) {
    boost::json::object one;
    one["key"] = problem.key;
    one["field"] = problem.field;
    one["sentence"] = sentence_of(problem, language);
    problems.push_back(std::move(one));
  }
  boost::json::object error;
  error["status"] = trouble.status;
  error["request_id"] = request_id;
  error["problems"] = std::move(problems);
  boost::json::object out;
  out["error"] = std::move(error);
  return boost::json::serialize(out);
}

std::string as_page(const Trouble& trouble, Language language, std::string_view request_id) {
  const auto title = escape_html(say(language, "http.page.title"));
  std::string page =
      "<!doctype html><html lang=\"" + std::string(tag(language)) +
      "\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>" + title +
      "</title><style>body{font:18px/1.7 sans-serif;max-width:36em;margin:3em auto;padding:0 1em}"
      "small{color:#555}</style><main><h1>" +
      title + "</h1>";
  for (const auto& problem : trouble.problems) {
    page += "<p>" + escape_html(sentence_of(problem, language)) + "</p>";
  }
  const auto id = say(language, "http.page.request", {{"id", std::string(request_id)}});
  return page + "<p><small>" + escape_html(id) + "</small></p></main></html>";
}

}  // namespace

Trouble Trouble::of(Status status, std::string key, Values values) {
  return {static_cast<int>(status), {{std::move(key), "", std::move(values)}}, 0, ""};
}

Trouble trouble_of(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Refusal& refusal) {
    Trouble trouble{static_cast<int>(refusal.status()), refusal.problems(), 0, ""};
    if (refusal.status() == Status::unavailable) trouble.retry_after_seconds = 2;
    if (refusal.status() == Status::too_many) {
      trouble.retry_after_seconds = 60;
      const auto& values = refusal.problems().front().values;
      if (const auto wait = values.find("seconds"); wait != values.end()) {
        trouble.retry_after_seconds = std::max(1, std::atoi(wait->second.c_str()));
      }
    }
    return trouble;
  } catch (const db::Error& error) {
    return of_database(error);
  } catch (const std::exception& error) {
    return {500, {{"http.internal", "", {}}}, 0, error.what()};
  } catch (...) {
    return {500, {{"http.internal", "", {}}}, 0, "an exception that is none of ours"};
  }
}

Response error_response(const Trouble& trouble, Language language, std::string_view request_id,
                        Reader reader) {
  Response response = reader == Reader::program
                          ? Response::json(trouble.status, as_json(trouble, language, request_id))
                          : Response::html(trouble.status, as_page(trouble, language, request_id));
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Content-Language", tag(language));
  if (trouble.retry_after_seconds > 0) {
    response.headers.emplace_back("Retry-After", std::to_string(trouble.retry_after_seconds));
  }
  return response;
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

}  // namespace lianghu::http

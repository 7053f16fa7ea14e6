#pragma once
// The user's fault. A rule that is broken throws a Refusal; one catch in http turns it into an answer in the
// reader's language, and one in app does so for commands. Bugs are assertions, expected absences are
// optionals; see docs/architecture.md, "Three kinds of trouble".
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lianghu {

/// Values for a sentence's {placeholders}.
using Values = std::map<std::string, std::string, std::less<>>;

enum class Status {
  bad_request = 400,   // the form of the request is wrong
  unauthorized = 401,  // sign in first
  forbidden = 403,     // signed in, may not do it
  not_found = 404,     // no such thing, or another's: the answer is the same
  conflict = 409,      // somebody else changed it, or it exists
  gone = 410,
  too_large = 413,
  unsupported_media = 415,
  unprocessable = 422,  // a rule of the programme says no
  too_many = 429,
  unavailable = 503,  // try again
};

/// One thing that is wrong: the sentence's key in words/, the field it concerns ("" = the whole), its values.
struct Problem {
  std::string key;
  std::string field;
  Values values;
};

class Refusal : public std::exception {
 public:
  Refusal(Status status, std::string key, std::string field = {}, Values values = {})
      : status_(status), problems_{{std::move(key), std::move(field), std::move(values)}} {}
  /// Several fields at once; `problems` is not empty.
  Refusal(Status status, std::vector<Problem> problems) : status_(status), problems_(std::move(problems)) {}

  [[nodiscard]] Status status() const { return status_; }
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  [[nodiscard]] const char* what() const noexcept override { return problems_.front().key.c_str(); }

 private:
  Status status_;
  std::vector<Problem> problems_;
};

}  // namespace lianghu

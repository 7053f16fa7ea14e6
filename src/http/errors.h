#pragma once
// The one map from what went wrong to what is answered: a Refusal as it says, the database's trouble as 409
// or 503, everything else as 500 with the request's id, which the log has too. Nothing inside the program
// leaks into an answer.
#include <exception>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/words.h"
#include "http/call.h"

namespace lianghu::http {

struct Trouble {
  int status = 500;
  std::vector<Problem> problems;
  int retry_after_seconds = 0;  // 0: no such header
  std::string log;              // for the operator; "" when it is the user's fault

  static Trouble of(Status status, std::string key, Values values = {});
};

/// What the exception means. Never throws.
[[nodiscard]] Trouble trouble_of(std::exception_ptr thrown);

enum class Reader { program, person };  // JSON, or a small page

[[nodiscard]] Response error_response(const Trouble& trouble, Language language, std::string_view request_id,
                                      Reader reader);
/// "Not Found"; "" for a status that we never answer.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace lianghu::http

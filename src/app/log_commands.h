#pragma once
// `lianghu journal …`: is the journal what it was, and is a proof or a checkpoint that somebody kept true?
#include <string_view>

#include "app/arguments.h"

namespace lianghu::app {

inline constexpr std::string_view journal_usage =
    "journal verify --data DIR [--database DSN] | journal key --data DIR | journal check-log FILE… --data "
    "DIR "
    "[--key KEY] [--database DSN] | journal check-proof FILE [--key KEY] [--witness KEY]…";

/// The exit code: 1 when something was found, 2 when the question makes no sense.
int journal_command(const Arguments& arguments);

}  // namespace lianghu::app

#pragma once
// What anybody may see without an account, rendered whole: the page behind a door plate's code, and a
// village's notice board. Here it is decided what of the rooms below is public: names only by the consent
// given with the plaque, letters only once published, never a contact household, never who declined or is
// exempt. Pages work without script; one checks a proof, and one helps the forms.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/pages/view.h"
#include "journal/context.h"

namespace lianghu::pages {

/// A page that shows a count of days is stale when the day ends in China; it carries this tag.
inline constexpr std::string_view daily_tag = "daily";

/// One that waits for a letter to stand in a signed checkpoint of the public log carries this.
inline constexpr std::string_view log_tag = "log";

struct Page {
  int status = 200;
  std::string html;
  std::vector<std::string> tags;  // the organisations whose changes change it, daily_tag, log_tag
};

/// /p/TOKEN. 410 for a plaque that was replaced or retired, 404 for a token that is unknown or forged: each a
/// page that says so, and how to report it.
[[nodiscard]] Page plaque_page(Context& context, std::string_view token, const View& view);
/// /p/TOKEN/proof: that the letter in force was published as it is, checked in the reader's browser; which
/// entry of the public log it is, and what to do elsewhere. Of a plaque that is not live as plaque_page.
[[nodiscard]] Page proof_page(Context& context, std::string_view token, const View& view);
/// The proof itself, C2SP's tlog-proof; nothing while there is none.
[[nodiscard]] std::optional<std::string> proof_file(Context& context, std::string_view token);
/// /v/CODE, the code of a division. A 404 page when no village branch belongs to it.
[[nodiscard]] Page board_page(Context& context, std::string_view code, const View& view);
/// /v/CODE/archive and /v/CODE/archive/2020-09: what was published in a month, "" and a view's name for the
/// newest. A 404 page for a month in which nothing was.
[[nodiscard]] Page archive_page(Context& context, std::string_view code, std::string_view month,
                                const View& view);

}  // namespace lianghu::pages

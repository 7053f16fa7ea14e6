#pragma once
// What every route of the pages asks of a call, and how it answers with a page.
#include <functional>
#include <string>
#include <string_view>

#include "features/pages/pages.h"
#include "features/pages/view.h"
#include "http/router.h"

namespace lianghu::pages {

inline constexpr std::string_view form_type = "application/x-www-form-urlencoded";
inline constexpr std::string_view page_type = "text/html";

/// The view that the address ends in, "" for none. Throws Refusal 404 route.not_found when there is none of
/// that name.
[[nodiscard]] View view_asked(const http::Call& call, std::string_view name);
/// "" when the form has none of that name.
[[nodiscard]] std::string typed_field(const http::Parameters& form, std::string_view name);
/// For a form that must count once, however often it is sent.
[[nodiscard]] std::string fresh_key(http::Call& call);
/// Throws Refusal 400 pages.form.stale for what no page made.
void require_form_key(std::string_view key);
[[nodiscard]] http::Response shown(Page page);

using ViewHandler = std::function<http::Response(http::Call&, std::string_view view)>;
/// The address as it is, and with the view that it may end in: `add` gets pattern, route's name, and the
/// parameter's name, "" where the address has no view.
void both(const std::string& pattern, const std::string& name,
          const std::function<void(const std::string&, const std::string&, const std::string&)>& add);
/// What stands in the address at `parameter`, "" for a parameter without a name.
[[nodiscard]] std::string_view view_at(const http::Call& call, const std::string& parameter);
/// A public page that is kept (Router::page), at both addresses.
void kept_page(http::Router& router, const std::string& pattern, const std::string& name,
               const ViewHandler& render);
/// A route without a cache, at both addresses. `takes` is what a POST sends, at most so many bytes of it.
void answered(http::Router& router, const std::string& method, const std::string& pattern,
              const std::string& name, const ViewHandler& handler, std::size_t body_bytes_max,
              std::string_view takes = form_type);

}  // namespace lianghu::pages

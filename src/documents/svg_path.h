#pragma once
// The d attribute of an SVG path (SVG 1.1, 8.3) as moves of a cairo pen: enough of it for the icons of the
// house.
#include <string_view>

#include "documents/late_pango.h"

namespace lianghu::documents {

/// Adds the path to the pen. Throws std::logic_error on a letter that it does not know.
void trace_svg_path(cairo_t* pen, std::string_view path);

}  // namespace lianghu::documents

#pragma once
// The look of the public pages: the colours of the door plate on an ivory ground, dark when the reader's
// system is, larger in elder mode. Sizes and colours are the design's tokens; each pair of ink and ground has
// the contrast of WCAG 2.2 AA.
#include "features/pages/html.h"

namespace lianghu::pages {

/// What every page has, then its own.
[[nodiscard]] Html plaque_style();
[[nodiscard]] Html board_style();
[[nodiscard]] Html notice_style();
[[nodiscard]] Html form_style();
[[nodiscard]] Html proof_style();
/// A form, and households to be marked one after the other.
[[nodiscard]] Html marking_style();
/// A form, and the long list of a ballot.
[[nodiscard]] Html paper_style();

}  // namespace lianghu::pages

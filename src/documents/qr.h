#pragma once
// QR codes (ISO/IEC 18004) as squares, for paper and for pages.
#include <string>
#include <string_view>
#include <vector>

namespace lianghu::documents {

/// How much of the code may be damaged: medium 15 %, quartile 25 % (a plate outdoors).
enum class QrLevel { medium, quartile };

struct Qr {
  int size = 0;            // squares a side, without the quiet zone
  std::vector<bool> dark;  // row by row
  [[nodiscard]] bool at(int x, int y) const {
    return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) + static_cast<std::size_t>(x)];
  }
};

/// Throws std::logic_error if the text is empty or too long for a code (about 1,600 bytes).
[[nodiscard]] Qr make_qr(std::string_view text, QrLevel level);

/// The d attribute of one SVG path, in squares, moved by the quiet zone of 4 squares that the standard asks
/// for.
[[nodiscard]] std::string qr_svg_path(const Qr& qr);
/// A whole <svg> with quiet zone and `label` (already worded) for those who do not see it.
[[nodiscard]] std::string qr_svg(const Qr& qr, std::string_view label);

}  // namespace lianghu::documents

#include "documents/qr.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "base/late.h"

namespace lianghu::documents {
namespace {

constinit LateLibrary qrencode{"libqrencode.so.4"};
constinit Late<decltype(::QRcode_encodeData)> QRcode_encodeData{qrencode, "QRcode_encodeData"};
constinit Late<decltype(::QRcode_free)> QRcode_free{qrencode, "QRcode_free"};

constexpr int quiet = 4;

std::string escape(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

Qr make_qr(std::string_view text, QrLevel level) {
  std::unique_ptr<QRcode, EndedBy<QRcode_free>> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        level == QrLevel::medium ? QR_ECLEVEL_M : QR_ECLEVEL_Q));
  if (!code) throw std::logic_error("no QR code holds this text");
  Qr qr;
  qr.size = code->width;
  auto squares = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  for (std::size_t i = 0; i < squares; ++i) qr.dark.push_back((code->data[i] & 1U) != 0);
  return qr;
}

std::string qr_svg_path(const Qr& qr) {
  std::string path;
  for (int y = 0; y < qr.size; ++y) {
    for (int x = 0; x < qr.size; ++x) {
      if (!qr.at(x, y)) continue;
      int from = x;
      while (x < qr.size && qr.at(x, y)) ++x;
      path += fmt::format("M{} {}h{}v1h-{}z", from + quiet, y + quiet, x - from, x - from);
    }
  }
  return path;
}

std::string qr_svg(const Qr& qr, std::string_view label) {
  int side = qr.size + 2 * quiet;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" shape-rendering=\"crispEdges\" "
      "role=\"img\" "
      "aria-label=\"{1}\"><path fill=\"#fff\" d=\"M0 0h{0}v{0}h-{0}z\"/><path d=\"{2}\"/></svg>",
      side, escape(label), qr_svg_path(qr));
}

}  // namespace lianghu::documents

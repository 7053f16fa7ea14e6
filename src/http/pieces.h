#pragma once
// An answer as it lies in memory, in up to three places, and how much of it is still to be sent.
#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <string_view>

namespace lianghu::http {

class Pieces {
 public:
  Pieces() = default;
  Pieces(std::string_view head, std::string_view beginning, std::string_view body)
      : buffers_{boost::asio::buffer(head.data(), head.size()),
                 boost::asio::buffer(beginning.data(), beginning.size()),
                 boost::asio::buffer(body.data(), body.size())} {}

  [[nodiscard]] const std::array<boost::asio::const_buffer, 3>& buffers() const { return buffers_; }
  [[nodiscard]] bool empty() const { return boost::asio::buffer_size(buffers_) == 0; }
  void remove_prefix(std::size_t bytes) {
    for (auto& each : buffers_) {
      const std::size_t sent = std::min(bytes, each.size());
      each += sent;
      bytes -= sent;
    }
  }

 private:
  std::array<boost::asio::const_buffer, 3> buffers_;
};

}  // namespace lianghu::http

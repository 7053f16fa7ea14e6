#include "http/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <new>
#include <stdexcept>

namespace lianghu::http {
namespace {

constexpr int raw_window = -15;
constexpr int memory_level = 8;
// RFC 1952: deflate, no flags, no time, made on Unix.
constexpr std::string_view gzip_head{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10};
constexpr std::size_t gzip_end_bytes = 8;

const Bytef* bytes_of(std::string_view text) {
  return reinterpret_cast<const Bytef*>(text.data());
}
uInt size_of(std::string_view text) {
  return static_cast<uInt>(text.size());
}
void give(z_stream& stream, std::string_view in) {
  stream.next_in = const_cast<Bytef*>(bytes_of(in));  // zlib does not write to it
  stream.avail_in = size_of(in);
}

/// Raw deflate. It takes a quarter of a megabyte, so a thread that finishes pages keeps one.
class Deflater {
 public:
  explicit Deflater(int level) : level_(level) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, raw_window, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  static Deflater& of_this_thread(int level) {
    thread_local std::unique_ptr<Deflater> kept;
    if (!kept || kept->level_ != level) kept = std::make_unique<Deflater>(level);
    return *kept;
  }

  /// `flush` is Z_FINISH, or Z_SYNC_FLUSH for a part that ends on a whole byte and is not the last.
  std::string deflate_after(std::string_view beginning, std::string_view text, int flush) {
    deflateReset(&stream_);
    if (!beginning.empty()) deflateSetDictionary(&stream_, bytes_of(beginning), size_of(beginning));
    constexpr std::size_t flush_bytes_max = 16;
    std::string out(deflateBound(&stream_, static_cast<uLong>(text.size())) + flush_bytes_max, '\0');
    give(stream_, text);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int done = deflate(&stream_, flush);
    if (done != (flush == Z_FINISH ? Z_STREAM_END : Z_OK) || stream_.avail_in > 0)
      throw std::logic_error("deflate did not fit into its own bound");
    out.resize(stream_.total_out);
    return out;
  }

 private:
  z_stream stream_{};
  int level_;
};

void append_number(std::string& out, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xff);
}

/// What ends a gzip of the two texts: its check sum and its length.
void append_end(std::string& out, std::string_view beginning, std::string_view rest) {
  const auto crc = crc32(crc32(0, bytes_of(beginning), size_of(beginning)), bytes_of(rest), size_of(rest));
  append_number(out, static_cast<std::uint32_t>(crc));
  append_number(out, static_cast<std::uint32_t>(beginning.size() + rest.size()));
}

class BrotliEncoder {
 public:
  explicit BrotliEncoder(int quality) : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (!state_) throw std::bad_alloc();
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, static_cast<std::uint32_t>(quality));
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
  }
  ~BrotliEncoder() { BrotliEncoderDestroyInstance(state_); }
  BrotliEncoder(const BrotliEncoder&) = delete;
  BrotliEncoder& operator=(const BrotliEncoder&) = delete;

  std::string run(std::string_view in, BrotliEncoderOperation operation) {
    std::string out;
    std::size_t left = in.size();
    auto next = reinterpret_cast<const std::uint8_t*>(in.data());
    do {
      std::size_t room = 0;
      if (!BrotliEncoderCompressStream(state_, operation, &left, &next, &room, nullptr, nullptr))
        throw std::logic_error("brotli does not go on");
      std::size_t size = 0;
      const auto* made = BrotliEncoderTakeOutput(state_, &size);
      out.append(reinterpret_cast<const char*>(made), size);
    } while (left > 0 || BrotliEncoderHasMoreOutput(state_));
    return out;
  }

 private:
  BrotliEncoderState* state_;
};

}  // namespace

std::string gzip(std::string_view bytes, int level) {
  Deflater deflater(level);
  std::string out(gzip_head);
  out += deflater.deflate_after("", bytes, Z_FINISH);
  append_end(out, "", bytes);
  return out;
}

std::string gunzip(std::string_view packed) {
  if (!packed.starts_with(gzip_head)) throw std::logic_error("a gzip of somebody else");
  return gunzip_rest("", packed.substr(gzip_head.size()));
}

std::string gzip_beginning(std::string_view beginning, int level) {
  return std::string(gzip_head) + Deflater::of_this_thread(level).deflate_after("", beginning, Z_SYNC_FLUSH);
}

std::string gzip_rest(std::string_view beginning, std::string_view rest, int level) {
  std::string out = Deflater::of_this_thread(level).deflate_after(beginning, rest, Z_FINISH);
  append_end(out, beginning, rest);
  return out;
}

std::string gunzip_rest(std::string_view beginning, std::string_view packed_rest) {
  const auto malformed = [] { return std::logic_error("a packed rest that does not open"); };
  if (packed_rest.size() < gzip_end_bytes) throw malformed();
  std::uint32_t size = 0;
  for (std::size_t i = 0; i < 4; ++i)
    size |= std::uint32_t{static_cast<unsigned char>(packed_rest[packed_rest.size() - 4 + i])} << 8 * i;
  if (size < beginning.size()) throw malformed();
  std::string out(size - beginning.size(), '\0');
  z_stream stream{};
  if (inflateInit2(&stream, raw_window) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, inflateEnd);
  if (!beginning.empty()) inflateSetDictionary(&stream, bytes_of(beginning), size_of(beginning));
  give(stream, packed_rest.substr(0, packed_rest.size() - gzip_end_bytes));
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (inflate(&stream, Z_FINISH) != Z_STREAM_END || stream.avail_out > 0) throw malformed();
  return out;
}

std::string brotli(std::string_view bytes, int quality) {
  return BrotliEncoder(quality).run(bytes, BROTLI_OPERATION_FINISH);
}

Halves brotli_halves(std::string_view beginning, std::string_view rest, int quality) {
  BrotliEncoder encoder(quality);
  Halves out;
  out.first = encoder.run(beginning, BROTLI_OPERATION_FLUSH);
  out.second = encoder.run(rest, BROTLI_OPERATION_FINISH);
  return out;
}

}  // namespace lianghu::http

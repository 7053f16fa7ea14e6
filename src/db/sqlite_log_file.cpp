#include "db/sqlite_log_file.h"

#include <sqlite3.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace lianghu::db {
namespace {

// https://sqlite.org/fileformat2.html#the_write_ahead_log: a frame is a header of 24 bytes and a page.
constexpr int header_bytes = 24;

/// The file of SQLite's log; the real one lies behind it in the same memory, as SQLite asked for both.
struct LogFile {
  sqlite3_file base;
  sqlite3_int64 end;  // of what was written last,
  int last_bytes;     // and how much that was
  bool header_waits;
  sqlite3_int64 header_at;
  std::array<unsigned char, header_bytes> header;
  unsigned char* frame;  // header and page together, of `frame_bytes`
  int frame_bytes;
};

constexpr std::size_t real_at =
    (sizeof(LogFile) + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);

LogFile& log_of(sqlite3_file* file) {
  return *reinterpret_cast<LogFile*>(file);
}

sqlite3_file* real_of(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + real_at);
}

/// Whatever else is asked for comes after what was written before it.
int settle(sqlite3_file* file) {
  LogFile& log = log_of(file);
  if (!log.header_waits) return SQLITE_OK;
  log.header_waits = false;
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xWrite(real, log.header.data(), header_bytes, log.header_at);
}

/// Without memory for both together. Nothing may wait once the page was here.
int write_apart(sqlite3_file* file, const void* page, int count) {
  const sqlite3_int64 at = log_of(file).header_at + header_bytes;
  if (const int result = settle(file); result != SQLITE_OK) return result;
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xWrite(real, page, count, at);
}

int write_frame(sqlite3_file* file, const void* page, int count) {
  LogFile& log = log_of(file);
  const int bytes = header_bytes + count;
  if (log.frame_bytes < bytes) {
    void* const grown = sqlite3_realloc(log.frame, bytes);
    if (grown == nullptr) return write_apart(file, page, count);
    log.frame = static_cast<unsigned char*>(grown);
    log.frame_bytes = bytes;
  }
  std::memcpy(log.frame, log.header.data(), header_bytes);
  std::memcpy(log.frame + header_bytes, page, static_cast<std::size_t>(count));
  log.header_waits = false;
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xWrite(real, log.frame, bytes, log.header_at);
}

/// A page, or the 32 bytes with which a log begins. Where SQLite writes up to a sector's end and syncs, a
/// part of a page may be as long as a header.
bool ends_a_frame(int bytes) {
  constexpr int log_header_bytes = 32;
  constexpr int page_bytes_min = 512;
  return bytes == log_header_bytes ||
         (bytes >= page_bytes_min && std::has_single_bit(static_cast<unsigned>(bytes)));
}

/// Only the header of a frame that goes behind the last one waits for its page. SQLite also corrects the
/// headers of frames that are written already: nothing comes after those.
int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  LogFile& log = log_of(file);
  const bool is_next = at == log.end;
  const bool is_header = is_next && count == header_bytes && ends_a_frame(log.last_bytes);
  log.end = at + count;
  log.last_bytes = count;
  if (log.header_waits && is_next) return write_frame(file, bytes, count);
  if (const int result = settle(file); result != SQLITE_OK) return result;
  sqlite3_file* const real = real_of(file);
  if (!is_header) return real->pMethods->xWrite(real, bytes, count, at);
  std::memcpy(log.header.data(), bytes, header_bytes);
  log.header_at = at;
  log.header_waits = true;
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
  if (const int result = settle(file); result != SQLITE_OK) return result;
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xRead(real, bytes, count, at);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int result = settle(file); result != SQLITE_OK) return result;
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xTruncate(real, size);
}

int sync(sqlite3_file* file, int flags) {
  if (const int result = settle(file); result != SQLITE_OK) return result;
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xSync(real, flags);
}

int size(sqlite3_file* file, sqlite3_int64* out) {
  if (const int result = settle(file); result != SQLITE_OK) return result;
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xFileSize(real, out);
}

int close(sqlite3_file* file) {
  const int settled = settle(file);
  sqlite3_file* const real = real_of(file);
  const int closed = real->pMethods->xClose(real);
  sqlite3_free(log_of(file).frame);
  return settled == SQLITE_OK ? closed : settled;
}

int control(sqlite3_file* file, int what, void* argument) {
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xFileControl(real, what, argument);
}

int sector(sqlite3_file* file) {
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xSectorSize(real);
}

int characteristics(sqlite3_file* file) {
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xDeviceCharacteristics(real);
}

int no_lock(sqlite3_file*, int) {
  return SQLITE_OK;  // nobody locks a log
}
int nobody_has_it(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}

const sqlite3_io_methods log_methods = {
    1,       close,         read,    write,  truncate,        sync,    size,    no_lock,
    no_lock, nobody_has_it, control, sector, characteristics, nullptr, nullptr, nullptr,
    nullptr, nullptr,       nullptr};

sqlite3_vfs* real_system = nullptr;

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  if ((flags & SQLITE_OPEN_WAL) == 0) return real_system->xOpen(real_system, name, file, flags, out_flags);
  sqlite3_file* const real = real_of(file);
  const int result = real_system->xOpen(real_system, name, real, flags, out_flags);
  if (result != SQLITE_OK) return result;
  log_of(file) = {{&log_methods}, -1, 0, false, 0, {}, nullptr, 0};
  return SQLITE_OK;
}

}  // namespace

const char* whole_frames_file_system() {
  static const char* const name = []() -> const char* {
    real_system = sqlite3_vfs_find(nullptr);
    if (real_system == nullptr) return nullptr;
    static sqlite3_vfs ours = *real_system;  // all but opening goes to the real one's own functions
    ours.pNext = nullptr;
    ours.zName = "lianghu-whole-frames";
    ours.szOsFile = static_cast<int>(real_at) + real_system->szOsFile;
    ours.xOpen = open;
    return sqlite3_vfs_register(&ours, 0) == SQLITE_OK ? ours.zName : nullptr;
  }();
  return name;
}

}  // namespace lianghu::db

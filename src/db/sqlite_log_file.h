#pragma once
// SQLite writes each frame of its log in two calls of the system, 24 bytes that say which page it is and then
// the page. A connection opened by this file system writes both in one: half as many calls, the same bytes in
// the same order, and what the disk refuses is told to SQLite in the page's call, within the transaction
// (docs/adr/0016).
namespace lianghu::db {

/// The name for sqlite3_open_v2, registered at the first call; null where SQLite has no file system of its
/// own.
[[nodiscard]] const char* whole_frames_file_system();

}  // namespace lianghu::db

#pragma once
// Files that are part of the program (cmake/embed.cmake): places, migrations, words, programmes,
// what public pages run, the web app.
#include <optional>
#include <string_view>

namespace lianghu {

struct EmbeddedFile {
  const char* name;  // path below its folder; nullptr ends the table
  const char* begin;
  const char* end;
  [[nodiscard]] std::string_view bytes() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

namespace embedded {
const EmbeddedFile* data();
const EmbeddedFile* migrations();
const EmbeddedFile* words();
const EmbeddedFile* programmes();
const EmbeddedFile* scripts();
const EmbeddedFile* web_dist();
}  // namespace embedded

/// The file of that name in a table; nothing if there is none.
[[nodiscard]] std::optional<std::string_view> embedded_file(const EmbeddedFile* table, std::string_view name);

}  // namespace lianghu

#include "base/embedded.h"

namespace lianghu {

std::optional<std::string_view> embedded_file(const EmbeddedFile* table, std::string_view name) {
  for (const EmbeddedFile* file = table; file->name != nullptr; ++file)
    if (name == file->name) return file->bytes();
  return std::nullopt;
}

}  // namespace lianghu

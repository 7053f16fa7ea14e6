#pragma once
// The web app's files, which are part of the program, at /app/. Names that carry a hash are kept by browsers
// for ever; an address of the app that is no file gets index.html, since the app has its own sitemap. A file
// is looked at when somebody first asks for it.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/embedded.h"
#include "http/page.h"

namespace lianghu::http {

class Assets {
 public:
  /// `files` may be null or empty: a program built without its web app.
  explicit Assets(const EmbeddedFile* files);

  /// Whether the address is the app's at all: "/", "/app" and what is below.
  [[nodiscard]] static bool owns(std::string_view path);
  /// The file, the app's index, or a redirect; null when there is none.
  [[nodiscard]] std::shared_ptr<const Page> find(std::string_view path) const;
  [[nodiscard]] bool empty() const { return files_.empty(); }

 private:
  struct File {
    const EmbeddedFile* bytes = nullptr;
    mutable std::once_flag once{};
    mutable std::shared_ptr<const Page> page{};
  };
  [[nodiscard]] std::shared_ptr<const Page> page_of(const File& file) const;

  const EmbeddedFile* all_;
  std::map<std::string, File, std::less<>> files_;
  std::shared_ptr<const Page> to_app_;
};

}  // namespace lianghu::http

#include "http/assets.h"

#include "http/dispatch.h"

namespace lianghu::http {
namespace {

constexpr std::string_view root = "/app/";

std::shared_ptr<const Page> made_of(const EmbeddedFile* files, const EmbeddedFile& file) {
  const std::string name = file.name;
  Response response{200, std::string(type_of_file(name)), "", {}};
  const bool hashed = name.starts_with("assets/");
  response.headers.emplace_back("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  Request request;
  request.path = std::string(root) + name;
  add_safety_headers(response, request, nullptr);
  std::string headers = header_lines(response);
  append_header(headers, "Vary", "Accept-Encoding");
  return page_of_program(std::move(headers), fingerprint(file.bytes()),
                         {file.bytes(), embedded_file(files, name + ".gz").value_or(std::string_view{}),
                          embedded_file(files, name + ".br").value_or(std::string_view{})});
}

}  // namespace

Assets::Assets(const EmbeddedFile* files) : all_(files) {
  for (auto file = files; file && file->name; ++file) {
    const std::string_view name = file->name;
    if (name.ends_with(".br") || name.ends_with(".gz")) continue;
    files_[std::string(name)].bytes = file;
  }
  Request request;
  request.path = root;
  Response redirect{302, "", "", {}};
  redirect.headers.emplace_back("Location", root);
  add_safety_headers(redirect, request, nullptr);
  to_app_ = finish_page(std::move(redirect));
}

bool Assets::owns(std::string_view path) {
  return path == "/" || path == "/app" || path.starts_with(root);
}

std::shared_ptr<const Page> Assets::find(std::string_view path) const {
  if (!owns(path)) return nullptr;
  if (!path.starts_with(root)) return to_app_;
  const auto name = path.substr(root.size());
  if (const auto found = files_.find(name); found != files_.end()) return page_of(found->second);
  // A missing file is missing; only an address a person could have typed is the app's own.
  if (name.starts_with("assets/")) return nullptr;
  const auto index = files_.find("index.html");
  return index == files_.end() ? nullptr : page_of(index->second);
}

std::shared_ptr<const Page> Assets::page_of(const File& file) const {
  std::call_once(file.once, [&] { file.page = made_of(all_, *file.bytes); });
  return file.page;
}

}  // namespace lianghu::http

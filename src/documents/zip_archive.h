#pragma once
// A ZIP archive from a stranger. What it says about its sizes is checked when it is opened, and what it
// really unpacks to is counted while it is read; both stay below the limits, or it is refused (security rule
// 8).
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "documents/sheet_reader.h"

struct zip;
struct zip_file;

namespace lianghu::documents {

/// A compressed file inside an archive, read from its start to its end. The archive must outlive it.
class ZipPart {
 public:
  /// Up to `size` bytes; 0 at the end. Throws Refusal 422 documents.{broken, zip_bomb}.
  std::size_t read(char* buffer, std::size_t size);

 private:
  friend class ZipArchive;
  struct Close {
    void operator()(zip_file* file) const;
  };
  std::unique_ptr<zip_file, Close> file_;
  std::uint64_t left_ = 0;                 // bytes it may still unpack to
  std::uint64_t* archive_left_ = nullptr;  // and all parts together, however often one is opened
};

class ZipArchive {
 public:
  /// Throws Refusal 422 documents.{broken, encrypted, zip_bomb}.
  ZipArchive(std::string bytes, const ReadLimits& limits);
  [[nodiscard]] bool has(const std::string& name) const;
  /// Throws Refusal 422 documents.broken if there is no such part.
  [[nodiscard]] ZipPart open(const std::string& name) const;
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  std::string bytes_;
  std::unique_ptr<zip, Discard> archive_;
  mutable std::uint64_t left_;
};

}  // namespace lianghu::documents

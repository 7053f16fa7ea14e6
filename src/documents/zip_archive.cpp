#include "documents/zip_archive.h"

#include "base/refusal.h"
#include "documents/late_zip.h"

namespace lianghu::documents {
namespace {

// A sheet is read up to three times: to find out whether it is empty, for its merged cells, for its rows. A
// workbook that lists one part as a thousand sheets is read no oftener.
constexpr std::uint64_t passes_max = 3;

[[noreturn]] void refuse(std::string key) {
  throw Refusal(Status::unprocessable, std::move(key), "file");
}

void check_sizes(zip* archive, const ReadLimits& limits) {
  auto entries = zip_get_num_entries(archive, 0);
  if (entries > static_cast<zip_int64_t>(limits.entries_max)) refuse("documents.zip_bomb");
  std::uint64_t total = 0;
  for (zip_int64_t i = 0; i < entries; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat) != 0) refuse("documents.broken");
    if (stat.encryption_method != ZIP_EM_NONE) refuse("documents.encrypted");
    // The first test keeps the sum from wrapping around.
    if (stat.size > limits.unpacked_bytes_max) refuse("documents.zip_bomb");
    total += stat.size;
    if (total > limits.unpacked_bytes_max) refuse("documents.zip_bomb");
    if (stat.size > limits.ratio_free_bytes && stat.size / limits.ratio_max > stat.comp_size) {
      refuse("documents.zip_bomb");
    }
  }
}

}  // namespace

void ZipPart::Close::operator()(zip_file* file) const {
  zip_fclose(file);
}
void ZipArchive::Discard::operator()(zip* archive) const {
  zip_discard(archive);
}

std::size_t ZipPart::read(char* buffer, std::size_t size) {
  auto got = zip_fread(file_.get(), buffer, size);
  if (got < 0) refuse("documents.broken");
  auto bytes = static_cast<std::uint64_t>(got);
  if (bytes > left_ || bytes > *archive_left_) refuse("documents.zip_bomb");
  left_ -= bytes;
  *archive_left_ -= bytes;
  return static_cast<std::size_t>(got);
}

ZipArchive::ZipArchive(std::string bytes, const ReadLimits& limits)
    : bytes_(std::move(bytes)), left_(limits.unpacked_bytes_max * passes_max) {
  zip_error_t trouble;
  zip_error_init(&trouble);
  zip_source_t* source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &trouble);
  if (source != nullptr) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &trouble));
  if (source != nullptr && !archive_) zip_source_free(source);
  zip_error_fini(&trouble);
  if (!archive_) refuse("documents.broken");
  check_sizes(archive_.get(), limits);
}

bool ZipArchive::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

ZipPart ZipArchive::open(const std::string& name) const {
  auto index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  zip_stat_t stat;
  if (index < 0 || zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0) {
    refuse("documents.broken");
  }
  ZipPart part;
  part.file_.reset(zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
  if (!part.file_) refuse("documents.broken");
  part.left_ = stat.size;
  part.archive_left_ = &left_;
  return part;
}

}  // namespace lianghu::documents

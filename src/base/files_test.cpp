#include "base/files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/random.h"
#include "base/text.h"

namespace lianghu {
namespace {

TEST(Files, the_same_bytes_are_one_file_and_changed_ones_are_not_given_out) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("lianghu-files-" + hex(SystemRandom().bytes(8)));
  const FileStore files(folder);
  const std::string name = files.put("a photo");
  EXPECT_EQ(files.put("a photo"), name);
  EXPECT_NE(files.put("another"), name);
  EXPECT_EQ(files.get(name), "a photo");
  EXPECT_FALSE(files.get(std::string(64, '0')));
  EXPECT_FALSE(files.get("../../etc/passwd"));
  std::ofstream(folder / name.substr(0, 2) / name.substr(2), std::ios::app) << "!";
  EXPECT_FALSE(files.get(name));
  std::filesystem::remove_all(folder);
}

TEST(Files, one_is_removed_by_its_name_and_nothing_else_is) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("lianghu-files-" + hex(SystemRandom().bytes(8)));
  const FileStore files(folder / "store");
  const std::string name = files.put("a photo");
  const std::string other = files.put("another");
  std::ofstream(folder / "beside") << "no file of the store";
  files.remove(name);
  EXPECT_FALSE(files.get(name));
  EXPECT_EQ(files.get(other), "another");
  EXPECT_NO_THROW(files.remove(name)) << "it is gone already";
  files.remove("../../beside");
  files.remove("");
  EXPECT_TRUE(std::filesystem::exists(folder / "beside"));
  EXPECT_EQ(files.put("a photo"), name);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace lianghu

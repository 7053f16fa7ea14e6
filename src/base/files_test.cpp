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

TEST(Files, what_is_unwanted_is_removed_once_it_has_rested) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("lianghu-files-" + hex(SystemRandom().bytes(8)));
  const FileStore files(folder / "store");
  const auto rested = std::chrono::hours(1);
  EXPECT_NO_THROW(files.remove_rested(rested, [](const std::string&) { return true; })) << "nothing is there";
  const std::string old = files.put("a photo");
  const std::string wanted = files.put("another");
  const std::string again = files.put("the same bytes anew");
  std::ofstream(folder / "store" / old.substr(0, 2) / "beside") << "no file of the store";
  const auto make_old = [&](const std::string& name) {
    std::filesystem::last_write_time(folder / "store" / name.substr(0, 2) / name.substr(2),
                                     std::filesystem::file_time_type::clock::now() - 2 * rested);
  };
  for (const std::string& each : {old, wanted, again}) make_old(each);
  std::filesystem::last_write_time(folder / "store" / old.substr(0, 2) / "beside",
                                   std::filesystem::file_time_type::clock::now() - 2 * rested);
  const std::string young = files.put("new");
  EXPECT_EQ(files.put("the same bytes anew"), again);
  files.remove_rested(rested, [&](const std::string& name) { return name != wanted; });
  EXPECT_FALSE(files.get(old));
  EXPECT_TRUE(files.get(wanted));
  EXPECT_TRUE(files.get(again)) << "somebody has put it there a moment ago";
  EXPECT_TRUE(files.get(young));
  EXPECT_TRUE(std::filesystem::exists(folder / "store" / old.substr(0, 2) / "beside"));
  EXPECT_EQ(files.put("a photo"), old);
  EXPECT_TRUE(files.get(old));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace lianghu

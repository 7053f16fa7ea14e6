#include "base/late.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <stdexcept>

namespace lianghu {
namespace {

LateLibrary zlib{"libz.so.1"};
LateLibrary nowhere{"liblianghu-nowhere.so.7"};

const Late<decltype(::crc32)> late_crc32{zlib, "crc32"};
const Late<decltype(::crc32)> late_misspelt{zlib, "crc32_of_everything"};
const Late<decltype(::crc32)> late_missing{nowhere, "crc32"};

TEST(LateLibraries, a_function_is_found_when_it_is_called) {
  EXPECT_EQ(late_crc32(0, reinterpret_cast<const Bytef*>("123456789"), 9), 0xCBF43926U);
}

TEST(LateLibraries, what_is_missing_is_named) {
  const auto what = [](const auto& function) -> std::string {
    try {
      (void)function(0, nullptr, 0);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "found";
  };
  EXPECT_NE(what(late_missing).find("liblianghu-nowhere.so.7"), std::string::npos) << what(late_missing);
  EXPECT_NE(what(late_misspelt).find("crc32_of_everything"), std::string::npos) << what(late_misspelt);
}

}  // namespace
}  // namespace lianghu

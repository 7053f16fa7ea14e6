#include "features/households/kin.h"

#include <gtest/gtest.h>

#include <string>

namespace lianghu::households {
namespace {

TEST(Names, a_name_is_taken_apart_also_with_a_surname_of_two_characters) {
  EXPECT_EQ(parts_of_name("孙德福").surname, "孙");
  EXPECT_EQ(parts_of_name("孙德福").generation, "德");
  EXPECT_EQ(parts_of_name("欧阳德福").surname, "欧阳");
  EXPECT_EQ(parts_of_name("欧阳德福").generation, "德");
  EXPECT_EQ(parts_of_name("司马德").surname, "司马");
  EXPECT_EQ(parts_of_name("司马德").generation, "");
  EXPECT_EQ(parts_of_name("孙福").generation, "");
  EXPECT_EQ(parts_of_name("欧阳").surname, "欧");
  for (const std::string name : {"", "孙", "阿卜杜拉", "古丽·买买提", "Anna"})
    EXPECT_EQ(parts_of_name(name).surname, "") << name;
}

}  // namespace
}  // namespace lianghu::households

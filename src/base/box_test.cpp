#include "base/box.h"

#include <gtest/gtest.h>
#include <sodium.h>

namespace lianghu {
namespace {

const std::string text = "第一位是王演芝家";

TEST(Box, only_its_own_secret_key_opens_it) {
  SeededRandom random(1);
  const BoxKeys keys = make_box_keys(random);
  const BoxKeys others = make_box_keys(random);
  const std::string sealed = seal_box(text, keys.public_key, random);
  EXPECT_EQ(sealed.size(), text.size() + 48);
  EXPECT_EQ(sealed.find(text), std::string::npos);
  EXPECT_EQ(open_box(sealed, keys), text);
  EXPECT_FALSE(open_box(sealed, others));
  EXPECT_FALSE(open_box(sealed, {keys.public_key, keys.public_key}));
  EXPECT_FALSE(open_box(sealed, {}));
}

TEST(Box, a_changed_or_shortened_one_does_not_open) {
  SeededRandom random(1);
  const BoxKeys keys = make_box_keys(random);
  const std::string sealed = seal_box(text, keys.public_key, random);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(open_box(changed, keys)) << "byte " << i;
    EXPECT_FALSE(open_box(std::string_view(sealed).substr(0, i), keys)) << i << " bytes";
  }
}

TEST(Box, the_same_text_never_looks_the_same_twice_but_for_the_same_randomness) {
  SeededRandom random(1), same(1);
  const BoxKeys keys = make_box_keys(random);
  EXPECT_EQ(make_box_keys(same).secret_key, keys.secret_key);
  const std::string first = seal_box(text, keys.public_key, random);
  EXPECT_NE(seal_box(text, keys.public_key, random), first);
  EXPECT_EQ(seal_box(text, keys.public_key, same), first);
}

TEST(Box, its_bytes_are_those_that_libsodium_makes) {
  SeededRandom random(1);
  const BoxKeys keys = make_box_keys(random);
  std::string theirs(text.size() + crypto_box_SEALBYTES, '\0');
  ASSERT_EQ(crypto_box_seal(reinterpret_cast<unsigned char*>(theirs.data()),
                            reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                            reinterpret_cast<const unsigned char*>(keys.public_key.data())),
            0);
  EXPECT_EQ(open_box(theirs, keys), text);
}

TEST(Box, a_public_key_that_is_none_is_refused) {
  SeededRandom random(1);
  EXPECT_THROW(static_cast<void>(seal_box(text, "short", random)), std::runtime_error);
  // Every secret key makes the same of a point of small order: anybody could open such a box.
  EXPECT_THROW(static_cast<void>(seal_box(text, std::string(32, '\0'), random)), std::runtime_error);
}

}  // namespace
}  // namespace lianghu

#include "journal/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/text.h"

namespace lianghu::merkle {
namespace {

namespace fs = std::filesystem;
namespace bj = boost::json;

bj::object read_case(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return bj::parse(text.str()).as_object();
}

/// Nothing when the bytes are empty or too many for a hash: such a proof is refused before any arithmetic.
/// Some cases say only "don't care 1" where any root would do: that is filled up with zeros.
std::optional<Hash> hash_in(const bj::value& value) {
  auto text = from_base64(std::string_view(value.as_string()));
  if (!text || text->empty() || text->size() > std::tuple_size_v<Hash>) return std::nullopt;
  text->resize(std::tuple_size_v<Hash>);
  return from_bytes(*text);
}

std::optional<Proof> proof_in(const bj::value& value) {
  Proof proof;
  if (value.is_null()) return proof;
  for (const auto& item : value.as_array()) {
    const auto hash = hash_in(item);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

std::uint64_t number_in(const bj::value& value) {
  return value.to_number<std::uint64_t>();
}

bool inclusion_holds(const bj::object& test) {
  const auto leaf = hash_in(test.at("leafHash"));
  const auto top = hash_in(test.at("root"));
  const auto proof = proof_in(test.at("proof"));
  if (!leaf || !top || !proof) return false;
  return verify_inclusion(*leaf, number_in(test.at("leafIdx")), number_in(test.at("treeSize")), *proof, *top);
}

bool consistency_holds(const bj::object& test) {
  const auto root1 = hash_in(test.at("root1"));
  const auto root2 = hash_in(test.at("root2"));
  const auto proof = proof_in(test.at("proof"));
  if (!root1 || !root2 || !proof) return false;
  return verify_consistency(number_in(test.at("size1")), number_in(test.at("size2")), *root1, *root2, *proof);
}

template <class Holds>
int judge_folder(const fs::path& folder, Holds holds) {
  int cases = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".json") continue;
    const bj::object test = read_case(file.path());
    EXPECT_EQ(holds(test), !test.at("wantErr").as_bool()) << file.path();
    ++cases;
  }
  return cases;
}

std::vector<Hash> some_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

/// RFC 6962's definition word for word, to hold the Frontier against.
Hash defined_root(std::span<const Hash> leaves) {
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const std::string text =
      std::string(1, '\1') + bytes(defined_root(leaves.first(k))) + bytes(defined_root(leaves.subspan(k)));
  return sha256(text);
}

TEST(Merkle, published_inclusion_cases_are_judged_as_published) {
  EXPECT_EQ(judge_folder("tests/fixtures/merkle/inclusion", inclusion_holds), 98);
}

TEST(Merkle, published_consistency_cases_are_judged_as_published) {
  EXPECT_EQ(judge_folder("tests/fixtures/merkle/consistency", consistency_holds), 98);
}

TEST(Merkle, the_empty_tree_has_the_hash_of_nothing_as_its_root) {
  EXPECT_EQ(hex(bytes(root({}))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(bytes(leaf_hash(""))), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Merkle, the_frontier_has_the_root_that_the_definition_gives) {
  const auto leaves = some_leaves(70);
  for (std::size_t n = 1; n <= leaves.size(); ++n) {
    EXPECT_EQ(root(std::span(leaves).first(n)), defined_root(std::span(leaves).first(n))) << n;
  }
}

TEST(Merkle, every_leaf_of_every_small_tree_is_proved_and_no_other) {
  const auto leaves = some_leaves(20);
  for (std::size_t n = 1; n <= leaves.size(); ++n) {
    const auto tree = std::span(leaves).first(n);
    for (std::size_t i = 0; i < n; ++i) {
      const Proof proof = inclusion_proof(tree, i);
      EXPECT_TRUE(verify_inclusion(leaves[i], i, n, proof, root(tree)));
      EXPECT_FALSE(verify_inclusion(leaf_hash("other"), i, n, proof, root(tree)));
      EXPECT_FALSE(verify_inclusion(leaves[i], n, n, proof, root(tree)));
      EXPECT_EQ(verify_inclusion(leaves[i], (i + 1) % n, n, proof, root(tree)), n == 1);
    }
  }
}

TEST(Merkle, a_later_tree_is_proved_to_contain_an_earlier_one_and_not_another) {
  const auto leaves = some_leaves(20);
  for (std::size_t n = 1; n <= leaves.size(); ++n) {
    const auto later = std::span(leaves).first(n);
    for (std::size_t m = 1; m <= n; ++m) {
      const Hash earlier = root(later.first(m));
      const Proof proof = consistency_proof(later, m);
      EXPECT_TRUE(verify_consistency(m, n, earlier, root(later), proof)) << m << " " << n;
      EXPECT_FALSE(verify_consistency(m, n, leaf_hash("other"), root(later), proof));
      EXPECT_FALSE(verify_consistency(m, n, earlier, leaf_hash("other"), proof));
    }
  }
}

TEST(Merkle, a_proof_with_any_bit_turned_is_refused) {
  rc::check([] {
    const auto leaves = some_leaves(*rc::gen::inRange<std::size_t>(2, 60));
    const auto index = *rc::gen::inRange<std::size_t>(0, leaves.size());
    Proof proof = inclusion_proof(leaves, index);
    RC_ASSERT(verify_inclusion(leaves[index], index, leaves.size(), proof, root(leaves)));
    const auto step = *rc::gen::inRange<std::size_t>(0, proof.size());
    const auto byte = *rc::gen::inRange<std::size_t>(0, 32);
    proof[step][byte] = static_cast<unsigned char>(proof[step][byte] ^ 1U);
    RC_ASSERT(!verify_inclusion(leaves[index], index, leaves.size(), proof, root(leaves)));
  });
}

TEST(Merkle, asking_for_a_proof_of_what_is_not_there_is_a_bug) {
  const auto leaves = some_leaves(3);
  EXPECT_THROW((void)inclusion_proof(leaves, 3), std::logic_error);
  EXPECT_THROW((void)consistency_proof(leaves, 0), std::logic_error);
  EXPECT_THROW((void)consistency_proof(leaves, 4), std::logic_error);
  EXPECT_THROW((void)from_bytes("short"), std::logic_error);
}

}  // namespace
}  // namespace lianghu::merkle

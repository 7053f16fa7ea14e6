#include "journal/note.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace lianghu::journal {
namespace {

// The example of Go's golang.org/x/mod/sumdb/note (BSD licence): another implementation's key and signature.
const std::string go_private =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string go_public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string go_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string go_line =
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

NoteVerifier key(const std::string& text) {
  return NoteVerifier::from_text(text).value();
}

TEST(Note, is_the_one_that_gos_tools_write) {
  const auto signer = NoteSigner::from_text(go_private);
  ASSERT_TRUE(signer);
  EXPECT_EQ(signer->verifier().text(), go_public);
  EXPECT_EQ(signer->text(), go_private);
  EXPECT_EQ(signer->sign(go_text), go_text + "\n" + go_line);
}

TEST(Note, holds_as_it_was_signed_and_not_a_byte_otherwise) {
  const std::string note = go_text + "\n" + go_line;
  const auto parsed = parse_note(note);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->text, go_text);
  EXPECT_TRUE(parsed->is_signed_by(key(go_public)));
  std::string altered = note;
  altered[3] = 'X';
  const auto other = parse_note(altered);
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->is_signed_by(key(go_public)));
  SeededRandom random(7);
  EXPECT_FALSE(parsed->is_signed_by(NoteSigner::make("PeterNeumann", random).verifier()))
      << "the same name with another key";
}

TEST(Note, one_bad_signature_of_a_known_key_spoils_a_good_one) {
  SeededRandom random(7);
  const NoteSigner signer = NoteSigner::make("lianghu/test", random);
  const std::string good = signer.sign("a\n");
  const std::string bad = signer.sign("b\n").substr(2);
  const auto parsed = parse_note(good + bad.substr(1));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->signatures.size(), 2U);
  EXPECT_FALSE(parsed->is_signed_by(signer.verifier()));
}

TEST(Note, what_is_none_is_not_read) {
  for (const std::string& text :
       {std::string(), std::string("text\n"), go_text + go_line, go_text + "\n",
        go_text + "\n" + go_line + "x", go_text + "\n- PeterNeumann x08go/ZJ\n",
        go_text + "\n\xE2\x80\x94 PeterNeumann AAAA\n",
        go_text + "\n\xE2\x80\x94 Peter Neumann x08go/ZJkuBS\n", "a\tb\n\n" + go_line, "\xff\n\n" + go_line})
    EXPECT_FALSE(parse_note(text)) << text;
  std::string many = go_text + "\n";
  for (int i = 0; i < 17; ++i) many += go_line;
  EXPECT_FALSE(parse_note(many));
}

TEST(Note, a_key_with_another_id_or_type_is_none) {
  for (const std::string& text :
       {std::string("PeterNeumann"), std::string("PeterNeumann+c74f20a4") + go_public.substr(21),
        std::string("+c74f20a3") + go_public.substr(21), go_public.substr(0, 30),
        std::string("Peter Neumann") + go_public.substr(12)})
    EXPECT_FALSE(NoteVerifier::from_text(text)) << text;
  EXPECT_FALSE(NoteSigner::from_text(go_public));
}

TEST(Note, a_key_file_is_made_once_for_its_owner_alone) {
  const auto file = std::filesystem::temp_directory_path() / "lianghu-note-test.key";
  std::filesystem::remove(file);
  SeededRandom random(7);
  const NoteSigner made = NoteSigner::from_file(file, random);
  EXPECT_EQ(NoteSigner::from_file(file, random).text(), made.text());
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_TRUE(made.verifier().name.starts_with("lianghu/"));
  std::ofstream(file) << "something else";
  EXPECT_THROW(static_cast<void>(NoteSigner::from_file(file, random)), std::runtime_error);
  std::filesystem::remove(file);
}

TEST(TreeHead, is_read_as_it_is_written) {
  const TreeHead head{"lianghu/test", 70'000, merkle::sha256("root")};
  const auto read = parse_tree_head(head.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text(), head.text());
  EXPECT_TRUE(parse_tree_head(head.text() + "an extension\n"));
  const std::string root = base64(merkle::bytes(head.root));
  for (const std::string& text : {std::string(), std::string("o\n1\n"), "o\n01\n" + root + "\n",
                                  "o\n-1\n" + root + "\n", "o\nx\n" + root + "\n", "\n1\n" + root + "\n",
                                  "o\n1\n" + root, std::string("o\n1\nAAAA\n"), "o\n1\n" + root + "\n\n"})
    EXPECT_FALSE(parse_tree_head(text)) << text;
}

}  // namespace
}  // namespace lianghu::journal

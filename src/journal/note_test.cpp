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
  const NoteSigner made = NoteSigner::from_file(file, random, "lianghu/test");
  EXPECT_EQ(NoteSigner::from_file(file, random, "lianghu/test").text(), made.text());
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_TRUE(made.verifier().name.starts_with("lianghu/"));
  std::ofstream(file) << "something else";
  EXPECT_THROW(static_cast<void>(NoteSigner::from_file(file, random, "lianghu/test")), std::runtime_error);
  std::filesystem::remove(file);
}

// A checkpoint of a public log (arche2025h1, a staging log for certificates) as four public witnesses
// cosigned it on 23 May 2026, and their keys as they publish them: other implementations' signatures.
const std::string public_text =
    "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n";
const std::string public_lines =
    "\xE2\x80\x94 arche2025h1.staging.ct.transparency.dev "
    "ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
    "\xE2\x80\x94 transparency.dev/DEV:witness-little-garden "
    "2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/"
    "KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n"
    "\xE2\x80\x94 witness1.smartit.nu/witness1 "
    "pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/"
    "iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n"
    "\xE2\x80\x94 remora.n621.de "
    "2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/"
    "zZ0WBxtqB0DrAWfBw==\n"
    "\xE2\x80\x94 witness.stagemole.eu "
    "Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/"
    "TmN9DAg==\n";
const std::vector<std::string> public_witnesses = {
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv"};

TEST(Cosignature, of_other_implementations_holds) {
  const auto note = parse_note(public_text + "\n" + public_lines);
  ASSERT_TRUE(note);
  EXPECT_TRUE(note->is_signed_by(
      key("arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f")));
  for (const std::string& text : public_witnesses) {
    const NoteVerifier witness = key(text);
    EXPECT_EQ(witness.text(), text);
    const auto signature = note->signature_by(witness);
    ASSERT_TRUE(signature) << text;
    EXPECT_NE(public_lines.find(signature->line()), std::string::npos) << signature->line();
    EXPECT_EQ(format_instant(cosigned_at(*signature).value()), "2026-05-24T05:50:24+08:00");
  }
}

TEST(Cosignature, holds_for_its_text_and_its_time_alone) {
  const NoteVerifier remora = key(public_witnesses.at(2));
  const auto note = parse_note(public_text + "\n" + public_lines);
  ASSERT_TRUE(note);
  NoteSignature signature = note->signature_by(remora).value();
  EXPECT_FALSE(remora.verify(public_text + "an extension\n", signature.bytes));
  signature.bytes[7] = static_cast<char>(signature.bytes[7] + 1);
  EXPECT_FALSE(remora.verify(public_text, signature.bytes)) << "a second later";
  EXPECT_FALSE(remora.verify(public_text, "short"));
  EXPECT_FALSE(cosigned_at({"remora.n621.de", "id", "short"}));
}

TEST(Cosignature, is_made_as_the_specification_says) {
  SeededRandom random(7);
  const NoteSigner witness = NoteSigner::make("example.com/w1", random, KeyKind::cosignature);
  const std::string line = witness.cosign(public_text, {1'679'315'147'999});
  const auto read = parse_signatures(line);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().line(), line);
  EXPECT_EQ(hex(read->front().bytes.substr(0, 8)),
            "000000006418"
            "50cb")
      << "big-endian seconds";
  // What is signed is the specification's header, the time and the text, by the very key.
  NoteVerifier plain = witness.verifier();
  plain.kind = KeyKind::ed25519;
  EXPECT_TRUE(plain.verify("cosignature/v1\ntime 1679315147\n" + public_text, read->front().bytes.substr(8)));
  EXPECT_THROW(static_cast<void>(witness.sign(public_text)), std::logic_error);
  EXPECT_THROW(static_cast<void>(NoteSigner::make("log", random).cosign(public_text, {0})), std::logic_error);
  EXPECT_NE(NoteSigner::from_text(witness.text()).value().verifier().id,
            NoteSigner::from_text(NoteSigner::make("example.com/w1", random).text()).value().verifier().id);
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

// The public log as visitors and watchers get it.
#include <gtest/gtest.h>

#include "features/pages/pages_api.h"
#include "features/pages/testing.h"
#include "http/testing.h"
#include "journal/cosigning.h"
#include "journal/proof.h"
#include "journal/public_log.h"
#include "journal/sequencer.h"

namespace lianghu::pages {
namespace {

using programmes::Role;
using testing::item;

class LogRoutes : public testing::Street {
 protected:
  LogRoutes() {
    routes(router_);
    hang_all();
    log_.check(bench_.database());
  }
  http::Response get(const std::string& address) { return visitor_.get(address); }
  void publish_and_place() {
    publish(village_.sun, {item(Role::mediator, "调解邻里纠纷"), item(Role::friend_, "照看<独居>老人")});
    sequencer_.sequence();
  }

  const std::string folder_ = journal::testing::own_folder();
  journal::PublicLog log_{folder_ + "/log.key", folder_ + "/log.head", bench_.random()};
  journal::Sequencer sequencer_{bench_.database(), bench_.clock(), &log_};
  http::Router router_;
  http::testing::Browser visitor_{router_, bench_.changes()};
};
LIANGHU_ON_BOTH_ENGINES(LogRoutes);

TEST_P(LogRoutes, a_checkpoint_and_the_tiles_behind_it_fit_each_other) {
  EXPECT_EQ(get("/log/checkpoint").status, 404);
  publish_and_place();
  const auto note = journal::parse_note(get("/log/checkpoint").body);
  ASSERT_TRUE(note);
  EXPECT_TRUE(note->is_signed_by(log_.verifier()));
  EXPECT_EQ(get("/log/key").body, log_.verifier().text() + "\n");
  const auto head = journal::parse_tree_head(note->text);
  const std::string width = std::to_string(head->size);
  const http::Response tile = get("/log/tile/0/000.p/" + width);
  ASSERT_EQ(tile.status, 200);
  EXPECT_EQ(tile.type, "application/octet-stream");
  EXPECT_NE(http::testing::header(tile, "Cache-Control").find("immutable"), std::string::npos);
  merkle::Frontier tree;
  for (std::size_t at = 0; at < tile.body.size(); at += 32)
    tree.add(merkle::from_bytes(tile.body.substr(at, 32)));
  EXPECT_EQ(tree.root(), head->root);
  EXPECT_EQ(get("/log/tile/entries/000.p/" + width).status, 200);
}

TEST_P(LogRoutes, an_address_that_is_no_tile_is_not_found) {
  publish_and_place();
  for (const char* tile : {"0/000",
                           "0/001",
                           "0/000.p/0",
                           "0/000.p/256",
                           "0/000.p/01",
                           "0/000.p/9999999999999999999999",
                           "0/0",
                           "0/0000",
                           "0/x000/000.p/1",
                           "00/000.p/1",
                           "64/000.p/1",
                           "-1/000.p/1",
                           "entry/000.p/1",
                           "0/a00.p/1",
                           "0/x001/x234/067",
                           "0/001/000",
                           "0/x999/x999/x999/999",
                           "0/%2E%2E/000",
                           "0/000.p/%31x",
                           "0/+01"})
    EXPECT_EQ(get(std::string("/log/tile/") + tile).status, 404) << tile;
}

TEST_P(LogRoutes, a_letters_page_says_where_it_stands_in_the_log_once_it_does) {
  publish(village_.sun, {item(Role::mediator, "调解邻里纠纷")});
  const std::string page = door(village_.sun);
  EXPECT_TRUE(open(page).says("正在记进公开台账"));
  EXPECT_NE(get(page + "/proof").body.find("还没有记进公开台账"), std::string::npos);
  EXPECT_EQ(get(page + "/letter.tlog-proof").status, 404);
  sequencer_.sequence();
  const auto shown = open(page);
  EXPECT_TRUE(shown.says("公示时就记进了公开台账：编号"));
  EXPECT_TRUE(shown.links_to(page + "/proof"));
  EXPECT_TRUE(open(door(village_.wang)).says("承诺书还没有公示"));
}

TEST_P(LogRoutes, the_proof_holds_what_was_published_and_names_nobody) {
  publish_and_place();
  const std::string page = door(village_.sun);
  const http::Response file = get(page + "/letter.tlog-proof");
  ASSERT_EQ(file.status, 200);
  const auto checked = journal::check_proof(file.body, log_.verifier());
  const std::string letter = checked.opening.column("letter").value();
  EXPECT_NE(letter.find("音河 001 号"), std::string::npos);
  EXPECT_NE(letter.find("照看<独居>老人"), std::string::npos);
  EXPECT_EQ(checked.opening.text().find("孙演波"), std::string::npos);
  const std::string shown = get(page + "/proof").body;
  EXPECT_NE(shown.find("照看&lt;独居&gt;老人"), std::string::npos);
  EXPECT_NE(shown.find("data-key=\"" + log_.verifier().text()), std::string::npos);
  EXPECT_LE(shown.size(), testing::page_bytes_max);
  EXPECT_NE(get("/log/check.js").body.find("crypto.subtle"), std::string::npos);
  EXPECT_EQ(get("/p/" + std::string(22, 'A') + "/proof").status, 404);
}

TEST_P(LogRoutes, what_a_witness_signed_stands_in_the_checkpoint_and_the_proof_and_is_told) {
  publish_and_place();
  const std::string page = door(village_.sun);
  EXPECT_EQ(get(page + "/proof").body.find("也签了字"), std::string::npos);
  const auto witness =
      journal::NoteSigner::make("甘南县档案馆", bench_.random(), journal::KeyKind::cosignature);
  const auto sent =
      bench_.read([&](Context& c) { return journal::for_witness(c.tx(), witness.verifier(), 0).value(); });
  ASSERT_TRUE(journal::keep_cosignature(
      bench_.database(), sent, witness.verifier(),
      witness.cosign(journal::parse_note(sent.note).value().text, bench_.clock().now())));
  const auto note = journal::parse_note(get("/log/checkpoint").body);
  ASSERT_TRUE(note);
  EXPECT_TRUE(note->is_signed_by(log_.verifier()));
  EXPECT_TRUE(note->is_signed_by(witness.verifier()));
  const auto told = [&] { return get(page + "/proof").body; };
  EXPECT_NE(told().find("甘南县档案馆 也签了字"), std::string::npos);
  EXPECT_NE(get(page + "/proof/en").body.find("Also signed by 甘南县档案馆"), std::string::npos);
  // A later checkpoint that it has not signed: the proof still leads to the one that it has.
  publish(village_.guan, {item(Role::mediator, "调解邻里纠纷")});
  sequencer_.sequence();
  EXPECT_FALSE(journal::parse_note(get("/log/checkpoint").body).value().is_signed_by(witness.verifier()));
  const auto checked =
      journal::check_proof(get(page + "/letter.tlog-proof").body, log_.verifier(), {witness.verifier()});
  ASSERT_EQ(checked.cosigners.size(), 1U);
  EXPECT_EQ(checked.head.size, sent.size);
  EXPECT_NE(told().find("甘南县档案馆 也签了字"), std::string::npos);
  EXPECT_EQ(get(door(village_.guan) + "/proof").body.find("也签了字"), std::string::npos)
      << "the witness has not seen that one";
}

TEST_P(LogRoutes, a_promise_that_somebody_changed_in_the_database_is_said_to_be_changed) {
  publish_and_place();
  struct Edit {
    std::string does;
    std::string undoes;
  };
  for (const auto& [does, undoes] :
       {Edit{"UPDATE pledge_items SET wording = '少做一点' WHERE role = 'mediator'",
             "UPDATE pledge_items SET wording = '调解邻里纠纷' WHERE role = 'mediator'"},
        Edit{"UPDATE pledges SET signed_on = '2019-01-01'", "UPDATE pledges SET signed_on = '2020-07-20'"},
        Edit{"UPDATE pledge_items SET position = position + 10 WHERE role = 'mediator'",
             "UPDATE pledge_items SET position = position - 10 WHERE role = 'mediator'"},
        Edit{"UPDATE pledge_publications SET letter = letter || 'x'",
             "UPDATE pledge_publications SET letter = substr(letter, 1, length(letter) - 1)"}}) {
    EXPECT_TRUE(open(door(village_.sun)).says("公示时就记进了公开台账")) << does;
    bench_.database().write([&](db::Transaction& tx) { tx.execute(does); });
    for (const std::string& page : {door(village_.sun), door(village_.sun) + "/proof"}) {
      const std::string shown = get(page).body;
      EXPECT_NE(shown.find("和公开台账里记的不一样"), std::string::npos) << does;
      EXPECT_EQ(shown.find("公示时就记进了公开台账"), std::string::npos) << does;
    }
    EXPECT_EQ(get(door(village_.sun) + "/letter.tlog-proof").status, 404);
    bench_.database().write([&](db::Transaction& tx) { tx.execute(undoes); });
  }
}

TEST_P(LogRoutes, an_amended_letter_is_proved_as_it_is_now) {
  publish_and_place();
  const auto before = get(door(village_.sun) + "/letter.tlog-proof").body;
  village_.change([&](Context& c, const organisations::Village& village) {
    const auto letter = pledges::published_of(c, village, village_.sun);
    auto next = pledges::amend(c, village, letter->pledge);
    pledges::Signing signing;
    signing.signer = households::residents(c, village, village_.sun).front().id;
    signing.file = std::string(64, 'b');
    signing.version = next.version;
    next = pledges::sign(c, village, next.id, signing);
    next = pledges::accept(c, village, next.id, next.version);
    pledges::publish(c, village, next.id, next.version);
  });
  sequencer_.sequence();
  const auto now = journal::check_proof(get(door(village_.sun) + "/letter.tlog-proof").body, log_.verifier());
  EXPECT_NE(now.opening.column("letter")->find("第 2 版"), std::string::npos);
  EXPECT_NO_THROW(static_cast<void>(journal::check_proof(before, log_.verifier()))) << "the old one holds on";
}

}  // namespace
}  // namespace lianghu::pages

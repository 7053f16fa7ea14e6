// A public log and its witness, two programs of two offices, over the network.
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

#include "app/commands.h"
#include "app/deployment.h"
#include "app/witness_api.h"
#include "app/witness_feed.h"
#include "features/organisations/testing.h"
#include "http/server.h"
#include "journal/cosigning.h"
#include "journal/proof.h"
#include "journal/sequencer.h"
#include "journal/testing.h"
#include "journal/tree.h"

namespace lianghu::app {
namespace {

namespace fs = std::filesystem;

/// `lianghu witness` while it runs.
class WitnessOffice {
 public:
  WitnessOffice(const fs::path& data, std::uint16_t port)
      : deployment_(data, "", Deployment::Folder::may_be_new),
        witness_(journal::NoteSigner::from_file(witness_key_file(data), random_, "gannan/archive",
                                                journal::KeyKind::cosignature),
                 read_logs(witnessed_logs_file(data)), deployment_.clock()) {
    witness_routes(router_, witness_);
    http::Options options;
    options.port = port;
    options.io_threads = 1;
    options.database_threads = 2;
    server_ =
        std::make_unique<http::Server>(options, router_, deployment_.changes(), http::SessionResolver());
    server_->start();
  }
  ~WitnessOffice() { server_->stop(); }
  WitnessOffice(const WitnessOffice&) = delete;
  WitnessOffice& operator=(const WitnessOffice&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] const journal::NoteVerifier& key() const { return witness_.verifier(); }
  /// As it is published for the log's watchers.
  std::string shown(const std::string& origin) {
    const std::string place = hex(merkle::bytes(merkle::sha256(origin)));
    return deployment_.database()
        .read([&](db::Transaction& tx) { return witness_.checkpoint(tx, place); })
        .value_or("");
  }

 private:
  SystemRandom random_;
  Deployment deployment_;
  journal::Witness witness_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};

/// Somebody in a witness's place, who knows more of every log than there is.
class Liar {
 public:
  Liar(const fs::path& data, std::uint16_t port) : deployment_(data, "", Deployment::Folder::may_be_new) {
    router_.raw("POST", "/add-checkpoint", http::Access::anyone, "witness.add", "", "text/plain",
                [this](http::Call&) {
                  ++asked_;
                  return http::Response{409, "text/x.tlog.size", "9000000000000000000\n", {}};
                });
    http::Options options;
    options.port = port;
    options.io_threads = 1;
    options.database_threads = 1;
    server_ =
        std::make_unique<http::Server>(options, router_, deployment_.changes(), http::SessionResolver());
    server_->start();
  }
  ~Liar() { server_->stop(); }
  Liar(const Liar&) = delete;
  Liar& operator=(const Liar&) = delete;

  [[nodiscard]] int asked() const { return asked_; }

 private:
  std::atomic<int> asked_ = 0;
  Deployment deployment_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};

/// What the program's log says from now on.
class Log {
 public:
  Log() {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "witness", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_, true)));
  }
  ~Log() { spdlog::set_default_logger(before_); }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  [[nodiscard]] bool says(const std::string& words) const {
    return lines_.str().find(words) != std::string::npos;
  }
  [[nodiscard]] std::ptrdiff_t count(const std::string& words) const {
    const std::string text = lines_.str();
    const std::regex one(words);
    return std::distance(std::sregex_iterator(text.begin(), text.end(), one), std::sregex_iterator());
  }

 private:
  std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
  std::ostringstream lines_;
};

/// What `lianghu serve` does for its public log.
class LogOffice {
 public:
  explicit LogOffice(const fs::path& data)
      : deployment_(data, "", Deployment::Folder::may_be_new),
        log_(log_key_file(data), log_head_file(data), random_),
        sequencer_(deployment_.database(), deployment_.clock(), &log_) {
    log_.check(deployment_.database());
  }

  std::int64_t add_county(const std::string& name) {
    const auto county = deployment_.changes().change(Actor::system(), [&](Context& c) {
      return organisations::create(c, {std::nullopt, organisations::Kind::county, name, "230225"});
    });
    sequencer_.sequence();
    return county.id.value;
  }
  journal::RowProof proof_of(std::int64_t county) {
    return deployment_.database().read([&](db::Transaction& tx) {
      return journal::prove_row(tx, journal::program_tables(),
                                {{"organisations", 0, county}, county, 0, "organisation.created", county});
    });
  }
  [[nodiscard]] std::string checkpoint() {
    return deployment_.database()
        .read([](db::Transaction& tx) { return journal::signed_checkpoint(tx); })
        .value_or("");
  }
  std::uint64_t size() {
    return deployment_.database().read([](db::Transaction& tx) { return journal::signed_size(tx); });
  }
  /// Sends the newest checkpoint as if the witness knew `known` entries.
  http::RemoteAnswer ask(const NamedWitness& witness, std::uint64_t known) {
    const auto message = deployment_.database().read(
        [&](db::Transaction& tx) { return journal::for_witness(tx, witness.key, known); });
    return http::post(witness.address, "/add-checkpoint", message.value().body, {});
  }
  bool is_cosigned(const NamedWitness& witness) {
    return deployment_.database().read(
        [&](db::Transaction& tx) { return journal::known_to(tx, witness.key) == journal::signed_size(tx); });
  }
  [[nodiscard]] db::Database& database() { return deployment_.database(); }
  [[nodiscard]] const journal::NoteVerifier& key() const { return log_.verifier(); }

 private:
  SystemRandom random_;
  Deployment deployment_;
  journal::PublicLog log_;
  journal::Sequencer sequencer_;
};

class TwoOffices : public ::testing::Test {
 protected:
  void SetUp() override {
    log_.emplace(log_folder_);
    log_->add_county("甘南县委");
    write(witnessed_logs_file(witness_folder_), "# ours\nlog " + log_->key().text() + "\n");
    witness_.emplace(witness_folder_, 0);
    port_ = witness_->port();
    write(witnesses_file(log_folder_),
          "witness archive " + witness_->key().text() + " http://127.0.0.1:" + std::to_string(port_) + "/\n");
    named_ = read_witnesses(witnesses_file(log_folder_)).at(0);
  }
  static void write(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
  }
  std::unique_ptr<WitnessFeed> feed() {
    WitnessFeed::Timing timing;
    timing.retry = std::chrono::milliseconds(20);
    return std::make_unique<WitnessFeed>(
        log_->database(), named_, [this] { ++kept_; }, timing);
  }
  /// Waits for it, at most half a minute.
  template <class Condition>
  [[nodiscard]] static bool soon(Condition holds) {
    for (int tried = 0; tried < 3000; ++tried) {
      if (holds()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  /// The newest checkpoint is signed by both.
  [[nodiscard]] bool is_cosigned_soon() {
    return soon([this] { return log_->is_cosigned(named_); });
  }

  const fs::path log_folder_ = journal::testing::own_folder();
  const fs::path witness_folder_ = journal::testing::own_folder();
  std::optional<LogOffice> log_;
  std::optional<WitnessOffice> witness_;
  std::uint16_t port_ = 0;
  NamedWitness named_;
  std::atomic<int> kept_ = 0;
};

TEST_F(TwoOffices, a_checkpoint_is_signed_by_both_and_so_is_a_proof) {
  const auto feeding = feed();
  ASSERT_TRUE(is_cosigned_soon());
  const auto county = log_->add_county("龙江县委");
  feeding->wake();
  ASSERT_TRUE(is_cosigned_soon());
  EXPECT_TRUE(soon([this] { return kept_ == 2; })) << "the pages are told of each";
  const auto note = journal::parse_note(log_->checkpoint());
  ASSERT_TRUE(note);
  EXPECT_TRUE(note->is_signed_by(log_->key()));
  EXPECT_TRUE(note->is_signed_by(witness_->key()));
  EXPECT_EQ(witness_->shown(log_->key().name), log_->checkpoint()) << "both show the same bytes";
  const auto proof = log_->proof_of(county);
  ASSERT_EQ(proof.state, journal::ProofState::proved);
  ASSERT_EQ(proof.cosigners.size(), 1U);
  EXPECT_EQ(proof.cosigners.front().name, "gannan/archive");
  const std::string file = (log_folder_ / "county.tlog-proof").string();
  write(file, proof.text);
  EXPECT_EQ(
      run({"journal", "check-proof", file, "--key", log_->key().text(), "--witness", witness_->key().text()}),
      0);
  SystemRandom random;
  const auto other = journal::NoteSigner::make("gannan/archive", random, journal::KeyKind::cosignature);
  EXPECT_EQ(run({"journal", "check-proof", file, "--witness", other.verifier().text()}), 2);
  EXPECT_TRUE(journal::verify(log_->database()).holds());
}

TEST_F(TwoOffices, either_goes_on_after_it_was_started_again) {
  {
    const auto feeding = feed();
    ASSERT_TRUE(is_cosigned_soon());
    witness_.reset();
    witness_.emplace(witness_folder_, port_);
    log_->add_county("龙江县委");
    feeding->wake();
    ASSERT_TRUE(is_cosigned_soon());
  }
  log_.reset();
  log_.emplace(log_folder_);
  log_->add_county("富裕县委");
  const auto feeding = feed();
  ASSERT_TRUE(is_cosigned_soon());
  EXPECT_TRUE(journal::verify(log_->database()).holds());
}

TEST_F(TwoOffices, a_witness_that_was_away_signs_when_it_is_back) {
  witness_.reset();
  const auto feeding = feed();
  const auto county = log_->add_county("龙江县委");
  feeding->wake();
  EXPECT_EQ(log_->proof_of(county).state, journal::ProofState::proved) << "nothing waits for a witness";
  EXPECT_TRUE(log_->proof_of(county).cosigners.empty());
  EXPECT_EQ(kept_, 0);
  witness_.emplace(witness_folder_, port_);
  ASSERT_TRUE(is_cosigned_soon());
  EXPECT_EQ(log_->proof_of(county).cosigners.size(), 1U);
}

TEST_F(TwoOffices, a_log_that_forgot_how_much_the_witness_knows_is_told) {
  {
    const auto feeding = feed();
    ASSERT_TRUE(is_cosigned_soon());
  }
  log_->database().write([](db::Transaction& tx) { tx.execute("DELETE FROM journal_cosignatures"); });
  log_->add_county("龙江县委");
  EXPECT_EQ(log_->ask(named_, 0).status, 409);
  const auto feeding = feed();
  ASSERT_TRUE(is_cosigned_soon());
}

TEST_F(TwoOffices, a_size_that_somebody_made_up_is_forgotten) {
  witness_.reset();
  std::optional<Liar> liar(std::in_place, journal::testing::own_folder(), port_);
  const auto feeding = feed();
  ASSERT_TRUE(soon([&] { return liar->asked() >= 2; })) << "each try asks anew";
  EXPECT_EQ(kept_, 0);
  liar.reset();
  witness_.emplace(witness_folder_, port_);
  EXPECT_TRUE(is_cosigned_soon());
}

TEST_F(TwoOffices, a_made_up_proof_is_refused_and_hardly_told) {
  {
    const auto feeding = feed();
    ASSERT_TRUE(is_cosigned_soon());
  }
  const merkle::Hash made_up = merkle::leaf_hash("made up");
  const journal::AddCheckpoint message{log_->size(), merkle::Proof(63, made_up), log_->checkpoint()};
  const Log log;
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(http::post(named_.address, "/add-checkpoint", message.text(), {}).status, 422);
  EXPECT_EQ(log.count("\\[warning\\]"), 1) << "once a minute";
  EXPECT_EQ(log.count("\\[error\\]"), 0) << "it is no fork";
  EXPECT_TRUE(log.says(log_->key().name));
  EXPECT_FALSE(log.says(base64(merkle::bytes(made_up))));
  EXPECT_FALSE(log.says("gannan/archive")) << "a line under it that is not the log's";
}

TEST_F(TwoOffices, an_older_database_with_another_continuation_is_not_signed) {
  {
    const auto feeding = feed();
    ASSERT_TRUE(is_cosigned_soon());
  }
  const fs::path older = journal::testing::own_folder();
  log_->database().backup_to((older / "lianghu.db").string());
  for (const char* name : {"龙江县委", "富裕县委"}) log_->add_county(name);
  const std::string newest = log_->checkpoint();
  {
    const auto feeding = feed();
    ASSERT_TRUE(is_cosigned_soon());
  }
  const std::uint64_t seen = log_->size();
  const std::string shown = witness_->shown(log_->key().name);
  // Whoever puts the older one in its place also takes away what the log remembers, and keeps its key.
  log_.reset();
  for (const char* file : {"lianghu.db-wal", "lianghu.db-shm", "log.head"}) fs::remove(log_folder_ / file);
  fs::copy_file(older / "lianghu.db", database_file(log_folder_), fs::copy_options::overwrite_existing);
  log_.emplace(log_folder_);
  log_->add_county("克山县委");
  ASSERT_LT(log_->size(), seen) << "a rollback";
  EXPECT_EQ(log_->ask(named_, 1).status, 409);
  EXPECT_EQ(log_->ask(named_, 1).body, std::to_string(seen) + "\n");
  log_->add_county("克东县委");
  ASSERT_EQ(log_->size(), seen) << "a fork";
  {
    const Log log;
    for (int i = 0; i < 3; ++i) EXPECT_EQ(log_->ask(named_, seen).status, 422);
    EXPECT_EQ(log.count("\\[error\\]"), 1) << "once a minute";
    EXPECT_TRUE(log.says(newest)) << "the one";
    EXPECT_TRUE(log.says(log_->checkpoint())) << "and the other: the proof";
  }
  log_->add_county("拜泉县委");
  ASSERT_GT(log_->size(), seen) << "a fork";
  EXPECT_EQ(log_->ask(named_, seen).status, 422);
  EXPECT_EQ(witness_->shown(log_->key().name), shown) << "what it signed last stays";
  // Who kept the newest checkpoint finds out by themselves.
  const std::string kept = (log_folder_ / "kept.txt").string();
  write(kept, newest);
  EXPECT_EQ(run({"journal", "check-log", kept, "--data", log_folder_.string()}), 1);
}

TEST_F(TwoOffices, a_log_that_the_witness_does_not_know_gets_no_signature) {
  witness_.reset();
  write(witnessed_logs_file(witness_folder_), "");
  witness_.emplace(witness_folder_, port_);
  EXPECT_EQ(log_->ask(named_, 0).status, 404);
}

TEST_F(TwoOffices, whoever_answers_in_the_witnesss_place_gets_nothing_kept) {
  SystemRandom random;
  named_.key = journal::NoteSigner::make("gannan/archive", random, journal::KeyKind::cosignature).verifier();
  const auto answer = log_->ask(named_, 0);
  ASSERT_EQ(answer.status, 200);
  const auto message = log_->database().read(
      [&](db::Transaction& tx) { return journal::for_witness(tx, named_.key, 0).value(); });
  EXPECT_FALSE(journal::keep_cosignature(log_->database(), message, named_.key, answer.body));
  EXPECT_FALSE(journal::keep_cosignature(log_->database(), message, named_.key, "<html>"));
  EXPECT_EQ(log_->checkpoint(), message.note);
}

}  // namespace
}  // namespace lianghu::app

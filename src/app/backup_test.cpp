#include "app/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/commands.h"
#include "app/deployment.h"
#include "db/testing.h"
#include "features/households/testing.h"
#include "features/organisations/organisations.h"
#include "features/organisations/testing.h"

namespace lianghu::app {
namespace {

namespace fs = std::filesystem;

/// A data folder with a county in it.
fs::path some_data(const std::string& name) {
  const fs::path data = db::testing::temporary_folder() + "/" + name;
  Deployment deployment(data, "", Deployment::Folder::may_be_new);
  deployment.changes().change(Actor::system(), [](Context& c) {
    organisations::create(c, {std::nullopt, organisations::Kind::county, "甘南县委", "230225"});
  });
  (void)deployment.files().put("a photo");
  return data;
}

std::string county_in(const fs::path& data) {
  Deployment deployment(data, "", Deployment::Folder::must_exist);
  return deployment.changes().read(Actor::system(), [](Context& c) {
    const auto county = organisations::find_by_division(c, "230225");
    return county ? county->name : std::string("none");
  });
}

TEST(Backup, what_was_backed_up_while_open_comes_back_whole_with_its_files) {
  const fs::path data = some_data("data");
  const fs::path copy = data.parent_path() / "copy";
  fs::create_directories(data / "codes");
  std::ofstream(data / "codes" / "needs.tsv") << "water\t挑水\tfetching water\t\n";
  {
    const Deployment in_use(data, "", Deployment::Folder::must_exist);
    ASSERT_EQ(run({"backup", "--data", data.string(), "--to", copy.string()}), 0);
  }
  EXPECT_FALSE(fs::exists(copy / "seal.key")) << "the key goes along only when asked for";
  const fs::path back = data.parent_path() / "back";
  EXPECT_EQ(run({"restore", "--from", copy.string(), "--data", back.string()}), 2) << "without its key";
  EXPECT_FALSE(fs::exists(back));
  ASSERT_EQ(run({"restore", "--from", copy.string(), "--data", back.string(), "--key",
                 (data / "seal.key").string()}),
            0);
  EXPECT_EQ(county_in(back), "甘南县委");
  EXPECT_TRUE(fs::exists(back / "codes" / "needs.tsv"));
  const Deployment restored(back, "", Deployment::Folder::must_exist);
  const std::string name = restored.files().put("a photo");
  EXPECT_EQ(restored.files().get(name), "a photo");
}

TEST(Backup, nothing_that_is_there_is_written_over) {
  const fs::path data = some_data("kept");
  EXPECT_EQ(run({"backup", "--data", data.string(), "--to", data.string()}), 2);
  EXPECT_EQ(run({"restore", "--from", data.string(), "--data", data.string()}), 2);
  EXPECT_EQ(county_in(data), "甘南县委");
}

TEST(Backup, a_backup_that_somebody_changed_is_not_put_in_place) {
  const fs::path data = some_data("changed");
  const fs::path copy = data.parent_path() / "changed-copy";
  ASSERT_EQ(run({"backup", "--data", data.string(), "--to", copy.string(), "--with-key"}), 0);
  db::Options options;
  options.sqlite_file = (copy / "lianghu.db").string();
  db::open(options)->write([](db::Transaction& tx) { tx.execute("UPDATE organisations SET name = '别的'"); });
  const fs::path back = data.parent_path() / "changed-back";
  EXPECT_EQ(run({"restore", "--from", copy.string(), "--data", back.string()}), 1);
  EXPECT_FALSE(fs::exists(back));
  EXPECT_EQ(run({"journal", "verify", "--data", data.string()}), 0);
  EXPECT_EQ(run({"journal", "verify", "--data", copy.string()}), 1);
}

/// A household with a sealed number, so that there is something which only the right key opens.
void seal_something(Changes& changes) {
  changes.change(Actor::system(), [](Context& c) {
    const auto county = organisations::find_by_division(c, "230225");
    const auto town =
        organisations::create(c, {county->id, organisations::Kind::town, "兴十四镇党委", "230225101"});
    const auto branch =
        organisations::create(c, {town.id, organisations::Kind::branch, "音河村党支部", "230225101204"});
    households::PersonFields head;
    head.name = "李演山";
    head.identity = households::testing::identity("19630412", 11);
    households::add(c, households::testing::village(c, branch), {}, head);
  });
}

TEST(Backup, a_key_that_opens_nothing_of_it_is_refused) {
  const fs::path data = some_data("sealed");
  {
    Deployment deployment(data, "", Deployment::Folder::must_exist);
    seal_something(deployment.changes());
  }
  const fs::path copy = data.parent_path() / "sealed-copy";
  ASSERT_EQ(run({"backup", "--data", data.string(), "--to", copy.string()}), 0);
  const fs::path back = data.parent_path() / "sealed-back";
  const fs::path other = some_data("other-key");
  const auto restored_with = [&](const fs::path& key) {
    return run({"restore", "--from", copy.string(), "--data", back.string(), "--key", key.string()});
  };
  EXPECT_EQ(restored_with(other / "seal.key"), 2);
  EXPECT_FALSE(fs::exists(back));
  EXPECT_EQ(restored_with(data / "seal.key"), 0);
}

TEST(Backup, data_without_its_key_is_not_opened_with_a_new_one) {
  const fs::path data = some_data("keyless");
  fs::remove(data / "seal.key");
  EXPECT_EQ(organisations::testing::refused(
                [&] { const Deployment open(data, "", Deployment::Folder::may_be_new); }),
            "key.missing");
  EXPECT_FALSE(fs::exists(data / "seal.key"));
}

TEST(Backup, taken_while_writes_go_on_it_holds_all_that_was_done_before_it_and_verifies) {
  const fs::path data = some_data("busy");
  const fs::path copy = data.parent_path() / "busy-copy";
  const fs::path back = data.parent_path() / "busy-back";
  Deployment in_use(data, "", Deployment::Folder::must_exist);
  std::atomic<int> written = 0;
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) {
      in_use.changes().change(Actor::system(), [&](Context& c) {
        organisations::create(
            c, {std::nullopt, organisations::Kind::county, "县" + std::to_string(written), "230225"});
      });
      ++written;
    }
  });
  while (written < 20) std::this_thread::yield();
  const int before = written;
  const int done = run({"backup", "--data", data.string(), "--to", copy.string(), "--with-key"});
  const int after = written;
  stop = true;
  writer.join();
  ASSERT_EQ(done, 0);
  EXPECT_GT(after, before) << "nothing was written meanwhile";
  ASSERT_EQ(run({"restore", "--from", copy.string(), "--data", back.string()}), 0);
  Deployment restored(back, "", Deployment::Folder::must_exist);
  const auto kept =
      restored.changes().read(Actor::system(), [](Context& c) { return organisations::all(c).size(); });
  EXPECT_GE(static_cast<int>(kept), before + 1);
  EXPECT_LE(static_cast<int>(kept), written + 1);
}

}  // namespace
}  // namespace lianghu::app

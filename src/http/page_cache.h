#pragma once
// Finished public pages by address and language. A page stays until what it shows is changed (drop) or the
// room is needed for others (least recently read first). A page that was being rendered while it was dropped
// is still answered to those who waited for it, but never kept: what was dropped does not come back. Safe on
// every thread.
#include <atomic>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/words.h"
#include "http/wire.h"

namespace lianghu::http {

class PageCache {
 public:
  explicit PageCache(std::size_t bytes_max);
  ~PageCache();

  [[nodiscard]] static std::string key_of(std::string_view path, Language language);
  /// The page, or null. Never waits for a rendering.
  [[nodiscard]] std::shared_ptr<const Page> find(const std::string& key);

  struct Flight;  // one rendering on its way
  using Waiter = std::function<void(std::shared_ptr<const Page>)>;
  /// Puts `waiter` in for the page. When nobody is rendering it the caller must: it gets the flight, and owes
  /// a `finish` for it. Otherwise null comes back. The waiter is called once, on the thread that finishes.
  [[nodiscard]] std::shared_ptr<Flight> join(const std::string& key, Waiter waiter);
  /// Keeps the page (if it is a 200 and was not dropped meanwhile) and calls the waiters.
  void finish(const std::shared_ptr<Flight>& flight, std::shared_ptr<const Page> page,
              const std::vector<std::string>& tags);

  /// After the commit that changed what the page at `path` shows.
  void drop(std::string_view path);
  /// Every page that Call::tag_page tagged so.
  void drop_tag(const std::string& tag);
  void clear();
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

 private:
  struct Entry {
    std::shared_ptr<const Page> page;
    std::vector<std::string> tags;
    std::list<std::string>::iterator age;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Entry> entries;
    std::list<std::string> ages;  // the last read first
    std::map<std::string, std::set<std::string>, std::less<>> tagged;
    std::size_t bytes = 0;
  };
  static constexpr std::size_t shards = 16;

  Shard& shard_of(const std::string& key) { return shards_[std::hash<std::string>{}(key) % shards]; }
  void erase(Shard& shard, const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const Page> page, const std::vector<std::string>& tags);

  const std::size_t shard_bytes_max_;
  std::array<Shard, shards> shards_;
  std::atomic<std::size_t> bytes_ = 0;
  std::mutex flights_mutex_;  // taken before a shard's
  std::unordered_map<std::string, std::shared_ptr<Flight>> joinable_;
  std::set<std::shared_ptr<Flight>> running_;
};

}  // namespace lianghu::http

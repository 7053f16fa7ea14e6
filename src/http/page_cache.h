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
#include "http/page.h"

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
  /// As finish, for a flight that found its page and only adds an encoding: `more` takes the place of `page`,
  /// unless that was dropped meanwhile.
  void finish_more(const std::shared_ptr<Flight>& flight, const std::shared_ptr<const Page>& page,
                   std::shared_ptr<const Page> more);

  /// After the commit that changed what the page at `path` shows.
  void drop(std::string_view path);
  /// Every page that Call::tag_page tagged so.
  void drop_tag(const std::string& tag);
  void clear();
  [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

 private:
  // What names a page stands once, in `entries`, whose elements stay where they are.
  struct Entry;
  using Kept = std::pair<const std::string, Entry>;
  using Tagged = std::map<std::string, std::set<std::string_view>, std::less<>>;
  struct Entry {
    std::shared_ptr<const Page> page;
    std::vector<Tagged::iterator> tags;
    std::list<Kept*>::iterator age;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Entry> entries;
    std::list<Kept*> ages;  // the last read first
    Tagged tagged;
    std::size_t bytes = 0;
  };
  static constexpr std::size_t shards = 16;

  Shard& shard_of(const std::string& key) { return shards_[std::hash<std::string>{}(key) % shards]; }
  [[nodiscard]] static std::size_t bytes_of(const Kept& kept);
  void erase(Shard& shard, Kept& kept);
  void erase(Shard& shard, const std::string& key);
  void make_room(Shard& shard);
  std::vector<Waiter> land(const std::shared_ptr<Flight>& flight);
  void keep(const std::string& key, std::shared_ptr<const Page> page, const std::vector<std::string>& tags);

  const std::size_t shard_bytes_max_;
  std::array<Shard, shards> shards_;
  std::atomic<std::size_t> bytes_ = 0;
  std::mutex flights_mutex_;  // taken before a shard's
  std::unordered_map<std::string, std::shared_ptr<Flight>> joinable_;
  std::set<std::shared_ptr<Flight>> running_;
};

}  // namespace lianghu::http

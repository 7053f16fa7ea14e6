#include "http/page_cache.h"

#include <algorithm>
#include <utility>

namespace lianghu::http {

struct PageCache::Flight {
  std::string key;
  bool dropped = false;
  std::set<std::string> dropped_tags;
  std::vector<Waiter> waiters;
};

PageCache::PageCache(std::size_t bytes_max) : shard_bytes_max_(bytes_max / shards) {}
PageCache::~PageCache() = default;

std::string PageCache::key_of(std::string_view path, Language language) {
  return std::string(tag(language)) + ":" + std::string(path);
}

std::shared_ptr<const Page> PageCache::find(const std::string& key) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.entries.find(key);
  if (found == shard.entries.end()) return nullptr;
  shard.ages.splice(shard.ages.begin(), shard.ages, found->second.age);
  return found->second.page;
}

std::shared_ptr<PageCache::Flight> PageCache::join(const std::string& key, Waiter waiter) {
  const std::lock_guard lock(flights_mutex_);
  auto& flight = joinable_[key];
  const bool first = !flight;
  if (first) {
    flight = std::make_shared<Flight>();
    flight->key = key;
    running_.insert(flight);
  }
  flight->waiters.push_back(std::move(waiter));
  return first ? flight : nullptr;
}

/// Nobody joins it any more; who waits for it. Under the flights' lock.
std::vector<PageCache::Waiter> PageCache::land(const std::shared_ptr<Flight>& flight) {
  running_.erase(flight);
  if (const auto found = joinable_.find(flight->key); found != joinable_.end() && found->second == flight) {
    joinable_.erase(found);
  }
  return std::exchange(flight->waiters, {});
}

void PageCache::finish(const std::shared_ptr<Flight>& flight, std::shared_ptr<const Page> page,
                       const std::vector<std::string>& tags) {
  std::vector<Waiter> waiters;
  {
    const std::lock_guard lock(flights_mutex_);
    waiters = land(flight);
    const bool dropped = flight->dropped || std::any_of(tags.begin(), tags.end(), [&](const auto& tag) {
                           return flight->dropped_tags.contains(tag);
                         });
    if (!dropped && page->status == 200) keep(flight->key, page, tags);
  }
  for (const auto& waiter : waiters) waiter(page);
}

void PageCache::finish_more(const std::shared_ptr<Flight>& flight, const std::shared_ptr<const Page>& page,
                            std::shared_ptr<const Page> more) {
  std::vector<Waiter> waiters;
  {
    const std::lock_guard flights(flights_mutex_);
    waiters = land(flight);
    Shard& shard = shard_of(flight->key);
    const std::lock_guard lock(shard.mutex);
    // A dropped page's entry is gone, or is another page's.
    const auto found = shard.entries.find(flight->key);
    if (found != shard.entries.end() && found->second.page == page) {
      const std::size_t before = bytes_of(*found);
      found->second.page = more;
      const std::size_t after = bytes_of(*found);
      shard.bytes += after - before;
      bytes_ += after - before;
      make_room(shard);
    }
  }
  for (const auto& waiter : waiters) waiter(more);
}

void PageCache::keep(const std::string& key, std::shared_ptr<const Page> page,
                     const std::vector<std::string>& tags) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  erase(shard, key);
  if (page->bytes() > shard_bytes_max_) return;  // the others would all go for it
  Kept& kept = *shard.entries.try_emplace(key).first;
  shard.ages.push_front(&kept);
  kept.second.page = std::move(page);
  kept.second.age = shard.ages.begin();
  kept.second.tags.reserve(tags.size());
  for (const auto& tag : tags) {
    const auto tagged = shard.tagged.try_emplace(tag).first;
    if (tagged->second.insert(kept.first).second) kept.second.tags.push_back(tagged);
  }
  const std::size_t size = bytes_of(kept);
  shard.bytes += size;
  bytes_ += size;
  make_room(shard);
}

/// The page, and what it takes to find it, to age it and to drop it.
std::size_t PageCache::bytes_of(const Kept& kept) {
  constexpr std::size_t node = 48;  // of a list, a table or a set, with its allocation
  constexpr std::size_t nodes = 3;
  return kept.second.page->bytes() + sizeof kept + kept.first.capacity() + nodes * node +
         kept.second.tags.size() * (sizeof(Tagged::iterator) + 2 * node);
}

void PageCache::make_room(Shard& shard) {
  while (!shard.ages.empty() && shard.bytes > shard_bytes_max_) erase(shard, *shard.ages.back());
}

void PageCache::erase(Shard& shard, const std::string& key) {
  if (const auto found = shard.entries.find(key); found != shard.entries.end()) erase(shard, *found);
}

void PageCache::erase(Shard& shard, Kept& kept) {
  const std::size_t size = bytes_of(kept);
  for (const auto& tagged : kept.second.tags) {
    tagged->second.erase(kept.first);
    if (tagged->second.empty()) shard.tagged.erase(tagged);
  }
  shard.ages.erase(kept.second.age);
  shard.entries.erase(shard.entries.find(kept.first));
  shard.bytes -= size;
  bytes_ -= size;
}

void PageCache::drop(std::string_view path) {
  for (const auto language : {Language::zh, Language::en}) {
    const auto key = key_of(path, language);
    const std::lock_guard flights(flights_mutex_);
    for (const auto& flight : running_) flight->dropped = flight->dropped || flight->key == key;
    joinable_.erase(key);  // who comes now must not get what was read before the change
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    erase(shard, key);
  }
}

void PageCache::drop_tag(const std::string& tag) {
  const std::lock_guard flights(flights_mutex_);
  // A rendering's tags are known only at its end, so each is told, and none is joined any more.
  for (const auto& flight : running_) flight->dropped_tags.insert(tag);
  joinable_.clear();
  for (auto& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.tagged.find(tag);
    if (found == shard.tagged.end()) continue;
    const auto keys = found->second;  // the last one's going ends the set
    for (const auto key : keys) erase(shard, std::string(key));
  }
}

void PageCache::clear() {
  const std::lock_guard flights(flights_mutex_);
  for (const auto& flight : running_) flight->dropped = true;
  joinable_.clear();
  for (auto& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    while (!shard.ages.empty()) erase(shard, *shard.ages.back());
  }
}

}  // namespace lianghu::http

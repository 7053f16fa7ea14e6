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

void PageCache::finish(const std::shared_ptr<Flight>& flight, std::shared_ptr<const Page> page,
                       const std::vector<std::string>& tags) {
  std::vector<Waiter> waiters;
  {
    const std::lock_guard lock(flights_mutex_);
    running_.erase(flight);
    if (const auto found = joinable_.find(flight->key); found != joinable_.end() && found->second == flight) {
      joinable_.erase(found);
    }
    waiters.swap(flight->waiters);
    const bool dropped = flight->dropped || std::any_of(tags.begin(), tags.end(), [&](const auto& tag) {
                           return flight->dropped_tags.contains(tag);
                         });
    if (!dropped && page->status == 200) keep(flight->key, page, tags);
  }
  for (const auto& waiter : waiters) waiter(page);
}

void PageCache::keep(const std::string& key, std::shared_ptr<const Page> page,
                     const std::vector<std::string>& tags) {
  const std::size_t size = page->bytes();
  if (size > shard_bytes_max_) return;
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  erase(shard, key);
  while (shard.bytes + size > shard_bytes_max_) erase(shard, std::string(shard.ages.back()));
  shard.ages.push_front(key);
  shard.entries[key] = {std::move(page), tags, shard.ages.begin()};
  for (const auto& tag : tags) shard.tagged[tag].insert(key);
  shard.bytes += size;
  bytes_ += size;
}

void PageCache::erase(Shard& shard, const std::string& key) {
  const auto found = shard.entries.find(key);
  if (found == shard.entries.end()) return;
  const std::size_t size = found->second.page->bytes();
  for (const auto& tag : found->second.tags) {
    const auto keys = shard.tagged.find(tag);
    keys->second.erase(key);
    if (keys->second.empty()) shard.tagged.erase(keys);
  }
  shard.ages.erase(found->second.age);
  shard.entries.erase(found);
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
    const auto keys = found->second;
    for (const auto& key : keys) erase(shard, key);
  }
}

void PageCache::clear() {
  const std::lock_guard flights(flights_mutex_);
  for (const auto& flight : running_) flight->dropped = true;
  joinable_.clear();
  for (auto& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    while (!shard.ages.empty()) erase(shard, std::string(shard.ages.back()));
  }
}

}  // namespace lianghu::http

#include "http/page_cache.h"

#include <gtest/gtest.h>

#include <thread>

namespace lianghu::http {
namespace {

std::shared_ptr<const Page> page(std::string body, int status = 200) {
  return finish_page(Response::html(status, std::move(body)));
}

class Cache : public ::testing::Test {
 protected:
  std::shared_ptr<PageCache::Flight> begin(const std::string& path) {
    return pages_.join(PageCache::key_of(path, Language::zh), [this](const std::shared_ptr<const Page>& got) {
      arrived_.emplace_back(got->bodies[0]);
    });
  }
  std::string kept(const std::string& path) {
    const auto found = pages_.find(PageCache::key_of(path, Language::zh));
    return found ? std::string(found->bodies[0]) : "none";
  }
  void put(const std::string& path, const std::string& body, const std::vector<std::string>& tags = {}) {
    pages_.finish(begin(path), page(body), tags);
  }

  PageCache pages_{1 << 20};
  std::vector<std::string> arrived_;
};

TEST_F(Cache, who_asks_while_a_page_is_rendered_waits_for_it) {
  const auto flight = begin("/p/1");
  ASSERT_TRUE(flight);
  EXPECT_FALSE(begin("/p/1"));
  EXPECT_TRUE(arrived_.empty());
  pages_.finish(flight, page("one"), {});
  EXPECT_EQ(arrived_, (std::vector<std::string>{"one", "one"}));
  EXPECT_EQ(kept("/p/1"), "one");
}

TEST_F(Cache, a_page_dropped_while_it_is_rendered_is_not_kept) {
  const auto flight = begin("/p/1");
  pages_.drop("/p/1");
  pages_.finish(flight, page("old"), {});
  EXPECT_EQ(kept("/p/1"), "none");
  EXPECT_EQ(arrived_, std::vector<std::string>{"old"});
}

TEST_F(Cache, who_asks_after_the_drop_does_not_get_the_older_rendering) {
  const auto old_flight = begin("/p/1");
  pages_.drop("/p/1");
  const auto new_flight = begin("/p/1");
  ASSERT_TRUE(new_flight);
  pages_.finish(new_flight, page("new"), {});
  pages_.finish(old_flight, page("old"), {});
  EXPECT_EQ(kept("/p/1"), "new");
}

TEST_F(Cache, a_tag_drops_its_pages_and_those_on_their_way) {
  put("/p/1", "one", {"village:1"});
  put("/p/2", "two", {"village:2"});
  const auto tagged = begin("/p/3");
  const auto other = begin("/p/4");
  pages_.drop_tag("village:1");
  EXPECT_TRUE(begin("/p/3")) << "nobody may join a rendering that began before the drop";
  pages_.finish(tagged, page("old"), {"village:1"});
  pages_.finish(other, page("four"), {"village:2"});
  EXPECT_EQ(kept("/p/1"), "none");
  EXPECT_EQ(kept("/p/2"), "two");
  EXPECT_EQ(kept("/p/3"), "none");
  EXPECT_EQ(kept("/p/4"), "four");
}

TEST_F(Cache, a_drop_takes_both_languages) {
  put("/p/1", "chinese");
  pages_.finish(pages_.join(PageCache::key_of("/p/1", Language::en), [](const auto&) {}), page("english"),
                {});
  pages_.drop("/p/1");
  EXPECT_FALSE(pages_.find(PageCache::key_of("/p/1", Language::en)));
  EXPECT_EQ(kept("/p/1"), "none");
  EXPECT_EQ(pages_.bytes(), 0U);
}

TEST_F(Cache, only_a_page_that_is_there_is_kept) {
  pages_.finish(begin("/p/1"), page("no such plaque", 404), {});
  EXPECT_EQ(kept("/p/1"), "none");
  EXPECT_EQ(arrived_.size(), 1U);
}

TEST_F(Cache, an_encoding_more_is_kept_unless_the_page_was_dropped_meanwhile) {
  const auto key = PageCache::key_of("/p/1", Language::zh);
  const std::string longer(900, 'x');
  put("/p/1", "old", {"village:1"});
  const auto old_page = pages_.find(key);
  const std::size_t before = pages_.bytes();
  auto flight = begin("/p/1");
  pages_.finish_more(flight, old_page, page(longer));
  EXPECT_EQ(arrived_.back(), longer);
  EXPECT_EQ(kept("/p/1"), longer);
  EXPECT_GT(pages_.bytes(), before);

  const auto longer_page = pages_.find(key);
  flight = begin("/p/1");
  pages_.drop_tag("village:1");
  EXPECT_EQ(pages_.bytes(), 0U);
  pages_.finish_more(flight, longer_page, page("too late"));
  EXPECT_EQ(arrived_.back(), "too late") << "who waited since before the drop is answered";
  EXPECT_EQ(kept("/p/1"), "none");

  flight = begin("/p/1");
  put("/p/2", "other");
  pages_.drop("/p/1");
  put("/p/1", "new");
  pages_.finish_more(flight, longer_page, page("too late"));
  EXPECT_EQ(kept("/p/1"), "new") << "and the page that came after it stays";
}

TEST_F(Cache, its_bytes_are_bounded_and_the_page_unread_longest_goes) {
  put("/read", "kept");
  for (int i = 0; i < 3000; ++i) {
    put("/p/" + std::to_string(i), std::string(900, 'x'));
    ASSERT_EQ(kept("/read"), "kept") << i;
    ASSERT_LE(pages_.bytes(), std::size_t{1} << 20);
  }
  EXPECT_EQ(kept("/p/0"), "none");
  EXPECT_EQ(kept("/p/2999"), std::string(900, 'x'));
  pages_.clear();
  EXPECT_EQ(pages_.bytes(), 0U);
}

TEST_F(Cache, readers_renderers_and_droppers_never_see_bytes_older_than_the_last_drop) {
  // A page shows the number it was rendered from; a drop follows each change of the number.
  std::atomic<int> number = 0;
  std::atomic<bool> over = false;
  std::atomic<int> stale = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      while (!over) {
        const auto key = PageCache::key_of("/p/1", Language::zh);
        const int before = number;  // the drop for it may still be on its way, so one behind is right
        if (const auto found = pages_.find(key)) {
          if (std::stoi(std::string(found->bodies[0])) < before - 1) ++stale;
        } else if (const auto flight = pages_.join(key, [](const auto&) {})) {
          auto rendered = page(std::to_string(number));
          std::this_thread::yield();
          pages_.finish(flight, std::move(rendered), {"plaque"});
        }
      }
    });
  }
  for (int i = 0; i < 2000; ++i) {
    ++number;
    if (i % 2 == 0) {
      pages_.drop("/p/1");
    } else {
      pages_.drop_tag("plaque");
    }
  }
  over = true;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(stale, 0);
}

}  // namespace
}  // namespace lianghu::http

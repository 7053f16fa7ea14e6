#pragma once
// What is answered when something was said, made quickly: who speak in one village on one day read the same
// but for their door, their code and their form's key, which stand in no memory here. Safe on every thread.
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "features/pages/feedback_pages.h"

namespace lianghu::pages {

class SentPages {
 public:
  /// As sent_page, to the byte.
  [[nodiscard]] Page page(const Sent& sent, const View& view, Date today);
  /// How many different ones it knows.
  [[nodiscard]] std::size_t kept();

 private:
  /// The page around what differs, which is named by its marker: one more text than markers.
  struct Template {
    std::vector<std::string> texts;
    std::vector<char> markers;
  };
  static Template made(const Sent& sent, const View& view, Date today);
  std::shared_ptr<const Template> found(const std::string& key);
  static std::string filled(const Template& around, const Sent& sent);

  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Template>> templates_;
};

}  // namespace lianghu::pages

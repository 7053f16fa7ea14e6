#pragma once
// A library of the system that is loaded when its first function is called. Drawing, workbooks and PostgreSQL
// bring more than fifty libraries with them; a server that shows pages from SQLite would wait for all of them
// at its start, and keep what they leave in memory.
//
//   inline constinit LateLibrary qrencode{"libqrencode.so.4"};
//   LIANGHU_LATE(qrencode, QRcode_free)
//
// in a room's namespace puts a name there that hides the library's own and is called like it.
// EndedBy<QRcode_free> is a deleter for std::unique_ptr.
#include <atomic>

namespace lianghu {

class LateLibrary {
 public:
  /// The name that the headers it was compiled with belong to, "libpq.so.5"; it outlives this.
  explicit constexpr LateLibrary(const char* name) : name_(name) {}
  /// Safe on every thread. Throws std::runtime_error when the library is missing or has no such function.
  [[nodiscard]] void* function(const char* name);

 private:
  const char* name_;
  std::atomic<void*> handle_ = nullptr;  // never closed
};

template <class Function>
class Late {
 public:
  constexpr Late(LateLibrary& library, const char* name) : library_(library), name_(name) {}
  /// By which it is called as the function is.
  operator Function*() const {
    auto* found = found_.load(std::memory_order_acquire);
    if (!found) {
      found = reinterpret_cast<Function*>(library_.function(name_));
      found_.store(found, std::memory_order_release);
    }
    return found;
  }

 private:
  LateLibrary& library_;
  const char* name_;
  mutable std::atomic<Function*> found_ = nullptr;
};

template <auto& function>
struct EndedBy {
  template <class Thing>
  void operator()(Thing* thing) const {
    function(thing);
  }
};

}  // namespace lianghu

#define LIANGHU_LATE(library, name) inline constinit Late<decltype(::name)> name(library, #name);

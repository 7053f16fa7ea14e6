#include "base/late.h"

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace lianghu {

void* LateLibrary::function(const char* name) {
  void* handle = handle_.load(std::memory_order_acquire);
  if (!handle) {
    // Opening it twice at once is harmless: it is the same library.
    handle = dlopen(name_, RTLD_LAZY | RTLD_LOCAL);
    if (!handle) throw std::runtime_error(std::string("the library is missing: ") + dlerror());
    handle_.store(handle, std::memory_order_release);
  }
  void* const found = dlsym(handle, name);
  if (!found) throw std::runtime_error(std::string("the library is another one: ") + dlerror());
  return found;
}

}  // namespace lianghu

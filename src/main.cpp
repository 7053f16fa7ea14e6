#include <malloc.h>

#include <string>
#include <vector>

#include "app/commands.h"

namespace {

/// What one request lets go of the next one takes: memory is not handed back to the system and asked for
/// again in between.
void keep_memory_between_requests() {
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory_between_requests();
  return lianghu::app::run({argv + 1, argv + argc});
}

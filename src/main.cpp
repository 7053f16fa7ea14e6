#include <string>
#include <vector>

#include "app/commands.h"

int main(int argc, char** argv) {
  return lianghu::app::run({argv + 1, argv + argc});
}

#pragma once
// The command line: `lianghu COMMAND [--option value …]`. Each command says what it does, what it needs and
// what to do next when something is wrong; exit codes are 0 done, 1 found something wrong, 2 could not be
// used as asked.
#include <string>
#include <vector>

namespace lianghu::app {

int run(const std::vector<std::string>& arguments);

}  // namespace lianghu::app

#pragma once
// Who can sign in to a demo: written beside its database, and said again at each start.
#include <boost/describe.hpp>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace lianghu::demo {

struct SignIn {
  std::string who;  // "兴十四镇党委 韩演梅"
  std::string login_name;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (who, login_name))

struct SignIns {
  std::string password;
  std::vector<SignIn> accounts;
  std::string plaque_token;  // "" before the first plaque hung
};
BOOST_DESCRIBE_STRUCT(SignIns, (), (password, accounts, plaque_token))

void write_sign_ins(const std::filesystem::path& data, const SignIns& sign_ins);
/// Nothing when `data` is no demo.
void print_sign_ins(std::ostream& out, const std::filesystem::path& data, const std::string& address);

}  // namespace lianghu::demo

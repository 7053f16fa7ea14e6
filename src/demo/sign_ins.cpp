#include "demo/sign_ins.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/json.h"

namespace lianghu::demo {

namespace {
std::filesystem::path file_in(const std::filesystem::path& data) {
  return data / "demo.json";
}
}  // namespace

void write_sign_ins(const std::filesystem::path& data, const SignIns& sign_ins) {
  std::ofstream out(file_in(data));
  out << json::write(sign_ins) << "\n";
  if (!out.flush()) throw std::runtime_error("cannot write " + file_in(data).string());
}

void print_sign_ins(std::ostream& out, const std::filesystem::path& data, const std::string& address) {
  std::ifstream in(file_in(data));
  if (!in) return;
  std::ostringstream text;
  text << in.rdbuf();
  const auto sign_ins = json::read<SignIns>(text.str());
  out << "演示数据，人均为虚构，不要放真人进来。Demo data, all people made up; put no real ones in.\n";
  for (const SignIn& each : sign_ins.accounts)
    out << "  " << each.who << ": " << each.login_name << " / " << sign_ins.password << "\n";
  if (!sign_ins.plaque_token.empty())
    out << "  门牌 a plaque: " << address << "/p/" << sign_ins.plaque_token << "\n";
}

}  // namespace lianghu::demo

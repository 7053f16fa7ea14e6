#pragma once
// The PostgreSQL server of a test program: a temporary folder, a unix socket, no network. A small guard
// process holds one end of a pipe; when the program ends, in whatever way, the pipe breaks and the guard ends
// the server and removes the folder.
#include <sys/types.h>

#include <string>
#include <string_view>

namespace lianghu::db::testing {

class PostgresServer {
 public:
  /// Starts it on the first call. Throws std::runtime_error, saying why, if it does not start.
  static PostgresServer& instance();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  [[nodiscard]] std::string dsn(std::string_view database) const;
  /// CREATE DATABASE and the like, which stand in no transaction.
  void administer(const std::string& sql) const;

 private:
  PostgresServer();
  void wait_until_ready() const;

  std::string folder_;
  int pipe_ = -1;
  pid_t guard_ = -1;
};

}  // namespace lianghu::db::testing

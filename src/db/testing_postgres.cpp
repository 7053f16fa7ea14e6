#include "db/testing_postgres.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "db/late_libpq.h"

namespace lianghu::db::testing {
namespace {

namespace fs = std::filesystem;

constexpr auto start_max = std::chrono::seconds(60);  // several test programs may start on one small machine

// PostgreSQL refuses to run as root.
struct Person {
  uid_t user;
  gid_t group;
};

Person unprivileged() {
  if (geteuid() != 0) return {geteuid(), getegid()};
  const passwd* entry = getpwnam("postgres");
  if (entry == nullptr) entry = getpwnam("nobody");
  if (entry == nullptr) throw std::runtime_error("no unprivileged user to run PostgreSQL as");
  return {entry->pw_uid, entry->pw_gid};
}

fs::path programs() {
  std::vector<fs::path> folders;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", missing)) {
    folders.push_back(entry.path() / "bin");
  }
  std::ranges::sort(folders, std::greater());
  std::istringstream path(std::getenv("PATH") == nullptr ? "" : std::getenv("PATH"));
  for (std::string folder; std::getline(path, folder, ':');) folders.emplace_back(folder);
  const auto found =
      std::ranges::find_if(folders, [](const fs::path& folder) { return fs::exists(folder / "initdb"); });
  if (found == folders.end()) throw std::runtime_error("the tests need PostgreSQL (Debian: postgresql-15)");
  return *found;
}

// Between fork and exec only calls that are safe there, so everything is prepared before.
class Command {
 public:
  Command(std::vector<std::string> words, Person person, std::string log)
      : words_(std::move(words)), person_(person), log_(std::move(log)) {
    for (auto& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }

  [[nodiscard]] pid_t start() const {
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child == 0) become();
    return child;
  }

  [[noreturn]] void become() const {
    const int nothing = open("/dev/null", O_RDONLY);
    const int log = open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    const bool redirected = dup2(nothing, 0) == 0 && dup2(log, 1) == 1 && dup2(log, 2) == 2;
    const bool dropped = geteuid() != 0 || (setgroups(0, nullptr) == 0 && setgid(person_.group) == 0 &&
                                            setuid(person_.user) == 0);
    if (redirected && dropped && chdir("/") == 0) execv(pointers_[0], pointers_.data());
    _exit(127);
  }

 private:
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
  Person person_;
  std::string log_;
};

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

std::string content_of(const std::string& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// One byte from the pipe; false when it broke, so when the test program is gone or done.
bool heard(int pipe) {
  char byte = 0;
  ssize_t count = -1;
  while ((count = read(pipe, &byte, 1)) < 0 && errno == EINTR) continue;
  return count == 1;
}

// The guard's whole life, from before there is anything to remove. `wake` is the reading end of the pipe: a
// byte says that the cluster is made and the server may start.
[[noreturn]] void guard(const Command& server, const std::array<char*, 4>& remove, int wake) {
  setsid();  // Ctrl-C at the terminal is not for us
  dup2(wake, 3);
  close_range(4, ~0U, 0);
  const int nothing = open("/dev/null", O_RDWR);
  for (int stream = 0; stream < 3; ++stream) dup2(nothing, stream);
  if (heard(3)) {
    const pid_t child = fork();
    if (child == 0) {
      close(3);
      server.become();
    }
    while (heard(3)) continue;
    if (child > 0) {
      kill(child, SIGQUIT);  // at once: nothing in it is kept
      wait_for(child);
    }
  }
  execv(remove[0], remove.data());
  _exit(127);
}

std::string make_folder(Person person) {
  std::string folder =
      "/tmp/lianghu-test-postgres-XXXXXX";  // not TMPDIR: a socket's path is at most 107 bytes
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
  if (geteuid() == 0 && chown(folder.c_str(), person.user, person.group) != 0) {
    throw std::runtime_error("the temporary folder cannot be handed over");
  }
  return folder;
}

}  // namespace

PostgresServer& PostgresServer::instance() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() {
  const auto person = unprivileged();
  const auto bin = programs();
  folder_ = make_folder(person);
  const auto log = folder_ + "/log";
  const Command make({bin / "initdb", "--pgdata=" + folder_ + "/data", "--username=lianghu", "--auth=trust",
                      "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"},
                     person, log);
  // Nothing here outlives the tests, so nothing has to survive a power cut.
  const Command run({bin / "postgres", "-D", folder_ + "/data", "-k", folder_, "-c", "listen_addresses=",
                     "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=90", "-c",
                     "shared_buffers=32MB", "-c", "autovacuum=off", "-c", "deadlock_timeout=100ms"},
                    person, log);
  std::string rm = "/bin/rm";
  std::string force = "-rf";
  const std::array<char*, 4> remove{rm.data(), force.data(), folder_.data(), nullptr};
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  guard_ = fork();
  if (guard_ < 0) throw std::runtime_error("fork failed");
  if (guard_ == 0) {
    close(ends[1]);
    guard(run, remove, ends[0]);
  }
  close(ends[0]);
  pipe_ = ends[1];
  try {
    if (wait_for(make.start()) != 0) throw std::runtime_error("initdb failed: " + content_of(log));
    if (::write(pipe_, "s", 1) != 1) throw std::runtime_error("the guard of PostgreSQL is gone");
    wait_until_ready();
  } catch (...) {
    close(pipe_);
    wait_for(guard_);
    throw;
  }
}

PostgresServer::~PostgresServer() {
  close(pipe_);
  wait_for(guard_);
}

void PostgresServer::wait_until_ready() const {
  const auto until = std::chrono::steady_clock::now() + start_max;
  while (PQping(dsn("postgres").c_str()) != PQPING_OK) {
    if (std::chrono::steady_clock::now() > until) {
      throw std::runtime_error("PostgreSQL does not start: " + content_of(folder_ + "/log"));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

std::string PostgresServer::dsn(std::string_view database) const {
  return "host=" + folder_ + " user=lianghu dbname=" + std::string(database);
}

void PostgresServer::administer(const std::string& sql) const {
  const std::unique_ptr<PGconn, EndedBy<PQfinish>> connection(PQconnectdb(dsn("postgres").c_str()));
  const std::unique_ptr<PGresult, EndedBy<PQclear>> result(PQexec(connection.get(), sql.c_str()));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
  }
}

}  // namespace lianghu::db::testing

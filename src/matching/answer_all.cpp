// JSON documents on all cores. Blocks of lines go to the threads as if each began with a new document, which
// in JSON Lines is so. Where one turns out to end in the middle of a document, what was made of the next is
// thrown away and it is read again behind that part.
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <ostream>
#include <thread>
#include <utility>
#include <vector>

#include "matching/villages.h"

namespace lianghu::matching {

namespace {

/// What a block gave.
struct Answered {
  std::string out;
  bool any = false;            // it held a village
  std::exception_ptr trouble;  // after what is in `out`
  std::size_t unfinished = 0;  // where the document that it breaks off begins; its size when it does not
  std::size_t unfinished_line = 0;
  std::size_t last_line = 0;
};

Answered answer_block(const Block& block, const Answers& answers) {
  Answered answered;
  answered.unfinished = block.text.size();
  Lines lines(block.text);
  TapeParser parser;
  std::size_t whole = 0;
  try {
    for (std::size_t number = block.line; lines.left() > 0; ++number) {
      const std::size_t begin = block.text.size() - lines.left();
      answered.last_line = number;
      const bool inside = parser.begun();
      const bool done = parser.take(lines.next(), number);
      if (!inside && parser.begun()) {
        answered.unfinished = begin;
        answered.unfinished_line = number;
      }
      if (!done) continue;
      answered.out += answers.between;
      answers.one(parser.finish(), answered.out);
      whole = answered.out.size();
      answered.any = true;
      answered.unfinished = block.text.size();
    }
  } catch (...) {
    answered.trouble = std::current_exception();
    answered.out.resize(whole);
  }
  return answered;
}

/// Threads that answer blocks; they end with it.
class Crew {
 public:
  struct Task {
    Block block;
    Answered answered;
    bool done = false;
  };

  explicit Crew(const Answers& answers) : answers_(answers) {
    const unsigned count = std::max(1U, std::thread::hardware_concurrency());
    threads_.reserve(count);
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
      waiting_.clear();
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  [[nodiscard]] std::size_t tasks_max() const { return 2 * threads_.size() + 1; }

  void give(Task& task) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(&task);
    }
    changed_.notify_all();
  }
  void await(const Task& task) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return task.done; });
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
      if (ended_) return;
      Task* task = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      task->answered = answer_block(task->block, answers_);
      lock.lock();
      task->done = true;
      changed_.notify_all();
    }
  }

  const Answers& answers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task*> waiting_;
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

class InOrder {
 public:
  InOrder(Blocks& blocks, const Answers& answers, std::ostream& out)
      : blocks_(blocks), answers_(answers), out_(out) {}

  void run() {
    while (true) {
      const bool ready = blocks_.ready();
      if (!tasks_.empty() && (!ready || tasks_.size() == crew_->tasks_max())) {
        write_first();
        continue;
      }
      if (!ready) answer_broken_off();
      auto block = blocks_.next();
      if (!block) break;
      take(std::move(*block));
    }
    while (!tasks_.empty()) write_first();
    answer_broken_off();
    if (!broken_off_.text.empty()) throw ReadError(last_line_, "matching.read.cut_off");
    if (!any_) throw ReadError(1, "matching.read.empty");
  }

 private:
  void take(Block block) {
    if (tasks_.empty() && !broken_off_.text.empty()) return append(block);
    // A short input, or one that comes line by line, is not worth a thread.
    if (tasks_.empty() && !blocks_.ready()) return write(block, answer_block(block, answers_));
    if (!crew_) crew_ = std::make_unique<Crew>(answers_);
    crew_->give(*tasks_.emplace_back(std::make_unique<Crew::Task>(Crew::Task{std::move(block), {}, false})));
  }

  void write_first() {
    const std::unique_ptr<Crew::Task> task = std::move(tasks_.front());
    crew_->await(*task);
    tasks_.pop_front();
    if (broken_off_.text.empty())
      write(task->block, task->answered);
    else
      append(task->block);
  }

  /// More of a document that a block broke off. It is read anew only when it has grown to twice its size, so
  /// that a very long one does not take for ever.
  void append(const Block& block) {
    broken_off_.text += block.text;
    if (broken_off_.text.size() >= read_again_at_) answer_broken_off();
  }

  void answer_broken_off() {
    if (broken_off_.text.empty()) return;
    const Block block = std::exchange(broken_off_, {});
    write(block, answer_block(block, answers_));
  }

  void write(const Block& block, const Answered& answered) {
    std::string_view out = answered.out;
    if (!any_ && answered.any) out.remove_prefix(answers_.between.size());
    out_ << out << std::flush;
    any_ = any_ || answered.any;
    last_line_ = answered.last_line;
    if (answered.trouble) std::rethrow_exception(answered.trouble);
    if (answered.unfinished == block.text.size()) return;
    broken_off_ = {block.text.substr(answered.unfinished), answered.unfinished_line};
    read_again_at_ = 2 * broken_off_.text.size();
  }

  Blocks& blocks_;
  const Answers& answers_;
  std::ostream& out_;
  std::deque<std::unique_ptr<Crew::Task>> tasks_;  // in the order of the input
  std::unique_ptr<Crew> crew_;                     // goes first: its threads hold tasks
  Block broken_off_;
  std::size_t read_again_at_ = 0;
  std::size_t last_line_ = 1;
  bool any_ = false;
};

}  // namespace

void answer_all(Blocks& blocks, const Answers& answers, std::ostream& out) {
  InOrder(blocks, answers, out).run();
}

}  // namespace lianghu::matching

#include "db/dialect.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "db/sql_tokens.h"

namespace lianghu::db {
namespace {

// A walk over the tokens that count.
class Walk {
 public:
  explicit Walk(const std::vector<Token>& all, std::size_t at = 0) : all_(all), at_(skip_gaps(all, at)) {}
  [[nodiscard]] bool done() const { return at_ >= all_.size(); }
  [[nodiscard]] const Token& token() const { return all_[at_]; }
  [[nodiscard]] std::size_t index() const { return at_; }
  void step() { at_ = skip_gaps(all_, at_ + 1); }
  /// Steps over these keywords if they all stand here, else stays.
  bool take(std::initializer_list<std::string_view> keywords) {
    Walk ahead = *this;
    for (const auto keyword : keywords) {
      if (ahead.done() || !ahead.token().is(keyword)) return false;
      ahead.step();
    }
    at_ = ahead.at_;
    return true;
  }

 private:
  const std::vector<Token>& all_;
  std::size_t at_;
};

// Where the name and the type of every column stand.
struct ColumnTokens {
  std::size_t name;
  std::size_t type;
};

struct Definition {
  std::string table;
  std::vector<ColumnTokens> columns;
};

bool starts_constraint(const Token& token) {
  static constexpr std::array<std::string_view, 5> words{"PRIMARY", "FOREIGN", "UNIQUE", "CHECK",
                                                         "CONSTRAINT"};
  return std::ranges::any_of(words, [&](auto word) { return token.is(word); });
}

// Steps to the comma or the bracket that ends this column or constraint.
void step_to_end_of_item(Walk& walk) {
  for (int depth = 0; !walk.done(); walk.step()) {
    if (depth == 0 && (walk.token().is(",") || walk.token().is(")"))) return;
    if (walk.token().is("(")) ++depth;
    if (walk.token().is(")")) --depth;
  }
}

std::optional<Definition> created(const std::vector<Token>& all) {
  Walk walk(all);
  if (!walk.take({"CREATE", "TABLE"})) return std::nullopt;
  walk.take({"IF", "NOT", "EXISTS"});
  if (walk.done()) return std::nullopt;
  Definition definition{std::string(walk.token().text), {}};
  walk.step();
  if (!walk.take({"("})) return std::nullopt;
  while (!walk.done()) {
    if (!starts_constraint(walk.token())) {
      const auto name = walk.index();
      walk.step();
      definition.columns.push_back({name, walk.index()});
    }
    step_to_end_of_item(walk);
    if (!walk.take({","})) break;
  }
  return definition;
}

std::optional<Definition> added(const std::vector<Token>& all) {
  Walk walk(all);
  if (!walk.take({"ALTER", "TABLE"}) || walk.done()) return std::nullopt;
  Definition definition{std::string(walk.token().text), {}};
  walk.step();
  if (!walk.take({"ADD", "COLUMN"}) || walk.done()) return std::nullopt;
  const auto name = walk.index();
  walk.step();
  definition.columns.push_back({name, walk.index()});
  return definition;
}

std::string_view postgresql_type(const Token& type) {
  if (type.is("BLOB")) return "BYTEA";
  if (type.is("INTEGER") || type.is("INT")) return "BIGINT";
  if (type.is("REAL")) return "DOUBLE PRECISION";
  if (type.is("TEXT")) return "TEXT COLLATE \"C\"";
  return type.text;
}

std::string with_postgresql_types(std::string_view sql) {
  auto all = tokens(sql);
  auto definition = created(all);
  if (!definition) definition = added(all);
  if (!definition) return std::string(sql);
  for (const auto& column : definition->columns) {
    if (column.type < all.size()) all[column.type].text = postgresql_type(all[column.type]);
  }
  std::string text;
  for (const auto& token : all) text += token.text;
  return text;
}

class Translation {
 public:
  Translation(std::string_view sql, Engine engine) : all_(tokens(sql)), engine_(engine) {}

  Statement run() {
    for (std::size_t at = 0; at < all_.size();) at = one(at);
    return std::move(result_);
  }

 private:
  // Writes what starts at `at` and returns where the next thing starts.
  std::size_t one(std::size_t at) {
    Walk walk(all_, at);
    if (all_[at].kind == TokenKind::word) {
      const bool excluded = walk.take({"NOT", "IN"});
      if ((excluded || walk.take({"IN"})) && !walk.done() && walk.token().kind == TokenKind::list) {
        list(excluded);
        return walk.index() + 1;
      }
    }
    if (all_[at].kind == TokenKind::list) throw std::logic_error("?* stands only after IN");
    if (all_[at].kind == TokenKind::value) {
      value(at);
    } else {
      result_.sql += all_[at].text;
    }
    return at + 1;
  }

  void value(std::size_t at) {
    if (at + 1 < all_.size() && all_[at + 1].kind == TokenKind::word) {
      throw std::logic_error("a value is a plain ?, without a number or name");
    }
    ++result_.parameters;
    if (engine_ == Engine::sqlite) {
      result_.sql += '?';
      return;
    }
    result_.sql += '$' + std::to_string(result_.parameters);
    Walk behind(all_, at + 1);
    if (behind.take({"IS", "NULL"}) || behind.take({"IS", "NOT", "NULL"})) result_.sql += "::text";
  }

  void list(bool excluded) {
    ++result_.parameters;
    if (engine_ == Engine::sqlite) {
      result_.sql += excluded ? "NOT IN" : "IN";
      result_.sql += " (SELECT value FROM json_each(?))";
    } else {
      result_.sql += excluded ? "<> ALL($" : "= ANY($";
      result_.sql += std::to_string(result_.parameters) + "::bigint[])";
    }
  }

  const std::vector<Token> all_;
  const Engine engine_;
  Statement result_;
};

}  // namespace

Statement translate(std::string_view sql, Engine engine) {
  if (engine == Engine::sqlite) return Translation(sql, engine).run();
  const auto typed = with_postgresql_types(sql);
  return Translation(typed, engine).run();
}

std::vector<std::string> split_statements(std::string_view sql) {
  std::vector<std::string> statements;
  std::string text;
  bool says_something = false;
  const auto finish = [&] {
    if (says_something) statements.push_back(std::move(text));
    text.clear();
    says_something = false;
  };
  for (const auto& token : tokens(sql)) {
    if (token.is(";")) {
      finish();
    } else if (token.kind != TokenKind::gap || says_something) {
      text += token.text;
      says_something = true;
    }
  }
  finish();
  return statements;
}

std::optional<TableDefinition> created_table(std::string_view statement) {
  const auto all = tokens(statement);
  const auto definition = created(all);
  if (!definition) return std::nullopt;
  TableDefinition table{definition->table, {}};
  for (const auto& column : definition->columns) table.columns.emplace_back(all[column.name].text);
  return table;
}

void require_name(std::string_view name) {
  const bool plain = !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!plain) throw std::logic_error("not a plain name of a table or column: " + std::string(name));
}

}  // namespace lianghu::db

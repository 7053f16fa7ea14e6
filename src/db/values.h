#pragma once
// Checks of what a store hands in, so that both engines refuse the same things in the same words.
#include <string>
#include <vector>

#include "db/db.h"

namespace lianghu::db {

/// Throws Error check if it is text that PostgreSQL would not hold: NUL bytes, or not UTF-8.
void require_text(const Value& value);

/// Throws std::logic_error unless every row has a value for every column.
void require_shape(const std::vector<std::string>& columns, const std::vector<std::vector<Value>>& rows);

}  // namespace lianghu::db

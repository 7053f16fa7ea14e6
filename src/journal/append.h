#pragma once
// The last thing a change does: its entries, each with commitments to the rows it touched as they stand now.
#include "journal/context.h"
#include "journal/tables.h"

namespace lianghu::journal {

/// Throws std::logic_error when rows were touched and no record() followed, or a table is not journalled.
void append(Context& context, const Tables& tables);

}  // namespace lianghu::journal

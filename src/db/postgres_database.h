#pragma once
// A county's or a province's database in PostgreSQL (or an engine that speaks its protocol), through a pool
// of connections that keep no state between transactions, so a transaction pooler may stand between.
// Transactions are rerun after lost connections, deadlocks and failovers, for up to 30 seconds (storage.md,
// section 10).
#include <memory>

#include "db/db.h"
#include "db/migrations.h"

namespace lianghu::db {

[[nodiscard]] std::unique_ptr<Database> open_postgresql(const Options& options,
                                                        const std::vector<Migration>& history);

}  // namespace lianghu::db

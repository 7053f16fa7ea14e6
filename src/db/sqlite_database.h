#pragma once
// A village's or a county's whole database in one SQLite file in WAL mode: one writer thread, several readers
// that never wait for it. Other processes (an import beside the server) may use the file too; SQLite's locks
// sort them out.
#include <memory>

#include "db/db.h"
#include "db/migrations.h"

namespace lianghu::db {

[[nodiscard]] std::unique_ptr<Database> open_sqlite(const Options& options,
                                                    const std::vector<Migration>& history);

}  // namespace lianghu::db

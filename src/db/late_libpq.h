#pragma once
// libpq, loaded when the first PostgreSQL is connected to.
#include <libpq-fe.h>

#include "base/late.h"

namespace lianghu::db {

inline constinit LateLibrary libpq_library{"libpq.so.5"};
LIANGHU_LATE(libpq_library, PQclear)
LIANGHU_LATE(libpq_library, PQcmdStatus)
LIANGHU_LATE(libpq_library, PQcmdTuples)
LIANGHU_LATE(libpq_library, PQconnectdb)
LIANGHU_LATE(libpq_library, PQconnectdbParams)
LIANGHU_LATE(libpq_library, PQerrorMessage)
LIANGHU_LATE(libpq_library, PQexec)
LIANGHU_LATE(libpq_library, PQexecParams)
LIANGHU_LATE(libpq_library, PQfinish)
LIANGHU_LATE(libpq_library, PQfreemem)
LIANGHU_LATE(libpq_library, PQftype)
LIANGHU_LATE(libpq_library, PQgetResult)
LIANGHU_LATE(libpq_library, PQgetisnull)
LIANGHU_LATE(libpq_library, PQgetlength)
LIANGHU_LATE(libpq_library, PQgetvalue)
LIANGHU_LATE(libpq_library, PQnfields)
LIANGHU_LATE(libpq_library, PQntuples)
LIANGHU_LATE(libpq_library, PQping)
LIANGHU_LATE(libpq_library, PQputCopyData)
LIANGHU_LATE(libpq_library, PQputCopyEnd)
LIANGHU_LATE(libpq_library, PQresultErrorField)
LIANGHU_LATE(libpq_library, PQresultStatus)
LIANGHU_LATE(libpq_library, PQsetErrorVerbosity)
LIANGHU_LATE(libpq_library, PQsetNoticeProcessor)
LIANGHU_LATE(libpq_library, PQstatus)
LIANGHU_LATE(libpq_library, PQtransactionStatus)
LIANGHU_LATE(libpq_library, PQunescapeBytea)

}  // namespace lianghu::db

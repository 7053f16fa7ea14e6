#pragma once
// libzip, loaded when the first workbook is read.
#include <zip.h>

#include "base/late.h"

namespace lianghu::documents {

inline constinit LateLibrary zip_library{"libzip.so.4"};
LIANGHU_LATE(zip_library, zip_close)
LIANGHU_LATE(zip_library, zip_discard)
LIANGHU_LATE(zip_library, zip_error_fini)
LIANGHU_LATE(zip_library, zip_error_init)
LIANGHU_LATE(zip_library, zip_fclose)
LIANGHU_LATE(zip_library, zip_file_add)
LIANGHU_LATE(zip_library, zip_fopen_index)
LIANGHU_LATE(zip_library, zip_fread)
LIANGHU_LATE(zip_library, zip_get_num_entries)
LIANGHU_LATE(zip_library, zip_name_locate)
LIANGHU_LATE(zip_library, zip_open)
LIANGHU_LATE(zip_library, zip_open_from_source)
LIANGHU_LATE(zip_library, zip_source_buffer)
LIANGHU_LATE(zip_library, zip_source_buffer_create)
LIANGHU_LATE(zip_library, zip_source_close)
LIANGHU_LATE(zip_library, zip_source_free)
LIANGHU_LATE(zip_library, zip_source_keep)
LIANGHU_LATE(zip_library, zip_source_open)
LIANGHU_LATE(zip_library, zip_source_read)
LIANGHU_LATE(zip_library, zip_source_seek)
LIANGHU_LATE(zip_library, zip_source_tell)
LIANGHU_LATE(zip_library, zip_stat_index)

}  // namespace lianghu::documents

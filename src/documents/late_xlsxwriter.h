#pragma once
// libxlsxwriter, loaded when the first workbook is written.
#include <xlsxwriter.h>

#include "base/late.h"

namespace lianghu::documents {

inline constinit LateLibrary xlsxwriter_library{"libxlsxwriter.so.4"};
LIANGHU_LATE(xlsxwriter_library, format_set_align)
LIANGHU_LATE(xlsxwriter_library, format_set_bg_color)
LIANGHU_LATE(xlsxwriter_library, format_set_bold)
LIANGHU_LATE(xlsxwriter_library, format_set_bottom)
LIANGHU_LATE(xlsxwriter_library, format_set_font_size)
LIANGHU_LATE(xlsxwriter_library, format_set_num_format)
LIANGHU_LATE(xlsxwriter_library, format_set_num_format_index)
LIANGHU_LATE(xlsxwriter_library, lxw_strerror)
LIANGHU_LATE(xlsxwriter_library, workbook_add_format)
LIANGHU_LATE(xlsxwriter_library, workbook_add_worksheet)
LIANGHU_LATE(xlsxwriter_library, workbook_close)
LIANGHU_LATE(xlsxwriter_library, workbook_new_opt)
LIANGHU_LATE(xlsxwriter_library, workbook_set_properties)
LIANGHU_LATE(xlsxwriter_library, worksheet_autofilter)
LIANGHU_LATE(xlsxwriter_library, worksheet_freeze_panes)
LIANGHU_LATE(xlsxwriter_library, worksheet_merge_range)
LIANGHU_LATE(xlsxwriter_library, worksheet_set_column)
LIANGHU_LATE(xlsxwriter_library, worksheet_set_row)
LIANGHU_LATE(xlsxwriter_library, worksheet_write_datetime)
LIANGHU_LATE(xlsxwriter_library, worksheet_write_number)
LIANGHU_LATE(xlsxwriter_library, worksheet_write_string)

}  // namespace lianghu::documents

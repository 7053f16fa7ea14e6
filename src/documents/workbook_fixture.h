#pragma once
// XLSX files written part by part, so that the tests can also make those that no program would save.
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "documents/late_zip.h"

namespace lianghu::documents::fixture {

using Parts = std::map<std::string, std::string>;

/// A ZIP archive of these parts.
inline std::string zipped(const Parts& parts) {
  zip_error_t trouble;
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &trouble);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &trouble);
  if (archive == nullptr) throw std::runtime_error("zip_open");
  zip_source_keep(source);
  for (const auto& [name, text] : parts) {
    zip_source_t* part = zip_source_buffer(archive, text.data(), text.size(), 0);
    if (zip_file_add(archive, name.c_str(), part, 0) < 0) throw std::runtime_error("zip_file_add");
  }
  if (zip_close(archive) != 0) throw std::runtime_error("zip_close");
  if (zip_source_open(source) != 0 || zip_source_seek(source, 0, SEEK_END) != 0)
    throw std::runtime_error("zip");
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

struct Sheet {
  std::string name;
  std::string rows;        // what stands in <sheetData>
  std::string after = {};  // what follows it: <mergeCells>
  std::string state = {};  // hidden, veryHidden
};

struct Book {
  std::vector<Sheet> sheets;
  std::string strings = {};     // <si> elements
  std::string styles = {};      // what stands in <styleSheet>
  std::string properties = {};  // <workbookPr …/>
};

inline Parts parts(const Book& book) {
  const std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";
  auto relation = [&](const std::string& id, const std::string& type, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + office + "/" + type + "\" Target=\"" + target + "\"/>";
  };
  Parts parts;
  parts["_rels/.rels"] = xml + "<Relationships xmlns=\"" + package + "\">" +
                         relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>";
  std::string sheets;
  std::string relations =
      relation("s", "sharedStrings", "sharedStrings.xml") + relation("t", "styles", "styles.xml");
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const auto& sheet = book.sheets[i];
    std::string number = std::to_string(i + 1);
    sheets += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
              (sheet.state.empty() ? "" : " state=\"" + sheet.state + "\"") + "/>";
    relations += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    parts["xl/worksheets/sheet" + number + ".xml"] = xml + "<worksheet xmlns=\"" + main + "\"><sheetData>" +
                                                     sheet.rows + "</sheetData>" + sheet.after +
                                                     "</worksheet>";
  }
  parts["xl/workbook.xml"] = xml + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office + "\">" +
                             book.properties + "<sheets>" + sheets + "</sheets></workbook>";
  parts["xl/_rels/workbook.xml.rels"] =
      xml + "<Relationships xmlns=\"" + package + "\">" + relations + "</Relationships>";
  parts["xl/sharedStrings.xml"] = xml + "<sst xmlns=\"" + main + "\">" + book.strings + "</sst>";
  parts["xl/styles.xml"] = xml + "<styleSheet xmlns=\"" + main + "\">" + book.styles + "</styleSheet>";
  return parts;
}

inline std::string workbook(const Book& book) {
  return zipped(parts(book));
}

/// A cell with its text inside it.
inline std::string text_cell(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

}  // namespace lianghu::documents::fixture

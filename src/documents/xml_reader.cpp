#include "documents/xml_reader.h"

#include <expat.h>

#include <new>

#include "base/refusal.h"

namespace lianghu::documents {
namespace {

constexpr int depth_max = 64;

[[noreturn]] void refuse() {
  throw Refusal(Status::unprocessable, "documents.broken", "file");
}

std::string_view local(std::string_view name) {
  auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view Attributes::get(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (local(pair[0]) == name) return pair[1];
  }
  return {};
}

struct XmlReader::Handlers {
  template <class Action>
  static void guard(void* data, Action action) {
    auto& reader = *static_cast<XmlReader*>(data);
    if (reader.thrown_) return;
    try {
      action(reader);
    } catch (...) {
      reader.thrown_ = std::current_exception();
      XML_StopParser(reader.parser_.get(), XML_FALSE);
    }
  }
  static void start(void* data, const char* name, const char** pairs) {
    guard(data, [&](XmlReader& reader) {
      if (++reader.depth_ > depth_max) refuse();
      reader.start(local(name), Attributes(pairs));
    });
  }
  static void end(void* data, const char* name) {
    guard(data, [&](XmlReader& reader) {
      --reader.depth_;
      reader.end(local(name));
    });
  }
  static void text(void* data, const char* bytes, int size) {
    guard(data, [&](XmlReader& reader) { reader.text({bytes, static_cast<std::size_t>(size)}); });
  }
  static void doctype(void* data, const char*, const char*, const char*, int) {
    guard(data, [](XmlReader&) { refuse(); });
  }
};

void XmlReader::Free::operator()(XML_ParserStruct* parser) const {
  XML_ParserFree(parser);
}

XmlReader::XmlReader() : parser_(XML_ParserCreate(nullptr)) {
  if (!parser_) throw std::bad_alloc();
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), Handlers::start, Handlers::end);
  XML_SetCharacterDataHandler(parser_.get(), Handlers::text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), Handlers::doctype);
}

XmlReader::~XmlReader() = default;

void XmlReader::feed(std::string_view bytes, bool last) {
  auto status = XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
  if (thrown_) std::rethrow_exception(thrown_);
  if (status != XML_STATUS_OK) refuse();
}

}  // namespace lianghu::documents

#pragma once
// XML from a stranger, read as a stream of starts, ends and text (expat). A document type declaration, deep
// nesting, or anything not well-formed is refused as documents.broken, so entities can neither grow nor fetch
// anything. Names come without their namespace prefix: producers choose prefixes freely and the parts read
// here have one vocabulary each.
#include <exception>
#include <memory>
#include <string>
#include <string_view>

struct XML_ParserStruct;

namespace lianghu::documents {

/// Attributes of the element that starts; valid during the call only.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  /// The value of the attribute with this local name; empty if there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const;

 private:
  const char** pairs_;
};

class XmlReader {
 public:
  XmlReader();
  virtual ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// Takes the next bytes; `last` when there are no more. Throws Refusal 422 documents.broken, and whatever
  /// the handlers throw.
  void feed(std::string_view bytes, bool last);

 protected:
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view piece) = 0;

 private:
  struct Handlers;
  struct Free {
    void operator()(XML_ParserStruct* parser) const;
  };
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::exception_ptr thrown_;  // an exception may not pass through the C frames of expat
  int depth_ = 0;
};

}  // namespace lianghu::documents

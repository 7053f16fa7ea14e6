#pragma once
// The templates behind base/json.h: one Shape<T> for each kind of member, with how it is read, written and
// described.
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

namespace lianghu::json::detail {

using boost::json::value;

/// Gathers what is wrong, with the path of where it is: "items.2.role".
class Reader {
 public:
  void problem(std::string key, Values values = {});
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  /// Runs `inside` with `name` added to the path.
  template <class Inside>
  void at(std::string_view name, Inside inside) {
    const std::size_t before = path_.size();
    if (!path_.empty()) path_ += '.';
    path_ += name;
    inside();
    path_.resize(before);
  }

 private:
  std::string path_;
  std::vector<Problem> problems_;
};

void write_string(std::string_view text, std::string& out);
void write_number(std::int64_t number, std::string& out);
void write_number(double number, std::string& out);
value plain_schema(std::string_view type, std::string_view format = {}, std::string_view pattern = {});
/// The name a struct has in OpenAPI: its own, without namespaces; `plaques::View` becomes `plaques.View`.
std::string component_name(std::string_view pretty_function);

template <class T>
std::string name_of() {
  return component_name(__PRETTY_FUNCTION__);
}

template <class T, class Enable = void>
struct Shape;

template <>
struct Shape<bool> {
  static void read(const value& in, bool& out, Reader& reader) {
    if (in.is_bool())
      out = in.get_bool();
    else
      reader.problem("json.type", {{"expected", "true/false"}});
  }
  static void write(bool in, std::string& out) { out += in ? "true" : "false"; }
  static value schema(boost::json::object&) { return plain_schema("boolean"); }
};

template <class T>
struct Shape<T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>>> {
  static void read(const value& in, T& out, Reader& reader) {
    if (in.is_int64() && in.get_int64() >= std::numeric_limits<T>::min() &&
        in.get_int64() <= std::numeric_limits<T>::max())
      out = static_cast<T>(in.get_int64());
    else
      reader.problem("json.type", {{"expected", "1, 2, 3 …"}});
  }
  static void write(T in, std::string& out) { write_number(std::int64_t{in}, out); }
  static value schema(boost::json::object&) { return plain_schema("integer"); }
};

template <>
struct Shape<double> {
  static void read(const value& in, double& out, Reader& reader) {
    if (in.is_number())
      out = in.to_number<double>();
    else
      reader.problem("json.type", {{"expected", "1.5"}});
  }
  static void write(double in, std::string& out) { write_number(in, out); }
  static value schema(boost::json::object&) { return plain_schema("number"); }
};

template <>
struct Shape<std::string> {
  static void read(const value& in, std::string& out, Reader& reader) {
    if (in.is_string())
      out.assign(in.get_string().data(), in.get_string().size());
    else
      reader.problem("json.type", {{"expected", "\"…\""}});
  }
  static void write(const std::string& in, std::string& out) { write_string(in, out); }
  static value schema(boost::json::object&) { return plain_schema("string"); }
};

template <class Thing>
struct Shape<Id<Thing>> {
  static void read(const value& in, Id<Thing>& out, Reader& reader) {
    const auto id = in.is_string() ? parse_id(in.get_string()) : std::nullopt;
    if (id)
      out.value = *id;
    else
      reader.problem("json.type", {{"expected", "\"1234567890\""}});
  }
  static void write(Id<Thing> in, std::string& out) { write_string(std::to_string(in.value), out); }
  static value schema(boost::json::object&) { return plain_schema("string", {}, "^[0-9]{1,19}$"); }
};

template <>
struct Shape<Date> {
  static void read(const value& in, Date& out, Reader& reader) {
    const auto day = in.is_string() ? parse_date(in.get_string()) : std::nullopt;
    if (day)
      out = *day;
    else
      reader.problem("json.type", {{"expected", "2020-08-11"}});
  }
  static void write(Date in, std::string& out) { write_string(format_date(in), out); }
  static value schema(boost::json::object&) { return plain_schema("string", "date"); }
};

template <>
struct Shape<Instant> {
  static void read(const value& in, Instant& out, Reader& reader) {
    // Only ever what `write` made: a stored answer that is given again.
    const auto at = in.is_string() ? parse_instant(in.get_string()) : std::nullopt;
    if (at)
      out = *at;
    else
      reader.problem("json.type", {{"expected", "2020-08-11T08:30:00+08:00"}});
  }
  static void write(Instant in, std::string& out) { write_string(format_instant(in), out); }
  static value schema(boost::json::object&) { return plain_schema("string", "date-time"); }
};

/// An enumerator's name on the wire: a trailing `_` (which C++ needs for words like operator_) is left out.
std::string_view wire_name(const char* enumerator);

template <class T>
struct Shape<T, std::enable_if_t<std::is_enum_v<T>>> {
  using Names = boost::describe::describe_enumerators<T>;
  static void read(const value& in, T& out, Reader& reader) {
    bool found = false;
    std::string allowed;
    boost::mp11::mp_for_each<Names>([&](auto enumerator) {
      const std::string_view name = wire_name(enumerator.name);
      allowed += allowed.empty() ? "" : ", ";
      allowed += name;
      if (in.is_string() && std::string_view(in.get_string()) == name) {
        out = enumerator.value;
        found = true;
      }
    });
    if (!found) reader.problem("json.value", {{"allowed", allowed}});
  }
  static void write(T in, std::string& out) {
    bool found = false;
    boost::mp11::mp_for_each<Names>([&](auto enumerator) {
      if (!found && enumerator.value == in) {
        write_string(wire_name(enumerator.name), out);
        found = true;
      }
    });
    if (!found) throw std::logic_error("an enum value without a name");
  }
  static value schema(boost::json::object&) {
    boost::json::array names;
    boost::mp11::mp_for_each<Names>(
        [&](auto enumerator) { names.emplace_back(boost::json::string(wire_name(enumerator.name))); });
    boost::json::object out;
    out["type"] = "string";
    out["enum"] = std::move(names);
    return out;
  }
};

template <class T>
struct Shape<std::optional<T>> {
  static void read(const value& in, std::optional<T>& out, Reader& reader) {
    if (in.is_null()) {
      out.reset();
      return;
    }
    Shape<T>::read(in, out.emplace(), reader);
  }
  static void write(const std::optional<T>& in, std::string& out) {
    if (in)
      Shape<T>::write(*in, out);
    else
      out += "null";
  }
  static value schema(boost::json::object& components) {
    boost::json::object none;
    none["type"] = "null";
    boost::json::object out;
    out["anyOf"] = boost::json::array{Shape<T>::schema(components), none};
    return out;
  }
};

template <class T>
struct Shape<std::vector<T>> {
  static void read(const value& in, std::vector<T>& out, Reader& reader) {
    if (!in.is_array()) {
      reader.problem("json.type", {{"expected", "[…]"}});
      return;
    }
    out.reserve(in.get_array().size());
    for (const value& member : in.get_array()) {
      T item{};
      reader.at(std::to_string(out.size()), [&] { Shape<T>::read(member, item, reader); });
      out.push_back(std::move(item));
    }
  }
  static void write(const std::vector<T>& in, std::string& out) {
    out += '[';
    for (std::size_t i = 0; i < in.size(); ++i) {
      if (i > 0) out += ',';
      Shape<T>::write(in[i], out);
    }
    out += ']';
  }
  static value schema(boost::json::object& components) {
    boost::json::object out;
    out["type"] = "array";
    out["items"] = Shape<T>::schema(components);
    return out;
  }
};

template <class T>
struct Shape<std::map<std::string, T>> {
  static void read(const value& in, std::map<std::string, T>& out, Reader& reader) {
    if (!in.is_object()) {
      reader.problem("json.type", {{"expected", "{…}"}});
      return;
    }
    for (const auto& member : in.get_object())
      reader.at(member.key(),
                [&] { Shape<T>::read(member.value(), out[std::string(member.key())], reader); });
  }
  static void write(const std::map<std::string, T>& in, std::string& out) {
    out += '{';
    bool first = true;
    for (const auto& [name, member] : in) {
      if (!std::exchange(first, false)) out += ',';
      write_string(name, out);
      out += ':';
      Shape<T>::write(member, out);
    }
    out += '}';
  }
  static value schema(boost::json::object& components) {
    boost::json::object out;
    out["type"] = "object";
    out["additionalProperties"] = Shape<T>::schema(components);
    return out;
  }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
struct Shape<T,
             std::enable_if_t<boost::describe::has_describe_members<T>::value && !std::is_same_v<T, Date>>> {
  using Members =
      boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>;

  static void read(const value& in, T& out, Reader& reader) {
    if (!in.is_object()) {
      reader.problem("json.type", {{"expected", "{…}"}});
      return;
    }
    const boost::json::object& object = in.get_object();
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using Type = std::remove_cvref_t<decltype(out.*member.pointer)>;
      reader.at(member.name, [&] {
        const value* found = object.if_contains(member.name);
        if (found != nullptr)
          Shape<Type>::read(*found, out.*member.pointer, reader);
        else if (!is_optional<Type>)
          reader.problem("json.missing");
      });
    });
    for (const auto& entry : object) {
      bool known = false;
      boost::mp11::mp_for_each<Members>([&](auto member) { known = known || entry.key() == member.name; });
      if (!known) reader.at(entry.key(), [&] { reader.problem("json.unknown"); });
    }
  }
  static void write(const T& in, std::string& out) {
    out += '{';
    bool first = true;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using Type = std::remove_cvref_t<decltype(in.*member.pointer)>;
      if (!std::exchange(first, false)) out += ',';
      write_string(member.name, out);
      out += ':';
      Shape<Type>::write(in.*member.pointer, out);
    });
    out += '}';
  }
  static value schema(boost::json::object& components) {
    const std::string name = name_of<T>();
    boost::json::object reference;
    reference["$ref"] = "#/components/schemas/" + name;
    if (components.contains(name)) return reference;
    components[name] = nullptr;  // stands before its members are described: a shape may contain itself
    boost::json::object properties;
    boost::json::array required;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using Type = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
      properties[member.name] = Shape<Type>::schema(components);
      if (!is_optional<Type>) required.emplace_back(member.name);
    });
    boost::json::object out;
    out["type"] = "object";
    out["additionalProperties"] = false;
    out["properties"] = std::move(properties);
    out["required"] = std::move(required);
    components[name] = std::move(out);
    return reference;
  }
};

}  // namespace lianghu::json::detail

namespace lianghu::json {

template <class T>
T read(const boost::json::value& value) {
  T out{};
  detail::Reader reader;
  detail::Shape<T>::read(value, out, reader);
  if (!reader.problems().empty()) throw Refusal(Status::bad_request, reader.problems());
  return out;
}

template <class T>
std::string write(const T& thing) {
  std::string out;
  detail::Shape<T>::write(thing, out);
  return out;
}

template <class T>
boost::json::value schema(boost::json::object& components) {
  return detail::Shape<T>::schema(components);
}

}  // namespace lianghu::json

// The OpenAPI 3.1 document. It is made from the routes that are dispatched and the shapes that are read, so
// it cannot say anything else than the server does.
#include <boost/json.hpp>

#include "base/text.h"
#include "http/router.h"

namespace lianghu::http {
namespace {

namespace bj = boost::json;

bj::value reference(std::string_view to) {
  return bj::object{{"$ref", to}};
}

bj::value content(std::string_view type, bj::value schema) {
  return bj::object{{"content", bj::object{{type, bj::object{{"schema", std::move(schema)}}}}}};
}

bj::value error_schema() {
  return bj::parse(
      R"({"type":"object","required":["error"],"additionalProperties":false,"properties":{"error":{
    "type":"object","required":["status","request_id","problems"],"additionalProperties":false,"properties":{
      "status":{"type":"integer"},"request_id":{"type":"string"},
      "problems":{"type":"array","minItems":1,"items":{"type":"object","required":["key","field","sentence"],
        "additionalProperties":false,"properties":{
          "key":{"type":"string"},"field":{"type":"string"},"sentence":{"type":"string"}}}}}}}})");
}

bool writes(const Route& route) {
  return route.method != "GET";
}

bj::array parameters_of(const Route& route) {
  bj::array out;
  for (const auto& segment : split(route.pattern, '/')) {
    if (!segment.starts_with('{')) continue;
    out.push_back(bj::object{{"name", segment.substr(1, segment.size() - 2)},
                             {"in", "path"},
                             {"required", true},
                             {"schema", bj::object{{"type", "string"}}}});
  }
  for (const auto& name : route.query) {
    out.push_back(bj::object{{"name", name}, {"in", "query"}, {"schema", bj::object{{"type", "string"}}}});
  }
  if (writes(route)) out.push_back(reference("#/components/parameters/IdempotencyKey"));
  return out;
}

bj::object operation_of(const Route& route, bj::object& schemas) {
  bj::object operation{{"operationId", route.name},
                       {"summary", say(Language::en, "route." + route.name)},
                       {"parameters", parameters_of(route)}};
  if (route.access == Access::signed_in) operation["security"] = bj::parse(R"([{"session":[]}])");
  if (route.request_schema) {
    auto body = content("application/json", route.request_schema(schemas)).as_object();
    body["required"] = true;
    operation["requestBody"] = std::move(body);
  } else if (writes(route) && !route.request_type.empty() &&
             (!route.response_schema || route.request_type.starts_with("multipart/"))) {
    operation["requestBody"] = content(route.request_type, bj::object{});
  }
  auto answer = route.response_schema
                    ? content("application/json", route.response_schema(schemas)).as_object()
                    : content(route.response_type, bj::object{}).as_object();
  answer["description"] = "Done";
  operation["responses"] =
      bj::object{{"200", std::move(answer)}, {"default", reference("#/components/responses/Refused")}};
  return operation;
}

}  // namespace

std::string Router::openapi() const {
  bj::object schemas;
  bj::object paths;
  for (const auto& route : routes_) {
    if (!route->pattern.starts_with("/api/")) continue;
    auto& path = paths[route->pattern];
    if (path.is_null()) path = bj::object{};
    std::string method = route->method;
    for (char& c : method) c = static_cast<char>(c | 0x20);
    path.as_object()[method] = operation_of(*route, schemas);
  }
  schemas["Error"] = error_schema();
  auto refused = content("application/json", reference("#/components/schemas/Error")).as_object();
  refused["description"] = "Refused: what is wrong, in the reader's language";
  bj::object components{{"schemas", std::move(schemas)},
                        {"responses", bj::object{{"Refused", std::move(refused)}}}};
  components["parameters"] =
      bj::parse(R"({"IdempotencyKey":{"name":"Idempotency-Key","in":"header","required":true,
    "description":"Drawn once for each thing a person does; the same key again returns the first answer.",
    "schema":{"type":"string","minLength":16,"maxLength":64,"pattern":"^[A-Za-z0-9_-]+$"}}})");
  components["securitySchemes"] =
      bj::parse(R"({"session":{"type":"apiKey","in":"cookie","name":"lianghu_session"}})");
  const bj::object document{{"openapi", "3.1.0"},
                            {"info", bj::object{{"title", "Lianghu"}, {"version", "1"}}},
                            {"paths", std::move(paths)},
                            {"components", std::move(components)}};
  return bj::serialize(document);
}

}  // namespace lianghu::http

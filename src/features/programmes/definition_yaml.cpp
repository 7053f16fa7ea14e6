// programmes/*.yaml → Definition. yaml-cpp keeps line numbers, so each refusal says where.
#include <yaml-cpp/yaml.h>

#include <string>

#include "base/describe.h"
#include "base/embedded.h"
#include "base/refusal.h"
#include "features/programmes/definition.h"

namespace lianghu::programmes {

namespace {

Refusal wrong(const YAML::Mark& mark, const std::string& what) {
  return {Status::unprocessable,
          "programme.yaml",
          "definition",
          {{"line", mark.is_null() ? "?" : std::to_string(mark.line + 1)}, {"what", what}}};
}

YAML::Node member(const YAML::Node& node, const char* name) {
  if (!node.IsMap()) throw wrong(node.Mark(), name);
  YAML::Node found = node[name];
  if (!found) throw wrong(node.Mark(), name);
  return found;
}

template <class Scalar>
Scalar scalar(const YAML::Node& node, const char* name) {
  const YAML::Node found = member(node, name);
  try {
    return found.as<Scalar>();
  } catch (const YAML::Exception&) {
    throw wrong(found.Mark(), name);
  }
}

template <class Enum>
Enum named(const YAML::Node& node, const char* name) {
  const auto found = find_enum<Enum>(scalar<std::string>(node, name));
  if (!found) throw wrong(member(node, name).Mark(), name);
  return *found;
}

Worded worded(const YAML::Node& node) {
  return {scalar<std::string>(node, "zh"), scalar<std::string>(node, "en")};
}
Worded worded(const YAML::Node& node, const char* name) {
  return worded(member(node, name));
}

template <class Read>
auto list(const YAML::Node& node, const char* name, Read read) {
  const YAML::Node found = member(node, name);
  if (!found.IsSequence()) throw wrong(found.Mark(), name);
  std::vector<decltype(read(found))> out;
  for (const YAML::Node& each : found) out.push_back(read(each));
  return out;
}

Limits limits(const YAML::Node& node) {
  return {scalar<int>(node, "notice_days"),  scalar<int>(node, "reply_days"),
          scalar<int>(node, "confirm_days"), scalar<int>(node, "helper_capacity"),
          scalar<int>(node, "vetoes_max"),   scalar<int>(node, "pledge_items_max")};
}

std::vector<std::string> words(const YAML::Node& node, const char* name) {
  return list(node, name, [&](const YAML::Node& each) {
    if (!each.IsScalar()) throw wrong(each.Mark(), name);
    return each.Scalar();
  });
}

CapacityRules capacity(const YAML::Node& node) {
  return {scalar<int>(node, "elder_age"),     scalar<int>(node, "elder_most"),
          words(node, "hardship_categories"), words(node, "hardship_needs"),
          scalar<int>(node, "hardship_most"), scalar<int>(node, "duty_most")};
}

Skill skill(const YAML::Node& node) {
  Skill out{scalar<std::string>(node, "need"), {}};
  for (const std::string& each : words(node, "roles")) {
    const auto role = find_enum<Role>(each);
    if (!role) throw wrong(member(node, "roles").Mark(), "roles");
    out.roles.push_back(*role);
  }
  return out;
}

PairingRules pairing(const YAML::Node& node) {
  const YAML::Node fit = member(node, "fit");
  PairingRules out{capacity(member(node, "capacity")),
                   {scalar<int>(fit, "near"), scalar<int>(fit, "skill"), scalar<int>(fit, "load"),
                    list(fit, "skills", skill)},
                   {},
                   {}};
  if (node["silence"]) out.silence = named<Silence>(node, "silence");
  if (node["remind_days"]) out.remind_days = scalar<int>(node, "remind_days");
  return out;
}

}  // namespace

Definition from_yaml(std::string_view text) {
  YAML::Node root;
  try {
    root = YAML::Load(std::string(text));
  } catch (const YAML::ParserException& error) {
    throw wrong(error.mark, error.msg);
  }
  Definition out;
  out.key = scalar<std::string>(root, "key");
  out.name = worded(root, "name");
  out.plate_title = worded(root, "plate_title");
  out.banners = list(root, "banners", [](const YAML::Node& node) { return worded(node); });
  out.stages = list(root, "stages", [](const YAML::Node& node) {
    return StageDefinition{named<Stage>(node, "stage"), worded(node, "name"), worded(node, "purpose")};
  });
  out.roles = list(root, "roles", [](const YAML::Node& node) {
    return RoleDefinition{named<Role>(node, "role"), worded(node, "name"), worded(node, "plain")};
  });
  out.catalogue = list(root, "catalogue", [](const YAML::Node& node) {
    return CatalogueEntry{scalar<std::string>(node, "key"), named<Role>(node, "role"), worded(node, "text"),
                          scalar<std::string>(node, "unit"), scalar<std::string>(node, "rhythm")};
  });
  out.calendar = list(root, "calendar", [](const YAML::Node& node) {
    return ReviewDate{named<Occasion>(node, "occasion"), scalar<int>(node, "month"),
                      scalar<int>(node, "day")};
  });
  out.limits = limits(member(root, "limits"));
  if (const YAML::Node rules = root["pairing"]) out.pairing = pairing(rules);
  check(out);
  return out;
}

const Definition& built_in() {
  static const Definition definition = [] {
    const auto text = embedded_file(embedded::programmes(), "vanguard-household.yaml");
    if (!text) throw std::logic_error("the built-in programme is not in the program");
    return from_yaml(*text);
  }();
  return definition;
}

}  // namespace lianghu::programmes

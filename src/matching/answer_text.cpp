#include "matching/answer_text.h"

#include "matching/explain.h"

namespace lianghu::matching {

namespace {

/// As RFC 4180 asks; a cell that a spreadsheet would take for a formula is made text.
std::string cell(const std::string& text) {
  const bool formula = !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos;
  std::string safe = formula ? "'" + text : text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char letter : safe) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + "\"";
}

std::string as_is(const std::string& id) {
  return id;
}

std::string write_csv(const Result& result, Explain explain, Language language) {
  std::string all =
      explain == Explain::yes ? "household,helper,rank,explanation\r\n" : "household,helper,rank\r\n";
  const auto row = [&](const Explanation& explanation, const std::string& helper, int rank) {
    all += cell(explanation.household) + "," + cell(helper) + "," + (rank > 0 ? std::to_string(rank) : "");
    if (explain == Explain::yes) all += "," + cell(matching::explain(explanation, language, as_is));
    all += "\r\n";
  };
  for (const Explanation& explanation : result.explanations) {
    for (const Given& given : explanation.given) row(explanation, given.helper, given.rank_given);
    if (explanation.given.empty()) row(explanation, "", 0);
  }
  return all;
}

std::string joined(const std::vector<std::string>& ids, Language language) {
  std::string all;
  for (const std::string& id : ids) all += (all.empty() ? "" : language == Language::zh ? "、" : ", ") + id;
  return all;
}

std::string write_text(const Result& result, Explain explain, Language language) {
  std::string all;
  const auto line = [&](const char* key, const Values& values) { all += say(language, key, values) + "\n"; };
  line("matching.text.coverage", {{"covered", std::to_string(result.coverage.covered)},
                                  {"maximum", std::to_string(result.coverage.maximum)},
                                  {"households", std::to_string(result.coverage.households)}});
  for (const Explanation& explanation : result.explanations) {
    std::vector<std::string> helpers;
    helpers.reserve(explanation.given.size());
    for (const Given& given : explanation.given) helpers.push_back(given.helper);
    all += explanation.household + " → " + (helpers.empty() ? "—" : joined(helpers, language));
    if (explain == Explain::yes)
      all += (language == Language::zh ? "：" : ": ") + matching::explain(explanation, language, as_is);
    all += "\n";
  }
  for (const Certificate& certificate : result.certificate)
    line("matching.text.certificate", {{"households", joined(certificate.households, language)},
                                       {"count", std::to_string(certificate.households.size())},
                                       {"helpers", joined(certificate.helpers, language)},
                                       {"capacity", std::to_string(certificate.capacity)}});
  if (result.stable) line("matching.text.stable", {});
  for (const Blocking& pair : result.blocking)
    line("matching.text.blocking",
         {{"household", pair.household},
          {"helper", pair.helper},
          {"reason", say(language, "matching.reason." + std::string(name_of(pair.reason)))}});
  return all;
}

}  // namespace

std::string write_answer(const Result& result, Format format, Explain explain, Language language) {
  if (format == Format::json) return write_json(result, explain);
  return format == Format::csv ? write_csv(result, explain, language) : write_text(result, explain, language);
}

std::string_view between(Format format) {
  return format == Format::json ? "" : "\n";
}

}  // namespace lianghu::matching

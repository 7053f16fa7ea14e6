#include "features/coverage/report.h"

#include <map>

#include "base/describe.h"
#include "base/json.h"
#include "documents/sheet_writer.h"
#include "features/coverage/measures.h"

namespace lianghu::coverage {

namespace {

struct Part {
  std::int64_t should = 0, exempt = 0, has = 0;
  std::vector<std::string> missing;
};
BOOST_DESCRIBE_STRUCT(Part, (), (should, exempt, has, missing))

const Provider& provider_of(Measure measure) {
  for (const Provider& each : providers())
    if (each.measure == measure) return each;
  throw std::logic_error("a measure that nothing counts");
}

std::string measure_word(Language language, Measure measure) {
  return say(language, "coverage.measure." + std::string(provider_of(measure).name));
}

std::string gap_word(Language language, Gap gap) {
  return say(language, "coverage.gap." + std::string(name_of(gap)));
}

std::string stage_word(Language language, const std::optional<Progress>& progress) {
  if (!progress) return say(language, "coverage.stage.none");
  return say(language, "coverage.stage." + std::string(name_of(progress->stage)));
}

Values values_of(const Tally& tally, std::string name) {
  return {{"name", std::move(name)},
          {"has", std::to_string(tally.has)},
          {"should", std::to_string(tally.should)},
          {"missing", std::to_string(tally.should - tally.has)},
          {"exempt", std::to_string(tally.exempt)}};
}

}  // namespace

std::string json(Context& context, const Reach& at) {
  std::map<std::string, Part> out;
  for (const Figures& figures : of(context, at).measures) {
    const Tally& tally = figures.tally;
    Part part{tally.should, tally.exempt, tally.has, {}};
    for (const Missing& each : figures.missing) part.missing.push_back(each.name);
    out.emplace(provider_of(tally.measure).name, std::move(part));
  }
  return json::write(out);
}

std::string text(Context& context, const Reach& at, Language language) {
  const Coverage coverage = of(context, at);
  std::string out = coverage.at.name + "\n";
  for (const Figures& each : coverage.measures)
    out += "  " +
           say(language, "coverage.line", values_of(each.tally, measure_word(language, each.tally.measure))) +
           "\n";
  if (coverage.at.kind != organisations::Kind::branch)
    for (const VillageRow& row : coverage.villages) {
      out += "\n" + row.name + " · " + stage_word(language, row.progress) + "\n";
      for (const Tally& tally : row.tallies)
        out += "  " +
               say(language, "coverage.line", values_of(tally, measure_word(language, tally.measure))) + "\n";
    }
  for (const Figures& figures : coverage.measures) {
    if (figures.missing.empty()) continue;
    out += "\n" +
           say(language, "coverage.missing", {{"measure", measure_word(language, figures.tally.measure)}}) +
           "\n";
    for (const Missing& each : figures.missing)
      out += "  " + each.village_name + " " + each.name + " · " + gap_word(language, each.gap) + "\n";
  }
  return out;
}

std::string workbook(const Coverage& coverage, Language language, Instant created) {
  const auto column = [&](std::string_view key, double width) {
    return documents::SheetColumn{say(language, "coverage.column." + std::string(key)), width};
  };
  documents::SheetPlan plan;
  plan.name = say(language, "coverage.sheet.villages");
  plan.title = coverage.at.name + " " + say(language, "coverage.sheet.title");
  plan.columns = {column("village", 26), column("stage", 16)};
  for (const Figures& each : coverage.measures)
    for (const std::string_view part : {"should", "has", "missing", "exempt"})
      plan.columns.push_back({measure_word(language, each.tally.measure) + " " +
                                  say(language, "coverage.column." + std::string(part)),
                              16});
  documents::XlsxWriter writer(plan, created);
  for (const VillageRow& row : coverage.villages) {
    std::vector<documents::Value> cells = {row.name, stage_word(language, row.progress)};
    for (const Tally& tally : row.tallies)
      cells.insert(cells.end(), {tally.should, tally.has, tally.should - tally.has, tally.exempt});
    writer.row(cells);
  }
  documents::SheetPlan names;
  names.name = say(language, "coverage.sheet.missing");
  names.columns = {column("measure", 18), column("village", 26), column("household", 18), column("gap", 24)};
  writer.next_sheet(names);
  for (const Figures& figures : coverage.measures)
    for (const Missing& each : figures.missing)
      writer.row({measure_word(language, figures.tally.measure), each.village_name, each.name,
                  gap_word(language, each.gap)});
  return writer.finish();
}

}  // namespace lianghu::coverage

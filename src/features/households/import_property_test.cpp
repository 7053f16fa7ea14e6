#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "features/households/import.h"
#include "features/households/testing.h"

namespace lianghu::households {
namespace {

/// One row of a roster as carelessly as people keep them: few names, so that many are the same, numbers that
/// may be missing, wrong or twice, codes that may be missing.
std::string row() {
  using rc::gen::element;
  static const std::string first = testing::identity("19700101", 1);
  static const std::string second = testing::identity("19700101", 3);
  static const std::string third = testing::identity("19881224", 2);
  const auto name = *element<std::string>("赵一", "赵一", "赵二", "赵二", "赵三", "");
  const auto code = *element<std::string>("", "", "1", "2", "3");
  const auto relation = *element<std::string>("户主", "户主", "户主", "妻", "长子", "", "邻居");
  const auto number = *element<std::string>("", "", "", "", first, second, third, "123");
  const auto born = *element<std::string>("", "", "", "1970-1-1", "1988.12.24", "70.1");
  const auto kind = *element<std::string>("", "", "", "党员户", "联系户", "低保户", "大户");
  return code + "," + name + "," + relation + "," + number + "," + born + "," + kind + "\n";
}

std::string roster(bool with_codes) {
  std::string out = with_codes ? "户编号" : "序号";
  out += ",姓名,与户主关系,身份证号,出生日期,户类型\n";
  const int rows = *rc::gen::inRange(1, 12);
  for (int i = 0; i < rows; ++i) out += row();
  return out;
}

RC_GTEST_PROP(ImportTwice, changes_nothing, ()) {
  const std::string csv = roster(*rc::gen::arbitrary<bool>());
  journal::testing::Bench bench(db::Engine::sqlite);
  const organisations::testing::Town town(bench);
  const auto import = [&] {
    const Plan plan = prepare(csv, {}, bench.read([](Context& c) { return c.today(); }));
    return bench.change([&](Context& c) { return run(c, testing::village(c, town.yinhe), *plan); });
  };
  const ImportReport first = import();
  const ImportReport second = import();
  RC_LOG() << csv << render_report(first, Language::en) << render_report(second, Language::en);
  RC_ASSERT(second.households.added == 0);
  RC_ASSERT(second.households.changed == 0);
  RC_ASSERT(second.persons.added == 0);
  RC_ASSERT(second.persons.changed == 0);
  RC_ASSERT(second.households.unchanged == first.households.added);
  RC_ASSERT(second.persons.unchanged == first.persons.added);
  RC_ASSERT(second.bad_rows == first.bad_rows);
  RC_ASSERT(bench.verify().holds());
}

}  // namespace
}  // namespace lianghu::households

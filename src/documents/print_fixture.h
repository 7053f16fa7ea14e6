#pragma once
// Papers of a made-up village, as the tests print them.
#include "base/time.h"
#include "documents/print.h"

namespace lianghu::documents::fixture {

inline PdfInfo info() {
  return {"音河村", china_instant(*parse_date("2020-07-20"), 9 * 60)};
}

inline Plate plate() {
  return {"兴十四镇 音河村",
          "挂牌亮户争先锋",
          "共产党员户",
          "孙立波",
          "音河 012 号",
          "2020 年 7 月 20 日挂牌",
          "https://lianghu.example/p/7Q2M4XK9T3WZC5",
          "扫码看承诺、说句话"};
}

/// A few strokes in the manner of a signature.
inline Strokes signature() {
  return {260,
          104,
          {{{22, 24}, {32, 23}, {50, 19}, {44, 27}, {34, 35}, {35, 51}, {32, 79}, {23, 77}},
           {{14, 56}, {30, 51}, {50, 43}},
           {{60, 22}, {61, 42}, {58, 78}},
           {{68, 44}, {86, 61}},
           {{122, 14}, {129, 23}},
           {{98, 34}, {146, 29}},
           {{92, 82}, {156, 76}},
           {{198, 34}, {240, 29}, {233, 40}},
           {{200, 34}, {188, 80}},
           {{206, 58}, {246, 80}}}};
}

inline Letter letter() {
  Letter letter;
  letter.number = "音河 012 号，第 1 版";
  letter.title = "共产党员户公开承诺书";
  letter.subtitle = "我是党员，我承诺";
  letter.opening =
      "我是音河村党员孙立波。我家自愿参加「挂牌亮户争先锋」活动，愿意做好下面几件事，请乡亲们看着。";
  letter.role_heading = "角色";
  letter.what_heading = "做什么";
  letter.due_heading = "到什么时候";
  letter.items = {{"政策宣传的热心人", "挑一个晚上，到东二街各户讲一次医保、社保新政策。", "每月一次"},
                  {"村容村貌的维护人", "东二街路口到小广场这一段，清扫一遍。", "每周六"},
                  {"村容村貌的维护人", "门前雪当天扫完。", "下雪当天"},
                  {"困难群众的贴心人", "帮一户人家把 12 亩玉米收完、卖出去。", "2020 年 10 月 20 日前"}};
  letter.closing = "做没做到，由党员大会和村民代表评议，结果照实公示。要改承诺，另签新版，旧版留存。";
  letter.signers = {{"党员", "", signature()}, {"愿意同签的家人", "王桂芝（已签）", {}}};
  letter.received = {"2020 年 7 月 24 日签订", "中共音河村支部委员会 7 月 26 日收下"};
  letter.stamp = "党支部盖章处";
  letter.small = {"2020 年 7 月 27 日至 8 月 3 日公示，之后长期可查。",
                  "扫码核对：网上的字和这张纸的字应该一样。台账记号 3f9a c210 77de 41b8"};
  letter.link = "https://lianghu.example/v/3f9ac21077de41b8";
  letter.page_line = "第 {page} 页，共 {pages} 页";
  return letter;
}

inline Notice notice(std::size_t entries) {
  Notice notice;
  notice.place = "兴十四镇·音河村党支部";
  notice.title = "党员户公开承诺";
  notice.page_line = "第 {page} 张，共 {pages} 张";
  notice.legend = {{RoleIcon::flag, "政策落实的带头人"},
                   {RoleIcon::horn, "政策宣传的热心人"},
                   {RoleIcon::house, "村容村貌的维护人"},
                   {RoleIcon::talk, "矛盾纠纷的调解人"},
                   {RoleIcon::hand, "困难群众的贴心人"}};
  const std::vector<std::string> names = {"赵永安", "佟玉山", "何秀芬", "马国栋",
                                          "佟广海", "于振江", "孙立波"};
  for (std::size_t i = 0; i < entries; ++i) {
    std::string number = std::to_string(1000 + 2 * i + 1).substr(1);
    NoticeEntry entry{number, names[i % names.size()], {}};
    entry.items.push_back({RoleIcon::flag, "党员带头签秸秆还田合同，9 月底前签完 46 户。"});
    if (i % 3 == 0) entry.items.push_back({RoleIcon::talk, "每周三晚在村部接访。"});
    if (i % 4 == 1) entry.items = {{RoleIcon::house, "村部到学校的水沟，每周清一次。"}};
    if (i % 5 == 2) entry.items.push_back({RoleIcon::hand, "帮一户人家照看菜园到上冻。"});
    if (i % 5 == 3) entry.items.push_back({RoleIcon::horn, "每月给西头老人讲一次医保。"});
    notice.entries.push_back(std::move(entry));
  }
  notice.foot_title = "公示：9 月 12 日至 9 月 19 日";
  notice.foot = {"哪条不实、哪户没做到，扫右边的码说一声，或投村部门口意见箱。不用写名字。",
                 "领导小组组长：赵永安。受帮的人家不在这里公开。"};
  notice.link = "https://lianghu.example/b/230225101204";
  return notice;
}

inline BallotSheet ballot(std::size_t choices) {
  BallotSheet sheet;
  sheet.title = "双向选择票";
  sheet.head = {"音河村，第 1 轮，票号 0417", "8 月 9 日前投"};
  sheet.steps = {"最想让谁帮，方格里写 1，再写 2、3", "写几个都行，一个不写也行",
                 "不要谁帮，勾一个缘由，最多 3 位"};
  sheet.rank_heading = "第几";
  sheet.name_heading = "帮手";
  sheet.veto_heading = "不要他，因为";
  sheet.reasons = {"亲属", "别的"};
  const std::vector<std::string> names = {"孙立波", "郭秀英", "马国栋", "李凤琴", "周德福"};
  for (std::size_t i = 0; i < choices; ++i)
    sheet.choices.push_back({names[i % names.size()] + std::to_string(i + 1),
                             "住东二街，还能帮 " + std::to_string(i % 3) + " 户"});
  sheet.tell_title = "谁会看到这张票";
  sheet.tell =
      "您选一个信得过的人，替您录进手机。只有这个人看得到，录完当面交还给您。村支书和别的人都看不到。";
  sheet.recorder_label = "请谁代录";
  sheet.signature_label = "他的签名";
  sheet.cut = "沿这里撕下，自己留着";
  sheet.strip_title = "赵演福家，票号 0417";
  sheet.strip = "录完您会得到一个回执号，抄在这里。";
  sheet.link = "https://lianghu.example/b/1tZQmzbq4T9nT2m1gB5u0w";
  sheet.page_line = "第 {page} 页，共 {pages} 页";
  return sheet;
}

inline std::vector<SlipPaper> slips(std::size_t count) {
  std::vector<SlipPaper> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back({"评议票",
                   {"音河村，2020 年 8 月 15 日主题党日", "一户一张"},
                   std::to_string(1000 + i) + " 5678 9012",
                   "扫码，或者打开下面的网址，输入号码，给党员户评一评。家里没有手机，到村部也能评。",
                   "只能用一次。谁也看不到是谁评的、评了什么。"});
  return out;
}

}  // namespace lianghu::documents::fixture

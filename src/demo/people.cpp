#include "demo/people.h"

#include <fmt/format.h>

#include "base/gb11643.h"

namespace lianghu::demo {

namespace {

const std::vector<std::string> surnames = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "孙", "周", "吴", "徐", "朱", "马", "胡", "郭", "林",
    "何", "高", "梁", "郑", "罗", "宋", "谢", "唐", "韩", "曹", "许", "邓", "萧", "冯", "曾", "程",
    "蔡", "彭", "潘", "袁", "于", "董", "余", "苏", "叶", "吕", "魏", "蒋", "田", "杜", "丁", "沈"};
const std::vector<std::string> male_given = {"山", "河", "林", "田", "松", "柏", "石", "江", "海", "平",
                                             "安", "和", "正", "成", "武", "文", "春", "秋", "东", "北"};
const std::vector<std::string> female_given = {"梅", "兰", "荷", "菊", "杏", "桃", "枝", "叶", "花", "云",
                                               "月", "雪", "霞", "琴", "秀", "英", "芝", "莲", "燕", "珍"};
const std::vector<std::string> streets = {"东一街", "东二街", "西一街", "西二街", "南街", "北街", "中心街"};
const std::vector<std::string> categories = {"低保户",   "特困供养户",   "重病",           "残疾",
                                             "孤寡老人", "边缘易致贫户", "突发严重困难户", "脱贫不稳定户"};
const std::vector<std::string> needs = {"看病买药", "出行",     "农活帮工", "政策办理",
                                        "卖农产品", "陪伴聊天", "住房修缮"};
const std::vector<std::string> groups = {"一组", "二组", "三组"};

}  // namespace

const std::string& PeopleMaker::one_of(const std::vector<std::string>& words) {
  return words.at(random_.below(words.size()));
}

Date PeopleMaker::date(int year_from, int year_to) {
  const Date first{std::chrono::year{year_from} / 1 / 1};
  const int days = days_between(first, Date{std::chrono::year{year_to} / 12 / 31});
  return add_days(first, static_cast<int>(random_.below(static_cast<std::uint64_t>(days) + 1)));
}

std::string PeopleMaker::identity(Date born, bool male) {
  for (;;) {
    const auto order = random_.below(500) * 2 + (male ? 1 : 0);  // GB 11643: odd for men
    std::string number = fmt::format("{}{:04}{:02}{:02}{:03}", county_, int{born.year()},
                                     unsigned{born.month()}, unsigned{born.day()}, order);
    number += gb11643::check_digit(number);
    if (used_.insert(number).second) return number;
  }
}

MadeUpPerson PeopleMaker::person(const std::string& surname, bool male, int year_from, int year_to) {
  MadeUpPerson out;
  out.name = surname + "演" + one_of(male ? male_given : female_given);
  out.born = date(year_from, year_to);
  out.male = male;
  out.identity = identity(out.born, male);
  return out;
}

MadeUpHousehold PeopleMaker::household(bool is_member, int number) {
  MadeUpHousehold out;
  out.is_member = is_member;
  out.code = fmt::format("{}{:03}", is_member ? 'M' : 'C', number);
  out.address = fmt::format("{} {} {} 号", one_of(groups), one_of(streets), 1 + random_.below(60));
  // Plainly made up, like the names: all of them begin 199 0000.
  out.phone = fmt::format("1990000{:04}", random_.below(10'000));
  const std::string& surname = one_of(surnames);
  const bool head_is_male = random_.below(10) < 7;
  MadeUpPerson head = person(surname, head_is_male, is_member ? 1952 : 1938, is_member ? 1986 : 1975);
  head.relation = "户主";
  head.party_member = is_member;
  head.joined_party =
      Date{std::chrono::year{int{head.born.year()} + 20 + static_cast<int>(random_.below(9))} /
           (random_.below(2) == 0 ? 7 : 12) / 1};
  const int head_year = int{head.born.year()};
  out.persons.push_back(std::move(head));
  if (random_.below(10) < (is_member ? 9U : 5U)) {
    MadeUpPerson partner = person(one_of(surnames), !head_is_male, head_year - 4, head_year + 4);
    partner.relation = "配偶";
    out.persons.push_back(std::move(partner));
  }
  if (head_year > 1960 && random_.below(2) == 0) {
    const bool male = random_.below(2) == 0;
    MadeUpPerson child = person(surname, male, head_year + 22, head_year + 30);
    child.relation = male ? "长子" : "长女";
    out.persons.push_back(std::move(child));
  }
  if (!is_member) {
    out.category = one_of(categories);
    out.need = one_of(needs);
  }
  return out;
}

std::vector<MadeUpHousehold> PeopleMaker::village(int member_households, int contact_households) {
  std::vector<MadeUpHousehold> out;
  for (int i = 1; i <= member_households; ++i) out.push_back(household(true, i));
  for (int i = 1; i <= contact_households; ++i) out.push_back(household(false, i));
  return out;
}

}  // namespace lianghu::demo

#include <algorithm>

#include "base/describe.h"
#include "base/gb11643.h"
#include "base/text.h"
#include "base/typed.h"
#include "documents/date_reader.h"
#include "features/households/codes.h"
#include "features/households/fields.h"
#include "features/households/import_plan.h"
#include "features/households/import_words.h"

namespace lianghu::households {

namespace {

using documents::Cell;

/// Reads the cells of one row into a ReadRow, and notes what is wrong with them.
class RowReader {
 public:
  RowReader(const documents::Row& row, const ImportPlan& plan, Date today)
      : row_(row), plan_(plan), today_(today) {
    out_.person.row = row.number;
    out_.household.first_row = row.number;
  }

  ReadRow read() {
    names();
    identity();
    person();
    household();
    rules();
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Cell& cell(Field field) const {
    static const Cell blank;
    const auto column = plan_.columns.of(field);
    return column ? row_.at(*column) : blank;
  }
  [[nodiscard]] std::string text(Field field) const {
    std::string written = trim(legible(cell(field).text));
    return means_nothing(written) ? std::string() : written;
  }
  void wrong(Field field, std::string value, std::string reason, const Values& values = {}) {
    out_.issues.push_back(issue_at(plan_, row_.number, field, std::move(value), std::move(reason), values));
  }
  void warn(Field field, std::string value, std::string reason, const Values& values = {}) {
    out_.warnings.push_back(issue_at(plan_, row_.number, field, std::move(value), std::move(reason), values));
  }

  void names() {
    const std::string head = person_name(text(Field::head_name));
    const bool heads_only = plan_.layout == Layout::household_a_row;
    out_.person.fields.name = heads_only ? head : person_name(text(Field::name));
    out_.head_name = head;
    out_.household.code = text(Field::code);
    out_.names_nobody = out_.person.fields.name.empty();
    if (out_.names_nobody) wrong(heads_only ? Field::head_name : Field::name, "", "import.name.missing");

    const std::string relation = text(Field::relation);
    if (!relation.empty()) {
      const auto code = kinship().understand(relation);
      if (!code)
        wrong(Field::relation, relation, "import.relation.unknown", {{"value", relation}});
      else
        out_.person.fields.relation = *code;
    }
    const std::string& code = out_.person.fields.relation;
    const bool named_as_head = !heads_only && !head.empty() && head == out_.person.fields.name &&
                               (code.empty() || code == relation_self);
    out_.says_head = heads_only || plan_.layout == Layout::person_a_row || code == relation_head ||
                     code == relation_self || named_as_head;
    out_.person.fields.is_head = out_.says_head;
    if (out_.says_head) out_.person.fields.relation = relation_head;
  }

  void identity() {
    const Cell& written = cell(Field::identity);
    const std::string number = identity_text(text(Field::identity));
    if (number.empty()) return;
    if (written.precision_lost || lost_precision(number)) {
      wrong(Field::identity, gb11643::mask(number), "import.identity.precision_lost");
      return;
    }
    out_.person.fields.identity = number;
    const auto checked = gb11643::check(number, today_);
    out_.wrong_identity = checked.fault.has_value();
    if (!checked.fault) {
      out_.person.fields.identity = checked.number;
    } else if (checked.fault == gb11643::Fault::length && fold(number).size() == 15) {
      wrong(Field::identity, gb11643::mask(number), "import.identity.old");
      out_.person.fields.identity.reset();
    } else if (checked.fault == gb11643::Fault::check_digit && number.ends_with("000")) {
      // 15 digits of it survived in a number cell, and the sheet was made text afterwards.
      wrong(Field::identity, gb11643::mask(number), "import.identity.precision_lost");
      out_.person.fields.identity.reset();
    }
  }

  void person() {
    PersonFields& fields = out_.person.fields;
    if (const std::string sex = text(Field::sex); !sex.empty()) {
      fields.sex = understand_sex(sex);
      if (!fields.sex) wrong(Field::sex, sex, "import.sex.unknown", {{"value", sex}});
    }
    if (const std::string party = text(Field::party); !party.empty()) {
      if (const auto known = understand_party(party)) {
        fields.party = *known;
        out_.person.party_given = true;
      } else {
        wrong(Field::party, party, "import.party.unknown", {{"value", party}});
      }
    }
    fields.born = date(Field::born, &RowReader::wrong);
    // A day of joining that is not known to the day is common and no reason to leave somebody out.
    fields.joined_party = date(Field::joined_party, &RowReader::warn);
    if (fields.joined_party && !out_.person.party_given) {
      fields.party = Party::full;
      out_.person.party_given = true;
    }
    const std::string phone = text(Field::phone);
    if (phone.empty()) return;
    if (plan_.layout == Layout::household_a_row)
      out_.household.phone = first_phone(phone);
    else
      fields.phone = first_phone(phone);
  }

  std::optional<Date> date(Field field,
                           void (RowReader::*say_so)(Field, std::string, std::string, const Values&)) {
    const std::string written = text(field);
    if (written.empty()) return std::nullopt;
    const auto read = documents::read_date(cell(field));
    if (read.fault) (this->*say_so)(field, written, date_reason(*read.fault), {{"value", written}});
    return read.date;
  }

  void household() {
    PlanHousehold& to = out_.household;
    to.group = text(Field::group);
    to.address = text(Field::address);
    to.note = text(Field::note);
    for (const std::string& word : words_of(text(Field::category))) {
      if (const auto code = categories().understand(word))
        to.categories.push_back(*code);
      else
        wrong(Field::category, word, "import.category.unknown", {{"value", word}});
    }
    for (const std::string& word : words_of(text(Field::need))) {
      if (const auto code = needs().understand(word))
        to.needs.push_back(*code);
      else
        wrong(Field::need, word, "import.need.unknown", {{"value", word}});
    }
    kind();
  }

  void kind() {
    PlanHousehold& to = out_.household;
    bool contact = false;
    for (const std::string& word : words_of(text(Field::kind))) {
      if (const auto plain = understand_kind(word)) {
        if (*plain == Kind::contact)
          contact = true;
        else if (*plain == Kind::member || !to.kind)
          to.kind = *plain;
      } else if (const auto hardship = categories().understand(word)) {
        to.categories.push_back(*hardship);
        contact = true;
      } else {
        wrong(Field::kind, word, "import.kind.unknown", {{"value", word}});
      }
    }
    if (contact && to.kind == Kind::member)
      warn(Field::kind, text(Field::kind), "import.kind.both");
    else if (contact)
      to.kind = Kind::contact;
  }

  /// The rules that hold for what is typed by hand hold here too.
  void rules() {
    PersonFields fields = out_.person.fields;
    if (out_.names_nobody) fields.name = "-";  // said already
    for (const Problem& problem : problems_of(fields, today_)) complain(problem, true);
    HouseholdFields household;
    household.code = out_.household.code;
    household.address = out_.household.address;
    household.note = out_.household.note;
    household.phone = out_.household.phone;
    for (const Problem& problem : problems_of(household)) complain(problem, false);
  }

  void complain(const Problem& problem, bool of_person) {
    const auto known = find_enum<Field>(problem.field);
    const Field field = known.value_or(of_person ? Field::name : Field::address);
    std::string value = text(field);
    if (field == Field::identity) value = gb11643::mask(value);
    if (field == Field::phone) value = mask_typed_phone(value);
    wrong(field, std::move(value), problem.key, problem.values);
  }

  const documents::Row& row_;
  const ImportPlan& plan_;
  const Date today_;
  ReadRow out_;
};

}  // namespace

ReadRow read_row(const documents::Row& row, const ImportPlan& plan, Date today) {
  return RowReader(row, plan, today).read();
}

bool says_nothing(const documents::Row& row, const ImportPlan& plan) {
  return std::ranges::all_of(plan.columns.all, [&](const ImportColumn& column) {
    return !column.field || trim(row.at(static_cast<std::size_t>(column.column)).text).empty();
  });
}

}  // namespace lianghu::households

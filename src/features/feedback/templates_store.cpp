#include "features/feedback/templates_store.h"

namespace lianghu::feedback::store {

std::vector<KeptSentence> templates(Context& context, Id<Organisation> organisation) {
  std::vector<KeptSentence> out;
  for (const db::Row& row : context.tx().query(
           "SELECT id, wording FROM feedback_templates WHERE village_id = ? AND retired = 0 ORDER BY id",
           organisation))
    out.push_back({row.id<Template>(0), row.text(1)});
  return out;
}

void insert_template(Context& context, Id<Organisation> organisation, const KeptSentence& sentence) {
  context.tx().execute(
      "INSERT INTO feedback_templates (village_id, id, wording, retired) VALUES (?, ?, ?, 0)", organisation,
      sentence.id, sentence.text);
  context.touched("feedback_templates", organisation.value, sentence.id.value);
}

bool retire_template(Context& context, Id<Organisation> organisation, Id<Template> id) {
  const auto changed = context.tx().execute(
      "UPDATE feedback_templates SET retired = 1 WHERE village_id = ? AND id = ? AND retired = 0",
      organisation, id);
  if (changed == 0) return false;
  context.touched("feedback_templates", organisation.value, id.value);
  return true;
}

}  // namespace lianghu::feedback::store

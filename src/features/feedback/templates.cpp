// Sentences that an office keeps for its answers.
#include <algorithm>

#include "base/text.h"
#include "features/feedback/routing.h"
#include "features/feedback/templates_store.h"

namespace lianghu::feedback {

namespace {

/// Who has no desk there does not find it.
void require_desk(Context& context, Id<Organisation> id) {
  const auto organisation = organisations::find(context, id);
  if (!organisation || !has_desk(context, *organisation))
    throw Refusal(Status::not_found, "organisation.not_found");
}

}  // namespace

KeptSentence keep_template(Context& context, Id<Organisation> organisation, std::string_view text) {
  require_desk(context, organisation);
  KeptSentence sentence{context.make_id<Template>(), trim(text)};
  const auto length = static_cast<int>(characters(sentence.text));
  if (length < text_characters_min || length > text_characters_max)
    throw Refusal(
        Status::unprocessable, "feedback.template", "text",
        {{"min", std::to_string(text_characters_min)}, {"max", std::to_string(text_characters_max)}});
  const auto kept = store::templates(context, organisation);
  if (std::ranges::find(kept, sentence.text, &KeptSentence::text) != kept.end())
    throw Refusal(Status::conflict, "feedback.template.exists", "text");
  if (kept.size() >= templates_max)
    throw Refusal(Status::conflict, "feedback.template.count", "text",
                  {{"max", std::to_string(templates_max)}});
  store::insert_template(context, organisation, sentence);
  context.record("feedback.template.kept", organisation.value, sentence.id.value);
  return sentence;
}

void retire_template(Context& context, Id<Organisation> organisation, Id<Template> id) {
  require_desk(context, organisation);
  if (!store::retire_template(context, organisation, id))
    throw Refusal(Status::not_found, "feedback.template.not_found");
  context.record("feedback.template.retired", organisation.value, id.value);
}

}  // namespace lianghu::feedback

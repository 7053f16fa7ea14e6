#include "features/help/texts.h"

#include "base/text.h"

namespace lianghu::help {

std::string checked_text(std::string_view typed, const std::string& key, const std::string& field) {
  std::string text = trim(typed);
  const std::size_t length = characters(text);
  if (length < text_min || length > text_max)
    throw Refusal(Status::unprocessable, key, field,
                  {{"min", std::to_string(text_min)}, {"max", std::to_string(text_max)}});
  return text;
}

}  // namespace lianghu::help

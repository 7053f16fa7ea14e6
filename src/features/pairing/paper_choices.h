#pragma once
// The other side as a form shows it, on paper and on the page where it is entered: in one order, so that who
// enters it finds line after line.
#include <vector>

#include "features/pairing/forms.h"
#include "features/pairing/rounds_store.h"

namespace lianghu::pairing {

[[nodiscard]] std::vector<PaperChoice> choices_of(Context& context, const Village& village,
                                                  const std::vector<store::Participant>& partners,
                                                  Language language);

}  // namespace lianghu::pairing

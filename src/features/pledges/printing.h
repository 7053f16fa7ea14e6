#pragma once
// What stands on the letters and on the village's notice. They are signed and hung up in the village, so
// their words are Chinese whoever prints them.
#include <string>
#include <string_view>
#include <vector>

#include "documents/print.h"
#include "features/pledges/pledges.h"

namespace lianghu::pledges {

struct LetterToPrint {
  documents::Letter letter;    // the member's signature still to be put in
  std::string signature_file;  // "" when it is not signed on the screen or by a photographed paper
};

/// The letters `printable` gives; a draft has a line to sign on. `base` is the address that the codes lead to
/// ("https://lianghu.example"). Reading the pictures and drawing is the caller's, outside of the transaction.
[[nodiscard]] std::vector<LetterToPrint> letters_to_print(Context& context, const Village& village,
                                                          const std::vector<Id<Pledge>>& ids,
                                                          std::string_view base);
/// Puts the picture on the member's line; without one the line says that it is signed.
void put_signature(LetterToPrint& letter, const std::optional<std::string>& picture);
/// All letters in force, in the order of the doors' numbers. Names only by the consent given with the plaque.
/// Throws Refusal 422 pledge.none_published.
[[nodiscard]] documents::Notice notice_to_print(Context& context, const Village& village,
                                                std::string_view base);

}  // namespace lianghu::pledges

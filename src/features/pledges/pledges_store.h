#pragma once
// The SQL of letters. What a letter promises and who signed it is written only while it is a draft or
// returned: the statements themselves say so, and there is none that changes it afterwards.
#include <optional>
#include <vector>

#include "features/pledges/pledges.h"
#include "journal/proof.h"

namespace lianghu::pledges::store {

using programmes::Programme;

/// The letter and its items, not signed yet.
void insert(Context& context, const Village& village, Id<Programme> programme, const Pledge& pledge);

// Each of these is false when the version is not `pledge.version - 1` any more, or the letter is past what it
// changes.

/// The items anew and who wrote them down; an earlier signature goes. Draft and returned letters only.
[[nodiscard]] bool rewrite(Context& context, const Village& village, const Pledge& pledge);
/// The signature, and with it the state. Draft and returned letters only.
[[nodiscard]] bool sign(Context& context, const Village& village, const Pledge& pledge);
/// State, reason and the day it was accepted; nothing of what it says.
[[nodiscard]] bool move_on(Context& context, const Village& village, const Pledge& pledge);

/// `letter`: its words, for the public log.
void insert_publication(Context& context, const Village& village, const Pledge& pledge,
                        const std::string& letter);
[[nodiscard]] journal::RowProof prove_publication(Context& context, const Village& village, Id<Pledge> id);

[[nodiscard]] std::optional<Pledge> by_id(Context& context, const Village& village, Id<Pledge> id);
/// All editions of the programme, by household, the newest first.
[[nodiscard]] std::vector<Pledge> all(Context& context, const Village& village, Id<Programme> programme);
[[nodiscard]] std::vector<Pledge> of_household(Context& context, const Village& village,
                                               Id<Programme> programme, Id<Household> household);
/// The programme that a letter belongs to.
[[nodiscard]] Id<Programme> programme_of(Context& context, const Village& village, Id<Pledge> id);

}  // namespace lianghu::pledges::store

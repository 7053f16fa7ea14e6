#pragma once
// The SQL of plaques and of whose a token is.
#include <optional>
#include <vector>

#include "features/plaques/plaques.h"

namespace lianghu::plaques::store {

using programmes::Programme;

/// The plaque and its token's entry.
void insert(Context& context, const Village& village, Id<Programme> programme, const Plaque& plaque,
            std::string_view token);
/// False when the version is not `plaque.version - 1` any more.
[[nodiscard]] bool update(Context& context, const Village& village, const Plaque& plaque);

[[nodiscard]] std::optional<Plaque> by_id(Context& context, Id<Organisation> village, Id<Plaque> id);
/// All of the programme, ended ones included, by serial number.
[[nodiscard]] std::vector<Plaque> all(Context& context, const Village& village, Id<Programme> programme);
[[nodiscard]] std::optional<Plaque> live_of(Context& context, const Village& village, Id<Programme> programme,
                                            Id<Household> household);
/// 0 when there is none yet.
[[nodiscard]] std::int64_t highest_serial(Context& context, const Village& village, Id<Programme> programme);
/// The programme that the plaque belongs to, and its token.
struct Origin {
  Id<Programme> programme;
  std::string token;
};
[[nodiscard]] std::optional<Origin> origin(Context& context, const Village& village, Id<Plaque> id);

struct Place {
  Id<Organisation> village;
  Id<Plaque> plaque;
};
[[nodiscard]] std::optional<Place> place_of(Context& context, std::string_view token);

}  // namespace lianghu::plaques::store

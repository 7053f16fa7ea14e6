#pragma once
// The SQL of programmes, participations, stages and exemptions.
#include <optional>
#include <vector>

#include "features/programmes/programmes.h"

namespace lianghu::programmes::store {

void insert(Context& context, const Programme& programme);
/// False when the version is not `programme.version - 1` any more.
[[nodiscard]] bool update(Context& context, const Programme& programme);
[[nodiscard]] std::optional<Programme> programme(Context& context, Id<Programme> id);
/// Those run at one of `organisations`, oldest first.
[[nodiscard]] std::vector<Programme> programmes_at(Context& context, const db::IdList& organisations);

void insert(Context& context, const Village& village, const Participation& participation);
/// False when its version is not the one that was read any more.
[[nodiscard]] bool update(Context& context, const Village& village, const Participation& participation);
[[nodiscard]] std::optional<Participation> newest(Context& context, const Village& village);
/// Of the programme of the newest participation.
[[nodiscard]] std::optional<Limits> limits(Context& context, const Village& village);
[[nodiscard]] bool takes_part(Context& context, const Village& village, Id<Programme> programme);

struct StoredStage {
  Id<StageStatus> id;
  StageStatus status;
};
void insert(Context& context, const Village& village, Id<Participation> participation,
            const StoredStage& stage);
/// `decided_by` of a declaration or decision is the actor. False as for a participation.
[[nodiscard]] bool update(Context& context, const Village& village, const StoredStage& stage);
[[nodiscard]] std::vector<StoredStage> stages(Context& context, const Village& village,
                                              Id<Participation> participation);

void insert(Context& context, const Village& village, Id<Programme> programme, const Exemption& exemption);
/// False when it does not hold (any more).
[[nodiscard]] bool end(Context& context, const Village& village, Id<Exemption> id);
[[nodiscard]] std::vector<Exemption> exemptions(Context& context, const Village& village,
                                                Id<Programme> programme);

}  // namespace lianghu::programmes::store

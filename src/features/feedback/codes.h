#pragma once
// What must not lead back to a sender: the code's hash, and ids that say the day and no more.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "features/feedback/feedback.h"

namespace lianghu::feedback {

/// The 16 digits as typed, with or without spaces and dashes; nothing for anything else.
[[nodiscard]] std::optional<std::string> read_code(std::string_view typed);
/// Under which a code is found; its key is not in the database.
[[nodiscard]] std::string hash_of(const Sealer& sealer, std::string_view code);
/// Two numbers that are the same look different: each is sealed with its feedback's id.
[[nodiscard]] std::string sealed_phone(const Sealer& sealer, Id<Feedback> id, std::string_view digits);
/// A bug if it was sealed with another key.
[[nodiscard]] std::string opened_phone(const Sealer& sealer, Id<Feedback> id, std::string_view sealed);
[[nodiscard]] std::string sealed_picture(const Sealer& sealer, Id<Picture> id, std::string_view jpeg);
/// A bug if it was sealed with another key.
[[nodiscard]] std::string opened_picture(const Sealer& sealer, Id<Picture> id, std::string_view sealed);
/// Sortable by day; within the day it is chance.
[[nodiscard]] std::int64_t id_of_the_day(Context& context);

}  // namespace lianghu::feedback

#pragma once
// A photograph that somebody hands in, made anew: only what is seen is kept. Place, time, camera, thumbnail
// and whatever else a file carries are gone, as nothing but the pixels is taken over.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "documents/image_check.h"

namespace lianghu::documents {

struct PhotographRules {
  int side_max = 1280;  // pixels
  int quality = 78;     // of the JPEG, 1 to 100
  ImageLimits limits = {.megapixels_max = 24};
  /// Of what is whole in memory while it is unpacked: a PNG, and a JPEG in several scans (a progressive one).
  int whole_megapixels_max = 12;
  std::chrono::milliseconds patience = std::chrono::seconds(5);  // until there is a place to unpack it
};

/// Where pictures are unpacked, a few at once, as each may take a hundred megabytes. Safe on every thread.
class UnpackingPlaces {
 public:
  /// Whoever waits holds a thread that others need: so no more than `waiting_max` do.
  UnpackingPlaces(int places, int waiting_max) : free_(places), waiting_max_(waiting_max) {}

  /// Taken while it lives.
  class Place {
   public:
    ~Place() { places_.give_back(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    friend class UnpackingPlaces;
    explicit Place(UnpackingPlaces& places) : places_(places) {}

    UnpackingPlaces& places_;
  };
  /// Throws Refusal 503 documents.image_busy when none gets free in time, or too many wait.
  [[nodiscard]] Place take(std::chrono::milliseconds patience, std::string_view field);

 private:
  void give_back();

  std::mutex mutex_;
  std::condition_variable freed_;
  int free_;
  int waiting_ = 0;
  const int waiting_max_;
};
/// The two of this program.
[[nodiscard]] UnpackingPlaces& unpacking_places();

/// JPEG bytes: upright (Exif 2.32, tag 0x0112), not larger than the rules say, of a JPEG or a PNG. Throws
/// Refusal as check_image, also 422 documents.image_broken when what follows the head cannot be read, and as
/// UnpackingPlaces::take.
[[nodiscard]] std::string made_anew(std::string_view bytes, std::string_view field,
                                    const PhotographRules& rules = {});

}  // namespace lianghu::documents

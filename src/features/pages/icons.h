#pragma once
// The drawings of the public pages. A page draws each of those it uses once, in a sheet at its end, and
// points there from wherever it stands: a board of fifty households has the five roles' pictures once.
#include <set>

#include "features/pages/html.h"
#include "features/programmes/definition.h"

namespace lianghu::pages {

enum class Icon {
  policy_lead,
  policy_messenger,
  village_keeper,
  mediator,
  friend_,
  valid,
  done,
  clock,
  warning,
  stop,
  letters,
  speak,
  praise,
  suggestion,
  evidence,
  eye,
  again,
};

[[nodiscard]] Icon icon_of(programmes::Role role);

class Icons {
 public:
  /// The icon as an ornament: the word beside it says the same.
  [[nodiscard]] Html draw(Icon icon);
  /// The drawings that were used. Stands once in the page.
  [[nodiscard]] Html sheet() const;

 private:
  std::set<Icon> used_;
};

/// The door, Lianghu's sign.
[[nodiscard]] Html sign();
/// The same as a file of its own (SVG).
[[nodiscard]] std::string sign_file();

}  // namespace lianghu::pages

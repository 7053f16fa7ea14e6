// /p/TOKEN/proof: that the letter was published as it stands, for everybody to check.
#include "base/describe.h"
#include "base/present.h"
#include "features/pages/layout.h"
#include "features/pages/not_valid.h"
#include "features/pages/pages.h"
#include "features/pages/place.h"
#include "features/pages/style.h"
#include "features/plaques/plaques.h"
#include "features/pledges/pledges.h"
#include "journal/public_log.h"

namespace lianghu::pages {

namespace {

/// A letter that everybody may read, at a live plaque.
struct Published {
  plaques::PublicPlaque plaque;
  journal::RowProof proof;
};
Published published_at(Context& context, std::string_view token) {
  Published out{plaques::public_plaque(context, token), {}};
  if (out.plaque.state != plaques::TokenState::live) return out;
  const Place place = place_of(context, out.plaque.village);
  const auto household = households::find(context, place.village, out.plaque.household);
  if (!household || household->kind == households::Kind::contact) return out;
  if (const auto letter = pledges::published_of(context, place.village, out.plaque.household))
    out.proof = pledges::proof_of_publication(context, place.village, *letter);
  return out;
}

Html proof_step(const View& view, const std::string& name) {
  return element("li", {{"id", "step-" + name}}, say(view.language, "pages.log.step." + name));
}

/// Shown by the script once it knows.
Html proof_result(const View& view, const std::string& name, const std::string& tone) {
  return element("p", {{"id", name}, {"class", "proof " + tone}, {"hidden", ""}},
                 say(view.language, "pages.log.result." + name));
}

Html letter_section(const View& view, const journal::RowProof& proof) {
  const Values facts = {{"index", std::to_string(proof.index)},
                        {"time", full_time(view.language, proof.at)},
                        {"size", std::to_string(proof.size)}};
  Html section =
      join(element("h2", {}, say(view.language, "pages.log.letter")),
           element("div", {{"id", "letter"}, {"lang", "zh-CN"}}, present(proof.opening.column("letter"))),
           element("p", {{"class", "sub"}}, say(view.language, "pages.log.facts", facts)));
  for (const journal::Cosigner& each : proof.cosigners)
    section.add(element("p", {{"class", "sub"}},
                        say(view.language, "pages.log.witnessed",
                            {{"name", each.name}, {"time", full_time(view.language, each.at)}})));
  return element("section", {}, section);
}

Html check_section(const View& view, const std::string& file, const std::string& key) {
  const Html steps = element("ol", {{"class", "steps"}}, proof_step(view, "letter"),
                             proof_step(view, "included"), proof_step(view, "signed"));
  // Until the script knows, and for good where it cannot run.
  const Html waiting =
      element("p", {{"id", "waiting"}, {"class", "proof info"}}, say(view.language, "pages.log.waiting"));
  const Html results =
      element("div", {{"role", "status"}}, proof_result(view, "held", "ok"),
              proof_result(view, "held-unsigned", "info"), proof_result(view, "broken", "warn"), waiting);
  return element("section", {{"id", "check"}, {"data-proof", file}, {"data-key", key}},
                 element("h2", {}, say(view.language, "pages.log.check")), steps, results);
}

Html elsewhere_section(const View& view, const std::string& file, const std::string& key) {
  return element(
      "section", {}, element("h2", {}, say(view.language, "pages.log.elsewhere")),
      element("p", {}, say(view.language, "pages.log.elsewhere.how")),
      element("p", {}, element("code", {}, "lianghu journal check-proof letter.tlog-proof --key " + key)),
      element("p", {},
              element("a", {{"class", "go"}, {"href", file}, {"download", "letter.tlog-proof"}},
                      say(view.language, "pages.log.download"))),
      element("p", {},
              element("a", {{"class", "go"}, {"href", "/log/checkpoint"}},
                      say(view.language, "pages.log.public"))));
}

}  // namespace

Page proof_page(Context& context, std::string_view token, const View& view) {
  const Published found = published_at(context, token);
  if (found.plaque.state != plaques::TokenState::live)
    return not_valid_page(context, found.plaque, token, view);
  Icons icons;
  const Place place = place_of(context, found.plaque.village);
  const std::string door = "/p/" + path_part(token);
  const Frame frame{view, door + "/proof", say(view.language, "pages.log.title"), proof_style()};
  Html main = join(element("h1", {}, say(view.language, "pages.log.title")),
                   element("p", {}, say(view.language, "pages.log.lead")));
  Page page{200, {}, place.tags};
  const auto key = journal::log_key(context.tx());
  if (found.proof.state == journal::ProofState::proved && key) {
    const std::string file = door + "/letter.tlog-proof";
    main.add(letter_section(view, found.proof));
    main.add(check_section(view, file, *key));
    main.add(elsewhere_section(view, file, *key));
    main.add(element("script", {{"src", "/log/check.js"}, {"defer", "defer"}}, ""));
  } else if (found.proof.state == journal::ProofState::broken) {
    main.add(element("p", {{"class", "proof warn"}}, icons.draw(Icon::warning),
                     element("span", {}, say(view.language, "pages.log.broken"))));
  } else {
    main.add(element("p", {{"class", "proof info"}}, icons.draw(Icon::clock),
                     element("span", {}, say(view.language, "pages.log.none"))));
  }
  // It waits for its place, or a witness may sign too.
  page.tags.emplace_back(log_tag);
  main.add(element("p", {},
                   element("a", {{"class", "go"}, {"href", address_of(door, view)}},
                           say(view.language, "pages.log.back"))));
  const Html bar = top_bar(frame, place.name, place.board, icons);
  page.html = document(frame, join(element("header", {}, bar), element("main", {}, main)), icons);
  return page;
}

std::optional<std::string> proof_file(Context& context, std::string_view token) {
  const Published found = published_at(context, token);
  if (found.proof.state != journal::ProofState::proved) return std::nullopt;
  return found.proof.text;
}

}  // namespace lianghu::pages

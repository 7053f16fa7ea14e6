// Goes through the program in a browser, as people do: at a phone's size and a desktop's, in Chinese and
// English.
//
//   node tests/journeys/run.mjs [WORD…]
//
// Without a word every journey runs; with words only those whose name (story-size-language[-postgresql]) has
// one of them. As many run at once as there are processors, four at most; each has a server and windows of
// its own, and every line says whose it is.
// It needs build/release/lianghu (LIANGHU_PROGRAM names another), the web app's packages, Java and Chromium
// (CHROMIUM names it). What fails is told at once and pictured in build/journeys/; at the end the HTML of
// every page that came is looked at, and is kept in build/journeys-markup/.
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { openBrowser } from './lib/browser.mjs';
import { Journey } from './lib/journey.mjs';
import { Markup } from './lib/markup.mjs';
import { Missing, pictures, program } from './lib/tools.mjs';
import { stories } from './stories/stories.mjs';

/** So many at once; the longest stories come first, so that none is left to run alone at the end. */
async function runAll(journeys, atOnce) {
  const waiting = [...journeys].sort((one, other) => other.story.seconds - one.story.seconds);
  const take = async () => {
    for (let next; (next = waiting.shift()); ) await next.run();
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

async function main() {
  program();
  const wanted = process.argv.slice(2);
  rmSync(pictures, { recursive: true, force: true });
  const browser = await openBrowser();
  const markup = new Markup();
  const journeys = stories
    .flatMap((story) => story.in.map((variant) => new Journey(story, variant, browser, markup)))
    .filter(({ name }) => !wanted.length || wanted.some((word) => name.includes(word)));
  try {
    await runAll(journeys, Math.min(availableParallelism(), 4));
  } finally {
    await browser.close();
  }
  const sum = (count) => journeys.reduce((all, journey) => all + count(journey), 0);
  let [passed, failed] = [sum((each) => each.passed), sum((each) => each.failed)];
  const { pages, faults } = await markup.check();
  for (const fault of faults) console.log(`FAILED HTML: ${fault}`);
  passed += pages && !faults.length ? 1 : 0;
  failed += faults.length;
  console.log(`HTML of ${pages} pages looked at`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed || !passed ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
main().then(
  (code) => process.exit(code),
  (trouble) => {
    console.log(trouble instanceof Missing ? `The journeys cannot run: ${trouble.message}` : trouble);
    console.log('0 passed, 1 failed');
    process.exit(1);
  },
);

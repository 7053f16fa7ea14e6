// How soon a page is painted on a poor telephone: 400 ms of latency, 50 KB/s, a sixth of this processor, and
// nothing in the cache. What the program itself takes is in it.
//
//   node tests/bench/paint.mjs BASE ROUNDS PATH…
//
// Prints JSON: for each path the bytes that went over the wire and the milliseconds to the first contentful
// paint, a round each.
import { openBrowser } from '../journeys/lib/browser.mjs';

const [base, rounds, ...paths] = process.argv.slice(2);
const network = { offline: false, latency: 400, downloadThroughput: 50 * 1024, uploadThroughput: 50 * 1024 };

async function paint(browser, path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const answer = await page.goto(base + path, { waitUntil: 'load' });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
  const painted = await page.evaluate(
    () =>
      new Promise((done) => {
        new PerformanceObserver((list) => {
          const first = list.getEntries().find(({ name }) => name === 'first-contentful-paint');
          if (first) done(first.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await context.close();
  return { bytes, painted };
}

const browser = await openBrowser();
try {
  const out = Object.fromEntries(paths.map((path) => [path, { bytes: 0, painted: [] }]));
  for (let round = 0; round < Number(rounds); round += 1)
    for (const path of paths) {
      const { bytes, painted } = await paint(browser, path);
      out[path].bytes = bytes;
      out[path].painted.push(painted);
    }
  console.log(JSON.stringify(out));
} finally {
  await browser.close();
}

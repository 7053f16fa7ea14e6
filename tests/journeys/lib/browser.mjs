// The browser, and what every screen is held to: no violation that axe finds, nothing on the console, no
// scrolling sideways.
import { readFileSync } from 'node:fs';
import { chromiumFile, webFile, webPackage } from './tools.mjs';

export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

export async function openBrowser() {
  const { chromium } = webPackage('playwright-core');
  return chromium.launch({
    executablePath: chromiumFile(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A window of somebody who has never been here, with the browser's language set; `more` are its own ways. */
export async function newWindow(browser, base, size, language, more = {}) {
  const phone = size === 'phone';
  const context = await browser.newContext({
    baseURL: base,
    viewport: sizes[size],
    isMobile: phone,
    hasTouch: phone,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...more,
  });
  context.setDefaultTimeout(45_000);
  return context;
}

let axe;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What axe looks at anew where only the colours have changed. */
export const colourRules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What is wrong with the screen as it stands, each as one line; empty if nothing is. */
export async function faultsOf(page, runOnly = rules) {
  const window = page.viewportSize();
  // As tall as its content, since what sticks to an edge of the window covers what can be scrolled clear.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > window.height) await page.setViewportSize({ ...window, height });
  try {
    return [...(await violations(page, runOnly)), ...(await overflow(page))];
  } finally {
    if (height > window.height) await page.setViewportSize(window);
  }
}

async function violations(page, runOnly) {
  axe ??= readFileSync(webFile('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly }), runOnly);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 4).map(({ target, failureSummary }) => {
      const why = failureSummary.split('\n')[1]?.trim() ?? '';
      return `axe ${id}: ${help}; ${target.join(' ')}; ${why}`;
    }),
  );
}

async function overflow(page) {
  const pixels = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  return pixels > 0 ? [`the page is ${pixels} px wider than the window`] : [];
}

/** Collects what the page complains of. A refusal (4xx) is the network's notice, not the page's fault. */
export function listen(page, complaints) {
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (line) => {
    if (line.type() !== 'error' || /the server responded with a status of 4\d\d/.test(line.text())) return;
    complaints.push(`console: ${line.text()}`);
  });
}

/** Lets one wait until nothing is on its way any more, nor asked for in answer to an answer. */
export function follow(page) {
  const onTheWay = new Set();
  page.on('request', (request) => onTheWay.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => onTheWay.delete(request));
  return async function settled() {
    const until = Date.now() + 45_000;
    for (let quiet = 0; quiet < 3; quiet = onTheWay.size ? 0 : quiet + 1) {
      // A page that was left may never tell of the icons that it had asked for.
      if (Date.now() > until && [...onTheWay].every((each) => each.url().endsWith('.svg'))) onTheWay.clear();
      else if (Date.now() > until)
        throw new Error(`still on its way: ${[...onTheWay].map((each) => each.url()).join(' ')}`);
      await page.waitForTimeout(30);
    }
  };
}

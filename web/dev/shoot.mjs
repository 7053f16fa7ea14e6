// Takes a picture of a screen and asks axe about it; `fold` shows only what fits the window.
//   node dev/shoot.mjs ADDRESS NAME [phone|desktop] [zh-CN|en] [elder|fold]
//   SHOOT_BASE http://127.0.0.1:5173/app   SHOOT_OUT dev/shots
//   SHOOT_LOGIN name:password (signs in first; empty: does not)
//   SHOOT_DO   script run before the picture, with `page`: "await page.getByRole('button').first().click()"
// Ends with 1 if axe finds a violation, the console shows an error, or the page scrolls sideways.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [address = '/', name = 'screen', view = 'desktop', language = 'zh-CN', mode = ''] =
  process.argv.slice(2);
const base = process.env.SHOOT_BASE ?? 'http://127.0.0.1:5173/app';
const out = process.env.SHOOT_OUT ?? fileURLToPath(new URL('./shots', import.meta.url));
const login = process.env.SHOOT_LOGIN ?? 'secretary:password';
const size = view === 'phone' ? { width: 390, height: 844 } : { width: 1440, height: 900 };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
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
let bad = 0;
try {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: view === 'phone' ? 1.5 : 1,
    locale: language,
    bypassCSP: true,
  });
  await context.addInitScript(
    ([tag, elder]) => {
      localStorage.setItem('lianghu.language', tag);
      localStorage.setItem('lianghu.elder', elder);
    },
    [language, mode === 'elder' ? '1' : '0'],
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    bad = 1;
    console.log('page error:', error.message);
  });
  page.on('console', (line) => {
    if (line.type() !== 'error' || /status of 40[14]|status of 422/.test(line.text())) return;
    bad = 1;
    console.log('console:', line.text());
  });
  if (login) {
    const [login_name, password] = login.split(':');
    await context.request.post(new URL('/api/v1/sessions', base).href, {
      data: { login_name, password },
      headers: { 'Idempotency-Key': crypto.randomUUID(), Origin: new URL(base).origin },
    });
  }
  await page.goto(base + address, { waitUntil: 'networkidle' });
  if (process.env.SHOOT_DO) {
    const script = Object.getPrototypeOf(async () => {}).constructor('page', process.env.SHOOT_DO);
    await script(page);
    await page.waitForTimeout(300);
  }
  // As tall as its content, so that what sticks to an edge of the window stands where it belongs.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (mode !== 'fold')
    await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  const file = `${out}/${name}-${view}-${language}${mode ? `-${mode}` : ''}.png`;
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: file });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  for (const { id, help, nodes } of violations) {
    bad = 1;
    console.log(`axe ${id}: ${help}`);
    for (const node of nodes.slice(0, 4))
      console.log(`   ${node.target} ${node.failureSummary.split('\n')[1] ?? ''}`);
  }
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (wide > 0) {
    bad = 1;
    console.log(`the page is ${wide}px too wide`);
  }
  console.log(`${bad ? 'look at' : 'clean'} ${file}`);
} finally {
  await browser.close();
}
process.exit(bad);

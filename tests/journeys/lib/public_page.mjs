// What every public page is held to beside faultsOf: fingers hit what can be tapped, the page is in the
// language and size that its address names, its ground is light or dark as the reader has it, no symbol is
// missing, and its links lead somewhere.
const least = { normal: 44, elder: 60 }; // pixels

/** The four ways to read a page, as the last part of its address. */
export const views = ['zh', 'en', 'zh-elder', 'en-elder'];
export const languageOf = (view) => (view.startsWith('en') ? 'en' : 'zh-CN');
const sizeOf = (view) => (view.endsWith('-elder') ? 'elder' : 'normal');

/** What is wrong with the page in this view and colour scheme, each as one line. */
export async function publicFaultsOf(page, view, scheme) {
  const low = await page.evaluate(lowControls, least[sizeOf(view)]);
  const wants = { language: languageOf(view), size: sizeOf(view), scheme };
  return [...low, ...(await page.evaluate(strayed, wants))];
}

/** In the page: what can be tapped and is lower than a finger needs. Links within a sentence may be so. */
function lowControls(high) {
  const fields = 'select, textarea, input:not([type=hidden]), label:has([type=checkbox], [type=radio])';
  const everything = `a[href], button, summary, ${fields}`;
  const isWithinSentence = (link) => {
    if (getComputedStyle(link).display !== 'inline') return false;
    const block = link.closest('p, li, dd, dt, div, section, nav, h1, h2, h3');
    return block.textContent.trim() !== link.textContent.trim();
  };
  // A link of two lines would be of one in a wider window.
  const lowestLine = (each) => Math.min(...[...each.getClientRects()].map(({ height }) => height));
  return [...document.querySelectorAll(everything)]
    .filter((each) => each.checkVisibility() && !each.matches('label :is([type=checkbox], [type=radio])'))
    .filter((each) => !each.matches('a') || !isWithinSentence(each))
    .map((each) => ({ each, height: lowestLine(each) }))
    .filter(({ height }) => height < high - 0.1)
    .map(({ each, height }) => {
      const named = [each.localName, ...each.classList].join('.') + (each.id ? `#${each.id}` : '');
      const parent = [each.parentElement.localName, ...each.parentElement.classList].join('.');
      const words = each.textContent.trim().slice(0, 30);
      return `${parent} > ${named} “${words}” is ${height.toFixed(1)} px high, not ${high}`;
    });
}

/** In the page: what is not as the reader chose it, and what it draws without having it. */
function strayed({ language, size, scheme }) {
  const { lang, className } = document.documentElement;
  const faults = [];
  if (lang !== language) faults.push(`the page is in ${lang}, not in ${language}`);
  if (className !== size) faults.push(`the page is in ${className} letters, not in ${size} ones`);
  const ground = getComputedStyle(document.body).backgroundColor;
  const [red, green, blue] = ground.match(/\d+/g).map(Number);
  if (red + green + blue < 3 * 128 !== (scheme === 'dark'))
    faults.push(`the ground is ${ground} where the reader wants it ${scheme}`);
  for (const link of document.querySelectorAll('a[href^="#"], use[href^="#"]')) {
    const name = link.getAttribute('href');
    if (!document.getElementById(name.slice(1))) faults.push(`nothing on the page is called ${name}`);
  }
  return faults;
}

/** The addresses that the page leads to or brings in, of the same server. */
export function addressesOf(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('a[href], link[href], [src]')]
      .map((each) => new URL(each.getAttribute('href') ?? each.getAttribute('src'), document.baseURI))
      .filter(({ origin }) => origin === location.origin)
      .map(({ pathname, search }) => pathname + search),
  );
}

/** Whatever an address answers that a page leads to; `expected` is the answer where it is a refusal. */
export async function linkFault(request, address, expected) {
  const answer = await request.get(address);
  const status = answer.status();
  if (expected ? status !== expected : status >= 400) return `${address} answers ${status}`;
  const view = /\/((?:zh|en)(?:-elder)?)$/.exec(address)?.[1];
  if (!view || !(answer.headers()['content-type'] ?? '').startsWith('text/html')) return undefined;
  const [, lang, size] = /<html lang="([^"]*)" class="([^"]*)"/.exec(await answer.text()) ?? [];
  if (lang === languageOf(view) && size === sizeOf(view)) return undefined;
  return `${address} answers a page in ${lang} and ${size} letters`;
}

// Every public address as everybody reads it: both languages, both sizes, by day and by night; without
// JavaScript; on paper; and with a proof that somebody has tampered with.
import { colourRules, faultsOf } from '../lib/browser.mjs';
import { addressesOf, languageOf, linkFault, publicFaultsOf, views } from '../lib/public_page.mjs';
import { speak } from '../lib/words.mjs';

const said = '小广场的灯晚上不亮，请来看一看。';
const saidMore = '是靠水井的那一盏。';
const schemes = ['light', 'dark'];

export async function lookEverywhere(journey, places) {
  const one = await journey.arrive();
  const tour = { one, places, links: new Map() };
  for (const view of views)
    await journey.step(`every public page is looked at by day and by night: ${view}`, async () => {
      one.speak(speak(languageOf(view)));
      await atTheDoor(journey, tour, view);
      await saidAndFollowed(journey, tour, view);
      await atTheBoard(journey, tour, view);
      await withoutASlip(journey, tour, view);
      await nowhere(journey, tour, view);
    });
  await journey.step('whatever a public page leads to is there, in the reader’s language and size', () =>
    followLinks(journey, tour),
  );
}

/** Has the screen examined in both colour schemes, and remembers what it leads to. */
async function look(journey, { one, links }, view, screen) {
  await one.settled();
  for (const address of await addressesOf(one.page))
    if (!links.has(address)) links.set(address, `${screen}, ${view}`);
  for (const colorScheme of schemes) {
    await one.page.emulateMedia({ colorScheme });
    const faults = [
      ...(await faultsOf(one.page, colorScheme === 'dark' ? colourRules : undefined)),
      ...(await publicFaultsOf(one.page, view, colorScheme)),
    ];
    await journey.noteScreen(`${screen}, ${view}, ${colorScheme}`, faults, one.page);
  }
}

async function atTheDoor(journey, tour, view) {
  const { one, places } = tour;
  await one.open(`${places.door}/${view}`);
  await look(journey, tour, view, 'plaque');
  await one.open(`${places.door}/proof/${view}`);
  await one.sees('pages.log.result.held');
  await look(journey, tour, view, 'proof');
}

async function say(one, address) {
  await one.open(address);
  await one.choose('pages.kind.complaint');
  await one.fill('pages.say.text', said);
  await one.press('pages.say.send');
  await one.sees('pages.sent.code');
  return one.page.locator('.code b').innerText();
}

async function saidAndFollowed(journey, tour, view) {
  const { one, places } = tour;
  const form = `${places.door}/say/${view}`;
  await one.open(form);
  await look(journey, tour, view, 'saying something');
  await one.page.locator('form').evaluate((each) => (each.noValidate = true));
  await one.press('pages.say.send');
  await one.sees('pages.say.kind.missing');
  await look(journey, tour, view, 'saying something, with what is missing');
  const code = await say(one, form);
  await look(journey, tour, view, 'received');
  await onPaper(journey, one, view, code);
  await one.follow('pages.sent.track');
  await one.page.waitForURL(`**/t/${view}`);
  await look(journey, tour, view, 'asking for the code');
  await one.fill('pages.track.code', '0000');
  await one.press('pages.track.look');
  await one.sees('feedback.code');
  await look(journey, tour, view, 'asking for the code, with a wrong one');
  await one.fill('pages.track.code', code);
  await one.press('pages.track.look');
  await one.sees('pages.track.state.received');
  await look(journey, tour, view, 'followed');
}

/** A receipt that is printed still has its code, and nothing that only a screen needs. */
async function onPaper(journey, one, view, code) {
  await one.page.emulateMedia({ media: 'print' });
  const faults = [];
  const printed = one.page.locator('.code b');
  if (!(await printed.isVisible()) || (await printed.innerText()) !== code)
    faults.push(`the code ${code} is not on it`);
  if (await one.page.locator('.btn, .tools').filter({ visible: true }).count())
    faults.push('there are buttons on it');
  await one.page.emulateMedia({ media: 'screen' });
  await journey.noteScreen(`received, ${view}, on paper`, faults, one.page);
}

async function atTheBoard(journey, tour, view) {
  const { board, month, monthOfLetters } = tour.places;
  const all = view === 'zh-elder' ? [['a month of the archive, with letters', monthOfLetters]] : [];
  for (const [screen, address] of [
    ...all,
    ['notice board', board],
    ['saying something about the village', `${board}/say`],
    ['archive', `${board}/archive`],
    ['a month of the archive', month],
  ]) {
    await tour.one.open(`${address}/${view}`);
    await look(journey, tour, view, screen);
  }
}

async function withoutASlip(journey, tour, view) {
  const { one } = tour;
  await one.open(`/a/${view}`);
  await look(journey, tour, view, 'asking for an appraisal slip');
  await one.fill('pages.appraisal.code', '0000');
  await one.press('pages.appraisal.look');
  await one.sees('appraisal_slip.unknown');
  await look(journey, tour, view, 'asking for an appraisal slip, with a wrong code');
}

async function nowhere(journey, tour, view) {
  const { one, places } = tour;
  for (const [screen, address, sentence] of [
    ['a made-up plaque', places.forged, 'pages.forged'],
    ['a plaque that was taken back', places.retired, 'pages.retired'],
    ['a village that is not there', places.noVillage, 'pages.no_village'],
  ]) {
    await one.open(`${address}/${view}`);
    await one.sees(sentence);
    await look(journey, tour, view, screen);
  }
}

async function followLinks(journey, { one, places, links }) {
  const refusals = [
    [places.forged, 404],
    [places.noVillage, 404],
    [places.retired, 410],
  ];
  const faults = [];
  for (const [address, from] of links) {
    const [, expected] = refusals.find(([path]) => `${address}/`.startsWith(`${path}/`)) ?? [];
    const fault = await linkFault(one.page.request, address, expected);
    if (fault) faults.push(`${fault} (from: ${from})`);
  }
  if (links.size < 100) faults.push(`only ${links.size} links were found`);
  await journey.noteScreen('links of the public pages', faults, one.page);
}

export async function doWithoutJavaScript(journey, places) {
  const one = await journey.arrive({ javaScriptEnabled: false });
  await journey.step('without JavaScript something is said, followed and added to', async () => {
    await one.open(places.door);
    await one.follow('pages.say');
    const code = await say(one, one.page.url());
    await one.follow('pages.sent.track');
    await one.fill('pages.track.code', code);
    await one.press('pages.track.look');
    await one.sees('pages.track.state.received');
    await one.seesText(said);
    await one.fill('pages.track.add', saidMore);
    await one.press('pages.track.add.send');
    await one.sees('pages.track.step.added');
    await one.seesText(saidMore);
  });
  await journey.step('without JavaScript a proof says that it was not checked', async () => {
    await one.open(`${places.door}/proof`);
    await one.sees('pages.log.waiting');
    if (await result(one, 'held').isVisible()) throw new Error('it is said to hold');
  });
}

const point = 72 / 25.4; // PDF points in a millimetre

export async function printBoard(journey, places) {
  const one = await journey.arrive();
  await journey.step('the notice board is printed on A3', async () => {
    await one.open(places.board);
    const file = await one.page.pdf({ preferCSSPageSize: true });
    const sheets = [...file.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
    if (!sheets.length) throw new Error('there is no page in the PDF');
    for (const [, width, height] of sheets)
      if (Math.abs(width - 297 * point) > 1 || Math.abs(height - 420 * point) > 1)
        throw new Error(`a sheet is ${(width / point).toFixed(1)} × ${(height / point).toFixed(1)} mm`);
  });
}

const result = (one, name) => one.page.getByText(one.like(`pages.log.result.${name}`));

/** The Base64 with the lowest bit of one byte turned; a negative place counts from the end. */
function turned(base64, at) {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at < 0 ? bytes.length + at : at] ^= 1;
  return bytes.toString('base64');
}
/** The place of the first byte behind the mark that goes on a Chinese character: turned, it is still text. */
function within(base64, mark) {
  const bytes = Buffer.from(base64, 'base64');
  const begin = bytes.indexOf(mark) + mark.length;
  return bytes.findIndex((byte, at) => at >= begin && byte >= 0x80 && byte < 0xc0);
}
/** One line of the proof, chosen by its beginning or number, with what is behind the prefix changed. */
function inLine(text, number, prefix, change) {
  const lines = text.split('\n');
  const at = number < 0 ? lines.length + number : number;
  const [, head, rest] = prefix.exec(lines[at]);
  lines[at] = head + change(rest);
  return lines.join('\n');
}

// What somebody changes, and which of the three steps then fails. Lines of the proof: a mark, extra data, the
// index, the path …, an empty line, the checkpoint; its last line is a signature.
const tampering = [
  ['the path', 'included', (text) => inLine(text, 4, /^()(\S+)$/, (path) => turned(path, 7))],
  [
    'the letter in the proof',
    'letter',
    (text) => inLine(text, 1, /^(extra )(\S+)$/, (extra) => turned(extra, within(extra, 'letter:t:'))),
  ],
  [
    'the entry',
    'included',
    (text) => inLine(text, 1, /^(extra )(\S+)$/, (extra) => turned(extra, '{"entry":"12'.length)),
  ],
  ['the signature', 'signed', (text) => inLine(text, -2, /^(— \S+ )(\S+)$/, (name) => turned(name, -1))],
];

async function checksTo(one, places, broken) {
  await one.open(`${places.door}/proof`);
  await one.sees(`pages.log.result.${broken ? 'broken' : 'held'}`);
  if (await result(one, broken ? 'held' : 'broken').isVisible()) throw new Error('it is said to be both');
  for (const step of ['letter', 'included', 'signed']) {
    const held = await one.page.locator(`#step-${step}`).getAttribute('data-held');
    if (held !== String(step !== broken)) throw new Error(`the step “${step}” is marked ${held}`);
  }
}

export async function tamper(journey, places) {
  const one = await journey.arrive();
  const file = `**${places.door}/letter.tlog-proof`;
  await journey.step('a proof as it is holds', () => checksTo(one, places));
  for (const [what, step, change] of tampering)
    await journey.step(`whoever turns one bit of ${what} is found out`, async () => {
      await one.page.route(file, async (route) => {
        const answer = await route.fetch();
        const text = await answer.text();
        const changed = change(text);
        if (changed === text) throw new Error('nothing was changed');
        await route.fulfill({ response: answer, body: changed });
      });
      await checksTo(one, places, step);
      await one.looks(`a proof with ${what} changed`);
      await one.page.unroute(file);
    });
  await journey.step('whoever changes the letter on the page is found out', async () => {
    const page = `**${places.door}/proof`;
    await one.page.route(page, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/(<div id="letter"[^>]*>[^<]*?)(\d)/, '$1９');
      await route.fulfill({ response: answer, body });
    });
    await checksTo(one, places, 'letter');
    await one.page.unroute(page);
  });
}

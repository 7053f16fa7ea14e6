// The HTML that the server sends is held to the standard by the W3C's checker (vnu): what came over the wire,
// not what the browser made of it. A page that came twice is looked at once; all of a run's are looked at in
// one call, as the checker takes seconds to start. Errors and warnings count, not what it merely remarks.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Missing, root, webFile } from './tools.mjs';

const folder = join(root, 'build', 'journeys-markup');
const faults_max = 40;

export class Markup {
  #pages = new Map();
  #reading = new Set();

  /** Keeps every HTML document that comes to the window from now on. */
  listen(page) {
    page.on('response', (response) => {
      const type = response.headers()['content-type'] ?? '';
      if (response.request().resourceType() !== 'document' || !type.startsWith('text/html')) return;
      if (response.status() >= 300 && response.status() < 400) return;
      const reading = response
        .text()
        .then((text) => this.#keep(response.url(), text))
        // The window was closed or went on before the page had come: nobody saw it either.
        .catch(() => {})
        .finally(() => this.#reading.delete(reading));
      this.#reading.add(reading);
    });
  }
  #keep(address, text) {
    const name = `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.html`;
    if (!this.#pages.has(name)) this.#pages.set(name, { address, text });
  }

  /** How many pages there were, and what is wrong with them, each as one line. */
  async check() {
    await Promise.allSettled([...this.#reading]);
    if (!this.#pages.size) return { pages: 0, faults: [] };
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, { text }] of this.#pages) writeFileSync(join(folder, name), text);
    const found = new Map(); // the same at many places is one fault
    for (const { url, type, subType, message, lastLine, extract } of checked(folder).messages) {
      if (type === 'info' && subType !== 'warning') continue;
      const file = url.split('/').at(-1);
      const from = `${this.#pages.get(file)?.address ?? url}, line ${lastLine}: ${extract} [${file}]`;
      const what = `${type}${subType ? ` (${subType})` : ''}: ${message}`;
      found.set(what, [...(found.get(what) ?? []), from]);
    }
    const faults = [...found].map(([what, [first, ...more]]) => {
      return `${what}\n  ${first}${more.length ? ` and at ${more.length} more places` : ''}`;
    });
    return { pages: this.#pages.size, faults: faults.slice(0, faults_max) };
  }
}

function checked(place) {
  const jar = join(webFile('vnu-jar/package.json'), '..', 'build', 'dist', 'vnu.jar');
  const run = spawnSync('java', ['-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', place], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    timeout: 300_000,
  });
  if (run.error?.code === 'ENOENT')
    throw new Missing('java was not found in PATH. As root: apt-get install openjdk-17-jre-headless');
  if (run.error || run.status !== 0)
    throw new Error(`the HTML checker ended with ${run.error ?? run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

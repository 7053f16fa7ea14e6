// One journey: a server of its own, a window or more, steps that are told one by one. It ends at the first
// step that fails, with a picture of every window; faults of a screen are counted, and it goes on.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from './server.mjs';
import { pictures } from './tools.mjs';
import { Visitor } from './visitor.mjs';
import { speak } from './words.mjs';

const bounded = (work, milliseconds, what) => {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(
      () => failed(new Error(`${what} took longer than ${milliseconds / 1000} s`)),
      milliseconds,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** The first lines of what went wrong, without a terminal's colours. */
function shortly(trouble) {
  const text = String(trouble.message ?? trouble).replace(/\x1b\[\d+m/g, '');
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join('\n');
}

export class Journey {
  constructor(story, [size, language, engine = 'sqlite'], browser, markup) {
    Object.assign(this, { story, size, engine, browser, markup });
    this.words = speak(language);
    this.name = [story.name, size, language, ...(engine === 'sqlite' ? [] : [engine])].join('-');
    this.contexts = [];
    this.pages = new Set();
    this.complaints = [];
    this.passed = this.failed = 0;
    this.notes = {};
  }

  arrive(more) {
    return Visitor.arrive(this, more);
  }

  async step(sentence, work) {
    const began = Date.now();
    try {
      await bounded(work(), 180_000, 'the step');
      this.checkComplaints();
    } catch (trouble) {
      this.failed += 1;
      console.log(`FAILED ${this.name}: ${sentence}\n${shortly(trouble)}`);
      await this.takePictures(sentence);
      throw new Ended();
    }
    this.passed += 1;
    console.log(`ok ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${this.name}: ${sentence}`);
  }

  checkComplaints() {
    if (this.complaints.length) throw new Error(this.complaints.splice(0).join('\n'));
  }

  async noteScreen(screen, faults, page) {
    if (!faults.length) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    console.log(`FAILED ${this.name}: the screen “${screen}” at ${page.url()}`);
    for (const fault of faults) console.log(`  ${fault}`);
    await this.picture(page, screen);
  }

  async takePictures(title) {
    let count = 0;
    for (const page of this.pages) {
      if (page.isClosed()) continue;
      await this.picture(page, `${title}${count++ ? `-${count}` : ''}`);
    }
  }
  async picture(page, title) {
    const file = join(pictures, `${this.name}-${title.replace(/[^\p{L}\p{N}]+/gu, '_')}.png`);
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: file, timeout: 10_000 }).then(
      () => console.log(`  picture: ${file} (${page.url()})`),
      (trouble) => console.log(`  no picture: ${trouble.message}`),
    );
  }

  /** Runs it whole, cleans up in any case. */
  async run() {
    const server = (this.server = await startServer(this.engine, this.story.demo));
    this.base = server.base;
    this.folder = server.folder;
    try {
      await bounded(this.story.tell(this), this.story.seconds * 1000, 'the journey');
    } catch (trouble) {
      if (!(trouble instanceof Ended)) {
        this.failed += 1;
        console.log(`FAILED ${this.name}: ${trouble.stack ?? trouble}`);
        await this.takePictures('stopped');
      }
    } finally {
      await Promise.allSettled(this.contexts.map((context) => context.close()));
      await server.stop().catch((trouble) => {
        this.failed += 1;
        console.log(`FAILED ${this.name}: ${trouble.message}`);
      });
    }
  }
}

/** The journey was ended by a step that has been told already. */
class Ended extends Error {}

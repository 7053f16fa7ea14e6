// One server of a journey's own: the release program on a free port of the loopback, with a fresh folder, and
// if it is told on PostgreSQL, with a fresh one of those.
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startPostgresql } from './postgresql.mjs';
import { program } from './tools.mjs';

const run = promisify(execFile);
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Those of servers that run, or are stopped for a while: nobody else may have them meanwhile. */
const taken = new Set();

async function freePort() {
  for (;;) {
    const port = await anyPort();
    if (taken.has(port)) continue;
    taken.add(port);
    return port;
  }
}

function anyPort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function ready(base, child, told) {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) break;
    try {
      if ((await fetch(`${base}/readyz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await pause(50);
  }
  throw new Error(`the server did not become ready:\n${told.join('')}`);
}

/** What lets a server live later than now: built where the journey is, as it is needed nowhere else. */
async function timeShift(folder) {
  const library = join(folder, 'later.so');
  const source = fileURLToPath(new URL('later.c', import.meta.url));
  await run('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  return library;
}

/** One process after the other on the same folder and port. */
class Server {
  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
    this.base = `http://127.0.0.1:${port}`;
    this.told = [];
    this.options = ['--data', join(folder, 'data')];
  }

  async useDatabase(engine) {
    if (engine !== 'postgresql') return;
    await chmod(this.folder, 0o711);
    this.postgresql = await startPostgresql(join(this.folder, 'postgresql'));
    this.options.push('--database', this.postgresql.address);
  }

  /** The made-up township of the demo, as it stood on that day. */
  async fillWithDemo(until) {
    const town = ['--town', '230225101', '--until', until, '--seed', '1'];
    await run(program(), ['demo', ...this.options, ...town]);
  }

  async start(environment = {}) {
    this.child = spawn(program(), ['serve', ...this.options, '--port', String(this.port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    running.add(this.child);
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (bytes) => {
        this.told.push(String(bytes));
        if (this.told.length > 200) this.told.shift();
      });
    this.ended = new Promise((done) => this.child.once('exit', done));
    await ready(this.base, this.child, this.told);
  }

  /** As an administrator stops it; whatever it was doing it must finish within half a minute. */
  async halt() {
    this.child.kill('SIGTERM');
    const code = await Promise.race([this.ended, pause(30_000)]);
    if (code === undefined) this.child.kill('SIGKILL');
    running.delete(this.child);
    if (code !== 0)
      throw new Error(`the server ended with ${code ?? 'a kill after 30 s'}:\n${this.told.join('')}`);
  }

  /** Stops it and starts it again so many days after now. */
  async later(days) {
    await this.halt();
    const shift = await timeShift(this.folder);
    await this.start({ LD_PRELOAD: shift, LIANGHU_LATER_SECONDS: String(Math.round(days * 86_400)) });
  }

  /** Whether the journal accounts for every row that the journey left behind. */
  async verifyJournal() {
    await run(program(), ['journal', 'verify', ...this.options]);
  }

  async stop() {
    try {
      await this.halt();
    } finally {
      taken.delete(this.port);
      await this.postgresql?.stop();
      await rm(this.folder, { recursive: true, force: true });
    }
  }
}

/** With `demo`, a day, it begins as the demo's township on that day instead of empty. */
export async function startServer(engine, demo) {
  const folder = await mkdtemp(join(tmpdir(), 'lianghu-journey-'));
  const server = new Server(folder, await freePort());
  try {
    await server.useDatabase(engine);
    if (demo) await server.fillWithDemo(demo);
    await server.start();
  } catch (trouble) {
    await server.stop().catch(() => {});
    throw trouble;
  }
  return server;
}

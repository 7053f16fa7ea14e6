// One server of a journey's own: the release program on a free port of the loopback, with a fresh folder.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './tools.mjs';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

function freePort() {
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
  const until = Date.now() + 20_000;
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

/** Starts it, and gives its address and how to end it. */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'lianghu-journey-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const told = [];
  const child = spawn(program(), ['serve', '--data', join(folder, 'data'), '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => {
      told.push(String(bytes));
      if (told.length > 200) told.shift();
    });
  const ended = new Promise((done) => child.once('exit', (code) => done(code)));

  async function stop() {
    child.kill('SIGTERM');
    const code = await Promise.race([ended, pause(10_000)]);
    if (code === undefined) child.kill('SIGKILL');
    running.delete(child);
    await rm(folder, { recursive: true, force: true });
    if (code !== 0)
      throw new Error(`the server ended with ${code ?? 'a kill after 10 s'}:\n${told.join('')}`);
  }
  try {
    await ready(base, child, told);
  } catch (trouble) {
    await stop().catch(() => {});
    throw trouble;
  }
  return { base, folder, stop };
}

// A PostgreSQL of one journey's own: in a folder of its own, on a socket there, nothing on the network.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Missing } from './tools.mjs';

const run = promisify(execFile);
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGQUIT')));

function programs() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (!found) throw new Missing('PostgreSQL was not found. As root: apt-get install postgresql-15');
  return found;
}

/** PostgreSQL refuses to run as root. */
function unprivileged() {
  if (process.geteuid() !== 0) return {};
  const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres']));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Answers with its address for --database and with what stops it. */
export async function startPostgresql(folder) {
  const [bin, person] = [programs(), unprivileged()];
  mkdirSync(folder);
  if (person.uid) chownSync(folder, person.uid, person.gid);
  const [data, log] = [join(folder, 'cluster'), join(folder, 'log')];
  const made = ['-D', data, '-A', 'trust', '-U', 'lianghu', '-E', 'UTF8', '--locale=C'];
  await run(join(bin, 'initdb'), made, { ...person, cwd: '/' });
  const told = openSync(log, 'a');
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses='], {
    ...person,
    cwd: '/',
    stdio: ['ignore', told, told],
  });
  running.add(child);
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
    running.delete(child);
  };
  const ready = () => {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-q', '-h', folder, '-d', 'postgres']);
      return true;
    } catch {
      return false;
    }
  };
  for (const until = Date.now() + 60_000; !ready(); await pause(100)) {
    if (child.exitCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8')}`);
  }
  return { address: `postgresql:///postgres?host=${encodeURIComponent(folder)}&user=lianghu`, stop };
}

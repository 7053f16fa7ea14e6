// What the journeys need from outside: the program, the web app's packages, Chromium. Whatever is missing is
// said in one sentence, with what to do.
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const pictures = join(root, 'build', 'journeys');

/** Something the machine lacks: told without a stack. */
export class Missing extends Error {}

export function program() {
  const file = process.env.LIANGHU_PROGRAM ?? join(root, 'build', 'release', 'lianghu');
  if (!existsSync(file)) throw new Missing(`${file} is not there. Build it: bin/run --build-only`);
  return file;
}

/** A package of the web app. */
export function webPackage(name) {
  try {
    return createRequire(join(root, 'web', 'package.json'))(name);
  } catch {
    throw new Missing(`the package ${name} is not in web/node_modules. Fetch it: npm --prefix web ci`);
  }
}
export const webFile = (name) => createRequire(join(root, 'web', 'package.json')).resolve(name);

export function chromiumFile() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    ...folders.map((each) => join(each, 'chromium')),
  ];
  for (const place of places) {
    if (!place) continue;
    try {
      accessSync(place, constants.X_OK);
      return place;
    } catch {
      // The next place.
    }
  }
  throw new Missing(
    'Chromium was not found in PATH. As root: apt-get install chromium. Or say where it is: CHROMIUM=FILE',
  );
}

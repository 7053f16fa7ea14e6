// Puts FILE.br and FILE.gz beside every text file of dist/, so that the server only ever sends finished
// bytes, and says what the first screen weighs. More than 120 KB gzipped fails the build.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const firstScreenBytesMax = 120 * 1024;
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const weights = new Map();

function* filesBelow(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

for (const path of [...filesBelow(dist)].filter((name) =>
  /\.(html|js|css|svg|json|webmanifest)$/.test(name),
)) {
  const bytes = readFileSync(path);
  const gzip = gzipSync(bytes, { level: 9 });
  weights.set(relative(dist, path), gzip.length);
  writeFileSync(`${path}.gz`, gzip);
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  );
}

// The first screen: the page, what it asks for at once, the icons, the shared words of one language, and the
// home screen.
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\/app\/([^"]+)"/g)].map((found) => found[1]);
const also = /^assets\/(icons|web|HomeScreen|AppShell)-.*\.(svg|js|css)$/;
const books = [...weights.keys()].filter((name) => /^assets\/web-.*\.js$/.test(name));
const heaviestBook = books.sort((a, b) => weights.get(b) - weights.get(a))[0];
const parts = new Set(['index.html', ...first, ...[...weights.keys()].filter((name) => also.test(name))]);
for (const book of books) if (book !== heaviestBook) parts.delete(book);

let total = 0;
for (const name of parts) total += weights.get(name) ?? 0;
for (const name of parts) console.log(`${String(weights.get(name) ?? 0).padStart(8)}  ${name}`);
console.log(`${String(total).padStart(8)}  first screen, gzipped (at most ${firstScreenBytesMax})`);
if (total > firstScreenBytesMax) process.exit(1);

// Writes src/api/schema.d.ts from the server's OpenAPI file (`lianghu openapi > build/openapi.json`). Its
// place is LIANGHU_OPENAPI, by default ../build/openapi.json. Without the file the app still builds, only
// less strictly: every path and answer is then allowed. bin/check always has the file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';

const source =
  process.env.LIANGHU_OPENAPI ?? fileURLToPath(new URL('../../build/openapi.json', import.meta.url));
const target = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));

const loose = `// No OpenAPI file was there when this was built: nothing is checked against the server.
export interface paths { [path: string]: any }
export interface components { schemas: { [name: string]: any } }
`;

const text = existsSync(source)
  ? astToString(await openapi(JSON.parse(readFileSync(source, 'utf8'))))
  : loose;
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
console.log(
  existsSync(source) ? `api: from ${source}` : `api: ${source} is not there, building without its types`,
);

// The typed way to the server. Paths, bodies and answers come from src/api/schema.d.ts, which is made from
// the server's own OpenAPI file: a call that the server does not know does not compile.
//
//   const me = await api.get('/api/v1/me');
//   await api.post('/api/v1/villages/{village}/plaques', { path: { village }, body: {…}, key });
//
// Answers resolve to the body; anything else throws Refused or Unreachable (problems.ts). Every write carries
// an Idempotency-Key: give the form's own `key` so that a repeat is answered, not done twice.
import createClient from 'openapi-fetch';
import { language } from '@/words/words';
import { Unreachable, readRefusal, Refused } from './problems';
import type { components, paths } from './schema';

type Method = 'get' | 'post' | 'put' | 'delete';
type Loose = string extends keyof paths ? true : false;

/** The paths that answer to a method. */
export type PathOf<M extends Method> = Loose extends true
  ? string
  : { [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never }[keyof paths] & string;

type Operation<P, M extends Method> = P extends keyof paths
  ? paths[P] extends { [K in M]: infer O }
    ? O
    : never
  : never;
type JsonOf<T> = T extends { content: { 'application/json': infer B } } ? B : undefined;

/** What a path answers. */
export type Answer<P extends string, M extends Method = 'get'> = Loose extends true
  ? any
  : Operation<P, M> extends { responses: { 200: infer R } }
    ? JsonOf<R>
    : unknown;

/** What a path takes. */
export type Body<P extends string, M extends Method> = Loose extends true
  ? any
  : Operation<P, M> extends { requestBody?: infer R }
    ? JsonOf<NonNullable<R>>
    : undefined;

/** A named shape of the server's: `Schema<'Plaque'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export interface Ask {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  signal?: AbortSignal;
}
export interface Tell<B> extends Ask {
  body?: B;
  /** The form's idempotency key; a new one if none is given. */
  key?: string;
}

export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http outside localhost has no randomUUID
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Called when a session has ended: true once the reader has signed in again, and then what was asked is asked
 * again, with the same key. Several requests that find it ended wait for the same answer.
 */
let signInAgain: () => Promise<boolean> = async () => false;
export const whenSessionEnded = (ask: () => Promise<boolean>) => {
  let asking: Promise<boolean> | undefined;
  signInAgain = () => (asking ??= ask().finally(() => (asking = undefined)));
};
/** Called after each write that the server has taken: what is counted elsewhere may have changed with it. */
let tellOfWrite = () => {};
export const whenWritten = (tell: () => void) => {
  tellOfWrite = tell;
};
const speaksOfSessions = (path: string) => path.endsWith('/sessions') || path.endsWith('/me');

const client = createClient<Record<string, Record<string, object>>>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  credentials: 'same-origin',
  fetch: (request) => fetch(request),
});

async function send(method: Method, path: string, told: Tell<unknown>): Promise<unknown> {
  const headers: Record<string, string> = { 'Accept-Language': language.value };
  const key = told.key ?? newKey();
  if (method !== 'get') headers['Idempotency-Key'] = key;
  // openapi-fetch fills in the path, writes the query and leaves a FormData body to the browser.
  const request = client.request as unknown as (
    method: string,
    path: string,
    init: object,
  ) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
  let answer;
  try {
    answer = await request(method, path, {
      params: { path: told.path, query: told.query },
      body: told.body,
      headers,
      signal: told.signal,
    });
  } catch (trouble) {
    if (told.signal?.aborted) throw trouble;
    throw new Unreachable(trouble);
  }
  const { response } = answer;
  if (response.ok) {
    if (method !== 'get' && !speaksOfSessions(path)) tellOfWrite();
    return answer.data;
  }
  const refused = readRefusal(
    response.status,
    asJson(answer.error),
    response.headers.get('x-request-id') ?? '',
  );
  if ([502, 503, 504].includes(response.status) && !refused.problems.length) throw new Unreachable(refused);
  if (response.status === 401 && !speaksOfSessions(path) && (await signInAgain()))
    return send(method, path, { ...told, key });
  throw refused;
}

function asJson(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export const api = {
  get: <P extends PathOf<'get'>>(path: P, ask: Ask = {}) =>
    send('get', path, ask) as Promise<Answer<P, 'get'>>,
  post: <P extends PathOf<'post'>>(path: P, told: Tell<Body<P, 'post'> | FormData> = {}) =>
    send('post', path, told) as Promise<Answer<P, 'post'>>,
  put: <P extends PathOf<'put'>>(path: P, told: Tell<Body<P, 'put'> | FormData> = {}) =>
    send('put', path, told) as Promise<Answer<P, 'put'>>,
  remove: <P extends PathOf<'delete'>>(path: P, told: Tell<undefined> = {}) =>
    send('delete', path, told) as Promise<Answer<P, 'delete'>>,
};

/**
 * Sends a file that the server makes (PDF, XLSX) to the reader's downloads. Throws like the rest. It is asked
 * for by POST when `post` is given, as what is asked for is journalled or too long for an address.
 */
export async function download(
  address: string,
  name: string,
  post?: { body?: FormData | object; key: string },
): Promise<void> {
  const isForm = post?.body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(address, {
      method: post ? 'POST' : 'GET',
      credentials: 'same-origin',
      headers: {
        'Accept-Language': language.value,
        ...(post && { 'Idempotency-Key': post.key }),
        ...(post?.body && !isForm && { 'Content-Type': 'application/json' }),
      },
      body: isForm ? (post?.body as FormData) : post?.body && JSON.stringify(post.body),
    });
  } catch (trouble) {
    throw new Unreachable(trouble);
  }
  if (response.status === 401 && (await signInAgain())) return download(address, name, post);
  if (!response.ok)
    throw readRefusal(
      response.status,
      asJson(await response.text()),
      response.headers.get('x-request-id') ?? '',
    );
  saveAs(await response.blob(), name);
}

export function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export { Refused, Unreachable };

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api as typed, newKey, whenSessionEnded, type Ask, type Tell } from './client';
import { Refused, Unreachable } from './problems';

// These tests ask for paths that no server has.
type Send<How> = (path: string, how?: How) => Promise<unknown>;
const api = typed as unknown as { get: Send<Ask>; post: Send<Tell<unknown>>; remove: Send<Tell<unknown>> };

let asked: Request[] = [];
let answer: () => Response | Promise<Response>;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request);
    return answer();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  whenSessionEnded(async () => false);
});

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'x-request-id': 'r9' },
  });

describe('api', () => {
  it('fills in the path and the query, and gives back the body', async () => {
    answer = () => json(200, { id: '7' });
    const found = await api.get('/api/v1/villages/{village}/plaques', {
      path: { village: '1/2' },
      query: { page: 2 },
    });
    expect(found).toEqual({ id: '7' });
    expect(new URL(asked[0].url).pathname + new URL(asked[0].url).search).toBe(
      '/api/v1/villages/1%2F2/plaques?page=2',
    );
    expect(asked[0].headers.get('Idempotency-Key')).toBeNull();
    expect(asked[0].headers.get('Accept-Language')).toBe('zh-CN');
  });

  it('gives every write a key: the one given, or a new one', async () => {
    answer = () => json(200, {});
    await api.post('/api/v1/things', { body: { name: '孙' }, key: 'k-1' });
    await api.remove('/api/v1/things/{thing}', { path: { thing: '1' } });
    expect(asked[0].headers.get('Idempotency-Key')).toBe('k-1');
    expect(await asked[0].json()).toEqual({ name: '孙' });
    expect(asked[1].headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('reads what the server refuses', async () => {
    const problems = [{ key: 'pledge.items.empty', field: 'items', sentence: '一项也没写' }];
    answer = () => json(422, { error: { status: 422, request_id: 'r1', problems } });
    const trouble = await api.post('/api/v1/pledges', { body: {} }).catch((found: unknown) => found);
    expect(trouble).toBeInstanceOf(Refused);
    expect(trouble).toMatchObject({ status: 422, requestId: 'r1', problems });
  });

  it('makes a refusal of a page that a proxy wrote, and unreachable of no answer', async () => {
    answer = () => new Response('<html>', { status: 413 });
    expect(await api.get('/api/v1/x').catch((found: unknown) => found)).toMatchObject({
      status: 413,
      problems: [],
    });
    answer = () => new Response('<html>', { status: 502 });
    await expect(api.get('/api/v1/x')).rejects.toBeInstanceOf(Unreachable);
    answer = () => Promise.reject(new TypeError('failed to fetch'));
    await expect(api.get('/api/v1/x')).rejects.toBeInstanceOf(Unreachable);
  });

  it('asks for a new sign-in when the session has ended, but not about a wrong password', async () => {
    const ended = vi.fn(async () => false);
    whenSessionEnded(ended);
    answer = () => json(401, { error: { problems: [] } });
    await expect(api.post('/api/v1/sessions', { body: {} })).rejects.toBeInstanceOf(Refused);
    expect(ended).not.toHaveBeenCalled();
    await expect(api.get('/api/v1/things')).rejects.toBeInstanceOf(Refused);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('asks once for all, and then sends everything again with its own key', async () => {
    let signedIn = (_again: boolean) => {};
    const ended = vi.fn(() => new Promise<boolean>((done) => (signedIn = done)));
    whenSessionEnded(ended);
    let valid = false;
    answer = () => (valid ? json(200, { done: true }) : json(401, { error: { problems: [] } }));
    const sent = [api.post('/api/v1/things', { body: { a: 1 } }), api.post('/api/v1/others', { body: {} })];
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    valid = true;
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
    signedIn(true);
    expect(await Promise.all(sent)).toEqual([{ done: true }, { done: true }]);
    const keys = asked.map((request) => request.headers.get('Idempotency-Key'));
    expect(asked).toHaveLength(4);
    expect(new Set(keys.slice(0, 2))).toEqual(new Set(keys.slice(2)));
    expect(await asked[2].json()).toEqual(asked[2].url.endsWith('things') ? { a: 1 } : {});
  });

  it('makes keys without crypto.randomUUID too', () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(255) });
    expect(newKey()).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });
});

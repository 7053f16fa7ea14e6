import { afterEach, describe, expect, it, vi } from 'vitest';
import { whenSessionEnded } from '@/api/client';
import { Refused } from '@/api/problems';
import { saveBadRows } from './upload';

describe('a file asked for by POST', () => {
  const roster = new File(['户主,姓名'], '花名册.csv');
  const bodies: FormData[] = [];
  const keys: (string | null)[] = [];
  let signedIn = false;
  const saved = vi.fn();

  function stub() {
    bodies.length = keys.length = 0;
    signedIn = false;
    vi.stubGlobal('fetch', async (_address: string, { body, headers }: RequestInit) => {
      bodies.push(body as FormData);
      keys.push(new Headers(headers).get('Idempotency-Key'));
      return signedIn
        ? new Response('rows')
        : new Response(JSON.stringify({ error: { problems: [] } }), { status: 401 });
    });
    URL.createObjectURL = saved.mockReset().mockReturnValue('blob:1');
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  }
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    whenSessionEnded(async () => false);
  });

  it('is asked for again, as it was, once the reader has signed in again', async () => {
    stub();
    whenSessionEnded(async () => (signedIn = true));
    expect(await saveBadRows('7', roster, { kind: 'member' }, '要改的行.xlsx')).toBe(true);
    expect(bodies).toHaveLength(2);
    expect(bodies[1].get('mapping')).toBe('{"kind":"member"}');
    expect(bodies[1].get('file')).toBeInstanceOf(File);
    expect(keys[1]).toBe(keys[0]);
    expect(saved).toHaveBeenCalledTimes(1);
  });

  it('is refused when the reader does not sign in', async () => {
    stub();
    await expect(saveBadRows('7', roster, {}, '要改的行.xlsx')).rejects.toBeInstanceOf(Refused);
    expect(bodies).toHaveLength(1);
    expect(saved).not.toHaveBeenCalled();
  });
});

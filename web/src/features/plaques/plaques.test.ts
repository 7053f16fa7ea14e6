// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordsFolder } from '../../../tools/words';
import { deeds, isLive, linesOf, looks, stateOf, type PlaqueList, type State } from './plaques';

const plaque = (serial: number, household: string, state: State) => ({
  plaque: {
    id: `p${serial}`,
    household,
    serial,
    state,
    consent_names: false,
    name_on_door: '',
    reason: '',
    version: 1,
  },
  head: `head of ${household}`,
  address: '',
  moved_away: false,
  page: '/p/x',
});
const list: PlaqueList = {
  place: '音河村',
  plaques: [plaque(1, 'a', 'hung'), plaque(2, 'b', 'replaced'), plaque(3, 'b', 'planned')],
  counts: {
    should: 3,
    exempt: 1,
    has: 1,
    missing: [
      { household: 'b', name: 'head of b', state: 'planned' },
      { household: 'c', name: 'head of c', state: null },
    ],
  },
  exempt: [{ exemption: 'e', household: 'a', name: 'head of a', reason: 'away' }],
};

describe('the lines of a village', () => {
  it('begin with those for whom no plaque is planned, each once', () => {
    expect(linesOf(list).map((line) => [line.household, stateOf(line)])).toEqual([
      ['c', 'none'],
      ['a', 'hung'],
      ['b', 'replaced'],
      ['b', 'planned'],
    ]);
  });
  it('say who is exempt, and nothing of it to a reader who is not told', () => {
    expect(linesOf(list).find((line) => line.household === 'a')?.exempt).toBe(true);
    const asMember = linesOf({ ...list, counts: null, exempt: null });
    expect(asMember.every((line) => line.plaque && !line.exempt)).toBe(true);
  });
  it('leave nothing to do for a plaque that has ended', () => {
    const ended = linesOf(list).filter((line) => line.plaque && !isLive(line));
    expect(ended.map((line) => line.plaque?.serial)).toEqual([2]);
    expect(deeds.replaced).toEqual([]);
    expect(deeds.retired).toEqual([]);
  });
});

describe('words', () => {
  const words = readFileSync(join(wordsFolder, 'zh-CN', 'web-plaques.txt'), 'utf8');
  it('has a word for every state and for everything that can be done', () => {
    for (const state of Object.keys(looks)) expect(words).toContain(`web.plaques.state.${state}:`);
    for (const deed of Object.values(deeds).flat()) expect(words).toContain(`web.plaques.deed.${deed}:`);
  });
});

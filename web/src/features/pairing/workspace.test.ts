import { flushPromises, mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { chooseLanguage, openBook } from '@/words/words';
import AnswerCard from './AnswerCard.vue';
import WhatIf from './WhatIf.vue';
import type { Outcome, PairRow, Participant, Way, Workspace } from './pairing';
import { linesOf, previewOf, roomAtRun, wayWord } from './workspace';

const participant = (household: string, side: 'contact' | 'helper', more: Partial<Participant> = {}) =>
  ({
    household,
    side,
    name: `户${household}`,
    place: '一组',
    capacity: 0,
    takes: 0,
    assisted: false,
    ...more,
  }) as Participant;
const pair = (household: string, helper: string, way: Way = 'both', moved_for = 0) =>
  ({ pairing: { household, helper }, household_name: `户${household}`, way, moved_for }) as PairRow;
const outcome: Outcome = {
  households: 3,
  covered: 2,
  maximum: 2,
  blocking: 1,
  at_odds: { coverage: 1, lower: 0, others: 0, kept: 0, by_hand: 2 },
  uncovered: [{ household: '3', name: '户3' }],
  certificate: {
    households: ['1', '2', '3'].map((household) => ({ household, name: `户${household}` })),
    helpers: ['7', '8'].map((household) => ({ household, name: `户${household}` })),
    capacity: 2,
    vetoes: 3,
  },
  remedies: [
    {
      kind: 'room',
      rooms: [{ helper: '7', name: '户7', capacity: 2, more: 1, is_given: false }],
      covered: 3,
      moved: 0,
    },
    {
      kind: 'elsewhere',
      rooms: [{ helper: '9', name: '户9', capacity: 3, more: 1, is_given: false }],
      covered: 2,
      moved: 0,
    },
  ],
  checked: true,
};
const workspace = {
  round: { version: 4 },
  may_run: true,
  participants: [
    ...['1', '2', '3'].map((household) => participant(household, 'contact')),
    participant('7', 'helper', { capacity: 1, takes: 1 }),
    participant('8', 'helper', { capacity: 2, takes: 1, place: '二组' }),
  ],
  pairs: [pair('1', '7'), pair('2', '8')],
  news: [],
  overrides: [],
  overrides_left: 3,
  outcome,
} as unknown as Workspace;

beforeEach(async () => {
  await chooseLanguage('zh-CN');
  await openBook('pairing');
  await flushPromises();
});

describe('a pair by hand, before the run', () => {
  it('moves nobody while the helper has room, and one of its own when it has none', () => {
    expect(previewOf(workspace, '3', '8')).toMatchObject({ isFull: false, isNear: false, mightMove: [] });
    expect(previewOf(workspace, '3', '7')).toMatchObject({ isFull: true, isNear: true, mightMove: ['户1'] });
  });

  it('does not move whom somebody set by hand to the same helper', () => {
    const fixed = {
      ...workspace,
      overrides: [{ override: { household: '1', helper: '7', state: 'applied' } }],
    } as unknown as Workspace;
    expect(previewOf(fixed, '3', '7')?.mightMove).toEqual([]);
  });
});

describe('how a pair came about', () => {
  it('is said in words, with a ballot that somebody entered, and not at all without a right to it', () => {
    const { participants } = workspace;
    expect(wayWord(pair('1', '7'), participants)).toBe('按双方的票');
    const assisted = [participant('1', 'contact', { assisted: true })];
    expect(wayWord(pair('1', '7'), assisted)).toBe('按双方的票，有代填的票');
    expect(wayWord(pair('1', '7', 'near'), assisted)).toBe('按合适：住得近');
    expect(wayWord(pair('1', '7', 'moved', 2), participants)).toBe('按票后调过一次，让另外 2 户有人帮');
    expect(wayWord(pair('1', '7', 'unknown'), participants)).toBe('');
  });
});

describe('a certificate', () => {
  it('is drawn with the pairs there are and no pair that might be', () => {
    expect(linesOf(outcome, workspace.pairs)).toEqual([
      { from: 0, to: 0 },
      { from: 1, to: 1 },
      { from: 2, to: -1 },
    ]);
  });

  it('shows the room of the run, also when more was given since', () => {
    const since = [participant('7', 'helper', { capacity: 5 })];
    expect(roomAtRun(outcome, since, '7')).toBe(1);
  });

  it('says how many were ruled out and why pairs were not exchanged, in numbers', () => {
    const card = mount(AnswerCard, { props: { outcome, workspace } });
    expect(card.text()).toContain('有 3 对是有一方写了“不要”的');
    expect(card.text()).toContain('有 3 对更想换成对方，没有换');
    expect(card.text()).toContain('2 对：因为有手工定的');
    expect(card.text()).toContain('已由另一个程序复核');
  });

  it('does not say that everybody has a helper beside somebody who came since', () => {
    const full = { ...outcome, certificate: null, uncovered: [], covered: 2, households: 2, maximum: 2 };
    const text = (joined: number) =>
      mount(AnswerCard, {
        props: { outcome: full, workspace: { ...workspace, tally: { joined } } as unknown as Workspace },
      }).text();
    expect(text(0)).toContain('每一户都能有人帮');
    expect(text(1)).not.toContain('每一户都能有人帮');
    expect(text(1)).toContain('新来了 1 户');
  });

  it('says nothing at all of what is stored when that is not what was checked', () => {
    const card = mount(AnswerCard, { props: { outcome: { ...outcome, checked: false }, workspace } });
    expect(card.text()).toContain('结果对不上');
    expect(card.text()).not.toContain('复核过，');
    expect(card.text()).not.toContain('已由另一个程序复核');
    expect(card.find('.drawing').exists()).toBe(false);
  });
});

describe('what if', () => {
  it('leads to the helper with the number that was tried, and nowhere where asking is no use', async () => {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    const card = mount(WhatIf, { props: { village: '5', workspace, outcome }, attachTo: document.body });
    expect(card.findAll('.tag').map((tag) => tag.text())).toEqual(['3 / 3', '2 / 3']);
    expect(card.text()).toContain('3 户都有人帮，别人不动');
    await card.find('.next button').trigger('click');
    await flushPromises();
    expect((document.querySelector('dialog input[type=number]') as HTMLInputElement).value).toBe('2');
    await card.findAll('input[type=radio]')[1].setValue(true);
    expect(card.text()).toContain('找他没有用');
    expect(card.find('.next button').exists()).toBe(false);
    card.unmount();
  });
});

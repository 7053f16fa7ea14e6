import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { chooseLanguage, openBook } from '@/words/words';
import BallotScreen from './BallotScreen.vue';
import PairingScreen from './PairingScreen.vue';
import { confirmedOf, type PairRow } from './pairing';

const pair = (household: string, helper: string, state = 'proposed') =>
  ({
    pairing: { state, by_household: { answer: household }, by_helper: { answer: helper } },
  }) as unknown as PairRow;

describe('a pair', () => {
  it('is as far as the side that is behind', () => {
    expect(confirmedOf(pair('none', 'none'), 'proposed')).toBe('not_asked');
    expect(confirmedOf(pair('none', 'none'), 'confirming')).toBe('none');
    expect(confirmedOf(pair('accepted', 'none'), 'confirming')).toBe('one');
    expect(confirmedOf(pair('accepted', 'accepted'), 'confirming')).toBe('both');
    expect(confirmedOf(pair('accepted', 'declined'), 'confirming')).toBe('declined');
    expect(confirmedOf(pair('none', 'accepted', 'in_force'), 'final')).toBe('in_force');
  });
});

const form = {
  place: '音河村',
  round: { id: '9', state: 'open', vetoes_max: 1, version: 1 },
  household: '5',
  name: '赵演福',
  side: 'contact',
  is_own: true,
  voted: false,
  candidates: ['1', '2', '3'].map((household) => ({
    household,
    name: `帮手${household}`,
    place: '一组',
    near: false,
    needs: [],
    capacity: 2,
    can: household === '1' ? ['扫街道'] : [],
    promises: household === '1' ? ['包一段街道，按周清扫'] : [],
    kin: household === '3' ? 'recorded' : 'none',
  })),
};
const sent: unknown[] = [];

describe('a ballot', () => {
  beforeEach(() => {
    sent.length = 0;
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
    vi.stubGlobal('fetch', async (request: Request) => {
      if (request.method === 'PUT') sent.push(await request.json());
      const body = request.method === 'PUT' ? { household: '5' } : form;
      return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  async function shown() {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: ['village-pairing', 'other'].map((name) => ({
        path: `/${name}/:village?`,
        name,
        component: { template: '<i />' },
      })),
    });
    const screen = mount(BallotScreen, {
      props: { village: '7', household: '5' },
      global: { plugins: [router] },
      attachTo: document.body,
    });
    await flushPromises();
    return screen;
  }

  it('numbers by taps, takes a number back, and sends the order and who was ruled out', async () => {
    const screen = await shown();
    const tap = (index: number) => screen.findAll('.tap')[index].trigger('click');
    await tap(2);
    await tap(0);
    await tap(1);
    await tap(2);
    expect(screen.findAll('.number').map((each) => each.text())).toEqual(['1', '2', '3']);
    await screen.findAll('.refuse')[1].trigger('click');
    await screen.find('dialog textarea').setValue('是亲戚');
    await screen.find('dialog form').trigger('submit');
    expect(screen.findAll('li.no')).toHaveLength(1);
    expect(screen.findAll('.refuse')).toHaveLength(0);
    await screen.find('.save-bar .primary').trigger('click');
    await flushPromises();
    await screen.findAll('dialog form').at(-1)?.trigger('submit');
    await flushPromises();
    expect(sent).toEqual([{ round: '9', rank: [['1']], vetoes: [{ household: '2', reason: '是亲戚' }] }]);
    expect(screen.findAll('li.on')).toHaveLength(0);
    screen.unmount();
  });
});

describe('a card of a ballot', () => {
  it('says what a helper promised, and asks about kin with the reason already there', async () => {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify(form), { headers: { 'Content-Type': 'application/json' } }),
    );
    await chooseLanguage('zh-CN');
    await openBook('pairing');
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/:village?', name: 'village-pairing', component: { template: '<i />' } }],
    });
    const screen = mount(BallotScreen, {
      props: { village: '7', household: '5' },
      global: { plugins: [router] },
      attachTo: document.body,
    });
    await flushPromises();
    expect(screen.findAll('.promise').map((each) => each.text())).toEqual(['包一段街道，按周清扫']);
    expect(screen.findAll('.kin')).toHaveLength(1);
    expect(screen.findAll('li.no')).toHaveLength(0);
    await screen.find('.kin button').trigger('click');
    expect((screen.find('dialog textarea').element as HTMLTextAreaElement).value).toBe('是近亲');
    screen.unmount();
    vi.unstubAllGlobals();
  });
});

describe("a village's selection", () => {
  const tally = {
    contacts: 31,
    helpers: 9,
    capacity: 40,
    ballots: 0,
    assisted: 0,
    unanswered: 0,
    declined: 0,
    joined: 0,
    left: 0,
  };
  const days = { opened_on: '2020-07-27', closed_on: '2020-07-30', proposed_on: '2020-07-30' };
  const outcome = {
    households: 30,
    covered: 30,
    maximum: 30,
    blocking: 0,
    at_odds: {},
    uncovered: [],
    remedies: [],
    checked: true,
  };
  async function shown(round: object, more: object = {}, parts: object = {}) {
    const body = {
      place: '音河村',
      round: { id: '9', number: 1, version: 1, ...days, ...round },
      may_run: true,
      sees_whole: true,
      tally: { ...tally, ...more },
      outcome,
      exempt: [],
      usual_capacity: 2,
      participants: [],
      pairs: [],
      news: [],
      overrides: [],
      overrides_left: 3,
      ...parts,
    };
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }),
    );
    await chooseLanguage('zh-CN');
    await openBook('pairing');
    const screen = mount(PairingScreen, {
      props: { village: '7' },
      global: { plugins: [createPinia()] },
    });
    await flushPromises();
    return screen;
  }
  afterEach(() => vi.unstubAllGlobals());

  it('says that all have a helper only when the round is final and nobody has come since', async () => {
    const title = async (...of: Parameters<typeof shown>) => (await shown(...of)).find('h1').text();
    const confirming = { state: 'confirming', confirm_until: '2020-08-04' };
    const final = { ...confirming, state: 'final', final_on: '2020-08-07' };
    expect(await title(confirming)).toBe('30 户都配上了，还要双方同意');
    expect(await title(final)).toBe('30 户都有人帮了');
    expect(await title(final, { joined: 1 })).toBe('30 户有人帮了，新来的 1 户还没有');
  });

  it('opens no ballots before a second person has agreed', async () => {
    const given = [{ name: '周演成', given_on: '2020-07-30', is_own: true }];
    const buttons = async (consents: object, state = 'closed') => {
      const screen = await shown({ state, confirm_until: '2020-08-04' }, {}, { consents });
      const words = screen.findAll('.beside .card button').map((each) => each.text());
      return { words, text: screen.find('.beside').text() };
    };
    const alone = await buttons({ run: 1, missing: 1, may_give: false, given });
    expect(alone.words).toEqual(['撤回我的同意']);
    expect(alone.text).toMatch(/周演成，7.月.30.日同意/);
    expect(alone.text).toContain('还差 1 人');
    expect(alone.text).toContain('要先有两个人同意开票');
    const second = await buttons({ run: 1, missing: 1, may_give: true, given: [] });
    expect(second.words).toEqual(['同意开票']);
    const both = await buttons({
      run: 1,
      missing: 0,
      may_give: true,
      given: [...given, { ...given[0], name: '韩演梅', is_own: false }],
    });
    expect(both.words).toEqual(['算谁帮谁', '撤回我的同意']);
    const asked = await buttons({ run: 2, missing: 2, may_give: true, given: [] }, 'confirming');
    expect(asked.words).toEqual(['定下来', '同意开票']);
  });

  it('says that all have a helper only while what is stored is what was checked', async () => {
    const final = { state: 'final', confirm_until: '2020-08-04', final_on: '2020-08-07' };
    const screen = await shown(final, {}, { outcome: { ...outcome, checked: false } });
    expect(screen.find('h1').text()).toBe('存着的结果和复核过的对不上');
  });

  it('shows no day of confirming that a later repair moved behind the end', async () => {
    const notes = async (confirm_until: string) =>
      (await shown({ state: 'final', confirm_until, final_on: '2020-08-07' }))
        .findAll('.strip li')
        .map((stage) => stage.find('small').exists());
    expect(await notes('2020-08-04')).toEqual([false, true, true, true, true, true]);
    expect(await notes('2020-12-07')).toEqual([false, true, true, true, false, true]);
  });

  it('keeps the words of the last stage on a phone when all are done', async () => {
    const spoken = async (round: object) => (await shown(round)).find('.strip .spoken').text();
    expect(await spoken({ state: 'confirming', confirm_until: '2020-08-04' })).toContain('双方确认');
    expect(await spoken({ state: 'final', final_on: '2020-08-07' })).toContain('定下来');
  });
});

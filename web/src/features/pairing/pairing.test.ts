import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import BallotScreen from './BallotScreen.vue';
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
    needs: [],
    capacity: 2,
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

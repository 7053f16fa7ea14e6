import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage, openBook } from '@/words/words';
import NewsTable from './NewsTable.vue';
import OwnPart from './OwnPart.vue';
import SilentTable from './SilentTable.vue';
import WhoHasWhom from './WhoHasWhom.vue';
import type { Answer, NewsRow, PairRow, PairState, Round, Workspace } from './pairing';
import { silentOf } from './workspace';

const pair = (id: string, by_household: Answer, by_helper: Answer, state: PairState = 'proposed') =>
  ({
    pairing: { id, state, by_household: { answer: by_household }, by_helper: { answer: by_helper } },
    household_name: `户${id}`,
    household_place: '一组',
    household_needs: [],
    helper_name: `帮手${id}`,
    helper_place: '二组',
  }) as unknown as PairRow;
const news = (more: Partial<NewsRow>): NewsRow => ({
  household: '1',
  side: 'contact',
  name: '赵演福',
  place: '',
  gone: [{ household: '2', name: '王演芝' }],
  come: [],
  since: '2020-08-25',
  is_pending: false,
  takes_part: true,
  change: '2020-08-25 -2',
  told_on: null,
  told_by: '',
  may_tell: false,
  ...more,
});
const workspace = (more: Partial<Workspace>) =>
  ({ participants: [], pairs: [], news: [], overrides: [], ...more }) as unknown as Workspace;
const round = { state: 'confirming', silence: 'declined', confirm_until: '2020-08-04' } as Round;

describe('after both sides were asked', () => {
  beforeEach(async () => {
    await chooseLanguage('zh-CN');
    await openBook('pairing');
  });
  afterEach(() => vi.unstubAllGlobals());

  it('lists each side that has not answered, and what its silence will mean', () => {
    const pairs = [
      pair('1', 'none', 'accepted'),
      pair('2', 'none', 'none'),
      pair('3', 'accepted', 'accepted'),
      pair('4', 'none', 'none', 'in_force'),
    ];
    expect(silentOf(workspace({ pairs })).map(({ name, other }) => `${name}-${other}`)).toEqual([
      '户1-帮手1',
      '户2-帮手2',
      '帮手2-户2',
    ]);
    const table = mount(SilentTable, { props: { workspace: workspace({ pairs }), round } });
    expect(table.findAll('tbody tr')).toHaveLength(3);
    expect(table.text()).toContain('按不同意算');
  });

  it('says what has changed for whom, and who has nobody yet', () => {
    const table = mount(NewsTable, {
      props: {
        village: '7',
        workspace: workspace({
          news: [
            news({}),
            news({
              household: '2',
              side: 'helper',
              name: '王演芝',
              gone: [{ household: '1', name: '赵演福' }],
            }),
            news({ household: '3', is_pending: true, come: [{ household: '4', name: '孙演波' }] }),
          ],
        }),
      },
    });
    const rows = table.findAll('tbody tr').map((row) => row.text());
    expect(rows[0]).toContain('还没有');
    expect(rows[1]).not.toContain('还没有');
    expect(rows[2]).toContain('王演芝（定下来以前）');
    expect(rows[2]).toContain('孙演波');
  });

  it('notes who was told, exactly of what stands in the row, and takes it back', async () => {
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      sent.push([new URL(request.url).pathname, await request.json()]);
      return new Response('{}', { headers: { 'Content-Type': 'application/json' } });
    });
    const told = { household: '2', name: '王演芝', told_on: '2020-08-26', told_by: '演书记' };
    const table = mount(NewsTable, {
      props: {
        village: '7',
        workspace: workspace({ news: [news({ ...told, may_tell: true }), news({ may_tell: true })] }),
      },
    });
    const rows = table.findAll('tbody tr');
    expect(rows[0]?.text(), 'those who are still to be told come first').toContain('赵演福');
    expect(rows[1]?.text()).toContain('演书记');
    await rows[0]?.find('button').trigger('click');
    await flushPromises();
    await rows[1]?.find('button').trigger('click');
    await flushPromises();
    const path = (household: string) => `/api/v1/villages/7/pairing/news/${household}/told`;
    expect(sent).toEqual([
      [path('1'), { change: '2020-08-25 -2', is_told: true }],
      [path('2'), { change: '2020-08-25 -2', is_told: false }],
    ]);
    expect(table.emitted('changed')).toHaveLength(2);
  });

  it('leaves the noting to those who may', () => {
    const table = mount(NewsTable, { props: { village: '7', workspace: workspace({ news: [news({})] }) } });
    expect(table.find('tbody button').exists()).toBe(false);
    expect(table.find('tbody tr').text()).toContain('没告诉');
  });

  it('tells a household what its own silence will mean, and its news', async () => {
    const own = {
      household: '1',
      side: 'contact',
      explanation: '',
      news: '以前帮您的是王演芝，现在换成孙演波。',
    };
    const part = (silence: Round['silence']) =>
      mount(OwnPart, {
        props: {
          village: '7',
          workspace: workspace({
            own,
            round: { ...round, silence },
            pairs: [pair('1', 'none', 'none')],
          } as Partial<Workspace>),
        },
        global: { stubs: { RouterLink: true } },
      }).text();
    expect(part('declined')).toContain('按不同意算');
    expect(part('accepted')).toContain('按同意算');
    expect(part('accepted')).toContain('现在换成孙演波');
  });

  it('asks the server who helped whom on the day that is chosen', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      asked.push(new URL(request.url).search);
      const person = (name: string) => ({ household: name, name });
      const pairs = [
        {
          id: '1',
          household: person('赵演福'),
          helper: person('王演芝'),
          from: '2020-07-26',
          until: '2020-08-25',
          end_reason: '党员户不再参加',
        },
      ];
      return new Response(JSON.stringify({ on: '2020-08-01', pairs }), {
        headers: { 'Content-Type': 'application/json' },
      });
    });
    const of = (counts?: Workspace['counts']) =>
      mount(WhoHasWhom, {
        props: {
          village: '7',
          workspace: workspace({ counts }),
          round: { ...round, state: 'final' } as Round,
        },
      });
    expect(of().text()).not.toContain('看某天');
    const screen = of({ should: 1, exempt: 0, has: 1, unproved: 0 });
    await screen
      .findAll('.seg button')
      .find((button) => button.text() === '看某天')
      ?.trigger('click');
    await flushPromises();
    await screen.find('input[type=date]').setValue('2020-08-01');
    await flushPromises();
    expect(asked.at(-1)).toBe('?on=2020-08-01');
    expect(screen.text()).toContain('党员户不再参加');
  });
});

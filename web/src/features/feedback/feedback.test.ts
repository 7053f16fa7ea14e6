import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage, openBook } from '@/words/words';
import EntryAlike from './EntryAlike.vue';
import EntryList from './EntryList.vue';
import type { Desk, Detail, Entry } from './feedback';

const entry: Entry = {
  id: '7',
  village: '3',
  village_name: '音河村',
  household: '0',
  about: '音河 001 号',
  subject: '',
  kind: 'complaint',
  state: 'received',
  text: '井盖丢了',
  day: '2020-08-01',
  answer_by: '2020-08-08',
  late: false,
  days_late: 0,
  escalated: false,
  reopened: false,
  handler: '3',
  handler_name: '音河村党支部',
  assignee: null,
  assignee_name: '',
  turn: 'none',
  in_crowd: false,
  merged: false,
  hidden: false,
  version: 1,
};
const stubs = { RouterLink: { template: '<a><slot /></a>' } };
const listOf = (to_do: number) => {
  const desk: Desk = {
    organisation_name: '音河村党支部',
    entries: [entry],
    counts: { to_do, answered: 0, closed: 0, hidden: 0 },
    villages: [],
  };
  return mount(EntryList, { props: { desk, modelValue: 'to_do', at: () => '/' }, global: { stubs } });
};

beforeEach(async () => {
  await chooseLanguage('zh-CN');
  await openBook('feedback');
  await flushPromises();
});
afterEach(() => vi.unstubAllGlobals());

describe('the desk', () => {
  it('says how many are not listed, and nothing when all are', () => {
    expect(listOf(1).find('.more').exists()).toBe(false);
    expect(listOf(4).find('.more').text()).toContain('3');
  });

  it('merges the one that was chosen into the one that is open, with the version that was seen', async () => {
    const sent: { url: string; body: unknown }[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      sent.push({ url: new URL(request.url).pathname, body: await request.json() });
      return new Response(JSON.stringify(entry), { headers: { 'Content-Type': 'application/json' } });
    });
    const alike = [{ id: '9', kind: 'complaint', text: '井盖没了', day: '2020-08-02', version: 4 }];
    const detail = { entry, merged: [], alike, may_assign: true } as unknown as Detail;
    const seen = mount(EntryAlike, { props: { detail } });
    await seen.find('button').trigger('click');
    await flushPromises();
    expect(sent).toEqual([{ url: '/api/v1/villages/3/feedback/9/merge', body: { into: '7', version: 4 } }]);
    expect(seen.emitted('done')).toHaveLength(1);
  });
});

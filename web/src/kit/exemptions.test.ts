import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { chooseLanguage, openBook, t } from '@/words/words';
import type { Matter } from './exemptions';
import ExemptDialog from './ExemptDialog.vue';
import ExemptList from './ExemptList.vue';

beforeAll(async () => {
  await chooseLanguage('zh-CN');
  await openBook('web');
  HTMLDialogElement.prototype.showModal = vi.fn(); // jsdom has none
});
const sent: { path: string; body: unknown }[] = [];
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ path: new URL(request.url).pathname, body: JSON.parse(await request.text()) });
    return Response.json({});
  });
});
afterEach(() => vi.unstubAllGlobals());

it.each<Matter>(['plaque', 'pledge', 'pairing', 'review'])(
  'exempts from %s with a reason, and not without',
  async (matter) => {
    const props = { village: '12', household: '7', name: '张演河', matter, open: true };
    const dialog = mount(ExemptDialog, { props });
    await dialog.find('form').trigger('submit');
    await flushPromises();
    expect(sent).toEqual([]);
    expect(dialog.text()).toContain(t('web.reason.needed'));
    await dialog.find('textarea').setValue('长年在外');
    await dialog.find('form').trigger('submit');
    await flushPromises();
    expect(sent).toEqual([
      { path: '/api/v1/villages/12/exemptions', body: { household: '7', matter, reason: '长年在外' } },
    ]);
    expect(dialog.emitted('done')).toHaveLength(1);
  },
);

const exempt = [
  { exemption: 'e1', name: '张演河', reason: '长年在外', matter: 'pledge' as const },
  { exemption: 'e2', name: '陈演松', reason: '住进了敬老院', matter: 'pairing' as const },
];

it('lists who is exempt, from what and why, and ends the one that was chosen', async () => {
  const list = mount(ExemptList, { props: { village: '12', exempt, title: '免办', mayEnd: true } });
  for (const said of ['张演河', '免承诺', '长年在外', '陈演松', '免帮带', '住进了敬老院'])
    expect(list.text()).toContain(said);
  await list.findAll('li button')[1].trigger('click');
  await list.find('form').trigger('submit');
  await flushPromises();
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/villages/12/exemptions/e2/end']);
  expect(list.emitted('done')).toHaveLength(1);
});

it('lets nobody end one who may only read', () => {
  const list = mount(ExemptList, { props: { village: '12', exempt, title: '免办', mayEnd: false } });
  expect(list.findAll('li button')).toHaveLength(0);
});

import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useSession } from '@/api/session';
import VillageChooser from './VillageChooser.vue';

const nothing = { template: '<p></p>' };
const branch = (id: string) => ({ id, parent: 'town', kind: 'branch', name: id, version: 1 });
const group = { id: 'group', parent: 'yinhe', kind: 'group', name: 'group', version: 1 };

beforeEach(() => setActivePinia(createPinia()));
afterEach(() => vi.unstubAllGlobals());

/** Where the menu leads whoever holds this role and sees these organisations, and what is there to choose. */
async function open(kind: string, organisations: object[], more: object = {}) {
  vi.stubGlobal('fetch', async () => Response.json({ organisations }));
  const roles = [{ kind, organisation: 'x', organisation_name: 'x', path: '/x/' }];
  useSession().take({ account: 'a', name: 'Zhang', roles, ...more });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: nothing },
      { path: '/:village', name: 'there', component: nothing },
      { path: '/:village/:household', name: 'mine', component: nothing },
    ],
  });
  await router.push('/');
  const props = { which: 'web.plaques.which', to: 'there', own: 'mine' };
  const chooser = mount(VillageChooser, { props, global: { plugins: [router] } });
  await flushPromises();
  const links = chooser.findAll('li a').map((link) => link.attributes('href'));
  return { at: router.currentRoute.value.path, links, nowhere: chooser.find('h2').exists() };
}

it('asks who sees several villages which one', async () => {
  const found = await open('town', [branch('yinhe'), branch('xinli')]);
  expect(found).toMatchObject({ at: '/', links: ['/yinhe', '/xinli'] });
});

it('leads to the only village, a group leader to the group’s', async () => {
  expect(await open('secretary', [branch('yinhe')])).toMatchObject({ at: '/yinhe' });
  expect(await open('group_leader', [group])).toMatchObject({ at: '/yinhe' });
});

it('leads a member home, however many villages are seen', async () => {
  const home = { village: 'yinhe', household: '7' };
  expect(await open('member', [branch('xinli'), branch('yinhe')], home)).toMatchObject({ at: '/yinhe/7' });
});

it('leads a secretary who lives in a member household to the village, not home', async () => {
  const home = { village: 'yinhe', household: '7' };
  expect(await open('secretary', [branch('yinhe')], home)).toMatchObject({ at: '/yinhe' });
});

it('says so when there is no village', async () => {
  expect(await open('town', [])).toMatchObject({ at: '/', links: [], nowhere: true });
});

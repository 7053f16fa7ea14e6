import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useSession } from '@/api/session';
import AppShell from './AppShell.vue';
import { featureRoutes } from './features';

const nothing = { template: '<p></p>' };

beforeEach(() => setActivePinia(createPinia()));
afterEach(() => vi.unstubAllGlobals());

/** Where the phone's bar says that the reader is. */
async function hereAt(address: string) {
  vi.stubGlobal('fetch', async () => Response.json({ tasks: [] }));
  const roles = [{ kind: 'member', organisation: 'x', organisation_name: 'x', path: '/x/' }];
  useSession().take({ account: 'a', name: 'Zhang', roles });
  const lost = { path: '/:rest(.*)*', name: 'lost', component: nothing };
  const routes = [...featureRoutes.map((route) => ({ ...route, component: nothing })), lost];
  const router = createRouter({ history: createMemoryHistory(), routes: routes as typeof featureRoutes });
  await router.push(address);
  const shell = mount(AppShell, { global: { plugins: [router] } });
  await flushPromises();
  return shell.findAll('.tabbar [aria-current=page]').map((tab) => tab.attributes('href'));
}

it('keeps the tab of a feature on all its screens', async () => {
  expect(await hereAt('/')).toEqual(['/']);
  expect(await hereAt('/villages/7/help/record')).toEqual(['/help']);
});

it('stands at one’s own page there, and on what has no tab of its own', async () => {
  expect(await hereAt('/me')).toEqual(['/me']);
  expect(await hereAt('/me/password')).toEqual(['/me']);
  expect(await hereAt('/villages/7/reviews')).toEqual(['/me']);
});

it('stands nowhere on an address that leads nowhere', async () => {
  expect(await hereAt('/nowhere')).toEqual([]);
});

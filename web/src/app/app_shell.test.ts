import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { api } from '@/api/client';
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

it('counts again what waits, once after several writes', async () => {
  let [count, asked] = [2, 0];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'GET') return Response.json({});
    asked += 1;
    return Response.json({ tasks: [{ menu: 'plaques', count, late: 0 }] });
  });
  const roles = [{ kind: 'secretary', organisation: 'x', organisation_name: 'x', path: '/x/' }];
  useSession().take({ account: 'a', name: 'Zhang', roles });
  const routes = featureRoutes.map((route) => ({ ...route, component: nothing }));
  const router = createRouter({ history: createMemoryHistory(), routes: routes as typeof featureRoutes });
  await router.push('/');
  const shell = mount(AppShell, { global: { plugins: [router] } });
  await flushPromises();
  expect(shell.find('.side .badge').text()).toMatch(/^2/);
  count = 1;
  vi.useFakeTimers();
  try {
    await api.post('/api/v1/anything' as never);
    await api.post('/api/v1/anything' as never);
    await vi.advanceTimersByTimeAsync(1000);
  } finally {
    vi.useRealTimers();
  }
  await flushPromises();
  expect(shell.find('.side .badge').text()).toMatch(/^1/);
  expect(asked).toBe(2);
});

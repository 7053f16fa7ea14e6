// Pages by address, below /app/. A page asks for a session unless its route says `anyone`; who has none signs
// in and comes back. A new installation leads to its setup first.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { api } from '@/api/client';
import { useSession } from '@/api/session';
import { openBook } from '@/words/words';
import { featureRoutes } from './features';

// All parts of the kit on one page, for those who draw screens; not in what is built.
const gallery: RouteRecordRaw[] = import.meta.env.DEV
  ? [{ path: '/kit', name: 'kit', component: () => import('../../dev/KitGallery.vue') }]
  : [];

export const router = createRouter({
  history: createWebHistory('/app/'),
  routes: [
    ...featureRoutes,
    ...gallery,
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./LostScreen.vue') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

let setupAsked = false;
async function needsSetup(): Promise<boolean> {
  if (setupAsked) return false;
  const { needed } = await api.get('/api/v1/setup');
  setupAsked = !needed;
  return needed;
}

router.beforeEach(async (to) => {
  const session = useSession();
  if (to.meta.book) await openBook(to.meta.book);
  const me = await session.find();
  if (me) return to.name === 'sign-in' || to.name === 'setup' ? { name: 'home' } : true;
  if (await needsSetup()) return to.name === 'setup' ? true : { name: 'setup' };
  if (to.name === 'setup') return { name: 'sign-in' };
  if (to.meta.anyone) return true;
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { back: to.fullPath } };
});

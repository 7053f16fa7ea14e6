import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/pledges',
    name: 'pledges',
    component: () => import('@/app/VillageChooser.vue'),
    props: { which: 'web.pledges.which', to: 'village-pledges', own: 'household-pledge' },
  },
  {
    path: '/villages/:village/pledges',
    name: 'village-pledges',
    props: true,
    component: () => import('./PledgesScreen.vue'),
  },
  {
    path: '/villages/:village/pledge-catalogue',
    name: 'pledge-catalogue',
    props: true,
    component: () => import('./CatalogueScreen.vue'),
  },
  {
    path: '/villages/:village/households/:household/pledge',
    name: 'household-pledge',
    props: true,
    component: () => import('./LetterScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'pledges',
    icon: 'pen',
    roles: ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor'],
    order: 40,
    tab: true,
  },
];

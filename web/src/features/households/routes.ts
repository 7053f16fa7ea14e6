import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/households',
    name: 'households',
    component: () => import('@/app/VillageChooser.vue'),
    props: { which: 'web.households.which', to: 'village-households', own: 'household' },
  },
  {
    path: '/villages/:village/households',
    name: 'village-households',
    props: true,
    component: () => import('./HouseholdsScreen.vue'),
  },
  {
    path: '/villages/:village/households/:household',
    name: 'household',
    props: true,
    component: () => import('./HouseholdScreen.vue'),
  },
  {
    path: '/villages/:village/import',
    name: 'household-import',
    props: true,
    component: () => import('./ImportScreen.vue'),
    meta: { roles: ['county', 'town', 'secretary'] },
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'households',
    icon: 'home',
    roles: ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor'],
    order: 20,
  },
];

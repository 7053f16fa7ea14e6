import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/plaques',
    name: 'plaques',
    component: () => import('@/app/VillageChooser.vue'),
    props: { which: 'web.plaques.which', to: 'village-plaques' },
  },
  {
    path: '/villages/:village/plaques',
    name: 'village-plaques',
    props: true,
    component: () => import('./PlaquesScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'plaques',
    icon: 'door',
    roles: ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor'],
    order: 30,
    tab: true,
  },
];

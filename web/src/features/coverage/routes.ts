import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/coverage/:organisation?',
    name: 'coverage',
    props: true,
    component: () => import('./CoverageScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'coverage',
    icon: 'chart',
    roles: ['county', 'town', 'secretary', 'auditor'],
    order: 10,
    tab: true,
  },
];

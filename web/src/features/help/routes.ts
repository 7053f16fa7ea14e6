import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/help',
    name: 'help',
    component: () => import('@/app/VillageChooser.vue'),
    props: { which: 'web.help.which', to: 'village-help' },
  },
  {
    path: '/villages/:village/help',
    name: 'village-help',
    props: true,
    component: () => import('./HelpScreen.vue'),
  },
  {
    path: '/villages/:village/help/record',
    name: 'help-record',
    props: true,
    component: () => import('./RecordScreen.vue'),
  },
  {
    path: '/villages/:village/help/slips',
    name: 'help-slips',
    props: true,
    component: () => import('./SlipsScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'help',
    icon: 'hand',
    roles: ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor'],
    order: 60,
    tab: true,
  },
];

import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  { path: '/meetings', name: 'meetings', component: () => import('./MeetingsEntry.vue') },
  {
    path: '/organisations/:organisation/meetings',
    name: 'organisation-meetings',
    props: true,
    component: () => import('./MeetingsScreen.vue'),
  },
  {
    path: '/organisations/:organisation/meetings/:meeting',
    name: 'meeting',
    props: true,
    component: () => import('./MeetingScreen.vue'),
  },
  {
    path: '/organisations/:organisation/meetings/:meeting/minutes',
    name: 'meeting-minutes',
    props: true,
    component: () => import('./MinutesScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'meetings',
    icon: 'calendar',
    roles: ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor'],
    order: 90,
  },
];

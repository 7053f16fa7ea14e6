import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  { path: '/feedback', name: 'feedback', component: () => import('./FeedbackEntry.vue') },
  {
    // Which one is open stands in the query: the desk stays as it is from one to the next.
    path: '/organisations/:organisation/feedback',
    name: 'feedback-desk',
    props: ({ params, query }) => ({ ...params, village: query.village, one: query.one }),
    component: () => import('./DeskScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'feedback',
    icon: 'chat',
    roles: ['county', 'town', 'secretary', 'group_leader', 'auditor'],
    order: 70,
  },
];

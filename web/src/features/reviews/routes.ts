import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/reviews',
    name: 'reviews',
    component: () => import('@/app/VillageChooser.vue'),
    props: { which: 'web.reviews.which', to: 'village-reviews' },
  },
  {
    path: '/villages/:village/reviews',
    name: 'village-reviews',
    props: true,
    component: () => import('./ReviewsScreen.vue'),
  },
  {
    path: '/villages/:village/reviews/:review',
    name: 'review',
    props: true,
    component: () => import('./ReviewScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'reviews',
    icon: 'review',
    roles: ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor'],
    order: 80,
  },
];

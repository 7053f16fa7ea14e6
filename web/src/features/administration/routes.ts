import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/administration',
    name: 'administration',
    component: () => import('./OrganisationsScreen.vue'),
  },
  {
    path: '/administration/organisations/:organisation',
    name: 'administration-organisation',
    props: true,
    component: () => import('./OrganisationsScreen.vue'),
  },
  {
    path: '/administration/people',
    name: 'administration-people',
    component: () => import('./PeopleScreen.vue'),
  },
  {
    path: '/administration/programme',
    name: 'administration-programme',
    component: () => import('./ProgrammeScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'administration',
    icon: 'gear',
    roles: ['operator', 'county', 'town', 'secretary'],
    order: 200,
  },
];

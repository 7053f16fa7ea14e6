import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  {
    path: '/pairing',
    name: 'pairing',
    component: () => import('@/app/VillageChooser.vue'),
    props: { which: 'web.pairing.which', to: 'village-pairing' },
  },
  {
    path: '/villages/:village/pairing',
    name: 'village-pairing',
    props: true,
    component: () => import('./PairingScreen.vue'),
  },
  {
    path: '/villages/:village/pairing/ballots/:household',
    name: 'pairing-ballot',
    props: true,
    component: () => import('./BallotScreen.vue'),
  },
];

export const menu: MenuEntry[] = [
  {
    name: 'pairing',
    icon: 'pair',
    roles: ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor'],
    order: 50,
  },
];

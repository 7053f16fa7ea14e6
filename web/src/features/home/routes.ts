import type { RouteRecordRaw } from 'vue-router';
import type { MenuEntry } from '@/app/features';

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./HomeScreen.vue') },
  { path: '/me', name: 'me', component: () => import('./MeScreen.vue') },
  { path: '/me/password', name: 'password', component: () => import('./PasswordScreen.vue') },
];

export const menu: MenuEntry[] = [{ name: 'home', icon: 'tasks', roles: [], order: 0, tab: true }];

import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInScreen.vue'),
    meta: { anyone: true },
  },
  { path: '/setup', name: 'setup', component: () => import('./SetupScreen.vue'), meta: { anyone: true } },
];

// Collects what each feature brings: a folder src/features/NAME with a routes.ts is all that is needed.
import type { RouteRecordRaw, RouteLocationRaw } from 'vue-router';
import type { RoleKind } from '@/api/session';

export interface MenuEntry {
  /** Its word is `web.menu.NAME`, a line about it `web.menu.NAME.hint`, its task `web.task.NAME`. */
  name: string;
  icon: string;
  /** Who sees it: one of these roles; everyone signed in if empty. */
  roles: RoleKind[];
  order: number;
  /** Where it leads; the route called NAME if absent. */
  to?: RouteLocationRaw;
  /** Wants a place in a phone's bottom bar (the first four by order get one, the home screen among them). */
  tab?: boolean;
}

export interface FeatureRoutes {
  routes: RouteRecordRaw[];
  menu?: MenuEntry[];
}

declare module 'vue-router' {
  interface RouteMeta {
    /** The feature's book of words, opened before its first screen. Set here, not by features. */
    book?: string;
    /** May be seen without signing in, and stands without the shell. */
    anyone?: boolean;
    /** Who may open it; everyone signed in if absent. The server decides in any case. */
    roles?: RoleKind[];
  }
}

const found = import.meta.glob<FeatureRoutes>('../features/*/routes.ts', { eager: true });

export const featureRoutes: RouteRecordRaw[] = Object.entries(found).flatMap(([file, feature]) => {
  const book = file.split('/').slice(-2)[0];
  return feature.routes.map((route) => ({ ...route, meta: { ...route.meta, book } }) as RouteRecordRaw);
});

export const menu: MenuEntry[] = Object.values(found)
  .flatMap((feature) => feature.menu ?? [])
  .sort((a, b) => a.order - b.order);

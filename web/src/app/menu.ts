// The part of the menu that the reader's roles open.
import { computed } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { useSession } from '@/api/session';
import { menu, type MenuEntry } from './features';

export const placeOf = (entry: MenuEntry): RouteLocationRaw => entry.to ?? { name: entry.name };

export function useMenu() {
  const session = useSession();
  const mine = computed(() => menu.filter((entry) => session.holds(...entry.roles)));
  const tabs = computed(() => mine.value.filter((entry) => entry.tab).slice(0, 4));
  const rest = computed(() => mine.value.filter((entry) => !tabs.value.includes(entry)));
  return { mine, tabs, rest };
}

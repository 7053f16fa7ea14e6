// The part of the menu that the reader's roles open.
import { computed } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { useSession, type RoleHeld } from '@/api/session';
import { t } from '@/words/words';
import { menu, type MenuEntry } from './features';

export const placeOf = (entry: MenuEntry): RouteLocationRaw => entry.to ?? { name: entry.name };

/** "音河村党支部，党支部书记" */
export const roleAt = (role: RoleHeld): string => {
  const word = t(`web.role.${role.kind}`);
  if (!role.organisation_name) return word;
  return t('web.app.role_at', { role: word, organisation: role.organisation_name });
};

export function useMenu() {
  const session = useSession();
  const mine = computed(() => menu.filter((entry) => session.holds(...entry.roles)));
  const tabs = computed(() => mine.value.filter((entry) => entry.tab).slice(0, 4));
  const rest = computed(() => mine.value.filter((entry) => !tabs.value.includes(entry)));
  return { mine, tabs, rest };
}

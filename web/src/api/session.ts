// Who is signed in. The session itself is an HttpOnly cookie that no script sees.
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, newKey } from './client';
import { Refused } from './problems';

export type RoleKind = 'operator' | 'county' | 'town' | 'secretary' | 'group_leader' | 'member' | 'auditor';
export interface RoleHeld {
  kind: RoleKind;
  /** Empty for a role that stands at no organisation, as the operator's may; so is its name. */
  organisation: string;
  organisation_name: string;
  path: string;
}
export interface Me {
  account: string;
  name: string;
  roles: RoleHeld[];
  /** Of a member household's person: the branch, and the household; empty for others. */
  village: string;
  household: string;
}

/** The same, as the server writes it. */
interface MeAnswer {
  account: string;
  name: string;
  roles: { kind: string; organisation?: string | null; organisation_name: string; path: string }[];
  village?: string | null;
  household?: string | null;
}

/** From most to least: what is shown beside a name, and whose organisation a page opens with. */
const rank: RoleKind[] = ['county', 'town', 'secretary', 'group_leader', 'member', 'auditor', 'operator'];

export const useSession = defineStore('session', () => {
  const me = ref<Me>();
  const asked = ref(false);

  const kinds = computed(() => new Set(me.value?.roles.map((role) => role.kind)));
  const mainRole = computed(() => {
    const held = [...(me.value?.roles ?? [])];
    return held.sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind))[0];
  });
  /** True if one of these roles is held; an empty list asks for nothing. */
  const holds = (...roles: RoleKind[]) => !roles.length || roles.some((kind) => kinds.value.has(kind));

  function take(found: MeAnswer): Me {
    // C++ calls it operator_, as "operator" is a word of the language.
    const roles = found.roles.map((role) => ({
      ...role,
      kind: role.kind.replace(/_$/, '') as RoleKind,
      organisation: role.organisation ?? '',
    }));
    const { account, name } = found;
    me.value = { account, name, roles, village: found.village ?? '', household: found.household ?? '' };
    asked.value = true;
    return me.value;
  }

  /** Asks once who is there. */
  async function find(): Promise<Me | undefined> {
    if (asked.value) return me.value;
    try {
      return take(await api.get('/api/v1/me'));
    } catch (trouble) {
      if (!(trouble instanceof Refused) || trouble.status !== 401) throw trouble;
      asked.value = true;
      return undefined;
    }
  }

  async function signIn(login_name: string, password: string, key: string): Promise<Me> {
    return take(await api.post('/api/v1/sessions', { body: { login_name, password }, key }));
  }

  function forget() {
    me.value = undefined;
    asked.value = true;
  }

  async function signOut(): Promise<void> {
    await api.remove('/api/v1/sessions/current', { key: newKey() }).catch((trouble: unknown) => {
      if (!(trouble instanceof Refused)) throw trouble;
    });
    forget();
  }

  return { me, kinds, mainRole, holds, find, take, signIn, signOut, forget };
});

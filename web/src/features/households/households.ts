// What the screens of households share: the server's shapes, the lists of codes, and how a kind looks.
import { api } from '@/api/client';
import { t } from '@/words/words';

export type Kind = 'member' | 'contact' | 'neither';
export const kinds: Kind[] = ['member', 'contact', 'neither'];
export type Party = 'none' | 'probationary' | 'full';
export type Sex = 'male' | 'female';

export interface ListRow {
  id: string;
  code?: string | null;
  kind: Kind;
  group?: string | null;
  head: string;
  address: string;
  persons: number;
  party_members: number;
  state: 'active' | 'left';
  version: number;
}
export interface Group {
  id: string;
  name: string;
}
export interface HouseholdPage {
  place: string;
  groups: Group[];
  households: ListRow[];
  counts: Record<Kind | 'left' | 'persons' | 'party_members', number>;
  after?: string | null;
}
export interface Household {
  id: string;
  code?: string | null;
  kind: Kind;
  group?: string | null;
  address: string;
  phone: string;
  categories: string[];
  needs: string[];
  note: string;
  state: 'active' | 'left';
  left_reason: string;
  left_on?: string | null;
  version: number;
}
export interface Person {
  id: string;
  name: string;
  identity: string;
  born?: string | null;
  sex?: Sex | null;
  relation: string;
  is_head: boolean;
  party: Party;
  joined_party?: string | null;
  phone: string;
  left_on?: string | null;
  version: number;
}
export interface Card {
  household: Household;
  persons: Person[];
}

export interface CodeName {
  code: string;
  name: string;
}
export interface CodeLists {
  relations: CodeName[];
  categories: CodeName[];
  needs: CodeName[];
}
export const nameIn = (list: CodeName[] | undefined, code: string) =>
  list?.find((one) => one.code === code)?.name ?? code;

export const looks: Record<Kind, { tone: 'gold' | 'info' | 'line'; icon: string }> = {
  member: { tone: 'gold', icon: 'star' },
  contact: { tone: 'info', icon: 'hand' },
  neither: { tone: 'line', icon: '' },
};
export const kindName = (kind: Kind) => t(`household.kind.${kind}`);

const pageSize = 200;
const pagesMax = 10;

/** Everything the reader may see of a village; `cut` when there is more than a table can take. */
export async function wholeVillage(
  village: string,
  state: 'active' | 'left',
  signal: AbortSignal,
): Promise<HouseholdPage & { cut: boolean }> {
  const ask = (after?: string): Promise<HouseholdPage> =>
    api.get('/api/v1/villages/{village}/households', {
      path: { village },
      query: { limit: pageSize, state, after },
      signal,
    });
  let last = await ask();
  const whole = { ...last, households: [...last.households], cut: false };
  for (let page = 1; last.after && page < pagesMax; ++page) {
    last = await ask(last.after);
    whole.households.push(...last.households);
  }
  return { ...whole, cut: !!last.after };
}

/** An empty entry is no entry: what the server wants for it is null. */
export const orNull = (text: string | null | undefined) => text?.trim() || null;

// What the screens of pledges share: the server's shapes, how a state looks, and items as they are chosen.
import { showDate } from '@/words/dates';
import { language, t } from '@/words/words';

export type State =
  | 'draft'
  | 'signed'
  | 'returned'
  | 'accepted'
  | 'published'
  | 'fulfilled'
  | 'partly'
  | 'not_fulfilled'
  | 'superseded'
  | 'withdrawn';
export type Role = 'policy_lead' | 'policy_messenger' | 'village_keeper' | 'mediator' | 'friend';
export type Rhythm = 'none' | 'once' | 'weekly' | 'monthly';
export const rhythms: Rhythm[] = ['none', 'once', 'weekly', 'monthly'];

export interface Item {
  entry?: string | null;
  role: Role;
  wording: string;
  target?: number | null;
  unit: string;
  due_on?: string | null;
  rhythm: Rhythm;
}
export interface Letter {
  id: string;
  household: string;
  edition: number;
  state: State;
  items: Item[];
  assisted: boolean;
  recorder_name: string;
  signature?: {
    kind: 'screen' | 'paper';
    signer: string;
    signer_name: string;
    signed_on: string;
    co_signers: { person: string; name: string }[];
  } | null;
  accepted_on?: string | null;
  publication?: { published_on: string; notice_until: string } | null;
  reason: string;
  version: number;
}
export interface LetterRow {
  household: string;
  code?: string | null;
  head: string;
  address: string;
  exempt: boolean;
  letter?: Letter | null;
}
export interface LetterList {
  place: string;
  letters: LetterRow[];
  counts?: { should: number; exempt: number; has: number } | null;
  may_decide: boolean;
}
export interface Resident {
  id: string;
  name: string;
  is_head: boolean;
  is_member: boolean;
}
export interface Edition {
  pledge: string;
  edition: number;
  state: State;
  items: Item[];
  signed_on: string;
  published_on: string;
  notice_until: string;
}
export interface LetterPage {
  place: string;
  household: string;
  code?: string | null;
  head: string;
  address: string;
  residents: Resident[];
  letter?: Letter | null;
  versions: Edition[];
  notice_days: number;
  items_max: number;
  may_write: boolean;
  may_decide: boolean;
}
export interface Entry {
  id: string;
  role: Role;
  wording: string;
  unit: string;
  rhythm: Rhythm;
  asked: number;
  in_force_from: string;
  withdrawn: boolean;
  version: number;
}
export interface RoleName {
  role: Role;
  name: { zh: string; en: string };
}
export interface Catalogue {
  entries: Entry[];
  roles: RoleName[];
}

export const isEditable = (state?: State) => !state || state === 'draft' || state === 'returned';
export const isInForce = (state?: State) =>
  !!state && ['published', 'fulfilled', 'partly', 'not_fulfilled'].includes(state);
/** A letter that is over counts as none: the household begins anew. */
export const isOver = (state?: State) => state === 'withdrawn' || state === 'superseded';

export type LineState = State | 'none' | 'exempt';
/** How far a household is. */
export function stateOf(row: LetterRow): LineState {
  if (row.letter) return row.letter.state;
  return row.exempt ? 'exempt' : 'none';
}
export const wordOf = (state: LineState) => t(`web.pledges.state.${state}`);

interface Look {
  tone: 'ok' | 'warn' | 'info' | 'line' | 'gold';
  icon?: string;
}
export const looks: Record<LineState, Look> = {
  none: { tone: 'warn', icon: 'minus' },
  exempt: { tone: 'line' },
  draft: { tone: 'gold', icon: 'pen' },
  signed: { tone: 'info', icon: 'eye' },
  returned: { tone: 'warn', icon: 'undo' },
  accepted: { tone: 'info', icon: 'check' },
  published: { tone: 'ok' },
  fulfilled: { tone: 'ok', icon: 'star' },
  partly: { tone: 'warn', icon: 'clock' },
  not_fulfilled: { tone: 'warn', icon: 'warn' },
  superseded: { tone: 'line', icon: 'history' },
  withdrawn: { tone: 'line', icon: 'undo' },
};

/** The picture of a role, in the article's order. */
const roleOrder: Role[] = ['policy_lead', 'policy_messenger', 'village_keeper', 'mediator', 'friend'];
export const roleIcon = (role: Role) => `role-${roleOrder.indexOf(role) + 1}`;
export function roleName(roles: RoleName[], role: Role): string {
  const name = roles.find((one) => one.role === role)?.name;
  return (language.value === 'en' ? name?.en : name?.zh) ?? '';
}

/** What is said of several, one after the other; empty parts are left out. */
export const joined = (parts: string[]) =>
  parts
    .filter(Boolean)
    .reduce((first, second) => (first ? t('web.pledges.pair', { first, second }) : second), '');

/** "12 亩，每月一次，10 月 20 日前" */
export function measureOf(item: Item): string {
  const parts = [
    item.target ? `${item.target} ${item.unit}`.trim() : '',
    item.rhythm === 'none' ? '' : t(`web.pledges.rhythm.${item.rhythm}`),
    item.due_on ? t('web.pledges.by', { date: showDate(item.due_on) }) : '',
  ];
  return joined(parts);
}

/** A line of the editor: something of the catalogue or free, chosen or not. */
export interface Choice {
  key: string;
  chosen: boolean;
  entry?: string;
  role: Role;
  /** As the catalogue has it; empty for free text. */
  offered: string;
  asked: number;
  wording: string;
  target: string;
  unit: string;
  due_on: string;
  rhythm: Rhythm;
}
let made = 0;
export const freeChoice = (item?: Item): Choice => ({
  key: `free-${++made}`,
  chosen: true,
  role: item?.role ?? 'friend',
  offered: '',
  asked: 0,
  wording: item?.wording ?? '',
  target: item?.target ? String(item.target) : '',
  unit: item?.unit ?? '',
  due_on: item?.due_on ?? '',
  rhythm: item?.rhythm ?? 'none',
});

/** Every entry of the catalogue, with what the letter says already, and then the letter's own words. */
export function choicesOf(entries: Entry[], items: Item[]): Choice[] {
  const of = (entry: Entry) => items.find((item) => item.entry === entry.id);
  const offered = entries.filter((entry) => !entry.withdrawn || of(entry));
  const listed = offered.map((entry): Choice => {
    const item = of(entry);
    return {
      ...freeChoice(item),
      key: entry.id,
      chosen: !!item,
      entry: entry.id,
      role: entry.role,
      offered: entry.wording,
      asked: entry.asked,
      wording: item?.wording ?? entry.wording,
      unit: item?.unit || entry.unit,
      rhythm: item?.rhythm ?? entry.rhythm,
    };
  });
  const known = new Set(offered.map((entry) => entry.id));
  return [...listed, ...items.filter((item) => !item.entry || !known.has(item.entry)).map(freeChoice)];
}

/** What is sent, in the order of the screen. */
export const itemsOf = (choices: Choice[]): Item[] =>
  choices
    .filter((choice) => choice.chosen)
    .map(({ entry, role, wording, target, unit, due_on, rhythm }) => ({
      ...(entry ? { entry } : {}),
      role,
      wording,
      ...(target ? { target: Number(target) } : {}),
      unit: target ? unit : '',
      ...(due_on ? { due_on } : {}),
      rhythm,
    }));

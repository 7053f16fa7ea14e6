// What the screens of help share: the server's shapes, how a state looks, and the photo as it is sent.
import { t } from '@/words/words';

export type State = 'recorded' | 'acknowledged' | 'disputed' | 'withdrawn';
export type Role = 'policy_lead' | 'policy_messenger' | 'village_keeper' | 'mediator' | 'friend';
export const roles: Role[] = ['policy_lead', 'policy_messenger', 'village_keeper', 'mediator', 'friend'];
export const roleIcon = (role: Role) => `role-${roles.indexOf(role) + 1}`;

export interface Action {
  id: string;
  helper: string;
  pairing?: string | null;
  helped?: string | null;
  role: Role;
  done_on: string;
  what: string;
  quarter_hours: number;
  photo: string;
  state: State;
  answer?: { by: 'code' | 'paper'; answered_on: string; words: string } | null;
  reason: string;
  assisted: boolean;
  recorder_name: string;
  version: number;
}
export interface ActionRow {
  action: Action;
  helper_head: string;
  helped_head: string;
}
export interface ActionList {
  place: string;
  first: string;
  last: string;
  actions: ActionRow[];
  tally: { actions: number; quarter_hours: number; acknowledged: number; disputed: number };
  may_answer: boolean;
}
export interface PlanItem {
  need: string;
  what: string;
  due_on?: string | null;
}
export interface Who {
  household: string;
  head: string;
}
export interface PairRow {
  pairing: string;
  helper: Who;
  helped: Who;
  needs: string[];
  from: string;
  plan?: { edition: number; items: PlanItem[]; written_on: string } | null;
  actions: number;
  may_write: boolean;
}
export interface Choices {
  helper: Who;
  pairings: { pairing: string; helped: Who; plan: PlanItem[] }[];
  letter: { item: { pledge: string; position: number }; role: Role; wording: string }[];
  today: string;
}
export interface SlipRow {
  household: string;
  head: string;
  address: string;
  slip?: { issued_on: string; issuer_name: string } | null;
}

interface Look {
  tone: 'ok' | 'warn' | 'info' | 'line';
  icon?: string;
}
/** What was done for the village waits for nobody. */
export function lookOf(action: Action): Look {
  if (action.state === 'acknowledged') return { tone: 'ok' };
  if (action.state === 'disputed') return { tone: 'warn', icon: 'warn' };
  if (action.state === 'withdrawn') return { tone: 'line', icon: 'undo' };
  return action.helped ? { tone: 'info', icon: 'clock' } : { tone: 'line', icon: 'check' };
}
export const wordOf = (action: Action) =>
  t(`web.help.state.${action.state === 'recorded' && !action.helped ? 'village' : action.state}`);

/** 一刻钟 as hours: "1.5". */
export const hoursOf = (quarters: number) => String(quarters / 4);

/** What can be chosen as done: something of a plan or of the letter, or another thing for a household. */
export interface Choice {
  key: string;
  title: string;
  note: string;
  what: string;
  role: Role;
  pairing?: string;
  pledge_item?: { pledge: string; position: number };
}
export function choicesOf(all: Choices): Choice[] {
  const planned = all.pairings.flatMap(({ pairing, helped, plan }) => [
    ...plan.map(
      (item, index): Choice => ({
        key: `${pairing}-${index}`,
        title: item.what,
        note: t('web.help.for', { name: helped.head }),
        what: item.what,
        role: 'friend',
        pairing,
      }),
    ),
    {
      key: `${pairing}-other`,
      title: plan.length
        ? t('web.help.other', { name: helped.head })
        : t('web.help.for_them', { name: helped.head }),
      note: '',
      what: '',
      role: 'friend' as Role,
      pairing,
    },
  ]);
  const promised = all.letter.map(
    ({ item, role, wording }): Choice => ({
      key: `letter-${item.position}`,
      title: wording,
      note: t('web.help.promise', { number: item.position }),
      what: wording,
      role,
      pledge_item: item,
    }),
  );
  return [...planned, ...promised];
}

const side_max = 1600;
/** The photo as a small JPEG, drawn anew: what the camera wrote into the file stays behind. */
export async function smallPhoto(file: File): Promise<string> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, side_max / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.8);
}

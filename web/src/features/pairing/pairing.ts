// What the screens of the two-way selection share: the server's shapes and how far a pair is.
import { api } from '@/api/client';
import { t } from '@/words/words';

export type State = 'setup' | 'open' | 'closed' | 'proposed' | 'confirming' | 'final';
export const states: State[] = ['setup', 'open', 'closed', 'proposed', 'confirming', 'final'];
export type Side = 'contact' | 'helper';
export type Answer = 'none' | 'accepted' | 'declined';

export interface Round {
  id: string;
  number: number;
  state: State;
  vetoes_max: number;
  confirm_days: number;
  /** What no answer means once the days are over. */
  silence: 'accepted' | 'declined';
  remind_days: number;
  opened_on?: string | null;
  closes_on?: string | null;
  closed_on?: string | null;
  proposed_on?: string | null;
  confirm_until?: string | null;
  final_on?: string | null;
  repairs: number;
  version: number;
}
export interface Confirmation {
  answer: Answer;
  reason: string;
  assisted: boolean;
  recorder_name: string;
  silent: boolean;
}
export type PairState = 'proposed' | 'declined' | 'replaced' | 'in_force' | 'moving' | 'ended';
export interface Pairing {
  id: string;
  household: string;
  helper: string;
  state: PairState;
  by_household: Confirmation;
  by_helper: Confirmation;
  from?: string | null;
  version: number;
}
export type Way = 'unknown' | 'both' | 'one' | 'need' | 'near' | 'free' | 'moved' | 'hand';
export interface PairRow {
  pairing: Pairing;
  household_name: string;
  household_place: string;
  household_needs: string[];
  helper_name: string;
  helper_place: string;
  may_answer_for_household: boolean;
  may_answer_for_helper: boolean;
  is_near: boolean;
  way: Way;
  moved_for: number;
}
export interface Participant {
  household: string;
  side: Side;
  name: string;
  place: string;
  capacity: number;
  capacity_reason: string;
  takes: number;
  voted: boolean;
  assisted: boolean;
  recorder_name: string;
}
export interface Named {
  household: string;
  name: string;
}
export interface Certificate {
  households: Named[];
  helpers: Named[];
  capacity: number;
  vetoes: number;
}
export const reasons = ['coverage', 'lower', 'others', 'kept', 'by_hand'] as const;
export interface Remedy {
  kind: 'room' | 'everyone' | 'reconsider' | 'elsewhere';
  rooms: { helper: string; name: string; capacity: number; more: number; is_given: boolean }[];
  covered: number;
  moved: number;
}
export interface Effect {
  covered_before: number;
  covered_after: number;
  at_odds_before: number;
  at_odds_after: number;
  moved: number;
}
export interface Override {
  id: string;
  household: string;
  helper: string;
  reason: string;
  state: 'asked' | 'applied' | 'impossible' | 'withdrawn';
  asker_name: string;
  asked_on: string;
  settled_on?: string | null;
  effect?: Effect | null;
  version: number;
}
export interface OverrideRow {
  override: Override;
  household_name: string;
  helper_name: string;
}
export interface Outcome {
  households: number;
  covered: number;
  maximum: number;
  blocking: number;
  at_odds: Record<(typeof reasons)[number], number>;
  uncovered: Named[];
  certificate?: Certificate | null;
  remedies: Remedy[];
  checked: boolean;
}
/** Who has agreed that the ballots are opened for one run. */
export interface Consents {
  run: number;
  missing: number;
  may_give: boolean;
  given: { name: string; given_on: string; is_own: boolean }[];
}
export interface Exempt {
  household: string;
  side: Side;
  name: string;
  place: string;
  reason: string;
}
/** What has changed for a household since both sides were told last. */
export interface NewsRow {
  household: string;
  side: Side;
  name: string;
  place: string;
  gone: Named[];
  come: Named[];
  since?: string | null;
  is_pending: boolean;
  takes_part: boolean;
  change: string;
  told_on?: string | null;
  told_by: string;
  may_tell: boolean;
}
/** Who helped whom on a day. */
export interface PastPair {
  id: string;
  household: Named;
  helper: Named;
  from: string;
  until?: string | null;
  end_reason: string;
}
export interface OwnPart {
  household: string;
  side: Side;
  voted: boolean;
  explanation: string;
  news: string;
  capacity: number;
  capacity_reason: string;
  may_set_capacity: boolean;
}
export interface Workspace {
  place: string;
  round?: Round | null;
  may_run: boolean;
  sees_whole: boolean;
  tally?: {
    contacts: number;
    helpers: number;
    capacity: number;
    ballots: number;
    assisted: number;
    unanswered: number;
    declined: number;
    joined: number;
    left: number;
  } | null;
  outcome?: Outcome | null;
  consents?: Consents | null;
  counts?: { should: number; exempt: number; has: number; unproved: number } | null;
  exempt: Exempt[];
  usual_capacity: number;
  own?: OwnPart | null;
  participants: Participant[];
  pairs: PairRow[];
  news: NewsRow[];
  overrides: OverrideRow[];
  overrides_left: number;
}
/** A ballot on paper. */
export interface PaperForm {
  id: string;
  household: string;
  number: number;
  state: 'live' | 'used' | 'void';
  ended_on?: string | null;
  recorder_name: string;
  version: number;
}
/** 0417, as it is printed. */
export const paperNumber = ({ number }: PaperForm) => String(number).padStart(4, '0');
export interface Candidate {
  household: string;
  name: string;
  place: string;
  near: boolean;
  needs: string[];
  capacity: number;
  can: string[];
  promises: string[];
  kin: 'none' | 'hint' | 'recorded';
}
export interface BallotForm {
  place: string;
  round: Round;
  household: string;
  name: string;
  side: Side;
  is_own: boolean;
  voted: boolean;
  candidates: Candidate[];
}

export const sideWord = (side: Side) =>
  t(side === 'contact' ? 'web.pairing.household' : 'web.pairing.exempt.helper');
/** One after the other; empty parts are left out. */
export const joined = (parts: string[]) =>
  parts
    .filter(Boolean)
    .reduce((first, second) => (first ? t('web.pairing.join', { first, second }) : second), '');

export type Confirmed = 'in_force' | 'moving' | 'declined' | 'both' | 'one' | 'none' | 'not_asked';
/** How far a pair is. */
export function confirmedOf(row: PairRow, state: State): Confirmed {
  const { pairing } = row;
  if (pairing.state === 'in_force' || pairing.state === 'moving') return pairing.state;
  if (state === 'proposed') return 'not_asked';
  const answers = [pairing.by_household.answer, pairing.by_helper.answer];
  if (answers.includes('declined')) return 'declined';
  const agreed = answers.filter((answer) => answer === 'accepted').length;
  return agreed === 2 ? 'both' : agreed === 1 ? 'one' : 'none';
}
export const looks: Record<Confirmed, { tone: 'ok' | 'warn' | 'info' | 'line'; icon?: string }> = {
  in_force: { tone: 'ok', icon: 'check' },
  moving: { tone: 'warn', icon: 'swap' },
  declined: { tone: 'warn', icon: 'warn' },
  both: { tone: 'ok', icon: 'check' },
  one: { tone: 'info', icon: 'clock' },
  none: { tone: 'info', icon: 'clock' },
  not_asked: { tone: 'line' },
};
/** "等赵演福", "双方同意" */
export function confirmedWord(row: PairRow, state: State): string {
  const confirmed = confirmedOf(row, state);
  const { by_household, by_helper } = row.pairing;
  const name =
    confirmed === 'declined'
      ? by_household.answer === 'declined'
        ? row.household_name
        : row.helper_name
      : by_helper.answer === 'accepted'
        ? row.household_name
        : row.helper_name;
  return t(`web.pairing.confirmed.${confirmed}`, { name });
}

interface Request {
  path: { village: string };
  body: { version: number };
  key: string;
}
export type Step = 'close' | 'solve' | 'confirming' | 'final';
export const takeStep: Record<Step, (request: Request) => Promise<unknown>> = {
  close: (request) => api.post('/api/v1/villages/{village}/pairing/close', request),
  solve: (request) => api.post('/api/v1/villages/{village}/pairing/solve', request),
  confirming: (request) => api.post('/api/v1/villages/{village}/pairing/confirming', request),
  final: (request) => api.post('/api/v1/villages/{village}/pairing/final', request),
};

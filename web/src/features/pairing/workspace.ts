// What the secretary's tables and dialogs work out of a workspace: nothing here asks the server.
import { t } from '@/words/words';
import { joined, type NewsRow, type Outcome, type PairRow, type Participant } from './pairing';
import type { Remedy, Side, Workspace } from './pairing';

/** "按双方的票，有代填的" */
export function wayWord({ way, moved_for, pairing }: PairRow, participants: Participant[]): string {
  if (way === 'unknown') return '';
  const word = t(`web.pairing.way.${way}`, { count: moved_for });
  const onPaper = participants.some(
    ({ household, assisted }) =>
      assisted && (household === pairing.household || household === pairing.helper),
  );
  return onPaper && (way === 'both' || way === 'one') ? t('web.pairing.way.assisted', { way: word }) : word;
}

/** One side of a pair that has said neither yes nor no. */
export interface Silent {
  key: string;
  side: Side;
  name: string;
  place: string;
  other: string;
}
export function silentOf({ pairs }: Workspace): Silent[] {
  return pairs
    .filter(({ pairing }) => pairing.state === 'proposed')
    .flatMap((row) => {
      const { id, by_household, by_helper } = row.pairing;
      const out: Silent[] = [];
      if (by_household.answer === 'none')
        out.push({
          key: `${id}.contact`,
          side: 'contact',
          name: row.household_name,
          place: row.household_place,
          other: row.helper_name,
        });
      if (by_helper.answer === 'none')
        out.push({
          key: `${id}.helper`,
          side: 'helper',
          name: row.helper_name,
          place: row.helper_place,
          other: row.household_name,
        });
      return out;
    });
}

/** "王演芝", "还没有" */
export const comeWord = ({ side, come, takes_part }: NewsRow): string =>
  come.length
    ? joined(come.map(({ name }) => name))
    : t(side === 'contact' && takes_part ? 'web.pairing.news.none_yet' : 'web.pairing.news.nobody');
export const goneWord = ({ gone, is_pending }: NewsRow): string => {
  const names = joined(gone.map(({ name }) => name));
  if (!gone.length) return '—';
  return is_pending ? t('web.pairing.news.pending', { names }) : names;
};

export interface Preview {
  takes: number;
  capacity: number;
  isNear: boolean;
  isFull: boolean;
  /** Of these one may have to move; none while there is room. */
  mightMove: string[];
}
/** What is known before a run of a pair by hand. */
export function previewOf(workspace: Workspace, household: string, helper: string): Preview | undefined {
  const of = (id: string) => workspace.participants.find((each) => each.household === id);
  const [own, other] = [of(household), of(helper)];
  if (!own || !other) return undefined;
  const isFull = other.takes >= other.capacity;
  const isFixed = (guest: string) =>
    workspace.overrides.some(
      ({ override }) =>
        override.household === guest &&
        override.helper === helper &&
        (override.state === 'asked' || override.state === 'applied'),
    );
  const guests = workspace.pairs.filter(
    ({ pairing }) =>
      pairing.helper === helper && pairing.household !== household && !isFixed(pairing.household),
  );
  return {
    takes: other.takes,
    capacity: other.capacity,
    isNear: !!own.place && own.place === other.place,
    isFull,
    mightMove: isFull ? guests.map(({ household_name }) => household_name) : [],
  };
}

/** Households of the certificate's drawing beside helpers, and who of them has whom. */
export function linesOf({ certificate }: Outcome, pairs: PairRow[]) {
  if (!certificate) return [];
  return certificate.households.map(({ household }, from) => ({
    from,
    to: certificate.helpers.findIndex((helper) =>
      pairs.some(({ pairing }) => pairing.household === household && pairing.helper === helper.household),
    ),
  }));
}

/** The room a helper had when the answer was found: it may have been given more since. */
export function roomAtRun(outcome: Outcome, participants: Participant[], helper: string): number {
  const tried = outcome.remedies
    .filter(({ kind }) => kind === 'room' || kind === 'everyone')
    .flatMap(({ rooms }) => rooms)
    .find((room) => room.helper === helper);
  if (tried) return tried.capacity - tried.more;
  return participants.find(({ household }) => household === helper)?.capacity ?? 0;
}

export const solvesIt = (remedy: Remedy, outcome: Outcome) => remedy.covered >= outcome.households;
export const helpsNobody = (remedy: Remedy, outcome: Outcome) => remedy.covered <= outcome.covered;

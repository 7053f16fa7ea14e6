// What the secretary's tables and dialogs work out of a workspace: nothing here asks the server.
import { t } from '@/words/words';
import type { Outcome, PairRow, Participant, Remedy, Workspace } from './pairing';

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

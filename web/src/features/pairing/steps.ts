// Which step of a round is next, and what else may be done now: nothing here asks the server.
import type { Workspace } from './pairing';

export type Deed = 'start' | 'open' | 'close' | 'solve' | 'confirming' | 'repair' | 'final';

/** Who has come or gone since the round knows of. */
export const changesOf = ({ tally }: Workspace) => (tally?.joined ?? 0) + (tally?.left ?? 0);
/** Pairs by hand that the next run works in; nothing else may be done before. */
export const waitingByHand = ({ overrides }: Workspace) =>
  overrides.filter(({ override }) => override.state === 'asked').length;

export function nextDeed(workspace: Workspace): Deed {
  const changes = changesOf(workspace);
  const byHand = waitingByHand(workspace);
  switch (workspace.round?.state) {
    case undefined:
      return 'start';
    case 'setup':
      return 'open';
    case 'open':
      return 'close';
    case 'closed':
      return 'solve';
    case 'proposed':
      return byHand ? 'solve' : 'confirming';
    case 'confirming':
      return workspace.tally?.declined || changes || byHand ? 'repair' : 'final';
    default:
      return changes ? 'repair' : 'start';
  }
}

/** Solving once more after a capacity was changed, repairing. */
export function otherDeed(workspace: Workspace): Deed | undefined {
  const next = nextDeed(workspace);
  if (workspace.round?.state === 'proposed' && next !== 'solve') return 'solve';
  if (workspace.round?.state === 'confirming' && next === 'final') return 'repair';
  if (workspace.round?.state === 'final' && next === 'start') return 'repair';
  return undefined;
}

/** A run opens ballots: two people agree first. */
export const isRun = (deed: Deed) => deed === 'solve' || deed === 'repair';

// What the screens of plaques share: the server's shapes, a line of the table, and how a state looks.
import { api } from '@/api/client';
import type { Exempt } from '@/kit/exemptions';
import { t } from '@/words/words';

export type State = 'planned' | 'printed' | 'hung' | 'damaged' | 'missing' | 'replaced' | 'retired';

export interface Plaque {
  id: string;
  household: string;
  serial: number;
  state: State;
  hung_on?: string | null;
  consent_names: boolean;
  name_on_door: string;
  reason: string;
  version: number;
}
export interface PlaqueRow {
  plaque: Plaque;
  head: string;
  address: string;
  moved_away: boolean;
  page: string;
}
export interface PlaqueList {
  place: string;
  plaques: PlaqueRow[];
  counts?: {
    should: number;
    exempt: number;
    has: number;
    missing: { household: string; name: string; state?: State | null }[];
  } | null;
  exempt?: (Exempt & { household: string })[] | null;
}

/** A line of the table: a plaque, or a household that should have one and for which none is planned. */
export interface Line {
  key: string;
  household: string;
  head: string;
  address: string;
  plaque?: Plaque;
  page?: string;
  movedAway: boolean;
  exempt: boolean;
}

export function linesOf(list: PlaqueList): Line[] {
  const exempt = new Set(list.exempt?.map((one) => one.household));
  const withPlaque = list.plaques.map(({ plaque, head, address, moved_away, page }) => ({
    key: plaque.id,
    household: plaque.household,
    head,
    address,
    plaque,
    page,
    movedAway: moved_away,
    exempt: exempt.has(plaque.household),
  }));
  const without = (list.counts?.missing ?? [])
    .filter((one) => !one.state)
    .map(({ household, name }) => ({
      key: `household-${household}`,
      household,
      head: name,
      address: '',
      movedAway: false,
      exempt: false,
    }));
  return [...without, ...withPlaque];
}

export const isLive = (line: Line) =>
  !!line.plaque && line.plaque.state !== 'replaced' && line.plaque.state !== 'retired';

/** "012" */
export const serialOf = (plaque: Plaque) => String(plaque.serial).padStart(3, '0');
/** "012 号" */
export const numberOf = (plaque: Plaque) => t('web.plaques.number', { serial: serialOf(plaque) });

export type LineState = State | 'none';
export const stateOf = (line: Line): LineState => line.plaque?.state ?? 'none';
export const wordOf = (state: LineState) => t(`web.plaques.state.${state}`);

interface Look {
  tone: 'ok' | 'warn' | 'info' | 'line' | 'gold';
  icon?: string;
}
export const looks: Record<LineState, Look> = {
  none: { tone: 'warn', icon: 'minus' },
  planned: { tone: 'gold', icon: 'print' },
  printed: { tone: 'info', icon: 'door' },
  hung: { tone: 'ok' },
  damaged: { tone: 'warn', icon: 'wrench' },
  missing: { tone: 'warn', icon: 'search' },
  replaced: { tone: 'line', icon: 'swap' },
  retired: { tone: 'line', icon: 'undo' },
};

/** What is done to one plaque with a reason; each is a route of the server's. */
export type Step = 'damage' | 'missing' | 'replace' | 'retire';
/** Everything that can be done about a line. */
export type Deed = Step | 'print' | 'mark' | 'hang' | 'exempt';

/** The first is the next thing to do. */
export const deeds: Record<LineState, Deed[]> = {
  none: ['exempt'],
  planned: ['print', 'mark', 'exempt', 'retire'],
  printed: ['hang', 'print', 'exempt', 'retire'],
  hung: ['damage', 'missing', 'replace', 'retire'],
  damaged: ['replace', 'retire'],
  missing: ['replace', 'retire'],
  replaced: [],
  retired: [],
};

interface Reasoned {
  path: { village: string; plaque: string };
  body: { reason: string; version: number };
  key: string;
}
export const takeStep: Record<Step, (told: Reasoned) => Promise<Plaque>> = {
  damage: (told) => api.post('/api/v1/villages/{village}/plaques/{plaque}/damage', told),
  missing: (told) => api.post('/api/v1/villages/{village}/plaques/{plaque}/missing', told),
  replace: (told) => api.post('/api/v1/villages/{village}/plaques/{plaque}/replace', told),
  retire: (told) => api.post('/api/v1/villages/{village}/plaques/{plaque}/retire', told),
};

/** Reasons to tap, given as one sentence with bars between them. */
export const usualReasons = (deed: Step) => t(`web.plaques.${deed}.usual`).split('|');

// What the screens of meetings share: the server's shapes, and how kinds and states look.
import type { Schema } from '@/api/client';
import { t } from '@/words/words';

export type MeetingList = Schema<'meetings.MeetingList'>;
export type ListRow = Schema<'meetings.ListRow'>;
export type MeetingPage = Schema<'meetings.MeetingPage'>;
export type Meeting = Schema<'meetings.Meeting'>;
export type Decision = Schema<'meetings.Decision'>;
export type Candidate = Schema<'meetings.Candidate'>;

export const kinds = ['members', 'representatives', 'party_day', 'mobilisation', 'promotion'] as const;
export const kindName = (kind: string) => t(`web.meetings.kind.${kind}`);
export const stateName = (state: string) => t(`web.meetings.state.${state}`);
export const looks: Record<string, { tone: 'ok' | 'info' | 'line'; icon?: string }> = {
  planned: { tone: 'info', icon: 'calendar' },
  held: { tone: 'ok' },
  cancelled: { tone: 'line' },
};

/** Candidates household by household, in the server's order. */
export function byHousehold(
  candidates: Candidate[],
): { household: string; head: string; persons: Candidate[] }[] {
  const out: { household: string; head: string; persons: Candidate[] }[] = [];
  for (const one of candidates) {
    const last = out[out.length - 1];
    if (last && last.household === one.household) last.persons.push(one);
    else out.push({ household: one.household, head: one.head, persons: [one] });
  }
  return out;
}

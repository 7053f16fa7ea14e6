// What the desk's parts share: the server's shapes, and how a state looks.
import type { Schema } from '@/api/client';
import { t } from '@/words/words';

export type Desk = Schema<'feedback.Desk'>;
export type Entry = Schema<'feedback.Entry'>;
export type Detail = Schema<'feedback.Detail'>;
export type DeskEvent = Schema<'feedback.DeskEvent'>;
export type Pile = 'to_do' | 'answered' | 'closed' | 'hidden';
export const piles: Pile[] = ['to_do', 'answered', 'closed', 'hidden'];

export const kindName = (kind: string) => t(`web.feedback.kind.${kind}`);

type Tone = 'ok' | 'warn' | 'info' | 'stop' | 'line' | 'plain';
/** The one thing about it that the reader must know first. */
export function lookOf(entry: Entry): { tone: Tone; icon?: string; word: string } {
  if (entry.hidden) return { tone: 'line', icon: 'lock', word: t('web.feedback.state.hidden') };
  if (entry.late) return { tone: 'warn', word: t('web.feedback.state.late', { count: entry.days_late }) };
  if (entry.in_crowd && entry.state === 'received')
    return { tone: 'line', icon: 'warn', word: t('web.feedback.state.in_crowd') };
  if (entry.merged) return { tone: 'line', icon: 'swap', word: t('web.feedback.state.merged') };
  if (entry.turn === 'added') return { tone: 'warn', icon: 'chat', word: t('web.feedback.state.added') };
  if (entry.turn === 'asked') return { tone: 'info', icon: 'clock', word: t('web.feedback.state.asked') };
  if (entry.state === 'reopened')
    return { tone: 'stop', icon: 'undo', word: t('web.feedback.state.reopened') };
  if (entry.escalated && entry.state === 'received')
    return { tone: 'warn', icon: 'up', word: t('web.feedback.state.escalated', { count: entry.days_late }) };
  if (entry.state === 'assigned')
    return {
      tone: 'info',
      icon: 'person',
      word: t('web.feedback.state.assigned', { name: entry.assignee_name }),
    };
  if (entry.state === 'answered')
    return { tone: 'info', icon: 'chat', word: t('web.feedback.state.answered') };
  if (entry.state === 'closed') return { tone: 'ok', word: t('web.feedback.state.closed') };
  return { tone: 'plain', word: t('web.feedback.state.received') };
}

/** Whole days from today until that day; below zero when it is over. */
export const daysUntil = (day: string, today: string) =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);

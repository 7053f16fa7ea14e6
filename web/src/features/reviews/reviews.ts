// What the screens of reviews share: the server's shapes, and how a review is called and looks.
import { showDate } from '@/words/dates';
import { t } from '@/words/words';

export type Occasion = 'party_day' | 'july_first' | 'new_year';
export type Grade = 'good' | 'fair' | 'average' | 'poor';
export const grades: Grade[] = ['good', 'fair', 'average', 'poor'];
export type LetterResult = 'fulfilled' | 'partly' | 'not_fulfilled';
export const letterResults: LetterResult[] = ['fulfilled', 'partly', 'not_fulfilled'];
export type Voters = 'members' | 'villagers';
export type Role = 'policy_lead' | 'policy_messenger' | 'village_keeper' | 'mediator' | 'friend';
export const roles: Role[] = ['policy_lead', 'policy_messenger', 'village_keeper', 'mediator', 'friend'];

export interface Review {
  id: string;
  occasion: Occasion;
  held_on: string;
  covers_from: string;
  opened_on: string;
  state: 'open' | 'published';
  publication?: { published_on: string; notice_until: string } | null;
  version: number;
}
export interface Tally {
  actions: number;
  quarter_hours: number;
  acknowledged: number;
  disputed: number;
}
export interface Votes {
  voters: Voters;
  good: number;
  fair: number;
  average: number;
  poor: number;
}
/** What the slips say of a household; without figures while there are few. */
export type SlipMarks = Record<Grade, number> & { few: boolean };
export interface SlipCounts {
  issued: number;
  used: number;
  closed_on?: string | null;
  closer_name: string;
}
export interface Standing {
  household: string;
  code?: string | null;
  head: string;
  exempt: boolean;
  digest: Tally;
  self_report?: { text: string; written_on: string; assisted: boolean; recorder_name: string } | null;
  appraisals: Votes[];
  slip_marks?: SlipMarks | null;
  result?: { grade: Grade; letter?: LetterResult | null } | null;
}
export interface Commendation {
  id: string;
  household: string;
  role: Role;
  reason: string;
}
export interface Rectification {
  id: string;
  raised_in: string;
  household?: string | null;
  what: string;
  due_on: string;
  state: 'open' | 'done' | 'verified';
  evidence: string;
  done_on?: string | null;
  done_by?: string | null;
  done_by_name: string;
  sent_back_reason: string;
  verified_on?: string | null;
  verified_by_name: string;
  cycles: number;
  version: number;
}
export interface ReviewPage {
  place: string;
  sheet: {
    review: Review;
    digest: Tally;
    slips?: SlipCounts | null;
    standings: Standing[];
    commendations: Commendation[];
    rectifications: Rectification[];
  };
  notice_days: number;
  may_decide: boolean;
  own?: string | null;
}
export interface ReviewList {
  place: string;
  reviews: Review[];
  coming: { day: string; occasion: Occasion }[];
  counts?: { should: number; exempt: number; has: number } | null;
}

/** "9 月 15 日主题党日" */
export const nameOf = (day: string, occasion: Occasion) =>
  t(`web.reviews.name.${occasion}`, { date: showDate(day) });
export const hoursOf = (quarters: number) => String(quarters / 4);

/** All votes of a household together: members' and villagers' in the meeting, and what slips say of it. */
export function votesOf(standing: Standing): Record<Grade, number> & { all: number } {
  const sum = { good: 0, fair: 0, average: 0, poor: 0, all: 0 };
  for (const votes of [...standing.appraisals, ...(standing.slip_marks ? [standing.slip_marks] : [])])
    for (const grade of grades) {
      sum[grade] += votes[grade];
      sum.all += votes[grade];
    }
  return sum;
}
/** "好 38，较好 17" */
export const inWords = (votes: Record<Grade, number>) =>
  grades
    .filter((grade) => votes[grade] > 0)
    .map((grade) => t('web.reviews.votes', { grade: t(`web.reviews.grade.${grade}`), count: votes[grade] }))
    .join(' ');
export const votesInWords = (standing: Standing) => inWords(votesOf(standing));
export const isLate = (one: Rectification, today: string) => one.state === 'open' && one.due_on < today;

// What is said about exempting a household (免办) from one matter of the programme, wherever it is done.
import { t } from '@/words/words';

export type Matter = 'plaque' | 'pledge' | 'pairing' | 'review';

/** An exemption that holds: who, from what, why. */
export interface Exempt {
  exemption: string;
  name: string;
  reason: string;
  /** Absent where the whole list is of one matter. */
  matter?: Matter;
}

/** Reasons to tap, given as one sentence with bars between them. */
export const usualReasons = (matter: Matter) => t(`web.exempt.${matter}.usual`).split('|');

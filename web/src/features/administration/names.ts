// The usual name of an organisation at a place, offered in the form and free to change. Organisations are
// named in Chinese whatever the language of the screen.
import type { Kind } from './tree';

/** 音河村民委员会 → 音河村, 红光社区居民委员会 → 红光社区 */
export const placeName = (division: string) =>
  division
    .replace(/(?:居民委员会|居委会|办事处)$/, '')
    .replace(/民委员会$/, '')
    .replace(/村委会$/, '村');

export function usualName(kind: Kind, division: string): string {
  if (kind === 'county') return `${division}委`;
  if (kind === 'town') return `${placeName(division)}党委`;
  return `${placeName(division)}党支部`;
}

const digits = '零一二三四五六七八九';

/** 第一党小组 … 第九十九党小组 */
export function groupName(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const word = (tens > 1 ? digits[tens] : '') + (tens ? '十' : '') + (ones ? digits[ones] : '');
  return `第${word}党小组`;
}

/** 0, O, 1, l and I are left out: it is read aloud and typed from paper. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twelve characters in threes, about 59 bits. */
export function newPassword(): string {
  const usable = Math.floor(256 / letters.length) * letters.length; // the rest would make some likelier
  let word = '';
  while (word.length < 12)
    for (const byte of crypto.getRandomValues(new Uint8Array(24)))
      if (byte < usable && word.length < 12) word += letters[byte % letters.length];
  return word.match(/.{3}/g)!.join('-');
}

// Dates and figures as people read them. The programme lives in China: an instant is shown in Shanghai's
// time.
import { language } from './words';

type Style = 'date' | 'day' | 'time' | 'moment' | 'weekday';
const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  day: { month: 'long', day: 'numeric' },
  weekday: { month: 'long', day: 'numeric', weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  moment: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  },
};

/** Chinese print sets a space between a digit and a Han character; Intl does not. */
const spaced = (text: string) =>
  text
    .replace(/(\d)([\u4e00-\u9fff])/g, '$1\u00a0$2')
    .replace(/([\u4e00-\u9fff])(\d)/g, '$1 $2')
    .replace(/日星期/, '日，星期');

/** "2020-08-11" or an ISO instant → "2020 年 8 月 11 日", "11 August 2020". Nothing for nothing. */
export function showDate(value: string | Date | undefined | null, style: Style = 'date'): string {
  if (!value) return '';
  const date =
    typeof value === 'string' && value.length === 10 ? new Date(`${value}T12:00:00+08:00`) : new Date(value);
  if (Number.isNaN(date.getTime())) return String(value);
  const tag = language.value === 'en' ? 'en-GB' : 'zh-CN';
  return spaced(new Intl.DateTimeFormat(tag, { timeZone: 'Asia/Shanghai', ...styles[style] }).format(date));
}

/** Today in Shanghai, as the server writes dates. */
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

export const showNumber = (value: number) => new Intl.NumberFormat(language.value).format(value);

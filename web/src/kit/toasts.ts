// Short answers at the foot of the screen: "Saved, number A-0916-03". They stay ten seconds, or until closed.
import { reactive } from 'vue';

export interface Toast {
  id: number;
  sentence: string;
  /** The number by which the thing can be asked for later. */
  reference?: string;
  /** What happens next. */
  next?: string;
  icon: string;
  action?: { label: string; run: () => void };
}

export const toasts = reactive<Toast[]>([]);
let last = 0;

export function toast(sentence: string, more: Partial<Omit<Toast, 'id' | 'sentence'>> = {}): void {
  const one: Toast = { icon: 'done', ...more, id: ++last, sentence };
  toasts.push(one);
  if (toasts.length > 3) toasts.shift();
  setTimeout(() => closeToast(one.id), 10_000);
}

export function closeToast(id: number): void {
  const index = toasts.findIndex((one) => one.id === id);
  if (index >= 0) toasts.splice(index, 1);
}

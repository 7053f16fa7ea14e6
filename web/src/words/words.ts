// The app's sentences: `t('web.form.save')`, `t('web.table.shown', { from: 1, to: 20, count: 46 })`. They
// come from words/LANGUAGE/*.txt, book by book (tools/words.ts); a template that uses t() follows a change of
// language by itself.
import { reactive, readonly, ref } from 'vue';
import loaders from 'virtual:words';

export type Language = 'zh-CN' | 'en';
export const languages: { tag: Language; name: string }[] = [
  { tag: 'zh-CN', name: '中文' },
  { tag: 'en', name: 'English' },
];

const stored = 'lianghu.language';
const current = ref<Language>('zh-CN');
const sentences = reactive<Record<Language, Record<string, string>>>({ 'zh-CN': {}, en: {} });
const opened = new Set<string>();

export const language = readonly(current);

/** The sentence with its values filled in. A key that no book has comes back as itself. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const sentence = sentences[current.value][key];
  if (sentence === undefined) return key;
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in values ? String(values[name]) : place,
  );
}

/** True if an opened book has this key: for words that depend on what the server names. */
export const hasWord = (key: string) => key in sentences[current.value];

async function load(tag: Language, book: string) {
  const loader = loaders[tag][book];
  if (loader) Object.assign(sentences[tag], (await loader()).default);
}

/** Makes a book's sentences available in the present language and in every language chosen later. */
export async function openBook(book: string): Promise<void> {
  if (opened.has(book)) return;
  await load(current.value, book);
  opened.add(book);
}

export async function chooseLanguage(tag: Language): Promise<void> {
  await Promise.all([...opened].map((book) => load(tag, book)));
  current.value = tag;
  document.documentElement.lang = tag;
  try {
    localStorage.setItem(stored, tag);
  } catch {
    // A browser that keeps nothing still shows the language until it is closed.
  }
}

/** What was chosen on this device, else what the browser asks for, else Chinese. */
export function firstLanguage(): Language {
  try {
    const kept = localStorage.getItem(stored);
    if (kept === 'zh-CN' || kept === 'en') return kept;
  } catch {
    // As above.
  }
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh-CN';
}

// Gives the app the sentences of words/LANGUAGE/*.txt, the same files that the server speaks from.
//
//   virtual:words            loaders[language][book] for every book
//   virtual:words/LANG/BOOK  one book: an object of key → sentence
//
// A book is what one feature's screens need: `web.txt` is "web" (the shell and everything shared);
// `web-plaques.txt` and `plaques.txt` together are "plaques". The router loads a feature's book before its
// first screen, so a phone never downloads the sentences of rooms it does not enter.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export const languages = ['zh-CN', 'en'] as const;
export const wordsFolder = fileURLToPath(new URL('../../words', import.meta.url));

/** `key: sentence` a line, `#` starts a comment. Throws on a line that is neither, and on a key twice. */
export function readWords(text: string, where: string): Record<string, string> {
  const sentences: Record<string, string> = {};
  text.split(/\r?\n/).forEach((line, index) => {
    if (!line.trim() || line.trimStart().startsWith('#')) return;
    const found = /^([A-Za-z0-9_.-]+):\s*(.*?)\s*$/.exec(line);
    if (!found) throw new Error(`${where}:${index + 1}: not "key: sentence"`);
    if (found[1] in sentences) throw new Error(`${where}:${index + 1}: ${found[1]} is said twice`);
    sentences[found[1]] = found[2];
  });
  return sentences;
}

export function wordFiles(language: string): string[] {
  const folder = join(wordsFolder, language);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort();
}

const bookOf = (file: string) =>
  file === 'web.txt' ? 'web' : file.replace(/^web-/, '').replace(/\.txt$/, '');

export function words(): Plugin {
  const prefix = 'virtual:words';
  return {
    name: 'lianghu-words',
    resolveId: (id) => (id === prefix || id.startsWith(`${prefix}/`) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${prefix}`) return index();
      if (!id.startsWith(`\0${prefix}/`)) return null;
      const [, language, book] = id.slice(1).split('/');
      const sentences: Record<string, string> = {};
      for (const file of wordFiles(language).filter((name) => bookOf(name) === book)) {
        const path = join(wordsFolder, language, file);
        this.addWatchFile(path);
        Object.assign(sentences, readWords(readFileSync(path, 'utf8'), path));
      }
      return `export default ${JSON.stringify(sentences)}`;
    },
    handleHotUpdate({ file, server }) {
      if (file.startsWith(wordsFolder)) server.ws.send({ type: 'full-reload' });
    },
  };

  function index() {
    const lines = languages.map((language) => {
      const books = [...new Set(wordFiles(language).map(bookOf))];
      const loaders = books.map(
        (book) => `${JSON.stringify(book)}: () => import("${prefix}/${language}/${book}")`,
      );
      return `${JSON.stringify(language)}: { ${loaders.join(', ')} }`;
    });
    return `export default { ${lines.join(', ')} }`;
  }
}

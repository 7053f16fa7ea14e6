// The sentences of the program, from the files that it reads itself: a journey presses what a reader sees.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

const plain = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

export function speak(language) {
  const folder = join(root, 'words', language);
  const sentences = new Map();
  for (const file of readdirSync(folder))
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const at = line.indexOf(': ');
      if (at > 0 && !line.startsWith('#')) sentences.set(line.slice(0, at), line.slice(at + 2).trim());
    }

  const sentence = (key) => {
    const found = sentences.get(key);
    if (found === undefined) throw new Error(`no sentence is called ${key} in ${language}`);
    return found;
  };
  /** The sentence with its values, every one of which must be given. */
  function t(key, values = {}) {
    return sentence(key).replace(/\{(\w+)\}/g, (_, name) => {
      if (!(name in values)) throw new Error(`${key} wants {${name}}`);
      return String(values[name]);
    });
  }
  /** Matches the sentence with these values; those not given may be anything. */
  function like(key, values = {}) {
    const pattern = sentence(key)
      .split(/(\{\w+\})/)
      .map((part) => {
        const name = /^\{(\w+)\}$/.exec(part)?.[1];
        if (!name) return plain(part);
        return name in values ? plain(String(values[name])) : '.*';
      });
    return new RegExp(pattern.join(''));
  }
  return { language, t, like, plain };
}

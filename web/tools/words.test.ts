// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages, readWords, wordFiles, wordsFolder } from './words';

const read = (language: string, file: string) =>
  readWords(readFileSync(join(wordsFolder, language, file), 'utf8'), `${language}/${file}`);
const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe('words', () => {
  it('has the same files in both languages', () => {
    expect(wordFiles('en')).toEqual(wordFiles('zh-CN'));
    expect(wordFiles('en')).toContain('web.txt');
  });

  for (const file of wordFiles('zh-CN')) {
    it(`says every key of ${file} in both languages, with the same values`, () => {
      const [chinese, english] = languages.map((language) => read(language, file));
      expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
      for (const key of Object.keys(chinese)) {
        expect([key, [...new Set(placeholders(english[key]))]]).toEqual([
          key,
          [...new Set(placeholders(chinese[key]))],
        ]);
        expect(english[key], `${key} in English`).toMatch(/[A-Za-z{]/);
        expect(chinese[key], `${key}: no exclamation marks`).not.toMatch(/[!！]/);
      }
    });
  }

  it('refuses a line that is no sentence and a key said twice', () => {
    expect(() => readWords('hello', 'x.txt')).toThrow('x.txt:1');
    expect(() => readWords('a.b: one\n# note\na.b: two', 'x.txt')).toThrow('x.txt:3: a.b is said twice');
    expect(readWords('# note\n\na.b: one: {n} \n', 'x.txt')).toEqual({ 'a.b': 'one: {n}' });
  });
});

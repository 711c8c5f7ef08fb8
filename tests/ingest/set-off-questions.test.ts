import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'conventions');

/** By fixture: each entry's number, title, the first line of its answer, and its number of sentences. */
const EXPECTED = JSON.parse(readFileSync(join(FOLDER, 'set-off-questions.json'), 'utf8')) as Record<
  string,
  string[]
>;

describe('questions that are set off by other means than numbered headings', () => {
  it.each(Object.entries(EXPECTED))('are found with their answers in %s', (name, expected) => {
    const text = readFileSync(join(FOLDER, `${name}.md`), 'utf8');
    const read = parseEntries(`${name}.md`, text).entries.map(({ number, title, sections }) => {
      const sentences = sections.flatMap((section) => section.sentences);
      const [first] = sentences;
      const line = first ? text.slice(first.start, first.end).split('\n')[0] : '';
      return `${number ?? '-'} | ${title} | ${line ?? ''} | ${String(sentences.length)}`;
    });
    expect(read).toEqual(expected);
  });

  it('keep the choice that is right apart from the others', () => {
    const text = readFileSync(join(FOLDER, 'quiz-choices.md'), 'utf8');
    const [first] = parseEntries('quiz.md', text).entries;
    const choices = first?.sections[0]?.sentences.filter(({ kind }) => kind === 'item');
    expect(choices?.map((sentence) => sentence.text)).toEqual(['[ ] rye', '[x] strong wheat', '[ ] spelt']);
    expect(choices?.map(({ start, end }) => text.slice(start, end))).toEqual([
      '[ ] rye',
      '[x] strong wheat',
      '[ ] spelt',
    ]);
  });

  it('leave code about admonitions as it is', () => {
    const text = readFileSync(join(FOLDER, 'admonitions-with-code.md'), 'utf8');
    const [first] = parseEntries('docs.md', text).entries;
    const code = first?.sections[0]?.sentences.filter(({ kind }) => kind === 'code');
    expect(code?.map((sentence) => sentence.text)).toEqual([
      '??? note "Title"\n    text',
      '??? question "Not one"\n    text',
    ]);
  });
});

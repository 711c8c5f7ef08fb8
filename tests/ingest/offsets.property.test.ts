import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';
import type { Entry, Sentence } from '../../server/src/corpus/types.ts';

const FENCE = '```';
const word = fc.constantFrom(
  'Alpha',
  'beta',
  'e.g.',
  '3.5',
  '`np.where`',
  '**Bold text**',
  '_it_',
  '[a link](#x)',
  '$x_1$',
  '$5',
  '&amp;',
  '\\*',
  '🟡',
  'â€™s',
  '<br>',
  'x.',
  'Why?',
  '"q"',
  '\u00A0',
  'Ünï',
);
const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
const block = fc.oneof(
  line,
  line.map((text) => `### 1. ${text}?`),
  line.map((text) => `#### Indepth`.concat(text ? '' : ' ')),
  line.map((text) => `- ${text}\n  - ${text}\n- [ ] b`),
  line.map((text) => `- [x] ${text}\n- [ ]  ${text}\n  ${text}`),
  line.map((text) => `> ${text}\n> ${text}`),
  line.map((text) => `> [!question] ${text}\n> ${text}`),
  line.map((text) => `??? question "${text}"\n\n    ${text}\n\n    - ${text}`),
  line.map((text) => `**3)** ${text}\n${text}`),
  line.map((text) => `Q:\n${text}\n\nA: ${text}`),
  line.map((text) => `| a | b |\n|---|---|\n| ${text.replaceAll('|', '')} | c |`),
  line.map((text) => `${FENCE}py\n# ${text}\n\n${FENCE}`),
  line.map((text) => `${FENCE}\n${text}\n${FENCE}"`),
  fc.constant(`${FENCE}js\nunclosed`),
  line.map((text) => `$$\n${text.replaceAll('$', '')}\n$$`),
  line.map((text) => `<details><summary>${text}</summary>\n\n${text}\n</details>`),
  line.map((text) => `**Q. ${text}**\n${text}`),
  line.map((text) => `1. ### ${text}\n\n   ${text}`),
  line.map((text) => `${text}\n---`),
);
const markdown = fc
  .tuple(
    fc.array(block, { maxLength: 12 }),
    fc.constantFrom('\n', '\n\n', '\r\n\r\n'),
    fc.constantFrom('', '\uFEFF'),
  )
  .map(([blocks, gap, mark]) => mark + blocks.join(gap));
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(...Array.from('*_[]()`~$<>!#-+|&;\\\n\t "\'ab1.? \u0000\uE000')),
    maxLength: 300,
  }),
);

const sentencesOf = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => entry.sections.map((section) => section.sentences));

function assertSound(text: string): void {
  const { entries } = parseEntries('a/b.md', text);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  let end = 0;
  for (const entry of entries) {
    expect(entry.start).toBeGreaterThanOrEqual(end);
    expect(entry.end).toBeGreaterThanOrEqual(entry.start);
    end = entry.end;
    for (const section of entry.sections) {
      expect(section.start).toBeGreaterThanOrEqual(entry.start);
      expect(section.end).toBeLessThanOrEqual(Math.min(entry.end, text.length));
      assertOrdered(section.sentences, section.start, section.end);
    }
  }
}

function assertOrdered(sentences: readonly Sentence[], start: number, end: number): void {
  let position = start;
  let block = 0;
  for (const sentence of sentences) {
    expect(sentence.start).toBeGreaterThanOrEqual(position);
    expect(sentence.end).toBeGreaterThan(sentence.start);
    expect(sentence.end).toBeLessThanOrEqual(end);
    expect(sentence.block).toBeGreaterThanOrEqual(block);
    expect(sentence.text.trim()).not.toBe('');
    position = sentence.end;
    block = sentence.block;
  }
}

/** The letters and digits of a text, marks and damage aside. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');

describe('offsets', () => {
  it('order entries, sections and sentences without overlap, inside each other, for Markdown of every kind', () => {
    fc.assert(fc.property(markdown, assertSound), { numRuns: 400 });
  });

  it('hold for any text whatever', () => {
    fc.assert(fc.property(garbage, assertSound), { numRuns: 400 });
  });

  it('cut the words of a sentence out of the document: quote and text have the same letters', () => {
    const plainWord = fc.constantFrom(
      'Alpha',
      'beta',
      '3.5',
      '`np.where`',
      '**Bold text**',
      '*it*',
      'x.',
      'Why?',
      '(so)',
    );
    const plainLine = fc.array(plainWord, { minLength: 1, maxLength: 9 }).map((words) => words.join(' '));
    const plainBlock = fc.oneof(
      plainLine,
      plainLine.map((text) => `### ${text}`),
      plainLine.map((text) => `- ${text}\n- ${text}`),
      plainLine.map((text) => `- [x] ${text}\n- [ ] ${text}`),
      plainLine.map((text) => `> ${text}\n> ${text}`),
    );
    const document = fc.array(plainBlock, { maxLength: 8 }).map((blocks) => blocks.join('\n\n'));
    fc.assert(
      fc.property(document, (text) => {
        for (const sentence of sentencesOf(parseEntries('a.md', text).entries).flat()) {
          expect(letters(text.slice(sentence.start, sentence.end))).toBe(letters(sentence.text));
        }
      }),
      { numRuns: 300 },
    );
  });
});

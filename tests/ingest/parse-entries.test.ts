import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';
import type { Entry } from '../../server/src/corpus/types.ts';
import { ROOT } from '../material.ts';

const FENCE = '```';

function quotes(text: string, entry: Entry | undefined, section = 0): string[] {
  return (entry?.sections[section]?.sentences ?? []).map(({ start, end }) => text.slice(start, end));
}

describe('parseEntries', () => {
  it('reads the sample corpus: twenty entries, numbered 101 to 120, each with answer and in-depth section', () => {
    const text = readFileSync(join(ROOT, 'data/corpus/python-ai-intermediate.md'), 'utf8');
    const { entries, title, repairs } = parseEntries('python-ai-intermediate.md', text);
    expect(entries.map((entry) => entry.number)).toEqual(
      Array.from({ length: 20 }, (_, n) => String(101 + n)),
    );
    expect(entries.every((entry) => entry.sections.map(({ kind }) => kind).join() === 'answer,indepth')).toBe(
      true,
    );
    expect(title).toBe('Intermediate Level Python AI Interview Questions');
    expect(entries[0]?.id).toBe('python-ai-intermediate#101');
    expect(entries[3]?.title).toBe('How can you use `__slots__` to optimize memory in AI apps?');
    expect(entries[3]?.titleText).toBe('How can you use __slots__ to optimize memory in AI apps?');
    expect(repairs.map((repair) => repair.text)).toEqual(['🟡', '–']);
    expect(entries[0]?.topics).toEqual(['🟡 101–120: Advanced Python & Pandas']);
  });

  it('leaves the quotation marks that wrap an answer, and the end mark of the file, out of every sentence', () => {
    const text = '### 1. What is A?\n"A is \'a\'.\n\nIt says "hello" to B."\n\n---\nEOF\n';
    const { entries } = parseEntries('a.md', text);
    expect(quotes(text, entries[0])).toEqual(["A is 'a'.", 'It says "hello" to B.']);
  });

  it('closes a fence that the closing quotation mark of the answer is stuck to', () => {
    const text = `### 1. What is A?\n"Like this:\n\n${FENCE}js\nlet a;\n${FENCE}"\n\n#### Indepth\nDeep.\n\n### 2. What is B?\nB.\n`;
    const { entries } = parseEntries('a.md', text);
    expect(entries.map((entry) => entry.number)).toEqual(['1', '2']);
    expect(quotes(text, entries[0])).toEqual(['Like this:', `${FENCE}js\nlet a;\n${FENCE}`]);
    expect(quotes(text, entries[0], 1)).toEqual(['Deep.']);
  });

  it('takes no comment in a fence for a heading', () => {
    const text = `### 1. What is A?\n${FENCE}python\n# 2. Load\n## 3. Train\n\n### 2. Not a question\n${FENCE}\n\n### 2. What is B?\nB.\n`;
    const { entries } = parseEntries('a.md', text);
    expect(entries.map((entry) => entry.title)).toEqual(['What is A?', 'What is B?']);
  });

  it('keeps offsets true across a byte order mark, CRLF, no-break spaces and zero-width characters', () => {
    const text =
      '\uFEFF###\u00A01.\u00A0What is A?\r\nA is a.\r\nIt\u200B works.\r\n\r\n\u200B### 2. What is B?\r\nB.\r\n';
    const { entries } = parseEntries('a.md', text);
    expect(entries.map((entry) => entry.titleText)).toEqual(['What is A?', 'What is B?']);
    expect(quotes(text, entries[0])).toEqual(['A is a.', 'It\u200B works.']);
    expect(entries[0]?.sections[0]?.sentences[1]?.text).toBe('It works.');
  });

  it('names repeated numbers and titles apart, in the order of the document', () => {
    const text = '### 1. A?\na\n### 1. B?\nb\n## Café notes?\nc\n## Café notes?\nd\n';
    const ids = parseEntries('x/y.md', text).entries.map((entry) => entry.id);
    expect(ids).toEqual(['x/y#1', 'x/y#1-2', 'x/y#café-notes', 'x/y#café-notes-2']);
  });

  it('folds sub-headings before an in-depth heading into the answer and keeps later ones as sections', () => {
    const text =
      '### 1. A?\nFirst.\n#### Steps\nSecond.\n#### Indepth\nDeep.\n##### More\nDeeper.\n#### Example\nThird.\n';
    const [entry] = parseEntries('a.md', text).entries;
    expect(entry?.sections.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'answer answer',
      'indepth indepth',
      'other Example',
    ]);
    expect(quotes(text, entry)).toEqual(['First.', 'Second.']);
    expect(quotes(text, entry, 1)).toEqual(['Deep.', 'Deeper.']);
  });

  it('keeps a question whose answer is missing, reports it and indexes nothing of the placeholder', () => {
    const parsed = parseEntries('a.md', '### 1. A?\n*Answer here*\n\n### 2. B?\n\n### 3. C?\nC.\n');
    expect(parsed.placeholders).toEqual([['answer'], ['answer'], []]);
    expect(parsed.entries.map((entry) => entry.sections[0]?.sentences.length)).toEqual([0, 0, 1]);
  });

  it('takes the mark of an answer off its head, and leaves choices and later lines as they are', () => {
    const answerOf = (answer: string) => {
      const text = `### 1. What is A?\n${answer}\n`;
      return quotes(text, parseEntries('a.md', text).entries[0]).join(' / ');
    };
    expect(answerOf('A. It is a.')).toBe('It is a.');
    expect(answerOf('> ✅ **Answer:** It is a.')).toBe('It is a.');
    expect(answerOf('- A: It is a.\n  - b')).toBe('It is a. / b');
    expect(answerOf('**Ответ:** Да.')).toBe('Да.');
    expect(answerOf('A. one  \nB. two')).toBe('A. one / B. two');
    expect(answerOf('A. one\n\nB. two')).toBe('A. one / B. two');
    expect(answerOf('It was\nA. Smith.').replace(' / ', ' ')).toBe('It was\nA. Smith.');
    expect(answerOf('Answering: no mark.')).toBe('Answering: no mark.');
  });

  it('takes money for money and formulas for formulas', () => {
    const text = '### 1. A?\nIt went from $50k to $10B. The rate $\\lambda$ stays. Set `$PATH` and $HOME.\n';
    const [entry] = parseEntries('a.md', text).entries;
    expect(entry?.sections[0]?.sentences.map((sentence) => sentence.text)).toEqual([
      'It went from $50k to $10B.',
      'The rate \\lambda stays.',
      'Set $PATH and $HOME.',
    ]);
  });

  it('reads text before the first question only where it says something', () => {
    const long = 'This handbook explains how we talk about interviews. '.repeat(6);
    const count = (intro: string) =>
      parseEntries('a.md', `# Title\n\n${intro}\n\n### 1. A?\na\n`).entries.length;
    expect(count('> **Level:** easy')).toBe(1);
    expect(count(long)).toBe(2);
  });
});

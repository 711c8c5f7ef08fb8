import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEntryLookup } from './entry-lookup.ts';
import { readQuestionSet, toTurns } from './question-sets.ts';

const folder = mkdtempSync(join(tmpdir(), 'question-sets-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, ...lines: (object | string)[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

const lookup = createEntryLookup([
  { id: 'sql/joins#1', number: '1', documentPath: 'sql/joins.md' },
  { id: 'sql/joins#2', number: '2', documentPath: 'sql/joins.md' },
  { id: 'git#1', number: '1', documentPath: 'git.md' },
  { id: 'git#1-2', number: '1', documentPath: 'git.md' },
]);

describe('readQuestionSet', () => {
  it('reads labels by number, by file and number, and by id', () => {
    const path = written('labels.jsonl', {
      id: 'd1',
      type: 'follow-up',
      question: 'and left?',
      history: [
        { role: 'user', text: 'Joins?' },
        { role: 'assistant', text: 'Inner [1].' },
      ],
      gold: [{ path: 'joins.md', number: 1 }],
      need: 'any',
      also_ok: [2],
      nuggets: [{ q: 'sql/joins#1', section: 'answer', text: 'left' }],
    });
    expect(readQuestionSet(path, lookup)).toEqual([
      {
        id: 'labels:d1',
        type: 'follow-up',
        question: 'and left?',
        history: [{ question: 'Joins?', answer: 'Inner [1].' }],
        gold: ['sql/joins#1'],
        need: 'any',
        alsoOk: ['sql/joins#2'],
        nuggets: [{ entryId: 'sql/joins#1', text: 'left' }],
        uncovered: [],
      },
    ]);
  });

  it('reads pairs of answerable and near-miss questions, whose file is that of the set', () => {
    const path = written(
      'git.jsonl',
      { n: 1, answerable: true, question: 'Undo?', section: 'answer', evidence: 'revert' },
      '',
      { n: 1, answerable: false, question: 'Who wrote it?' },
    );
    expect(readQuestionSet(path, lookup)).toMatchObject([
      { id: 'git:row-1', type: 'answerable-answer', gold: ['git#1', 'git#1-2'], need: 'any' },
      { id: 'git:row-3', type: 'near-miss', gold: [], need: 'none', nuggets: [] },
    ]);
  });

  it('names file, line and problem of a bad row', () => {
    const row = { id: 'd1', type: 'short', question: 'x', gold: [], need: 'none' };
    const some = written('bad.jsonl', row, { ...row, need: 'some' });
    expect(() => readQuestionSet(some, lookup)).toThrow(/bad\.jsonl:2 .*need/);
    expect(() => readQuestionSet(written('text.jsonl', 'nonsense'), lookup)).toThrow(
      /text\.jsonl:1 is not JSON/,
    );
  });

  it('refuses a label that the corpus does not hold', () => {
    const path = written('other.jsonl', { id: 'x', type: 'short', question: 'x', gold: [99], need: 'any' });
    expect(() => readQuestionSet(path, lookup)).toThrow(/no entry \{"number":"99"\}/);
  });
});

describe('toTurns', () => {
  it('joins consecutive answers and keeps a question that has none', () => {
    expect(
      toTurns([
        { role: 'user', text: 'a' },
        { role: 'assistant', text: 'b' },
        { role: 'assistant', text: 'c' },
        { role: 'user', text: 'd' },
      ]),
    ).toEqual([
      { question: 'a', answer: 'b\n\nc' },
      { question: 'd', answer: '' },
    ]);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readBeirSet } from './beir.ts';

const folder = mkdtempSync(join(tmpdir(), 'beir-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, files: Record<string, string>): string {
  const path = join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

const corpus = '{"_id":"d1","title":"One","text":"first"}\n{"_id":2,"text":"second","metadata":{}}\n';

describe('readBeirSet', () => {
  it('reads records, queries and gains, and leaves out queries without a relevant record', () => {
    const path = written('plain', {
      'corpus.jsonl': corpus,
      'queries.jsonl': '{"_id":"q1","text":"which?"}\n{"_id":"q2","text":"none"}\n',
      'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t2\t1\nq2\td1\t0\nq2\tgone\t1\n',
    });
    expect(readBeirSet(path)).toEqual({
      name: 'plain',
      records: [
        { id: 'd1', title: 'One', text: 'first' },
        { id: '2', title: '', text: 'second' },
      ],
      queries: [
        {
          id: 'q1',
          text: 'which?',
          history: [],
          gains: new Map([
            ['d1', 2],
            ['2', 1],
          ]),
        },
      ],
    });
  });

  it('reads conversations in all three notations, and judgements of the test split', () => {
    const path = written('turns', {
      'corpus.jsonl': corpus,
      'queries.jsonl': [
        { _id: 'a', text: '|user|: Who?\n|agent|: She.\n|user|: and when?\n' },
        { _id: 'b', text: 'and when?', history: [{ role: 'user', text: 'Who?' }] },
        {
          _id: 'c',
          text: [
            { speaker: 'user', text: 'Who?' },
            { speaker: 'agent', text: 'She.' },
            { text: 'and when?' },
          ],
        },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
      'qrels/test.tsv': 'a\t0\td1\t1\nb\t0\td1\t1\nc\t0\td1\t1\n',
    });
    const answered = [{ question: 'Who?', answer: 'She.' }];
    expect(readBeirSet(path).queries).toMatchObject([
      { text: 'and when?', history: answered },
      { text: 'and when?', history: [{ question: 'Who?', answer: '' }] },
      { text: 'and when?', history: answered },
    ]);
  });

  it('names what is missing', () => {
    expect(() => readBeirSet(written('empty', { 'corpus.jsonl': corpus }))).toThrow(/has no qrels\.tsv or/);
    const strangers = written('strangers', {
      'corpus.jsonl': corpus,
      'queries.jsonl': '{"_id":"q","text":"x"}',
      'qrels.tsv': 'q\tother\t1\n',
    });
    expect(() => readBeirSet(strangers)).toThrow(/no query has a relevant record/);
  });
});

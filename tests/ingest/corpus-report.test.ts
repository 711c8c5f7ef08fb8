import { describe, expect, it } from 'vitest';
import { checkPython } from '../../ingest/check-python.ts';
import { findConflict } from '../../ingest/contradictions.ts';
import { reportCorpus } from '../../ingest/corpus-report.ts';
import { parseDocuments } from '../../ingest/parse-documents.ts';
import type { Problem } from '../../ingest/problem.ts';
import { readDocuments } from '../../ingest/read-documents.ts';
import { relatedEntries } from '../../ingest/related-entries.ts';
import { temporaryFolder } from './temporary-folder.ts';

const FENCE = '```';

/** The report on some files; all entries that share a word in the title have the same vector. */
async function report(files: Record<string, string>): Promise<Problem[]> {
  const corpusDir = temporaryFolder(files);
  const corpus = await parseDocuments((await readDocuments(corpusDir)).documents);
  const vectorOf = () => Float32Array.of(1, 0);
  const { problems } = await reportCorpus({ ...corpus, corpusDir, vectorOf });
  return problems;
}

const places = (problems: readonly Problem[], type: Problem['type']) =>
  problems.filter((problem) => problem.type === type).map(({ path, line }) => `${path}:${String(line)}`);

describe('reportCorpus', () => {
  it('finds links to files and headings that do not exist, and only those', async () => {
    const problems = await report({
      'a.md':
        '# What is A?\n[ok](b.md) [ok](sub/c.md#some-heading) [no](d.md) [no](#nothing)\n[web](https://x.y) [top](#) [up](../z.md) [abs](/q.md)\n\n[ok](#what-is-a) [ok](#here) <a id="here"></a>\n',
      'b.md': 'B\n\n![no](missing.png) [ok](./sub/c%2Emd)\n',
      'sub/c.md': '## Some Heading!\n[no](../a.md#other)\n',
    });
    expect(places(problems, 'broken-link')).toEqual(['a.md:2', 'a.md:2', 'b.md:3', 'sub/c.md:2']);
  });

  it('finds questions that stand twice and answers that contradict each other, with file and line of both', async () => {
    const problems = await report({
      'a.md': '### 1. What is a tuple?\nA tuple is mutable after it was made in Python.\n',
      'b.md': 'x\n\n### 1. What is a tuple?\nA tuple is immutable after it was made in Python.\n',
      'c.md': '### 1. How do goroutines block?\nA goroutine waits.\n',
    });
    expect(places(problems, 'duplicate-question')).toEqual(['a.md:1']);
    expect(problems.find(({ type }) => type === 'duplicate-question')?.message).toContain('b.md:3');
    expect(places(problems, 'contradiction')).toEqual(['a.md:2']);
  });
});

describe('checkPython', () => {
  const check = async (text: string, command?: string) => {
    const corpusDir = temporaryFolder({ 'a.md': text });
    const { documents, facts } = await parseDocuments((await readDocuments(corpusDir)).documents);
    const lineAt = (offset: number) => documents[0]!.text.slice(0, offset).split('\n').length;
    return checkPython([{ path: 'a.md', facts: facts[0]!, lineAt }], command ? { command } : {});
  };

  it('names file and line of code that does not parse, and leaves sessions and fragments alone', async () => {
    const good = `${FENCE}python\n    x = [1, ...]\n    return x\n${FENCE}\n\n${FENCE}python\n>>> f(\n${FENCE}\n`;
    const bad = `${FENCE}python\nx = 1\ndef f(:\n${FENCE}\n`;
    const found = await check(`# T\n\n${good}\n${bad}`);
    if (found.skipped === null) {
      expect(found.problems.map(({ path, line }) => [path, line])).toEqual([['a.md', 14]]);
    } else {
      expect(found.skipped).toContain('python3');
    }
  });

  it('says why code was not checked where no parser is at hand', async () => {
    const found = await check(`${FENCE}python\nx(\n${FENCE}\n`, 'no-such-python');
    expect(found).toMatchObject({
      problems: [],
      skipped: expect.stringContaining('no-such-python') as string,
    });
  });
});

describe('findConflict', () => {
  it.each([
    ['The GIL is released during blocking I/O calls.', 'The GIL is not released during blocking I/O calls.'],
    ['Lookup in a dict takes O(1) time on average.', 'Lookup in a dict takes O(n) time on average.'],
    ['A tuple is an immutable sequence of items.', 'A tuple is a mutable sequence of items.'],
    [
      'A Kafka topic keeps records for 7 days by default.',
      'A Kafka topic keeps records for 14 days by default.',
    ],
  ])('finds that "%s" and "%s" contradict each other', (a, b) => {
    expect(findConflict(a, b)).not.toBeNull();
    expect(findConflict(b, a)).not.toBeNull();
  });

  it.each([
    ['A list is a mutable sequence.', 'A tuple is an immutable sequence.'],
    ['Python is fast.', 'Python is not fast.'],
    ['Lookup in a dict takes O(1) time on average.', 'Lookup in a list takes O(n) time on average.'],
    ['I use generators to save memory in pipelines.', 'I never use threads to save memory in pipelines.'],
    ['Use the default of 10 workers for the pool here.', 'Use the default of 10 workers for the pool here.'],
  ])('lets "%s" and "%s" stand', (a, b) => expect(findConflict(a, b)).toBeNull());
});

describe('relatedEntries', () => {
  const vector = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle));

  it('pairs equal titles, and near vectors whose titles share words', async () => {
    const titles = ['What is a closure?', 'what is a closure', 'How do closures work?', 'What is hoisting?'];
    const angles = [0, 1.5, 0.2, 0.1];
    const pairs = await relatedEntries({
      entries: titles.map((titleText) => ({ titleText })),
      vectorOf: (entry) => vector(angles[entry] ?? 0),
    });
    expect(pairs.map(({ first, second, hasSameTitle }) => [first, second, hasSameTitle])).toEqual([
      [0, 1, true],
      [0, 2, false],
    ]);
  });
});

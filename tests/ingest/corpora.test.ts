import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEntries } from '../../ingest/parse-entries.ts';
import type { Entry } from '../../server/src/corpus/types.ts';
import { material } from '../material.ts';

interface Evidence {
  path: string;
  number: string;
  section: string;
  text: string;
}

/** All documents under a folder, with their entries by path and number. */
function readCorpus(root: string) {
  const paths = readdirSync(root, { recursive: true }).map(String);
  const documents = paths
    .filter((path) => path.endsWith('.md') && path !== 'SOURCES.md')
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const parsed = documents.map(({ path, text }) => ({ path, text, ...parseEntries(path, text) }));
  const find = (path: string, number: string) => {
    const document = parsed.find((candidate) => candidate.path === path);
    return { document, entry: document?.entries.find((entry: Entry) => entry.number === number) };
  };
  return { parsed, find };
}

function lines(path: string): Record<string, unknown>[] {
  const rows = readFileSync(path, 'utf8').trim().split('\n');
  return rows.map((row) => JSON.parse(row) as Record<string, unknown>);
}

const squash = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The evidence that does not stand in the section that it is said to stand in. */
function misplaced(
  corpus: Pick<ReturnType<typeof readCorpus>, 'find'>,
  evidence: readonly Evidence[],
): Evidence[] {
  return evidence.filter(({ path, number, section, text }) => {
    const { document, entry } = corpus.find(path, number);
    const found = entry?.sections.find((candidate) => candidate.kind === section);
    const body = found && document ? document.text.slice(found.start, found.end) : '';
    return !squash(body).includes(squash(text));
  });
}

describe('240 entries in the format of the sample', () => {
  const root = join(import.meta.dirname, '..', 'fixtures', 'python-ml-own');
  const corpus = readCorpus(root);

  it('finds every entry, with an answer and an in-depth section each', () => {
    const entries = corpus.parsed.flatMap((document) => document.entries);
    expect(entries).toHaveLength(240);
    expect(
      entries.filter((entry) => entry.sections.map(({ kind }) => kind).join() !== 'answer,indepth'),
    ).toEqual([]);
  });

  it('finds every evidence in the section that it is from', () => {
    const evidence = corpus.parsed.flatMap(({ path }) =>
      lines(join(root, path.replace(/\.md$/, '.jsonl')))
        .filter((row) => row.answerable)
        .map((row) => ({
          path,
          number: String(row.n),
          section: String(row.section),
          text: String(row.evidence),
        })),
    );
    expect(evidence.length).toBeGreaterThan(700);
    expect(misplaced(corpus, evidence)).toEqual([]);
  });
});

const large = material('corpora/interview-large');
const questions = material('eval/large-dev.jsonl');

describe.skipIf(!large || !questions)('760 real entries (skipped without the material)', () => {
  const corpus =
    large && questions
      ? readCorpus(large)
      : { parsed: [], find: () => ({ document: undefined, entry: undefined }) };

  it('finds as many entries in every file as the corpus lists', () => {
    const { parsed } = corpus;
    const listed = readFileSync(join(large!, 'SOURCES.md'), 'utf8').matchAll(
      /^\| (\d+) \| `\w+` \| `(.+)` \|/gm,
    );
    const expected = Object.fromEntries(
      Array.from(listed, (match): [string, number] => [match[2] ?? '', Number(match[1])]),
    );
    expect(Object.fromEntries(parsed.map(({ path, entries }) => [path, entries.length]))).toEqual(expected);
    expect(parsed.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(760);
  });

  it('finds every nugget of the questions in the section that it is from', () => {
    const evidence = lines(questions!).flatMap((row) =>
      (row.nuggets as { q: { path: string; number: number }; section: string; text: string }[]).map(
        ({ q, section, text }) => ({ path: q.path, number: String(q.number), section, text }),
      ),
    );
    expect(evidence.length).toBeGreaterThan(250);
    expect(misplaced(corpus, evidence)).toEqual([]);
  });
});

import type { Entry, SourceDocument } from '../server/src/corpus/types.ts';
import { checkLinks, type CheckedDocument } from './check-links.ts';
import { checkPython } from './check-python.ts';
import { findConflict } from './contradictions.ts';
import type { DocumentFacts } from './document-facts.ts';
import { lineFinder, type Problem } from './problem.ts';
import { relatedEntries, type RelatedPair } from './related-entries.ts';

export interface CorpusReportInput {
  readonly corpusDir: string;
  readonly documents: readonly SourceDocument[];
  /** One per document. */
  readonly facts: readonly DocumentFacts[];
  readonly entries: readonly Entry[];
  /** The vector of an entry's first chunk, `null` where it has none. */
  readonly vectorOf: (entry: number) => Float32Array | null;
  readonly signal?: AbortSignal;
}

export interface CorpusReport {
  readonly problems: Problem[];
  /** Checks that could not be made, and why. */
  readonly notes: string[];
}

/**
 * From this cosine of question and answer on, two entries count as near duplicates. Of 760 real entries, read by hand:
 * all 15 pairs with other titles from .85 on ask the same; from .80 to .85, 5 of 22 do not.
 */
const NEAR_DUPLICATE = 0.85;

/**
 * What the owner of a corpus may want to mend: questions that stand twice, answers that contradict each other, links
 * that lead nowhere, Python that does not parse. A check that fails is noted; only the signal ends the report.
 */
export async function reportCorpus(input: CorpusReportInput): Promise<CorpusReport> {
  const { signal } = input;
  const documents = input.documents.map(({ path, text }, index): CheckedDocument => {
    return { path, facts: input.facts[index] ?? NO_FACTS, lineAt: lineFinder(text) };
  });
  const lineOf = new Map(documents.map(({ path, lineAt }) => [path, lineAt]));
  const place: Place = (entry, offset) => ({
    path: entry.documentPath,
    line: lineOf.get(entry.documentPath)?.(offset) ?? null,
  });
  const problems: Problem[] = [];
  const notes: string[] = [];
  const check = async (name: string, find: () => Promise<Problem[]>) => {
    try {
      problems.push(...(await find()));
    } catch (error) {
      signal?.throwIfAborted();
      notes.push(`${name} could not be checked: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  await check('Links', () => checkLinks(input.corpusDir, documents, signal));
  await check('Repeated questions', async () => {
    const pairs = await relatedEntries(input);
    return [...duplicates(input.entries, pairs, place), ...contradictions(input.entries, pairs, place)];
  });
  await check('Python code', async () => {
    const python = await checkPython(documents, { signal });
    if (python.skipped) notes.push(`Python code was not checked: ${python.skipped}`);
    return python.problems;
  });
  return { problems, notes };
}

const NO_FACTS: DocumentFacts = { links: [], anchors: new Set(), python: [] };

type Place = (entry: Entry, offset: number) => { path: string; line: number | null };

function duplicates(entries: readonly Entry[], pairs: readonly RelatedPair[], place: Place): Problem[] {
  const near = pairs.filter((pair) => pair.hasSameTitle || pair.similarity >= NEAR_DUPLICATE);
  return near.flatMap(({ first, second, similarity, hasSameTitle }): Problem[] => {
    const [a, b] = [entries[first], entries[second]];
    if (!a || !b) return [];
    const where = at(place(b, b.start));
    const likeness = hasSameTitle ? 'has the title of' : `is near (${similarity.toFixed(2)}) to`;
    const message = `"${a.titleText}" ${likeness} "${b.titleText}" (${where})`;
    return [{ type: 'duplicate-question', ...place(a, a.start), message }];
  });
}

function contradictions(entries: readonly Entry[], pairs: readonly RelatedPair[], place: Place): Problem[] {
  return pairs.flatMap(({ first, second }): Problem[] => {
    const [a, b] = [entries[first], entries[second]];
    if (!a || !b) return [];
    return statements(a).flatMap((left) =>
      statements(b).flatMap((right): Problem[] => {
        const conflict = findConflict(left.text, right.text);
        if (conflict === null) return [];
        const message = `${conflict}: "${left.text}" and "${right.text}" (${at(place(b, right.start))})`;
        return [{ type: 'contradiction', ...place(a, left.start), message }];
      }),
    );
  });
}

function statements(entry: Entry) {
  return entry.sections.flatMap(({ sentences }) =>
    sentences.filter(({ kind, text }) => (kind === 'prose' || kind === 'item') && !text.endsWith('?')),
  );
}

function at({ path, line }: { path: string; line: number | null }): string {
  return line === null ? path : `${path}:${String(line)}`;
}

import { setImmediate } from 'node:timers/promises';
import type { Entry, SourceDocument } from '../server/src/corpus/types.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { Subheading } from './entry-sections.ts';
import { parseEntries, type ParsedDocument } from './parse-entries.ts';
import { lineFinder, type Problem } from './problem.ts';
import type { RawDocument } from './read-documents.ts';

/** The entries of all documents, in the order of the documents. */
export interface ParsedCorpus {
  readonly documents: readonly SourceDocument[];
  /** One per document: what the corpus report checks. */
  readonly facts: readonly DocumentFacts[];
  readonly entries: readonly Entry[];
  /** For each entry, the headings inside its sections. */
  readonly subheadings: readonly (readonly Subheading[])[];
  readonly problems: readonly Problem[];
}

/** Parses documents one by one and lets the event loop run in between. Empty documents hold no entries. */
export async function parseDocuments(
  raw: readonly RawDocument[],
  { signal, onFile }: { signal?: AbortSignal; onFile?: (parsed: number, total: number) => void } = {},
): Promise<ParsedCorpus> {
  const documents: SourceDocument[] = [];
  const facts: DocumentFacts[] = [];
  const entries: Entry[] = [];
  const subheadings: (readonly Subheading[])[] = [];
  const problems: Problem[] = [];
  const ids = new Set<string>();
  for (const [index, document] of raw.entries()) {
    await setImmediate();
    signal?.throwIfAborted();
    const parsed = parseEntries(document.path, document.text, ids);
    documents.push({ ...document, title: parsed.title });
    facts.push(parsed.facts);
    entries.push(...parsed.entries);
    subheadings.push(...parsed.subheadings);
    problems.push(...findProblems(document, parsed));
    onFile?.(index + 1, raw.length);
  }
  return { documents, facts, entries, subheadings, problems };
}

function findProblems({ path, text }: RawDocument, parsed: ParsedDocument): Problem[] {
  const lineAt = lineFinder(text);
  if (parsed.entries.length === 0) {
    return [{ type: 'empty-document', path, line: null, message: 'holds nothing to ask about' }];
  }
  const placeholders = parsed.entries.flatMap((entry, index) =>
    (parsed.placeholders[index] ?? []).map((name): Problem => {
      const message = `"${entry.titleText}" has no text in its section "${name}"`;
      return { type: 'placeholder', path, line: lineAt(entry.start), message };
    }),
  );
  const damage = parsed.repairs.map((repair): Problem => {
    const found = text.slice(repair.start, repair.end);
    const message = `"${found}" is damaged text, shown as "${repair.text}"`;
    return { type: 'encoding', path, line: lineAt(repair.start), message };
  });
  return [...placeholders, ...damage];
}

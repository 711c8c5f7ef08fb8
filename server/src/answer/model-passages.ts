import type { Chunk, Entry, Section } from '../corpus/types.ts';
import type { Snapshot } from '../index/types.ts';
import type { Depth } from '../protocol.ts';
import type { Passage } from '../retrieval/types.ts';
import type { ModelPassage } from './model-passage.ts';

/** Small models lose the thread of more, and most questions are answered by the first two. */
const MOST_PASSAGES = 6;
/** About 3,000 tokens: leaves room in a context of 8,000. */
const MOST_CHARACTERS = 12_000;
/** A longer section is shown by the piece that was found. */
const LONGEST_SECTION = 4_000;

/**
 * What a chat model is shown: the sections of the passages in their order, each once, those of the entries named first
 * in front; `deep` adds the other sections of these entries.
 */
export function modelPassages(
  snapshot: Snapshot,
  passages: readonly Passage[],
  { depth, entries = [] }: { depth: Depth; entries?: readonly number[] },
): ModelPassage[] {
  const found = [...passages].sort((a, b) => rankOf(entries, a.entry) - rankOf(entries, b.entry));
  const chosen: ModelPassage[] = [];
  const seen = new Set<string>();
  let characters = 0;
  const add = (entryAt: number, sectionAt: number, chunk?: Chunk) => {
    const entry = snapshot.entries[entryAt];
    const section = entry?.sections[sectionAt];
    const key = `${entryAt}/${sectionAt}`;
    if (!entry || !section || section.sentences.length === 0 || seen.has(key)) return;
    const passage = toPassage(snapshot, { entry, section, chunk, number: chosen.length + 1 });
    const isFull = chosen.length >= MOST_PASSAGES || characters + passage.markdown.length > MOST_CHARACTERS;
    if (isFull && chosen.length > 0) return;
    seen.add(key);
    characters += passage.markdown.length;
    chosen.push(passage);
  };
  if (depth === 'deep') {
    for (const entry of entries) {
      for (const section of snapshot.entries[entry]?.sections.keys() ?? []) add(entry, section);
    }
  }
  for (const passage of found) add(passage.entry, passage.section, snapshot.chunks[passage.chunk]);
  return chosen;
}

/** Position among the entries named first, or behind them all. */
function rankOf(entries: readonly number[], entry: number): number {
  const rank = entries.indexOf(entry);
  return rank < 0 ? entries.length : rank;
}

function toPassage(
  snapshot: Snapshot,
  {
    entry,
    section,
    chunk,
    number,
  }: { entry: Entry; section: Section; chunk: Chunk | undefined; number: number },
): ModelPassage {
  const isLong = section.end - section.start > LONGEST_SECTION;
  const piece = isLong ? chunk : undefined;
  const text = snapshot.documents.get(entry.documentPath)?.text ?? '';
  const { start, end } = piece ?? section;
  return {
    number,
    entryId: entry.id,
    title: entry.titleText,
    section: section.kind === 'other' ? section.name : section.kind,
    document: entry.documentPath,
    hash: section.hash,
    start,
    markdown: text.slice(start, end),
    sentences: section.sentences.slice(piece?.firstSentence, piece?.endSentence),
  };
}

import {
  chunkInput,
  type Chunk,
  type Entry,
  type Section,
  type Sentence,
} from '../server/src/corpus/types.ts';
import type { Subheading } from './entry-sections.ts';

/** Number of tokens of each text, special tokens included. */
export type CountTokens = (texts: readonly string[]) => Promise<number[]>;

export interface ChunkOptions {
  /** The embedder's window in tokens. */
  readonly maxTokens: number;
  readonly countTokens: CountTokens;
  /** For each entry, the headings inside its sections. */
  readonly subheadings: readonly (readonly Subheading[])[];
  readonly signal?: AbortSignal;
}

/** A text of this many UTF-16 units never has more than 256 tokens: a token is a unit at least. */
const SURELY_FITS = 250;

/**
 * Cuts sections into chunks: one per section where it fits the window together with its question, else pieces at
 * block boundaries, a long paragraph or list at sentence boundaries, never inside a fence or a table. Headings
 * inside a section stand before the text of the piece that they head. Sections without sentences have no chunk.
 */
export async function chunkEntries(entries: readonly Entry[], options: ChunkOptions): Promise<Chunk[]> {
  const drafts = entries.flatMap((entry, index) =>
    entry.sections.flatMap((section, sectionIndex): SectionDraft[] => {
      if (section.sentences.length === 0) return [];
      const headings = (options.subheadings[index] ?? []).filter(
        (heading) => heading.offset >= section.start && heading.offset < section.end,
      );
      return [{ entry, entryIndex: index, section, sectionIndex, headings }];
    }),
  );
  const isLong = await findLong(drafts, options);
  const chunks: Chunk[] = [];
  for (const [index, draft] of drafts.entries()) {
    options.signal?.throwIfAborted();
    if (isLong[index]) chunks.push(...(await splitSection(draft, options)));
    else chunks.push(makeChunk(draft, 0, draft.section.sentences.length, null));
  }
  return chunks;
}

interface SectionDraft {
  readonly entry: Entry;
  readonly entryIndex: number;
  readonly section: Section;
  readonly sectionIndex: number;
  readonly headings: readonly Subheading[];
}

async function findLong(drafts: readonly SectionDraft[], options: ChunkOptions): Promise<boolean[]> {
  const inputs = drafts.map((draft) =>
    chunkInput(makeChunk(draft, 0, draft.section.sentences.length, null), draft.entry.titleText),
  );
  const uncertain = inputs.flatMap((input, index) => (input.length > SURELY_FITS ? [index] : []));
  const counts = await options.countTokens(uncertain.map((index) => inputs[index] ?? ''));
  const long = inputs.map(() => false);
  uncertain.forEach((index, at) => {
    long[index] = (counts[at] ?? 0) > options.maxTokens;
  });
  return long;
}

async function splitSection(draft: SectionDraft, options: ChunkOptions): Promise<Chunk[]> {
  const { sentences } = draft.section;
  const counts = await options.countTokens([
    draft.entry.titleText,
    ...draft.headings.map((heading) => heading.text),
    ...sentences.map((sentence) => sentence.text),
  ]);
  const headingTokens = Math.max(0, ...counts.slice(1, 1 + draft.headings.length));
  const room = options.maxTokens - (counts[0] ?? 0) - headingTokens;
  const sizes = counts.slice(1 + draft.headings.length).map((count) => Math.max(0, count - 2));
  const pieces = splitAtBlocks(sentences, sizes, Math.max(room, options.maxTokens / 4));
  return pieces.map(([first, end], piece) => makeChunk(draft, first, end, pieces.length > 1 ? piece : null));
}

/** Fills pieces with whole blocks; a block that is too long for one piece is filled in sentence by sentence. */
export function splitAtBlocks(
  sentences: readonly Pick<Sentence, 'block'>[],
  sizes: readonly number[],
  room: number,
): [first: number, end: number][] {
  const pieces: [number, number][] = [];
  let first = 0;
  let used = 0;
  const cutBefore = (index: number) => {
    if (index > first) pieces.push([first, index]);
    first = index;
    used = 0;
  };
  for (let index = 0; index < sentences.length;) {
    const end = blockEnd(sentences, index);
    const size = sum(sizes, index, end);
    if (used + size > room) {
      cutBefore(index);
      for (let at = index; size > room && at < end; at += 1) {
        const next = sizes[at] ?? 0;
        if (used + next > room) cutBefore(at);
        used += next;
      }
    }
    if (size <= room) used += size;
    index = end;
  }
  cutBefore(sentences.length);
  return pieces;
}

function blockEnd(sentences: readonly Pick<Sentence, 'block'>[], from: number): number {
  let end = from;
  while (end < sentences.length && sentences[end]?.block === sentences[from]?.block) end += 1;
  return end;
}

function sum(sizes: readonly number[], from: number, end: number): number {
  let total = 0;
  for (let index = from; index < end; index += 1) total += sizes[index] ?? 0;
  return total;
}

function makeChunk(draft: SectionDraft, first: number, end: number, piece: number | null): Chunk {
  const { section, entry } = draft;
  const sentences = section.sentences.slice(first, end);
  const id = `${entry.id}/${String(draft.sectionIndex)}${piece === null ? '' : `.${String(piece)}`}`;
  return {
    id,
    entry: draft.entryIndex,
    section: draft.sectionIndex,
    firstSentence: first,
    endSentence: end,
    text: chunkText(sentences, draft.headings),
    start: piece === null ? section.start : (sentences[0]?.start ?? section.start),
    end: piece === null ? section.end : (sentences.at(-1)?.end ?? section.end),
  };
}

/** Sentences of a paragraph on one line, every other block and item on its own, each heading before what it heads. */
function chunkText(sentences: readonly Sentence[], headings: readonly Subheading[]): string {
  let text = '';
  let heading: Subheading | undefined;
  let previous: Sentence | undefined;
  for (const sentence of sentences) {
    const current = headings.findLast((candidate) => candidate.offset <= sentence.start);
    if (current && current !== heading) text += `${text && '\n'}${current.text}`;
    const isSameLine = previous?.block === sentence.block && sentence.kind === 'prose' && current === heading;
    text += `${text && (isSameLine ? ' ' : '\n')}${sentence.text}`;
    heading = current;
    previous = sentence;
  }
  return text;
}

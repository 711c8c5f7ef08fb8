import type { Sentence } from '../corpus/types.ts';
import type { Snapshot } from '../index/types.ts';
import type { Citation } from '../protocol.ts';
import { makeCitation, quoteMarkdown } from './citation.ts';
import { formatMarker } from './citation-marker.ts';

/** A sentence to quote, by position in the snapshot. */
export interface Pick {
  readonly entry: number;
  readonly section: number;
  readonly sentence: number;
  /** Sentences of other entries that say the same: cited beside it, not repeated. */
  readonly also?: readonly Pick[];
}

/** What is said under one heading of the answer: a lead-in of ours without citation, then quoted sentences. */
export interface AnswerBlock {
  readonly lead?: string;
  readonly picks: readonly Pick[];
}

/** A stretch of answer text in order; its citations stand behind all of it. */
export interface Piece {
  readonly text: string;
  /** None for sentences of our own; more than one where several entries say the same. */
  readonly citations: readonly Citation[];
}

/**
 * Lays the quoted sentences out as Markdown, each with its marker, grouped by entry, in the order given.
 * `follows` says that text stands before them.
 */
export function composeExtractive(
  snapshot: Snapshot,
  blocks: readonly AnswerBlock[],
  { follows = false }: { follows?: boolean } = {},
): Piece[] {
  const pieces: Piece[] = [];
  const numbers = new Map<string, number>();
  for (const { lead, picks } of blocks) {
    if (lead !== undefined)
      pieces.push({ text: `${follows || pieces.length > 0 ? '\n\n' : ''}${lead}`, citations: [] });
    picks.forEach((pick, index) => {
      const before = index > 0 ? picks[index - 1] : undefined;
      const piece = quotePiece(snapshot, pick, { before, numbers, isFirst: !follows && pieces.length === 0 });
      if (piece !== null) pieces.push(piece);
    });
  }
  return pieces;
}

interface Place {
  readonly before: Pick | undefined;
  readonly numbers: Map<string, number>;
  readonly isFirst: boolean;
}

function quotePiece(snapshot: Snapshot, pick: Pick, { before, numbers, isFirst }: Place): Piece | null {
  const entry = snapshot.entries[pick.entry];
  const section = entry?.sections[pick.section];
  const sentence = section?.sentences[pick.sentence];
  const document = entry && snapshot.documents.get(entry.documentPath);
  if (!entry || !section || !sentence || !document) return null;
  const previous =
    before && snapshot.entries[before.entry]?.sections[before.section]?.sentences[before.sentence];
  const isNeighbour = before?.entry === pick.entry && before.section === pick.section;

  const citations = [pick, ...(pick.also ?? [])].flatMap(
    (cited) => citationOf(snapshot, cited, numbers) ?? [],
  );
  const quote = quoteMarkdown(document.text, entry, sentence);
  const text = layOut(sentence, quote, {
    previous: isNeighbour ? previous : undefined,
    isFirst,
    marker: citations.map(({ number }) => formatMarker(number)).join(''),
  });
  return { text, citations };
}

/** The citation of a pick; a sentence that is cited again keeps its number. */
function citationOf(snapshot: Snapshot, pick: Pick, numbers: Map<string, number>): Citation | null {
  const entry = snapshot.entries[pick.entry];
  const section = entry?.sections[pick.section];
  const span = section?.sentences[pick.sentence];
  if (!entry || !section || !span) return null;
  const key = `${pick.entry}/${span.start}`;
  const number = numbers.get(key) ?? numbers.size + 1;
  numbers.set(key, number);
  return makeCitation(snapshot, { entry, section, span, number });
}

/**
 * The quote with its marker and the white space before it. The marker of code, a table or a formula stands on the
 * line that announces it, because a marker is text and nothing may be written into a block.
 */
function layOut(
  sentence: Sentence,
  quote: string,
  { previous, isFirst, marker }: { previous: Sentence | undefined; isFirst: boolean; marker: string },
): string {
  if (isBlock(sentence)) {
    if (previous !== undefined && !isBlock(previous)) return `${marker}\n\n${quote}`;
    return `${isFirst ? '' : '\n\n'}${quote}\n\n${marker}`;
  }
  if (sentence.kind === 'item') {
    const isSameList = previous?.kind === 'item' && previous.block === sentence.block;
    return `${isFirst ? '' : isSameList ? '\n' : '\n\n'}- ${quote}${marker}`;
  }
  const isSameParagraph = previous?.kind === 'prose' && previous.block === sentence.block;
  return `${isFirst ? '' : isSameParagraph ? ' ' : '\n\n'}${quote}${marker}`;
}

function isBlock({ kind }: Sentence): boolean {
  return kind === 'code' || kind === 'table' || kind === 'math';
}

import type { SectionKind } from '../protocol.ts';

/** A half-open range of UTF-16 offsets into `SourceDocument.text`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One source file, decoded as UTF-8 and otherwise untouched: byte order mark and CRLF are kept, so offsets are true. */
export interface SourceDocument {
  /** Relative to the corpus folder, with `/`, extension included: `sql/joins.md`. */
  readonly path: string;
  readonly text: string;
  /** SHA-256 (hex) of the text. */
  readonly hash: string;
  /** The first heading, plain text, or the file name. */
  readonly title: string;
}

/** Where encoding damage stands in a document, with the text it was meant to be. */
export interface Repair extends Span {
  readonly text: string;
}

/** A list item or fence is kept whole by whoever quotes it, so each kind says how it may be quoted. */
export type SentenceKind = 'prose' | 'item' | 'code' | 'table' | 'math';

/** The smallest citable span. A fence, a table and a display formula are one sentence each. */
export interface Sentence extends Span {
  /** Plain text: Markdown marks removed, encoding damage repaired, white space folded (kept in code). */
  readonly text: string;
  readonly kind: SentenceKind;
  /** Index of the top-level block (paragraph, list, fence …) within the section. */
  readonly block: number;
}

/** A named part of an entry. Its span is its body, without its heading. */
export interface Section extends Span {
  readonly kind: SectionKind;
  /** `answer`, `indepth`, or the heading's plain text. */
  readonly name: string;
  /** SHA-256 (hex) of `text.slice(start, end)`. */
  readonly hash: string;
  readonly sentences: readonly Sentence[];
}

/** One question with its sections. Its span runs from its heading to the last section's end. */
export interface Entry extends Span {
  readonly id: string;
  readonly documentPath: string;
  /** As written in the document (`101`, `7`), `null` where there is none. */
  readonly number: string | null;
  /** Markdown of the question without its number and heading marks, encoding damage repaired. */
  readonly title: string;
  /** The same as plain text. */
  readonly titleText: string;
  /** Headings above the entry, outermost first, plain text, encoding damage repaired. */
  readonly topics: readonly string[];
  readonly sections: readonly Section[];
  /** Damage inside the entry's span. */
  readonly repairs: readonly Repair[];
}

/** What is indexed: a section, or a piece of a long one, with the question as context. */
export interface Chunk extends Span {
  /** `<entry id>/<section index>` or, for a piece of a long section, `<entry id>/<section index>.<piece>`. */
  readonly id: string;
  /** Positions in `Snapshot.entries` and in that entry's `sections`. */
  readonly entry: number;
  readonly section: number;
  /** Range of the section's sentences that the chunk holds. */
  readonly firstSentence: number;
  readonly endSentence: number;
  /** The body as plain text (marks removed), without the question. */
  readonly text: string;
}

/** The text a chunk is embedded and indexed by: question first, then the body. */
export function chunkInput(chunk: Pick<Chunk, 'text'>, titleText: string): string {
  return `${titleText}\n${chunk.text}`;
}

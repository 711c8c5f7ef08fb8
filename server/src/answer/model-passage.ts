import type { Sentence } from '../corpus/types.ts';

/** A section, or a part of one, that the model may cite. */
export interface ModelPassage {
  /** By which the model cites it. */
  readonly number: number;
  readonly entryId: string;
  readonly title: string;
  /** As in a citation. */
  readonly section: string;
  readonly document: string;
  /** Of the section. */
  readonly hash: string;
  /** Offset of `markdown` in the document's text; the offsets of the sentences are those of the document too. */
  readonly start: number;
  readonly markdown: string;
  readonly sentences: readonly Sentence[];
}

import type { SectionView } from '../../../server/src/protocol.ts';
import type { Repair, TextRange } from '../markdown/wrap-ranges.ts';

/** A span of a document that is set apart in the rendered source. */
export interface SourceMark {
  /** Unique on the page. */
  id: string;
  /** Offsets into the document's text. */
  start: number;
  end: number;
  /** The citation that leads here; `null` for a span that a link names. */
  number: number | null;
}

/** The marks that lie in a section, as ranges of its Markdown. */
export function marksIn(section: SectionView, marks: readonly SourceMark[]): TextRange[] {
  return marks
    .filter((mark) => mark.start < section.end && mark.end > section.start)
    .map(({ id, start, end }) => ({ id, start: start - section.start, end: end - section.start }));
}

/** The repairs that lie in a section, as ranges of its Markdown. */
export function repairsIn(section: SectionView, repairs: readonly Repair[]): Repair[] {
  return repairs
    .filter((repair) => repair.start >= section.start && repair.end <= section.end)
    .map(({ start, end, text }) => ({ text, start: start - section.start, end: end - section.start }));
}

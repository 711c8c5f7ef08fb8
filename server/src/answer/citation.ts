import type { Entry, Section, Sentence, Span } from '../corpus/types.ts';
import type { Snapshot } from '../index/types.ts';
import type { Citation } from '../protocol.ts';
import { escapeMarkers } from './citation-marker.ts';

/** The citation of a span of a section; its quote is exactly what stands there. */
export function makeCitation(
  snapshot: Snapshot,
  { entry, section, span, number }: { entry: Entry; section: Section; span: Span; number: number },
): Citation {
  const text = snapshot.documents.get(entry.documentPath)?.text ?? '';
  return {
    number,
    entryId: entry.id,
    title: entry.titleText,
    section: section.kind === 'other' ? section.name : section.kind,
    document: entry.documentPath,
    start: span.start,
    end: span.end,
    quote: text.slice(span.start, span.end),
    hash: section.hash,
  };
}

/** A line that begins like this would open a block of its own. */
const BLOCK_START = /^(?:(\d{1,9})([.)])(?=\s|$)|(?:[-+*]|#{1,6})(?=\s|$)|>|[=~]{3,}|(?:[-_*][ \t]*){3,}$)/;

/** The quotation mark that closes a whole answer and stands right behind its last fence: it would keep the fence open. */
const STUCK_QUOTE = /^([ \t]*(?:`{3,}|~{3,}))[ \t]*["”'’]+[ \t]*$/m;

/**
 * The Markdown of a quoted sentence as it reads outside its source: encoding repaired, source line breaks folded, nothing
 * in it taken for a marker of ours.
 */
export function quoteMarkdown(documentText: string, entry: Entry, sentence: Sentence): string {
  const raw = repaired(documentText, entry, sentence);
  switch (sentence.kind) {
    case 'code':
      return dedent(raw).replace(STUCK_QUOTE, '$1');
    case 'math':
      return dedent(raw);
    case 'table':
      return escapeMarkers(dedent(raw));
    case 'prose':
    case 'item':
      return escapeMarkers(asText(raw));
    default:
      return sentence.kind satisfies never;
  }
}

function asText(raw: string): string {
  const folded = raw.replace(/\s*\r?\n[ \t]*(?:>[ \t]?)*/g, ' ').trim();
  return folded.replace(BLOCK_START, (start, digits?: string, mark?: string) =>
    digits === undefined ? `\\${start}` : `${digits}\\${mark ?? ''}`,
  );
}

function repaired(text: string, entry: Entry, { start, end }: Span): string {
  let result = '';
  let position = start;
  for (const repair of entry.repairs) {
    if (repair.start < position || repair.end > end) continue;
    result += text.slice(position, repair.start) + repair.text;
    position = repair.end;
  }
  return result + text.slice(position, end);
}

/** Removes the indentation that a block has from standing inside a list item. */
function dedent(block: string): string {
  const [first = '', ...rest] = block.replace(/\r\n/g, '\n').split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const closing = rest.at(-1)?.match(/^ */)?.[0].length ?? 0;
  const indent = Math.min(closing, ...indents);
  return [first, ...rest.map((line) => line.slice(Math.min(indent, line.length)))].join('\n');
}

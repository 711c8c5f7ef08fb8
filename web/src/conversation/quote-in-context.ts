import type { Citation, EntryView } from '../../../server/src/protocol.ts';

/** How much of what follows a quote is shown, in UTF-16 units. */
const CONTEXT = 48;

/** A quote with the start of what follows it in its paragraph; the quote alone where the source is unknown or changed. */
export function quoteInContext(
  citation: Citation,
  entry: EntryView | null,
): { text: string; start: number; end: number } {
  const { quote, start, end, hash } = citation;
  const section = entry?.sections.find((one) => one.hash === hash && one.start <= start && end <= one.end);
  const after = section?.markdown.slice(end - section.start) ?? '';
  return { text: quote + following(after), start: 0, end: quote.length };
}

function following(after: string): string {
  const [line = ''] = after.split(/\n\s*\n|\r?\n[ \t]*(?:[-*+>|#]|\d+[.)])/, 1);
  if (line.trim() === '' || !/^[ \t]+\S/.test(line)) return '';
  if (line.length <= CONTEXT) return line.trimEnd();
  const words = line.slice(0, CONTEXT).replace(/\s+\S*$/, '');
  // A mark that opens here and closes further on would be shown as it is written.
  const isWhole = ['`', '*', '_', '$', '['].every(
    (mark) => words.split(mark).length % 2 === 1 || mark === '[',
  );
  return isWhole && !words.includes('[') ? `${words} …` : ' …';
}

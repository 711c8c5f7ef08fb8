import type { MappedText } from './plain-text.ts';

/**
 * Finds the quotation marks that wrap a whole answer (`"…"` over all of its paragraphs), given its prose in order.
 * An opening mark counts if it is the very first character and nothing before the end closes it; a closing one if
 * it is the very last and closes nothing inside. A quotation that merely stands at the start or end is kept.
 * @returns offsets in the document
 */
export function wrappingQuotes(prose: readonly MappedText[]): number[] {
  const marks = prose.flatMap((mapped, index) => quotesOf(mapped, index, prose.length));
  const wrapping: number[] = [];
  const open: Quote[] = [];
  for (const quote of marks) {
    if (quote.opens) {
      open.push(quote);
      continue;
    }
    const partner = open.pop();
    if (quote.isLast && (!partner || partner.isFirst)) {
      wrapping.push(quote.offset);
      if (partner) wrapping.push(partner.offset);
    }
  }
  for (const quote of open) if (quote.isFirst) wrapping.push(quote.offset);
  return wrapping.sort((a, b) => a - b);
}

interface Quote {
  readonly offset: number;
  readonly opens: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function quotesOf(mapped: MappedText, index: number, count: number): Quote[] {
  const quotes: Quote[] = [];
  const { text, atoms } = mapped;
  const first = text.search(/\S/);
  const last = text.trimEnd().length - 1;
  for (const match of text.matchAll(/["“”]/g)) {
    const at = match.index;
    if (atoms.some((atom) => atom.type === 'literal' && atom.from <= at && at < atom.to)) continue;
    const isAfterSpace = at === 0 || /[\s([{–—/]/.test(text.charAt(at - 1));
    const isBeforeSpace = at + 1 >= text.length || /\s/.test(text.charAt(at + 1));
    const opens = match[0] === '“' || (match[0] === '"' && isAfterSpace && !isBeforeSpace);
    const isFirst = index === 0 && at === first && opens;
    const isLast = index === count - 1 && at === last && !opens;
    quotes.push({ offset: mapped.starts[at] ?? 0, opens, isFirst, isLast });
  }
  return quotes;
}

import type { Atom, MappedText } from './plain-text.ts';

/** A half-open range of plain text. */
export type TextRange = readonly [from: number, to: number];

/** Abbreviations after which a sentence goes on, whatever follows. */
const ABBREVIATION =
  /(?:^|[\s("'“‘[])(?:e\.g|i\.e|eg|ie|vs|cf|viz|approx|resp|incl|esp|mr|mrs|ms|dr|prof|fig|figs|eq|eqs|sec|vol|pp|ca|al|a\.k\.a|w\.r\.t|aka|wrt)\.$/i;
/** Abbreviations only before a number. */
const ABBREVIATION_OF_NUMBER = /(?:^|[\s("'“‘[])(?:no|nr|ch|p|pt|art|v|ver)\.$/i;
const INITIAL = /(?:^|\s)\p{Lu}\p{L}*\s+\p{Lu}\.$/u;
const ORDINAL = /(?:^|\n)\s*\d{1,3}\.$/;
const TERMINATOR = /[.!?…]+["'”’)\]»]*(?=\s)|[。！？]+[”’」』）]*|\n/g;
/** What a sentence may start with: anything but a lower-case letter or a mark that continues. */
const STARTER = /^(?:[^\p{Ll}\s,;:.!?)\]}%/|=+*&…-]|-?\d|[-–—]\s)/u;
const BULLET = /^(?:[•▪◦‣●○→➤►·]|[–—-]\s|\d{1,2}[.)]\s|\p{Extended_Pictographic})/u;

/**
 * Splits the plain text of one paragraph into sentences. Decimals, dotted names and abbreviations do not end one,
 * nothing is split inside code, formulas, links, emphasis or parentheses; a line that its author broke on purpose
 * ends one. Ranges are trimmed, ordered and not empty.
 */
export function sentenceRanges(mapped: MappedText): TextRange[] {
  const { text } = mapped;
  const ranges: TextRange[] = [];
  let from = 0;
  const close = (to: number) => {
    const range = trim(text, from, to);
    if (range) ranges.push(range);
    from = to;
  };
  for (const match of text.matchAll(TERMINATOR)) {
    const end = match[0] === '\n' ? match.index : match.index + match[0].length;
    if (end <= from || isInsideAtom(mapped.atoms, end)) continue;
    const isBreak =
      match[0] === '\n' ? isLineBreak(mapped, from, end) : isSentenceEnd(mapped, from, match.index, end);
    if (isBreak) close(end);
  }
  close(text.length);
  return ranges;
}

function trim(text: string, from: number, to: number): TextRange | null {
  const slice = text.slice(from, to);
  const start = from + slice.length - slice.trimStart().length;
  const end = from + slice.trimEnd().length;
  return end > start ? [start, end] : null;
}

function isInsideAtom(atoms: readonly Atom[], position: number): boolean {
  return atoms.some((atom) => atom.from < position && position < atom.to);
}

function isSentenceEnd(mapped: MappedText, from: number, mark: number, end: number): boolean {
  const { text, atoms } = mapped;
  if (atoms.some((atom) => atom.type === 'literal' && atom.from <= mark && mark < atom.to)) return false;
  const nextStart = end + (/^\s*/.exec(text.slice(end, end + 200))?.[0].length ?? 0);
  if (nextStart >= text.length) return false;
  if (isInParentheses(text, from, end)) return false;
  if (/[。！？]/.test(text.charAt(mark))) return true;
  const next = text.slice(nextStart, nextStart + 4);
  const startsCode = atoms.some((atom) => atom.type === 'literal' && atom.from === nextStart);
  if (!startsCode && !STARTER.test(next)) return false;
  return text.charAt(mark) !== '.' || !isAbbreviation(text.slice(Math.max(from, end - 40), mark + 1), next);
}

function isAbbreviation(before: string, next: string): boolean {
  if (ABBREVIATION.test(before) || ORDINAL.test(before)) return true;
  if (ABBREVIATION_OF_NUMBER.test(before)) return /^\d/.test(next);
  return INITIAL.test(before) && /^\p{Lu}/u.test(next);
}

/** Farthest, in UTF-16 units, that a closing parenthesis is looked for. */
const PARENTHESIS_REACH = 300;

function isInParentheses(text: string, from: number, end: number): boolean {
  let depth = 0;
  for (let index = from; index < end; index += 1) {
    if (text[index] === '(') depth += 1;
    else if (text[index] === ')' && depth > 0) depth -= 1;
  }
  if (depth === 0) return false;
  const close = text.indexOf(')', end);
  const nextOpen = text.indexOf('(', end);
  return close !== -1 && close - end < PARENTHESIS_REACH && (nextOpen === -1 || close < nextOpen);
}

function isLineBreak(mapped: MappedText, from: number, end: number): boolean {
  const { text, atoms } = mapped;
  const before = text.slice(from, end).trimEnd();
  const nextStart = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  const next = text.slice(nextStart, nextStart + 8);
  if (!before.trim() || !next || /[,(]$/.test(before)) return false;
  if (BULLET.test(next)) return true;
  const startsAtom = (type: Atom['type']) =>
    atoms.some((atom) => atom.type === type && atom.from === nextStart);
  if (startsAtom('strong') && /[.:;!?)"'”’…\p{L}\p{N}]$/u.test(before))
    return endsLabelled(mapped, from) || /[.:;!?)"'”’…]$/.test(before);
  return mapped.hardBreaks.has(end) && (STARTER.test(next) || startsAtom('literal'));
}

/** Whether the sentence that a line break would end is itself of the form `**label** …`. */
function endsLabelled(mapped: MappedText, from: number): boolean {
  const start = from + (/^\s*/.exec(mapped.text.slice(from))?.[0].length ?? 0);
  return mapped.atoms.some((atom) => atom.type === 'strong' && atom.from === start);
}

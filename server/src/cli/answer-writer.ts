import { displayWidth, plainForTerminal } from './terminal-text.ts';

export interface WriterOptions {
  write: (text: string) => void;
  /** Columns of the terminal; `Infinity`: lines are never broken. */
  width: number;
  /** How a word of prose looks. Called once for each word, in order. */
  style: (word: string) => string;
}

/** Writes Markdown to a terminal as it arrives: prose wrapped at words, code and tables exactly as they are. */
export interface AnswerWriter {
  /** Any piece of text; a word is written once it is complete, a line of code once its line is. */
  push(text: string): void;
  /** Writes what is held back and ends the last line. */
  end(): void;
}

/** What a line is, `unknown` until enough of it has arrived. */
type LineKind = 'unknown' | 'prose' | 'verbatim';

const FENCE = /^\s*(`{3,}|~{3,})/;
/** Lines that are never broken: indented code, table rows, display formulas. */
const VERBATIM = /^(?: {4,}|\t|\s*\||\s*\$\$)/;
/** A list item's mark: what wraps under it is indented as far. */
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
/** With so many characters of a line, each of the patterns above can be told. */
const TELLING_LENGTH = 14;

export function createAnswerWriter({ write, width, style }: WriterOptions): AnswerWriter {
  let pending = '';
  let kind: LineKind = 'unknown';
  let fence: string | null = null;
  /** Columns written on the current line, and those that a wrapped line starts with. */
  let column = 0;
  let hang = 0;

  function take(text: string, isWholeLine: boolean): string {
    if (kind === 'unknown') {
      if (!isWholeLine && text.trimStart().length < TELLING_LENGTH) return text;
      kind = fence !== null || FENCE.test(text) || VERBATIM.test(text) ? 'verbatim' : 'prose';
      if (kind === 'prose') return takeWords(begin(text), isWholeLine);
    }
    return kind === 'prose' ? takeWords(text, isWholeLine) : takeVerbatim(text, isWholeLine);
  }

  function takeVerbatim(text: string, isWholeLine: boolean): string {
    if (!isWholeLine) return text;
    const mark = FENCE.exec(text)?.[1];
    if (fence === null) fence = mark ?? null;
    else if (mark?.startsWith(fence) && text.trim() === mark) fence = null;
    write(plainForTerminal(text));
    return '';
  }

  /** Writes indentation and a list mark, which no line break may part from the first word. */
  function begin(text: string): string {
    const lead = ITEM.exec(text)?.[0] ?? /^\s*/.exec(text)?.[0] ?? '';
    write(plainForTerminal(lead));
    column = hang = displayWidth(lead);
    return text.slice(lead.length);
  }

  function takeWords(text: string, isWholeLine: boolean): string {
    let rest = text;
    for (let end = wordEnd(rest, isWholeLine); end !== null; end = wordEnd(rest, isWholeLine)) {
      put(plainForTerminal(rest.slice(0, end)).replaceAll('\u00a0', ' ').trim());
      rest = rest.slice(end);
    }
    return rest;
  }

  function put(word: string): void {
    if (word === '') return;
    const length = displayWidth(word);
    if (column > hang && column + 1 + length > width) {
      write(`\n${' '.repeat(hang)}`);
      column = hang;
    }
    const space = column > hang ? ' ' : '';
    write(space + style(word));
    column += space.length + length;
  }

  function endLine(): void {
    write('\n');
    kind = 'unknown';
    column = 0;
  }

  return {
    push(text) {
      pending += text;
      for (let at = pending.indexOf('\n'); at !== -1; at = pending.indexOf('\n')) {
        take(pending.slice(0, at), true);
        endLine();
        pending = pending.slice(at + 1);
      }
      if (pending !== '') pending = take(pending, false);
    },
    end() {
      const isLineOpen = pending !== '' || kind !== 'unknown';
      if (pending !== '') take(pending, true);
      if (isLineOpen) endLine();
      pending = '';
    },
  };
}

/**
 * Where the first word ends, white space before it included; `null` while it may still grow. A code span belongs to
 * its word whole, spaces and all. A no-break space does not part words.
 */
function wordEnd(text: string, isWholeLine: boolean): number | null {
  let at = 0;
  while (isSpace(text[at])) at += 1;
  if (at === text.length) return isWholeLine && at > 0 ? at : null;
  while (at < text.length && !isSpace(text[at])) {
    const ticks = text[at] === '`' ? (/^`+/.exec(text.slice(at))?.[0] ?? '') : '';
    if (ticks === '') {
      at += 1;
      continue;
    }
    const close = closingTicks(text, at + ticks.length, ticks.length);
    if (close === null && !isWholeLine) return null;
    at = close ?? at + ticks.length;
  }
  return at < text.length || isWholeLine ? at : null;
}

/** The end of the next run of exactly `count` backticks. */
function closingTicks(text: string, from: number, count: number): number | null {
  for (const run of text.slice(from).matchAll(/`+/g)) {
    if (run[0].length === count) return from + run.index + count;
  }
  return null;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

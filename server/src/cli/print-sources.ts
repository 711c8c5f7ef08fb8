import type { Colors } from 'picocolors/types.js';
import type { Citation, FollowUp, GateView } from '../protocol.ts';
import { createAnswerWriter } from './answer-writer.ts';
import { plainForTerminal } from './terminal-text.ts';

/** Where and how a command prints. */
export interface Terminal {
  write: (text: string) => void;
  /** Columns; `Infinity` where the output is not a terminal. */
  width: number;
  colors: Colors;
}

/** The numbered sources: question, document and section, and the quoted sentence. What the one before said is left out. */
export function printSources(citations: readonly Citation[], terminal: Terminal): void {
  const { write, colors } = terminal;
  if (citations.length === 0) return;
  write(`\n${colors.bold('Sources')}\n`);
  const margin = String(citations.length).length + 3;
  citations.forEach((citation, index) => {
    const before = citations[index - 1];
    const isSameEntry = before?.entryId === citation.entryId;
    const isSamePlace = isSameEntry && before.section === citation.section;
    const lines: ((first?: string) => void)[] = [];
    if (!isSameEntry) {
      lines.push((first) => printIndented(citation.title, terminal, { first, margin, style: colors.bold }));
    }
    if (!isSamePlace) {
      lines.push((first) => printIndented(placeOf(citation), terminal, { first, margin, style: colors.dim }));
    }
    lines.push((first) => printQuote(citation.quote, terminal, { first, margin }));
    const mark = colors.green(`[${citation.number}]`.padEnd(margin));
    lines.forEach((print, line) => print(line === 0 ? mark : undefined));
  });
}

function placeOf({ document, section }: Citation): string {
  return section === 'answer' ? document : `${document}, ${section === 'indepth' ? 'in depth' : section}`;
}

/** Up to three questions to go on with, numbered by letter so that they are not taken for sources. */
export function printFollowUps(followUps: readonly FollowUp[], heading: string, terminal: Terminal): void {
  const { write, colors } = terminal;
  if (followUps.length === 0) return;
  write(`\n${colors.bold(heading)}\n`);
  followUps.forEach(({ question, reason }, index) => {
    const mark = `${followUpLetter(index)}) `;
    printIndented(question, terminal, { first: colors.cyan(mark), margin: mark.length });
    if (reason !== undefined) printIndented(reason, terminal, { margin: mark.length, style: colors.dim });
  });
}

/** `a`, `b`, `c` …: how a conversation refers to a follow-up. */
export function followUpLetter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}

/** The gate's decision in one line. */
export function gateLine({ decision, score, thresholds }: GateView): string {
  const figure = (value: number) => value.toFixed(2);
  return `${decision}: ${figure(score)} (closest from ${figure(thresholds.refuse)}, answer from ${figure(thresholds.answer)})`;
}

/** A quote is shown exactly: the lines of a block are kept, a sentence is wrapped. */
function printQuote(quote: string, terminal: Terminal, { first, margin }: Indented): void {
  const lines = quote.split('\n');
  if (lines.length === 1) {
    printIndented(`“${quote}”`, terminal, { first, margin });
    return;
  }
  lines.forEach((line, index) => {
    const lead = (index === 0 ? first : undefined) ?? ' '.repeat(margin);
    terminal.write(`${lead}${plainForTerminal(line)}\n`);
  });
}

interface Indented {
  /** What stands in the margin of the first line, as wide as the margin. */
  first?: string;
  margin: number;
  style?: (text: string) => string;
}

export function printIndented(
  text: string,
  { write, width }: Terminal,
  { first, margin, style = (word) => word }: Indented,
): void {
  const space = ' '.repeat(margin);
  let isLineStart = true;
  let isFirst = true;
  const writer = createAnswerWriter({
    width: width - margin,
    style,
    write: (piece) => {
      for (const part of piece.split(/(\n)/)) {
        if (part === '') continue;
        if (part !== '\n' && isLineStart) write(isFirst && first !== undefined ? first : space);
        write(part);
        isLineStart = part === '\n';
        isFirst = false;
      }
    },
  });
  writer.push(plainForTerminal(text).replace(/\s+/g, ' ').trim());
  writer.end();
}

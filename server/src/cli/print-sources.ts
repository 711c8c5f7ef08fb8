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

/** The numbered sources: question, document and section, and the quoted sentence. */
export function printSources(citations: readonly Citation[], terminal: Terminal): void {
  const { write, colors } = terminal;
  if (citations.length === 0) return;
  write(`\n${colors.bold('Sources')}\n`);
  const margin = String(citations.length).length + 3;
  for (const { number, title, document, section, quote } of citations) {
    const mark = `[${number}]`.padEnd(margin);
    printIndented(title, terminal, { first: colors.green(mark), margin, style: colors.bold });
    const place = section === 'answer' ? document : `${document}, ${section}`;
    printIndented(place, terminal, { margin, style: colors.dim });
    printQuote(quote, terminal, margin);
  }
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

/** A quote is shown exactly: its lines are kept, prose is wrapped, code is not. */
function printQuote(quote: string, terminal: Terminal, margin: number): void {
  const isBlock = quote.includes('\n');
  if (!isBlock) {
    printIndented(`“${quote}”`, terminal, { margin });
    return;
  }
  for (const line of quote.split('\n')) terminal.write(`${' '.repeat(margin)}${plainForTerminal(line)}\n`);
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

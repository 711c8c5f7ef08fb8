import type { PassageView, RetrievalView } from '../protocol.ts';
import { gateLine, printIndented, type Terminal } from './print-sources.ts';

/** The passages with their scores, best first, under what the gate makes of them. */
export function printSearch({ passages, gate, repairs }: RetrievalView, terminal: Terminal): void {
  const { write, colors } = terminal;
  printIndented(`Gate · ${gateLine(gate)}`, terminal, { margin: 0, style: colors.bold });
  for (const reason of gate.reasons) printIndented(reason, terminal, { margin: 2, style: colors.dim });
  for (const [typed, searched] of repairs) {
    printIndented(`Searched “${searched}” for “${typed}”.`, terminal, { margin: 2, style: colors.dim });
  }
  if (passages.length === 0) write('\nNo passage is near this question.\n');
  passages.forEach((passage, index) => printPassage(passage, index + 1, terminal));
}

function printPassage(passage: PassageView, rank: number, terminal: Terminal): void {
  const { colors } = terminal;
  const mark = `${rank}. `.padStart(4);
  const margin = mark.length;
  terminal.write('\n');
  printIndented(passage.title, terminal, { first: mark, margin, style: colors.bold });
  printIndented(`${passage.entryId}, ${passage.section}`, terminal, { margin });
  printIndented(scoreLine(passage), terminal, { margin, style: colors.dim });
  printIndented(passage.reason, terminal, { margin, style: colors.dim });
}

function scoreLine({ score, dense, denseRank, lexical, lexicalRank, answerable }: PassageView): string {
  const figure = (value: number) => value.toFixed(3);
  const rank = (value: number | null) => (value === null ? '' : ` (#${value})`);
  const reader = answerable === undefined ? '' : ` · answerable ${figure(answerable)}`;
  const parts = `meaning ${figure(dense)}${rank(denseRank)} · words ${figure(lexical)}${rank(lexicalRank)}`;
  return `score ${figure(score)} · ${parts}${reader}`;
}

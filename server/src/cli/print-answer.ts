import { bracketMarkers } from '../bracket-markers.ts';
import type { Answer, AnswerPart, Notice } from '../protocol.ts';
import { createAnswerWriter } from './answer-writer.ts';
import { gateLine, printFollowUps, printIndented, printSources, type Terminal } from './print-sources.ts';
import { wordStyle } from './word-style.ts';

export interface AnswerPrinter {
  /** Prints what can be printed of a part at once. */
  onPart(part: AnswerPart): void;
  /** Prints the sources and the follow-ups. */
  finish(answer: Answer): void;
}

/** Between what a chat model wrote in vain and what is quoted instead. */
const RULE = '---';

/** Prints an answer as it streams: text with `[n]`, then what stands behind it. */
export function createAnswerPrinter(terminal: Terminal): AnswerPrinter {
  const { write, width, colors } = terminal;
  // A no-break space keeps a mark on the line of the word that it stands behind.
  const openMarkers = () => bracketMarkers({ space: '\u00a0' });
  const openWriter = () => createAnswerWriter({ write, width, style: wordStyle(colors) });
  let [markers, writer] = [openMarkers(), openWriter()];
  let hasText = false;
  let isNoticeTold = false;

  function tell(notice: Notice): void {
    printIndented(notice.text, terminal, { margin: 0, style: colors.yellow });
  }

  return {
    onPart(part) {
      if (part.type === 'data-question') {
        printIndented(`Read as: ${part.data.standalone}`, terminal, { margin: 0, style: colors.dim });
        write('\n');
      } else if (part.type === 'data-notice') {
        // What the model wrote cannot be taken back: a rule and the notice part it from the quotes that count.
        if (hasText) write(`\n${RULE}\n`);
        tell(part.data);
        write('\n');
        isNoticeTold = true;
        [markers, writer] = [openMarkers(), openWriter()];
      } else if (part.type === 'text-delta') {
        hasText = true;
        writer.push(markers.push(part.delta));
      } else if (part.type === 'text-end') {
        writer.push(markers.end());
        writer.end();
      }
    },
    finish({ citations, followUps, notice, outcome, retrieval }) {
      if (notice !== undefined && !isNoticeTold) {
        write('\n');
        tell(notice);
      }
      printSources(citations, terminal);
      const isClosest = followUps.every(({ kind }) => kind === 'closest');
      printFollowUps(followUps, isClosest ? 'Closest questions' : 'To ask next', terminal);
      if (outcome === 'refused' && isClosest) write(`\n${colors.dim(gateLine(retrieval.gate))}\n`);
    },
  };
}

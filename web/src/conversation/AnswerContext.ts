import { createContext, useContext } from 'react';
import type { SentenceVerdict } from '../../../server/src/protocol.ts';
import type { ShownCitation } from './shown-answer.ts';

interface AnswerInView {
  turnId: string;
  citations: ReadonlyMap<number, ShownCitation>;
  /** Verdicts by the id of the range that they mark. */
  verdictOf: (rangeId: string) => SentenceVerdict | undefined;
}

const EMPTY: AnswerInView = { turnId: '', citations: new Map(), verdictOf: () => undefined };

/** Tells the citations and marked sentences inside of a text which answer they belong to. */
export const AnswerContext = createContext<AnswerInView>(EMPTY);

export function useAnswerInView(): AnswerInView {
  return useContext(AnswerContext);
}

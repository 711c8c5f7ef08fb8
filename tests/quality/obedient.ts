import { ask, type AskDeps } from '../../server/src/ask.ts';
import { collectAnswer } from '../../server/src/collect-answer.ts';
import type { Answer, Verdict } from '../../server/src/protocol.ts';
import { obedientChat, passagesIn, type Say, type Statement } from '../models/obedient-model.ts';
import { withoutMarkers } from './answer-faults.ts';
import type { Question } from './question.ts';

/** One sentence of an answer by a model that does as it is told. */
export interface ObedientSentence {
  text: string;
  verdict: Verdict;
  citations: number;
  /** Those that quote what the model took from its passage. */
  rightCitations: number;
  /** For a reader of the figures: why it is not supported. */
  reasons: string;
}

/** Asks with a model that says `say`. Empty where the gate lets no model write, or the model has nothing to say. */
export async function askObedient(deps: AskDeps, question: Question, say: Say): Promise<ObedientSentence[]> {
  let said: Statement[] = [];
  const chat = obedientChat(say, (statements) => (said = statements));
  const { id, history } = question;
  const request = { id, question: question.question, history, depth: 'answer' } as const;
  const parts = ask({ ...deps, chat }, request, new AbortController().signal);
  const answer = await collectAnswer(question.question, parts);
  if (said.length === 0) return [];
  // Nothing that it said was supported.
  if (answer.composer === 'extractive') return said.map(({ said: text }) => replaced(text));
  return answer.verdicts.map((verdict) => sentenceOf(answer, verdict, said));
}

/**
 * recall: the share of the sentences that are supported and carry a citation; precision: the share of the citations that
 * quote what the model took, in whole or in part.
 */
export function citationFigures(sentences: readonly ObedientSentence[]): {
  sentences: number;
  recall: number;
  precision: number;
} {
  const sum = (of: (sentence: ObedientSentence) => number) =>
    sentences.reduce((total, sentence) => total + of(sentence), 0);
  return {
    sentences: sentences.length,
    recall:
      sum(({ verdict, citations }) => (verdict === 'supported' && citations > 0 ? 1 : 0)) / sentences.length,
    precision: sum(({ rightCitations }) => rightCitations) / sum(({ citations }) => citations),
  };
}

/** Says the nuggets of a question, which are pieces of sentences, where the passages hold them. */
export function sayNuggets({ nuggets }: Question): Say {
  return (prompt) =>
    nuggets.flatMap(({ text }): Statement[] => {
      const holder = passagesIn(prompt).find(({ markdown }) => markdown.includes(text));
      if (holder === undefined) return [];
      const said = `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/[.,;:]?$/u, '.');
      return [{ passage: holder.number, source: text, said }];
    });
}

function sentenceOf(
  answer: Answer,
  { start, end, verdict, citations, reasons }: Answer['verdicts'][number],
  said: readonly Statement[],
): ObedientSentence {
  const text = withoutMarkers(answer.text.slice(start, end)).trim();
  const source = fold(said.find((statement) => fold(statement.said).includes(fold(text)))?.source ?? '');
  const quotes = answer.citations
    .filter(({ number }) => citations.includes(number))
    .map(({ quote }) => fold(quote));
  const isTaken = (quote: string) => source !== '' && (quote.includes(source) || source.includes(quote));
  return {
    text,
    verdict,
    citations: quotes.length,
    rightCitations: quotes.filter(isTaken).length,
    reasons: reasons.map(({ rule, text: why }) => `${rule}: ${why}`).join(' '),
  };
}

function replaced(text: string): ObedientSentence {
  return {
    text,
    verdict: 'unsupported',
    citations: 0,
    rightCitations: 0,
    reasons: 'The answer was replaced.',
  };
}

const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

import { parseMarkdown, spanOf } from '../corpus/parse-markdown.ts';
import { splitSentences } from '../corpus/sentences.ts';
import type { Span } from '../corpus/types.ts';

/** A stretch of an attempt that may state a key point: a sentence, a clause of one, or neighbouring sentences. */
export interface AttemptUnit extends Span {
  readonly text: string;
}

export interface Attempt {
  /** Sentences in order, then clauses: each is embedded. */
  readonly units: readonly AttemptUnit[];
  /** How many of the units are sentences. */
  readonly sentences: number;
}

/** Most sentences that are read; 8,000 characters of prose have some eighty. */
const MAX_SENTENCES = 120;
/** A shorter piece, in words, is no clause but a fragment. */
const MIN_CLAUSE_WORDS = 4;

/** Most clauses that are read beside the sentences. */
const MAX_CLAUSES = 160;

const CLAUSE_BREAK =
  /\n+|[;:,]\s+|\s+[–—-]\s+|\s+(?=(?:but|because|whereas|while|so|although|though|and)\s)/gi;

/**
 * Takes an attempt apart, Markdown or plain text; offsets are true for the attempt. What only repeats the question says
 * nothing and is left out.
 */
export function readAttempt(attempt: string, question: string): Attempt {
  const source = parseMarkdown(attempt);
  const blocks = source.root.children.map((node) => ({ node, ...spanOf(node) }));
  const sentences = splitSentences(source, blocks)
    .filter(({ text }) => !repeats(text, question))
    .slice(0, MAX_SENTENCES)
    .map(({ start, end, text }) => ({ start, end, text }));
  const clauses = sentences.flatMap((sentence) => clausesOf(sentence, attempt)).slice(0, MAX_CLAUSES);
  return { units: [...sentences, ...clauses], sentences: sentences.length };
}

function clausesOf(sentence: Span, attempt: string): AttemptUnit[] {
  const raw = attempt.slice(sentence.start, sentence.end);
  const cuts = [...raw.matchAll(CLAUSE_BREAK)].map((match) => [match.index, match.index + match[0].length]);
  const bounds = [0, ...cuts.flat(), raw.length];
  const clauses: AttemptUnit[] = [];
  for (let index = 0; index < bounds.length; index += 2) {
    const [from = 0, to = raw.length] = [bounds[index], bounds[index + 1]];
    const text = raw.slice(from, to).replaceAll(/[*`]/g, '').replaceAll(/\s+/g, ' ').trim();
    if (text.split(' ').length < MIN_CLAUSE_WORDS || to - from === raw.length) continue;
    clauses.push({ start: sentence.start + from, end: sentence.start + to, text });
  }
  return clauses;
}

function repeats(text: string, question: string): boolean {
  const [words, asked] = [wordsOf(text), wordsOf(question)];
  if (words.join(' ') === asked.join(' ')) return true;
  return text.trimEnd().endsWith('?') && words.every((word) => asked.includes(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

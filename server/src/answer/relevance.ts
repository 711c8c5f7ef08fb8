import type { Snapshot } from '../index/types.ts';
import { sentencesOf } from '../retrieval/entry-ordinals.ts';
import type { Query } from '../retrieval/query.ts';
import type { Candidate } from './select-sentences.ts';

/** Share of the cosine in a sentence's relevance; the rest is the share of the question's terms that it holds. */
const DENSE_SHARE = 0.6;
/** What the section that was retrieved best adds to its sentences. */
const SECTION_BONUS = 0.12;
/** What the conversation adds to the question's own words when sentences are chosen. */
const CONVERSATION_SHARE = 0.25;
/** What is left of the relevance of a sentence that an earlier answer has quoted: a follow-up asks for more. */
const ALREADY_SAID = 0.4;

export interface RelevanceOptions {
  readonly query: Query;
  /** Positions of the sections whose sentences may be quoted. */
  readonly sections: ReadonlySet<number>;
  /** Position of the section that was retrieved best. */
  readonly preferred: number;
  /** The text of earlier answers, without markers. */
  readonly said: string;
}

/** Every sentence of an entry that may be quoted, with its relevance to the question, in document order. */
export function candidatesOf(
  snapshot: Snapshot,
  entry: number,
  { query, sections, preferred, said }: RelevanceOptions,
): Candidate[] {
  const own = termWeights(snapshot, query.ownTerms);
  const mixed = query.terms === query.ownTerms ? own : termWeights(snapshot, query.terms);
  const heard = fold(said);
  return sentencesOf(snapshot, entry).flatMap((ordinal) => {
    const reference = snapshot.sentences[ordinal];
    if (reference === undefined || !sections.has(reference.section)) return [];
    const sentence = snapshot.entries[entry]?.sections[reference.section]?.sentences[reference.sentence];
    if (sentence === undefined) return [];
    const terms = new Set(snapshot.lexical.analyze(sentence.text));
    const cosine = mix((vector) => Math.max(0, snapshot.sentenceVectors.score(vector, ordinal)), query);
    const overlap =
      (1 - CONVERSATION_SHARE) * coveredShare(own, terms) + CONVERSATION_SHARE * coveredShare(mixed, terms);
    const bonus = reference.section === preferred ? SECTION_BONUS : 0;
    return {
      section: reference.section,
      sentence: reference.sentence,
      block: sentence.block,
      kind: sentence.kind,
      text: sentence.text,
      relevance:
        (DENSE_SHARE * cosine + (1 - DENSE_SHARE) * overlap + bonus) *
        (heard.includes(fold(sentence.text)) ? ALREADY_SAID : 1),
    };
  });
}

/** The question's terms with their idf times their weight, as shares of 1. */
function termWeights(snapshot: Snapshot, terms: ReadonlyMap<string, number>): Map<string, number> {
  const weights = new Map<string, number>();
  let sum = 0;
  for (const [term, weight] of terms) {
    const value = weight * snapshot.lexical.idf(term);
    weights.set(term, value);
    sum += value;
  }
  if (sum > 0) for (const [term, value] of weights) weights.set(term, value / sum);
  return weights;
}

function mix(score: (vector: Float32Array) => number, { ownVector, vector }: Query): number {
  if (vector === ownVector) return score(vector);
  return (1 - CONVERSATION_SHARE) * score(ownVector) + CONVERSATION_SHARE * score(vector);
}

function coveredShare(weights: ReadonlyMap<string, number>, terms: ReadonlySet<string>): number {
  let share = 0;
  for (const term of terms) share += weights.get(term) ?? 0;
  return share;
}

/** Letters and digits only, so that Markdown marks do not count. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

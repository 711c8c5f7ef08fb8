import type { GateModel, Snapshot } from '../index/types.ts';
import { COMMON_WORDS } from './common-words.ts';
import { chunksOf } from './entry-ordinals.ts';
import { evaluate, type Evaluation, type ReadPassage } from './evaluate.ts';
import {
  mixQuery,
  PREVIOUS_ANSWER_WEIGHT,
  PREVIOUS_QUESTION_WEIGHT,
  type Query,
  type WeightedText,
} from './query.ts';
import { scorePassages } from './retrieve.ts';
import { splitClauses } from './split-question.ts';
import { entriesByTitle } from './titles.ts';
import type { QuestionPart, Understanding } from './understand.ts';

/** What the whole question adds to the search for a part that leans on it, and for a clause, as an earlier question would. */
const WHOLE_WEIGHT = 0.3;
/** A question that says more than this beside a number is not a lookup: "procurement says Q3". */
const MAX_BESIDE_NUMBER = 6;
/** Where no entry has the number, less is enough to be a question of its own. */
const MAX_BESIDE_UNKNOWN_NUMBER = 2;
/** More entries than this with the number asked for are a list to choose from, not an answer. */
export const MAX_LOOKUP_ENTRIES = 3;

export interface PartFinding {
  readonly part: QuestionPart;
  readonly evaluation: Evaluation;
}

export interface Clause {
  /** The clause alone. */
  readonly own: Query;
  /** The clause with what the whole question adds. */
  readonly mixed: Query;
}

/** Everything that is known about a question before an answer is planned. */
export interface Investigation {
  readonly understanding: Understanding;
  readonly whole: Evaluation;
  /** One finding for each asking part; empty where the question has fewer than two. */
  readonly parts: readonly PartFinding[];
  /** The question's clauses as queries of their own, mixed with the whole; empty where it has only one. */
  readonly clauses: readonly Clause[];
  /** Entries that the question names by number, or whose very title it is; `null` where it does neither. */
  readonly lookup: Lookup | null;
}

export interface Lookup {
  readonly by: 'number' | 'title';
  /** Positions of the entries, in document order; empty where no entry has the number. */
  readonly entries: readonly number[];
}

export interface InvestigateOptions {
  readonly embed: (texts: readonly string[]) => Promise<Float32Array[]>;
  readonly read: ReadPassage | null;
  readonly model: GateModel;
  /** The turn before, if there was one. */
  readonly previous: { readonly question: string; readonly answer: string } | null;
}

/** Retrieves and gates the whole question and each of its parts. */
export async function investigate(
  snapshot: Snapshot,
  understanding: Understanding,
  options: InvestigateOptions,
): Promise<Investigation> {
  const asking = understanding.parts;
  const clauseTexts = splitClauses(understanding.text);
  const searched = searchedText(understanding);
  const vectors = await options.embed([searched, ...asking.map((part) => part.text), ...clauseTexts]);
  const own: WeightedText = { text: searched, vector: vectors[0] ?? new Float32Array(), weight: 1 };
  const history = await historyTexts(options);
  const run = (query: Query, readAs: string) =>
    evaluate(snapshot, query, {
      ...options,
      readAs,
      holdsInstructions: understanding.holdsInstructions,
    });
  const readAs = (question: string) => readerQuestion(understanding, options.previous, question);

  const whole = await run(mixQuery(own, history, snapshot.lexical), readAs(searched));
  const lookup = lookUp(snapshot, understanding);
  const parts: PartFinding[] = [];
  for (const [index, part] of asking.entries()) {
    const vector = vectors[index + 1];
    if (vector === undefined) continue;
    const context = part.isDependent ? [{ ...own, weight: WHOLE_WEIGHT }, ...history] : history;
    const query = mixQuery({ text: part.text, vector, weight: 1 }, context, snapshot.lexical);
    parts.push({
      part,
      evaluation: await run(query, part.isDependent ? readAs(understanding.text) : part.text),
    });
  }
  const clauses = clauseTexts.map((clause, index) => {
    const vector = vectors[1 + asking.length + index] ?? own.vector;
    const weighted = { text: clause, vector, weight: 1 };
    return {
      own: mixQuery(weighted, [], snapshot.lexical),
      mixed: mixQuery(weighted, [{ ...own, weight: WHOLE_WEIGHT }], snapshot.lexical),
    };
  });
  return { understanding, whole, parts, clauses, lookup };
}

/** The query for the whole question, and the question as the reader gets it. */
export async function wholeQuery(
  snapshot: Snapshot,
  understanding: Understanding,
  options: Pick<InvestigateOptions, 'embed' | 'previous'>,
): Promise<{ query: Query; readAs: string }> {
  const text = searchedText(understanding);
  const [vector = new Float32Array()] = await options.embed([text]);
  const query = mixQuery({ text, vector, weight: 1 }, await historyTexts(options), snapshot.lexical);
  return { query, readAs: readerQuestion(understanding, options.previous, text) };
}

function searchedText({ text, numbers, besideNumbers }: Understanding): string {
  return numbers.length > 0 && besideNumbers !== '' ? besideNumbers : text;
}

/** The reader was trained on the previous question followed by the last one. */
function readerQuestion(
  { isDependent: leans }: Understanding,
  previous: InvestigateOptions['previous'],
  question: string,
): string {
  return leans && previous ? `${previous.question} ${question}` : question;
}

async function historyTexts({
  embed,
  previous,
}: Pick<InvestigateOptions, 'embed' | 'previous'>): Promise<WeightedText[]> {
  if (previous === null) return [];
  const texts = [
    { text: previous.question, weight: PREVIOUS_QUESTION_WEIGHT },
    { text: previous.answer, weight: PREVIOUS_ANSWER_WEIGHT },
  ].filter(({ text }) => text.trim() !== '');
  const vectors = await embed(texts.map(({ text }) => text));
  return texts.map((weighted, index) => ({ ...weighted, vector: vectors[index] ?? new Float32Array() }));
}

function lookUp(snapshot: Snapshot, { asked, numbers, besideNumbers }: Understanding): Lookup | null {
  const [titled] = entriesByTitle(snapshot, asked);
  if (titled !== undefined) return { by: 'title', entries: [titled] };
  if (numbers.length === 0) return null;
  const entries = entriesByNumber(snapshot, numbers);
  const words = besideNumbers.toLowerCase().match(/[\p{L}\p{N}_.]{2,}/gu) ?? [];
  const beside = words.filter((word) => !COMMON_WORDS.has(word)).length;
  return beside > (entries.length > 0 ? MAX_BESIDE_NUMBER : MAX_BESIDE_UNKNOWN_NUMBER)
    ? null
    : { by: 'number', entries };
}

/** Positions of the entries with these numbers, in document order. */
function entriesByNumber(snapshot: Snapshot, numbers: readonly string[]): number[] {
  const wanted = new Set(numbers.map(Number));
  const found = new Set<number>();
  for (const { entry } of snapshot.chunks) {
    const number = snapshot.entries[entry]?.number ?? null;
    if (number !== null && wanted.has(Number(number))) found.add(entry);
  }
  return [...found].sort((a, b) => a - b);
}

/** The passages of one entry, scored against a query. */
export function passagesOf(snapshot: Snapshot, query: Query, entries: readonly number[]) {
  const chunks = new Set(entries.flatMap((entry) => chunksOf(snapshot, entry)));
  return scorePassages(snapshot, query, chunks);
}

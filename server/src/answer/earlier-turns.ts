import type { Snapshot } from '../index/types.ts';
import { entryText } from '../retrieval/entry-text.ts';
import { entriesByTitle, foldTitle } from '../retrieval/titles.ts';
import { isOnlyClosest, uncoveredIn } from './shortfall.ts';

/** A turn of the conversation, as the client sent it: data, whoever wrote it. */
export interface EarlierTurn {
  readonly question: string;
  readonly answer: string;
}

/** Turns that are looked back at, and how much of each, in UTF-16 units: a client may send anything. */
const MAX_TURNS = 8;
const MAX_QUESTION = 300;
const MAX_ANSWER = 8000;
/** The beginning of an answer tells what it was about. */
const TELLING_START = 600;
/** Entries compared with an earlier answer. */
const COMPARED = 5;
/** A sentence of so many words in an earlier answer comes from the entry that holds it. */
const TELLING_WORDS = 6;
/** Share of an answer's words that the entry has which a model put into its own words. */
const RETOLD = 0.7;

/** What has been said in a conversation. */
export interface Heard {
  /** The turns, oldest first, within bounds. */
  readonly turns: readonly EarlierTurn[];
  /** Whether a text was part of an earlier answer, whatever its marks. */
  readonly has: (text: string) => boolean;
}

export function hear(history: readonly EarlierTurn[]): Heard {
  const turns = history.slice(-MAX_TURNS).map(({ question, answer }) => ({
    question: question.slice(0, MAX_QUESTION),
    answer: answer.slice(0, MAX_ANSWER),
  }));
  const said = foldTitle(turns.map(({ answer }) => answer).join('\n'));
  return { turns, has: (text) => isIn(said, text) };
}

/** Whether an earlier answer quoted the entry. */
export function wasQuoted(snapshot: Snapshot, entry: number, heard: Pick<Heard, 'has'>): boolean {
  const sentences = snapshot.entries[entry]?.sections.flatMap((section) => section.sentences) ?? [];
  return sentences.some(({ text }) => heard.has(text));
}

/** The entries that earlier turns were about, the latest first. */
export function earlierEntries(snapshot: Snapshot, { turns }: Heard): number[] {
  const entries = [...turns].reverse().flatMap((turn) => entryOf(snapshot, turn) ?? []);
  return [...new Set(entries)];
}

/** What was asked and not answered, the latest first: whole questions that only the closest was found for, and parts. */
export function openQuestions({ turns }: Heard): string[] {
  return [...turns].reverse().flatMap(({ question, answer }) => {
    return isOnlyClosest(answer)
      ? [question]
      : uncoveredIn(answer).map((part) => part.slice(0, MAX_QUESTION));
  });
}

/** The entry that a turn was about: the one it names, else the one that its answer quotes or tells again. */
function entryOf(snapshot: Snapshot, { question, answer }: EarlierTurn): number | null {
  const [titled] = entriesByTitle(snapshot, question);
  if (titled !== undefined) return titled;
  const start = answer.slice(0, TELLING_START);
  const terms = new Set(snapshot.lexical.analyze(start));
  if (terms.size === 0 || isOnlyClosest(answer)) return null;
  const weighted = new Map([...terms].map((term) => [term, 1] as const));
  const chunks = snapshot.lexical.search(weighted, COMPARED);
  const entries = [...new Set(chunks.flatMap(({ ordinal }) => snapshot.chunks[ordinal]?.entry ?? []))];
  const said = foldTitle(answer);
  const quoted = entries.find((entry) => wasQuoted(snapshot, entry, { has: (text) => isIn(said, text) }));
  if (quoted !== undefined) return quoted;
  const [nearest] = entries;
  if (nearest === undefined) return null;
  const own = new Set(snapshot.lexical.analyze(entryText(snapshot, nearest)));
  const shared = [...terms].filter((term) => own.has(term)).length;
  return shared >= RETOLD * terms.size ? nearest : null;
}

function isIn(said: string, text: string): boolean {
  return said !== '' && text.split(/\s+/).length >= TELLING_WORDS && said.includes(foldTitle(text));
}

import type { Entry } from '../corpus/types.ts';
import type { Snapshot } from '../index/types.ts';
import type { FollowUp, FollowUpKind } from '../protocol.ts';
import { topicOf } from '../retrieval/standalone-question.ts';
import { COMMON_WORDS } from '../retrieval/common-words.ts';
import { chunksOf } from '../retrieval/entry-chunks.ts';
import { foldTitle } from '../retrieval/titles.ts';
import type { Pick } from './compose-extractive.ts';

export const MAX_FOLLOW_UPS = 3;
/** Below this cosine two entries have nothing to do with each other. */
const MIN_RELATED = 0.3;
const RELATED_NEIGHBOURS = 40;
/** Questions tried before giving up, so that a bad corpus costs no more than a good one. */
const MAX_TRIED = 8;
const MAX_TERM_LENGTH = 40;
/** A sentence of so many words in an earlier answer comes from the entry that holds it. */
const TELLING_WORDS = 6;
/** The terms that a source sets in bold or as code are what it is about. */
const TERM = /\*\*([^*\n]+)\*\*|`([^`\n]+)`/g;

/** A question that may be offered, with the entry that is to answer it. */
export interface FollowUpCandidate {
  readonly question: string;
  readonly entry: number;
  readonly kind: FollowUpKind;
}

/** The entry that answers a question, or `null` if the gate would not answer it. */
export type CheckQuestion = (question: string) => Promise<number | null>;

/**
 * Up to three next questions, each of which was retrieved and gated: one deeper into what was quoted and entries
 * beside it; no two lead to the same place, none repeats a question of the conversation.
 */
export async function chooseFollowUps(
  snapshot: Snapshot,
  candidates: readonly FollowUpCandidate[],
  { asked, check }: { asked: readonly string[]; check: CheckQuestion },
): Promise<FollowUp[]> {
  const known = new Set(asked.map(foldTitle));
  const chosen: (FollowUpCandidate & { id: string })[] = [];
  let tried = 0;
  for (const candidate of candidates) {
    if (chosen.length === MAX_FOLLOW_UPS || tried === MAX_TRIED) break;
    const id = snapshot.entries[candidate.entry]?.id;
    const isRepeat =
      known.has(foldTitle(candidate.question)) || chosen.some(({ entry }) => entry === candidate.entry);
    if (id === undefined || isRepeat) continue;
    tried += 1;
    if ((await check(candidate.question)) === candidate.entry) chosen.push({ ...candidate, id });
  }
  return chosen.map(({ question, id, kind }) => ({ question, entryId: id, kind }));
}

/** What an answer has said, and what was said before it. */
export interface AnswerContext {
  readonly entries: readonly number[];
  readonly picks: readonly Pick[];
  readonly question: string;
  /** The text of earlier answers, without markers. */
  readonly said?: string;
}

/** Candidates after an answer: deeper into the first quoted entry, then its neighbours. */
export function candidatesAfter(
  snapshot: Snapshot,
  { entries, picks, question, said = '' }: AnswerContext,
): FollowUpCandidate[] {
  const [first] = entries;
  if (first === undefined) return [];
  const heard = foldTitle(said);
  const deeper = deeperQuestions(snapshot, first, { picks, question });
  const related = relatedEntries(snapshot, first)
    .filter((entry) => !entries.includes(entry) && !wasQuoted(snapshot, entry, heard))
    .map((entry) => titleQuestion(snapshot, entry, 'related'));
  return [...related.slice(0, 2), ...deeper.slice(0, 2), ...related.slice(2)];
}

/** Whether an earlier answer quoted the entry: its question is answered already. */
function wasQuoted(snapshot: Snapshot, entry: number, heard: string): boolean {
  if (heard === '') return false;
  const sentences = snapshot.entries[entry]?.sections.flatMap((section) => section.sentences) ?? [];
  return sentences.some(
    ({ text }) => text.split(/\s+/).length >= TELLING_WORDS && heard.includes(foldTitle(text)),
  );
}

export function titleQuestion(snapshot: Snapshot, entry: number, kind: FollowUpKind): FollowUpCandidate {
  return { question: snapshot.entries[entry]?.titleText ?? '', entry, kind };
}

/** Questions about the terms of an entry that the answer has not quoted. */
function deeperQuestions(
  snapshot: Snapshot,
  position: number,
  { picks, question }: { picks: readonly Pick[]; question: string },
): FollowUpCandidate[] {
  const entry = snapshot.entries[position];
  if (entry === undefined) return [];
  const topic = topicOf(entry.titleText);
  const text = snapshot.documents.get(entry.documentPath)?.text ?? '';
  const used = new Set([...termsOf(question), ...topic.toLowerCase().split(/\W+/)]);
  const fresh: string[] = [];
  entry.sections.forEach((section, sectionIndex) => {
    section.sentences.forEach(({ start, end, kind }, sentence) => {
      const isQuoted = picks.some(
        (pick) => pick.entry === position && pick.section === sectionIndex && pick.sentence === sentence,
      );
      for (const term of kind === 'prose' || kind === 'item' ? markedTerms(text.slice(start, end)) : []) {
        const key = term.toLowerCase();
        if (isQuoted) used.add(key);
        else if (!fresh.includes(term) && isAskable(term)) fresh.push(term);
      }
    });
  });
  return fresh
    .filter((term) => !used.has(term.toLowerCase()) && !topic.toLowerCase().includes(term.toLowerCase()))
    .map((term, index) => ({
      question: phrase(term, topic, entry, index),
      entry: position,
      kind: 'deeper' as const,
    }));
}

function phrase(term: string, topic: string, entry: Entry, index: number): string {
  const forms = [
    `What role does ${term} play in ${topic}?`,
    `How does ${term} relate to ${topic}?`,
    `Where does ${term} come in with ${topic}?`,
  ];
  if (topic === entry.titleText.replace(/[\s?.!]+$/, '')) return `What is said about ${term}?`;
  return forms[(entry.start + index) % forms.length] ?? forms[0] ?? '';
}

function markedTerms(markdown: string): string[] {
  return [...markdown.matchAll(TERM)].map(([, bold, code]) =>
    (bold ?? `\`${code ?? ''}\``).replace(/[.:,;]+$/, '').trim(),
  );
}

/** A term that reads as a name in a question: short, a few words, no assignment or call with arguments, no bare word. */
function isAskable(term: string): boolean {
  const name = term.replaceAll('`', '');
  const isTelling = name.length >= 5 || /[A-Z_.@\d]/.test(name);
  return (
    isTelling &&
    !COMMON_WORDS.has(name.toLowerCase()) &&
    name.length >= 3 &&
    term.length <= MAX_TERM_LENGTH &&
    term.split(/\s+/).length <= 4 &&
    !/[=(){}[\]"'<>|\\/$]|\d{3,}/.test(term)
  );
}

function termsOf(question: string): string[] {
  return question.toLowerCase().match(/[`\w.]+/g) ?? [];
}

/** Entries near to an entry, nearest first. */
function relatedEntries(snapshot: Snapshot, position: number): number[] {
  const [chunk] = chunksOf(snapshot, position);
  if (chunk === undefined) return [];
  const near = new Set<number>();
  for (const { ordinal, score } of snapshot.chunkVectors.search(
    snapshot.chunkVectors.vectorAt(chunk),
    RELATED_NEIGHBOURS,
  )) {
    const entry = snapshot.chunks[ordinal]?.entry;
    if (score >= MIN_RELATED && entry !== undefined && entry !== position) near.add(entry);
  }
  return [...near];
}

import type { LexicalIndex, Snapshot } from '../index/types.ts';
import type { FollowUp, FollowUpKind } from '../protocol.ts';
import { relatedPositions, saysTheSame } from '../retrieval/related.ts';
import { isDependent } from '../retrieval/standalone-question.ts';
import { foldTitle } from '../retrieval/titles.ts';
import type { Pick } from './compose-extractive.ts';
import { deeperQuestions } from './deeper-questions.ts';
import { earlierEntries, wasQuoted, type Heard } from './earlier-turns.ts';
import { subjectOf } from './question-from-heading.ts';

export const MAX_FOLLOW_UPS = 3;
/** Questions tried before giving up, so that a bad corpus costs no more than a good one. */
const MAX_TRIED = 10;
/** Of an entry, and of all earlier turns. */
const DEEPER_TRIED = 3;
const BACK_TRIED = 3;
/** Entries after and before an entry in its document, where too few are near to it in meaning. */
const BESIDE = [1, 2, -1, 3, -2];
/** Longest question that its subject is put before. */
const MAX_WITH_SUBJECT = 90;

/** Openings that all ask what something is. */
const ASKS_WHAT = /^\W*(?:explain|describe|define|tell me about|what)\b/i;

/** A question that may be offered, with the entry that is to answer it. */
export interface FollowUpCandidate {
  readonly question: string;
  readonly entry: number;
  readonly kind: FollowUpKind;
  /** Leads back to what an earlier turn was about. */
  readonly isBack?: boolean;
}

/** The entry that answers a question, or `null` if the gate would not answer it. */
export type CheckQuestion = (question: string) => Promise<number | null>;

/**
 * Up to three next questions, each of which was retrieved and gated: one deeper into what was quoted, entries beside
 * it, at most one back to an earlier topic; no two lead to the same place, none repeats a question of `asked`.
 */
export async function chooseFollowUps(
  snapshot: Snapshot,
  candidates: readonly FollowUpCandidate[],
  { asked, check }: { asked: readonly string[]; check: CheckQuestion },
): Promise<FollowUp[]> {
  const known = new Set(asked.flatMap((question) => keysOf(snapshot.lexical, question)));
  const chosen: (FollowUpCandidate & { id: string })[] = [];
  let tried = 0;
  for (const candidate of candidates) {
    if (chosen.length === MAX_FOLLOW_UPS || tried === MAX_TRIED) break;
    const id = snapshot.entries[candidate.entry]?.id;
    const keys = keysOf(snapshot.lexical, candidate.question);
    const leadsToChosen = chosen.some(
      ({ entry, isBack }) => saysTheSame(snapshot, entry, candidate.entry) || (isBack && candidate.isBack),
    );
    if (id === undefined || leadsToChosen || keys.some((key) => known.has(key))) continue;
    tried += 1;
    if ((await check(candidate.question)) !== candidate.entry) continue;
    chosen.push({ ...candidate, id });
    for (const key of keys) known.add(key);
  }
  return chosen.map(({ question, id, kind }) => ({ question, entryId: id, kind }));
}

/** What an answer has said, and what was said before it. */
export interface AnswerContext {
  readonly entries: readonly number[];
  readonly picks: readonly Pick[];
  /** Every question of the conversation. */
  readonly asked: readonly string[];
  /** The turns before. */
  readonly heard: Heard;
}

/** Candidates after an answer: deeper into what it quoted, beside it, and back to what earlier turns left open. */
export function candidatesAfter(
  snapshot: Snapshot,
  { entries, picks, asked, heard }: AnswerContext,
): FollowUpCandidate[] {
  const [first] = entries;
  if (first === undefined) return [];
  const places = new Set(picks.map(({ entry, section, sentence }) => `${entry}/${section}/${sentence}`));
  const deeperInto = (entry: number) =>
    deeperQuestions(snapshot, entry, {
      asked,
      isKnown: ({ section, sentence, text }) =>
        places.has(`${entry}/${section}/${sentence}`) || heard.has(text),
    });
  const deeper = entries.slice(0, 2).flatMap((entry) =>
    deeperInto(entry)
      .slice(0, DEEPER_TRIED)
      .map((question) => ({ question, entry, kind: 'deeper' as const })),
  );
  const earlier = earlierEntries(snapshot, heard).filter((entry) => !entries.includes(entry));
  const told = [...entries, ...earlier];
  const fresh = (entry: number) =>
    !told.some((known) => saysTheSame(snapshot, known, entry)) && !wasQuoted(snapshot, entry, heard);
  const [nearest, ...others] = [...relatedPositions(snapshot, first), ...besidePositions(snapshot, first)]
    .filter(fresh)
    .map((entry) => titleQuestion(snapshot, entry, 'related'));
  const back = backTo(snapshot, { earlier, fresh, deeperInto });
  return [...deeper, ...(nearest === undefined ? [] : [nearest]), ...back, ...others];
}

export function titleQuestion(snapshot: Snapshot, entry: number, kind: FollowUpKind): FollowUpCandidate {
  return { question: snapshot.entries[entry]?.titleText ?? '', entry, kind };
}

interface Back {
  /** Entries that earlier turns were about, the latest first. */
  readonly earlier: readonly number[];
  readonly fresh: (entry: number) => boolean;
  readonly deeperInto: (entry: number) => string[];
}

/** Questions about what earlier turns were about and did not show; where nothing is left of it, about what is near to it. */
function backTo(snapshot: Snapshot, { earlier, fresh, deeperInto }: Back): FollowUpCandidate[] {
  const open = earlier.flatMap((entry) =>
    deeperInto(entry)
      .slice(0, 2)
      .flatMap((question) => withSubject(snapshot, entry, question) ?? [])
      .map((question) => ({ question, entry, kind: 'related' as const, isBack: true })),
  );
  const beside = earlier.flatMap((entry) =>
    relatedPositions(snapshot, entry)
      .filter(fresh)
      .slice(0, 1)
      .map((near) => ({ ...titleQuestion(snapshot, near, 'related'), isBack: true })),
  );
  return [...open.slice(0, BACK_TRIED), ...beside.slice(0, 1)];
}

/** A question about an earlier topic that names it, in front or in its own words; `null` where it cannot. */
function withSubject(snapshot: Snapshot, entry: number, question: string): string | null {
  const { lexical, entries } = snapshot;
  const topic = entries[entry];
  if (topic === undefined) return null;
  const subject = subjectOf(topic);
  const words = new Set(lexical.analyze(question));
  const names = subject !== null && lexical.analyze(subject).every((word) => words.has(word));
  if (names) return isDependent(question) ? null : question;
  if (subject === null || question.length > MAX_WITH_SUBJECT) return isDependent(question) ? null : question;
  const asked = question.charAt(0).toLowerCase() + question.slice(1);
  return topic.start % 2 === 0 ? `Back to ${subject}: ${asked}` : `About ${subject} again: ${asked}`;
}

/** The entries next to an entry under the same heading: their author put them together. */
function besidePositions(snapshot: Snapshot, position: number): number[] {
  const own = snapshot.entries[position];
  return BESIDE.map((offset) => position + offset).filter((beside) => {
    const entry = snapshot.entries[beside];
    return (
      entry !== undefined &&
      entry.documentPath === own?.documentPath &&
      entry.topics.join('\n') === own.topics.join('\n') &&
      entry.sections.some(({ sentences }) => sentences.length > 0)
    );
  });
}

/** What two questions share that ask the same: their words, or what kind of question they are with its terms. */
function keysOf(lexical: LexicalIndex, question: string): string[] {
  const rest = question.replace(ASKS_WHAT, '');
  const kind = rest === question ? (/\w+/.exec(question)?.[0].toLowerCase() ?? '') : 'what';
  const terms = [...new Set(lexical.analyze(rest))].sort().join(' ');
  return [foldTitle(question), ...(terms === '' ? [] : [`${kind}: ${terms}`])];
}

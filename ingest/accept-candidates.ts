import type { Candidate } from './outline-candidates.ts';
import type { OutlineItem } from './outline.ts';
import type { HeadingRole } from './classify-headings.ts';
import type { Heading, HeadingKind } from './outline-heading.ts';

/** The outline after every candidate was accepted as a question, or put back as the block that it came from. */
export type ResolvedItem = Exclude<OutlineItem, { type: 'candidates' }>;

type Group = Extract<OutlineItem, { type: 'candidates' }>;

/** Bold questions without a number or a mark need company: fewer than this many are emphasis. */
const MIN_BOLD_QUESTIONS = 3;

/**
 * Accepts as questions the lines that serve a document in place of headings (`**Q. …**`, `<summary>`, `1. …?` with
 * an answer). Inside an answer that has a heading of its own they stay text. New questions are added to `roles`.
 */
export function acceptCandidates(
  items: readonly OutlineItem[],
  roles: Map<Heading, HeadingRole>,
): ResolvedItem[] {
  const census = takeCensus(items, roles);
  const resolved: ResolvedItem[] = [];
  let isInside = false;
  let insideKind: HeadingKind | null = null;
  /** The heading right above, as long as nothing stands under it. */
  let bare: Heading | null = null;
  items.forEach((item, index) => {
    if (item.type !== 'candidates') {
      if (item.type === 'heading') bare = item.heading;
      else if (!item.isNoise) bare = null;
      if (item.type === 'heading') {
        const role = roles.get(item.heading);
        if (role !== 'section') insideKind = null;
        if (role === 'question') isInside = true;
        else if (role !== 'section') isInside = false;
      }
      resolved.push(item);
      return;
    }
    const isAccepted =
      isAnswered(item, items[index + 1], census) && isAcceptable(item, { isInside, insideKind, census });
    if (!isAccepted) {
      resolved.push({ type: 'block', block: item.fallback, isNoise: false });
      bare = null;
      return;
    }
    // `### 1. Basics` with nothing but questions under it asks nothing itself.
    if (bare && roles.get(bare) === 'question' && !bare.endsAsQuestion) roles.set(bare, 'topic');
    bare = null;
    for (const candidate of item.candidates) {
      roles.set(candidate.heading, 'question');
      resolved.push({ type: 'heading', heading: candidate.heading });
      for (const block of candidate.body) resolved.push({ type: 'block', block, isNoise: false });
      insideKind = candidate.heading.kind;
    }
    isInside = false;
  });
  return resolved;
}

interface Census {
  readonly markedLines: number;
  readonly boldQuestions: number;
  readonly numberedBold: number;
  readonly headingQuestions: number;
  /** Whether lines that are no list items serve as questions. */
  readonly hasLines: boolean;
  /** How many candidates are like this one. */
  readonly kinds: (heading: Heading) => number;
}

function takeCensus(items: readonly OutlineItem[], roles: ReadonlyMap<Heading, HeadingRole>): Census {
  const headings = items.flatMap((item) =>
    item.type === 'candidates' ? item.candidates.map((candidate) => candidate.heading) : [],
  );
  const count = (test: (heading: Heading) => boolean) => headings.filter(test).length;
  const markedLines = count((heading) => heading.title.isMarked);
  const boldQuestions = count((heading) => heading.kind === 'bold' && heading.endsAsQuestion);
  const numberedBold = count((heading) => heading.kind === 'bold' && heading.title.number !== null);
  const summaries = count((heading) => heading.kind === 'summary');
  return {
    markedLines,
    boldQuestions,
    numberedBold,
    headingQuestions: [...roles.values()].filter((role) => role === 'question').length,
    hasLines: markedLines + summaries >= 2 || boldQuestions >= MIN_BOLD_QUESTIONS,
    kinds: ({ title, kind, endsAsQuestion }) => {
      if (title.isMarked) return markedLines;
      if (kind === 'summary') return summaries;
      return kind === 'bold' && endsAsQuestion ? boldQuestions : 0;
    },
  };
}

/**
 * A question has an answer: in its own block, or in the block after it. A list of questions alone is none; a line
 * among many of its kind may still wait for its answer.
 */
function isAnswered(group: Group, next: OutlineItem | undefined, census: Census): boolean {
  const [first] = group.candidates;
  if (!first) return false;
  if (!isListItem(first) && census.kinds(first.heading) >= MIN_BOLD_QUESTIONS) return true;
  const withBody = group.candidates.filter((candidate) => candidate.body.length > 0).length;
  if (withBody * 2 > group.candidates.length) return true;
  const isFollowed = next?.type === 'block' && !next.isNoise;
  const followsSection =
    next?.type === 'heading' && (next.heading.label === 'indepth' || next.heading.label === 'answer');
  const followsPlainList =
    next?.type === 'candidates' && next.candidates.some(isListItem) && !group.candidates.some(isListItem);
  return group.candidates.length === 1 && (isFollowed || followsSection || followsPlainList);
}

function isListItem(candidate: Candidate): boolean {
  return candidate.heading.kind === 'item';
}

function isAcceptable(
  group: Group,
  { isInside, insideKind, census }: { isInside: boolean; insideKind: HeadingKind | null; census: Census },
): boolean {
  const heading = group.candidates[0]?.heading;
  if (!heading) return false;
  if (isInside && !(heading.title.isMarked && census.markedLines > census.headingQuestions)) return false;
  if (heading.title.isMarked) return true;
  switch (heading.kind) {
    case 'summary':
      return (
        heading.looksLikeQuestion ||
        heading.title.number !== null ||
        insideKind === 'summary' ||
        insideKind === null
      );
    case 'bold': {
      if (insideKind !== null && insideKind !== 'bold') return false;
      const isNumbered = heading.title.number !== null && census.numberedBold >= MIN_BOLD_QUESTIONS;
      const isQuestion = heading.endsAsQuestion && census.boldQuestions >= MIN_BOLD_QUESTIONS;
      return (
        (isNumbered && census.boldQuestions > 0) ||
        isQuestion ||
        (heading.endsAsQuestion && heading.title.number !== null)
      );
    }
    case 'row':
      return true;
    case 'item':
      return insideKind === 'item' || (insideKind === null && !census.hasLines);
    case 'line':
    case 'markdown':
    case 'html':
    case 'hash':
      return false;
  }
}

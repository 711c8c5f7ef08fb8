import {
  isTopicShape,
  measureShapes,
  NUMBERED_SHARE,
  PLAIN_SHARE,
  shapeKey,
  type PlacedHeading,
  type Shape,
} from './heading-shapes.ts';
import { countsQuestions, namesCollection } from './heading-words.ts';
import type { Heading } from './outline-heading.ts';

/** What can be said of the headings of one document before any of them has a role. */
export interface Judgement {
  /** By position: whether the heading, by itself and among its like, is a question. */
  readonly isQuestion: readonly boolean[];
  /** By position: whether a question stands below it, before the next heading of its level. */
  readonly hasQuestionBelow: readonly boolean[];
  /** By position: whether a question that is numbered or calls itself one stands below it. */
  readonly hasOwnQuestionBelow: readonly boolean[];
  readonly shapeOf: (heading: Heading) => Shape | undefined;
  /** Whether the heading names a part of an answer: in depth, answer, or a title that stands again and again. */
  readonly isPart: (heading: Heading) => boolean;
  /** Whether it is the document's title: the only first-level heading, at the top. */
  readonly isTitle: (heading: Heading) => boolean;
  /** Whether the title asks what the whole document answers. */
  readonly isQuestionTitle: boolean;
}

/** A title that stands this often is a part of answers, or a refrain between them, not a question. */
const REPEATED = 3;

/** Judges every heading of a document by its words and by the headings of its shape. */
export function judgeHeadings(placed: readonly PlacedHeading[]): Judgement {
  const shapes = measureShapes(placed);
  const topicShapes = new Set(
    [...shapes].filter(([, shape]) => isTopicShape(shape, shapes.values())).map(([key]) => key),
  );
  const titles = countTitles(placed);
  const isOnlyFirstLevel = placed.filter(({ heading }) => heading.level === 1).length === 1;
  const isTitle = (heading: Heading) =>
    heading.level === 1 && isOnlyFirstLevel && placed[0]?.heading === heading;
  const isRepeated = ({ title, endsAsQuestion }: Heading) => {
    const { all = 0, withBody = 0 } = titles.get(title.text.toLowerCase()) ?? {};
    if (title.number !== null || title.isNumberOnly || all < REPEATED) return false;
    return !endsAsQuestion || withBody === 0;
  };
  const timesOf = ({ title }: Heading) => titles.get(title.text.toLowerCase())?.all ?? 0;
  const stepLevel = levelAboveSteps(placed, isTitle);

  const isQuestion = placed.map(({ heading, hasBody }) => {
    if (heading.label || isRepeated(heading) || countsQuestions(heading.title.text)) return false;
    if (heading.title.isMarked) return true;
    // `## Question` above `## Solution` is a part of what the heading above them asks, unless it comes again.
    if (heading.title.isNumberOnly && heading.title.number === null) return timesOf(heading) > 1;
    const shape = shapes.get(shapeKey(heading));
    if (heading.title.number !== null) {
      const isStep = heading.level > stepLevel && (shape?.questions ?? 0) < NUMBERED_SHARE;
      return !topicShapes.has(shapeKey(heading)) && !isStep;
    }
    if (heading.endsAsQuestion) return true;
    const isAmongQuestions = shape !== undefined && shape.count >= 3 && shape.questions >= PLAIN_SHARE;
    return isAmongQuestions && (heading.looksLikeQuestion || hasBody);
  });
  const isOwn = placed.map(({ heading }, index) => {
    return isQuestion[index] === true && (heading.title.isMarked || heading.title.number !== null);
  });
  const ends = subtreeEnds(placed);
  const [first] = placed;
  const isQuestionTitle =
    first !== undefined && isTitle(first.heading) && asksForAll(placed, isQuestion) && !isOwn.includes(true);
  if (isQuestionTitle) isQuestion[0] = true;
  return {
    isQuestion,
    hasQuestionBelow: anyBelow(placed, ends, isQuestion, true),
    hasOwnQuestionBelow: anyBelow(placed, ends, isOwn, false),
    shapeOf: (heading) => shapes.get(shapeKey(heading)),
    isPart: (heading) => heading.label === 'indepth' || heading.label === 'answer' || isRepeated(heading),
    isTitle,
    isQuestionTitle,
  };
}

/** A title without a question mark asks for all of a file only if the file is this short, in headings. */
const MAX_PARTS = 15;
const TASK = /^(?:explain|describe|compare|discuss|define|implement|differences?|how|why|what)\b/i;

/** Whether the first heading asks and the others, of which few ask something themselves, are parts of its answer. */
function asksForAll(placed: readonly PlacedHeading[], isQuestion: readonly boolean[]): boolean {
  const [first, ...others] = placed;
  if (!first || placed.some(({ hasCandidates }) => hasCandidates)) return false;
  const { endsAsQuestion, title } = first.heading;
  const isTask =
    TASK.test(title.text) &&
    title.text.split(' ').length >= 3 &&
    !namesCollection(title.text) &&
    others.length <= MAX_PARTS;
  const asked = isQuestion.filter((isAsked, index) => index > 0 && isAsked).length;
  return (endsAsQuestion || isTask) && asked * 2 < Math.max(1, others.length);
}

/** How often each title stands, and how often with text of its own. */
function countTitles(placed: readonly PlacedHeading[]): Map<string, { all: number; withBody: number }> {
  const titles = new Map<string, { all: number; withBody: number }>();
  for (const { heading, hasBody } of placed) {
    const title = heading.title.text.toLowerCase();
    const { all, withBody } = titles.get(title) ?? { all: 0, withBody: 0 };
    titles.set(title, { all: all + 1, withBody: withBody + (hasBody ? 1 : 0) });
  }
  return titles;
}

/**
 * Numbered headings below this level that never read like questions (`#### 1. Install` under
 * `### How do you set it up?`) are steps.
 */
function levelAboveSteps(placed: readonly PlacedHeading[], isTitle: (heading: Heading) => boolean): number {
  const levels = placed
    .filter(({ heading }) => heading.title.number === null && heading.endsAsQuestion && !isTitle(heading))
    .map(({ heading }) => heading.level);
  return levels.reduce((lowest, level) => Math.min(lowest, level), Infinity);
}

/** For each heading the position of the next one of its level or above. */
function subtreeEnds(placed: readonly PlacedHeading[]): number[] {
  const ends = placed.map(() => placed.length);
  const open: number[] = [];
  placed.forEach(({ heading }, index) => {
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if ((placed[top]?.heading.level ?? 0) < heading.level) break;
      ends[top] = index;
      open.pop();
    }
    open.push(index);
  });
  return ends;
}

function anyBelow(
  placed: readonly PlacedHeading[],
  ends: readonly number[],
  marks: readonly boolean[],
  countsCandidates: boolean,
): boolean[] {
  // before[i]: marked headings, and headings with candidates under them, among the first i.
  const before = [0];
  placed.forEach(({ hasCandidates }, index) => {
    const counts = marks[index] === true || (countsCandidates && hasCandidates);
    before.push((before[index] ?? 0) + (counts ? 1 : 0));
  });
  return placed.map(({ hasCandidates }, index) => {
    const below = (before[ends[index] ?? 0] ?? 0) - (before[index + 1] ?? 0);
    return below > 0 || (countsCandidates && hasCandidates);
  });
}

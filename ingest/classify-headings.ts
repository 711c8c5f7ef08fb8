import { placeHeadings, type PlacedHeading } from './heading-shapes.ts';
import { judgeHeadings, type Judgement } from './judge-headings.ts';
import type { Heading } from './outline-heading.ts';
import type { OutlineItem } from './outline.ts';

/** What a heading is: a question, a topic over questions, a part of an answer, or a plain heading with text of its own. */
export type HeadingRole = 'question' | 'topic' | 'section' | 'plain';

/** What was read so far. */
interface Reading {
  /** The heading whose text is being read; `null` under a topic. */
  current: Heading | null;
  isQuestion: boolean;
  /** The number of the question before. */
  lastNumber: number | null;
  /** The last number of numbered parts of the current question, by level. */
  partNumbers: Map<number, number>;
}

/**
 * Decides for every heading of an outline what it is. Headings of one level and style are judged together, so that
 * `### 7. The GIL` counts as a question among questions and `## 2. Basics` as a topic above them; numbering that
 * goes on across a change of level does not lose its question.
 */
export function classifyHeadings(items: readonly OutlineItem[]): Map<Heading, HeadingRole> {
  const placed = placeHeadings(items);
  const judgement = judgeHeadings(placed);
  const roles = new Map<Heading, HeadingRole>();
  const reading: Reading = { current: null, isQuestion: false, lastNumber: null, partNumbers: new Map() };
  placed.forEach((item, index) => {
    const role = roleOf(item, index, { judgement, reading });
    roles.set(item.heading, role);
    advance(reading, item.heading, role);
  });
  return roles;
}

interface Context {
  readonly judgement: Judgement;
  readonly reading: Readonly<Reading>;
}

function roleOf(item: PlacedHeading, index: number, context: Context): HeadingRole {
  const { judgement, reading } = context;
  const { heading, hasBody } = item;
  const { current } = reading;
  const isDeeper = current !== null && heading.level > current.level;
  const isAbove = judgement.hasQuestionBelow[index] === true;
  if (current && judgement.isPart(heading)) {
    // `## Deep dive` above further questions is a topic, unless it has text of its own.
    const canBeTopic = heading.label !== 'answer' && !heading.endsAsQuestion;
    const isTopic = !isDeeper && canBeTopic && !hasBody && isAbove;
    return isTopic ? 'topic' : 'section';
  }
  if (isDeeper && reading.isQuestion) return isNextQuestion(item, current, context) ? 'question' : 'section';
  if (isQuestion(item, index, context)) return 'question';
  return isAbove ? 'topic' : 'plain';
}

function advance(reading: Reading, heading: Heading, role: HeadingRole): void {
  const number = wholeNumber(heading);
  if (role === 'section') {
    if (number !== null) reading.partNumbers.set(heading.level, number);
    return;
  }
  reading.current = role === 'topic' ? null : heading;
  reading.isQuestion = role === 'question';
  reading.partNumbers = new Map();
  if (reading.isQuestion && number !== null) reading.lastNumber = number;
}

/** A question that no other question holds. One without a number, above others, may be a title or a topic. */
function isQuestion(
  { heading, hasBody }: PlacedHeading,
  index: number,
  { judgement, reading }: Context,
): boolean {
  if (judgement.isQuestion[index] !== true) {
    const continues = reading.lastNumber !== null && wholeNumber(heading) === reading.lastNumber + 1;
    return continues && hasBody && !heading.label;
  }
  if (heading.title.isMarked || heading.title.number !== null) return true;
  if (judgement.hasQuestionBelow[index] !== true) return true;
  if (judgement.isTitle(heading)) return judgement.isQuestionTitle;
  return hasBody && judgement.hasOwnQuestionBelow[index] !== true;
}

/** Shares and counts from which unnumbered questions inside an unnumbered question are taken as its equals. */
const EQUAL_SHARE = 0.8;
const MIN_EQUALS = 5;

/** A deeper heading that is the next question all the same: the file changed its level, or its style. */
function isNextQuestion(
  { heading }: PlacedHeading,
  current: Heading,
  { judgement, reading }: Context,
): boolean {
  if (heading.label) return false;
  if (heading.title.isMarked && !current.title.isMarked) return true;
  const number = wholeNumber(heading);
  if (number !== null && reading.lastNumber !== null && wholeNumber(current) !== null) {
    return number === reading.lastNumber + 1 && reading.partNumbers.get(heading.level) !== number - 1;
  }
  if (current.title.number !== null || heading.title.number !== null || !heading.endsAsQuestion) return false;
  const shape = judgement.shapeOf(heading);
  const above = judgement.shapeOf(current)?.count ?? 0;
  if (!shape) return false;
  return shape.questions >= EQUAL_SHARE && shape.count >= MIN_EQUALS && shape.count >= 2 * above;
}

function wholeNumber(heading: Heading): number | null {
  const { number } = heading.title;
  return number !== null && /^\d+$/.test(number) ? Number(number) : null;
}

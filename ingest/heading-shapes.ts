import type { Heading } from './outline-heading.ts';
import type { OutlineItem } from './outline.ts';

/** A heading with what stands around it. */
export interface PlacedHeading {
  readonly heading: Heading;
  /** Whether text stands between it and the next heading. */
  readonly hasBody: boolean;
  /** Whether lines that may be questions stand there. */
  readonly hasCandidates: boolean;
  /** Whether an in-depth or answer heading comes next. */
  readonly hasLabel: boolean;
}

/** Headings of one level and one style, judged together. */
export interface Shape {
  readonly level: number;
  readonly style: 'marked' | 'numbered' | 'plain';
  readonly count: number;
  /** Shares of the headings that read like questions, that end with a question mark, that have text of their own. */
  readonly questions: number;
  readonly marks: number;
  readonly bodies: number;
}

/** Share of a shape's headings that must read like questions for all of them to count. */
export const NUMBERED_SHARE = 0.25;
export const PLAIN_SHARE = 0.5;

/** The headings of an outline with what stands under each. */
export function placeHeadings(items: readonly OutlineItem[]): PlacedHeading[] {
  const placed: PlacedHeading[] = [];
  let hasBody = false;
  let hasCandidates = false;
  let follower: Heading | null = null;
  for (const item of items.toReversed()) {
    if (item.type === 'block') hasBody ||= !item.isNoise;
    else if (item.type === 'candidates') hasCandidates = true;
    else {
      const hasLabel = follower?.label === 'indepth' || follower?.label === 'answer';
      placed.push({ heading: item.heading, hasBody, hasCandidates, hasLabel });
      follower = item.heading;
      hasBody = hasCandidates = false;
    }
  }
  return placed.reverse();
}

/** Measures every shape that occurs; `in depth`, `answer` and `question` headings belong to none. */
export function measureShapes(placed: readonly PlacedHeading[]): Map<string, Shape> {
  const groups = new Map<string, PlacedHeading[]>();
  for (const item of placed) {
    const { label, title } = item.heading;
    if (label || (title.isNumberOnly && title.number === null)) continue;
    const key = shapeKey(item.heading);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return new Map([...groups].map(([key, members]) => [key, measure(members)]));
}

/** Names the shape of a heading. */
export function shapeKey(heading: Heading): string {
  return `${String(heading.level)} ${styleOf(heading)}`;
}

function styleOf({ title }: Heading): Shape['style'] {
  if (title.isMarked) return 'marked';
  return title.number === null ? 'plain' : 'numbered';
}

function measure(members: readonly PlacedHeading[]): Shape {
  const [first] = members;
  const share = (test: (item: PlacedHeading) => boolean) => members.filter(test).length / members.length;
  return {
    level: first?.heading.level ?? 0,
    style: first ? styleOf(first.heading) : 'plain',
    count: members.length,
    questions: share(({ heading, hasLabel }) => heading.looksLikeQuestion || hasLabel),
    marks: share(({ heading }) => heading.endsAsQuestion),
    bodies: share(({ hasBody }) => hasBody),
  };
}

/** Shares of question marks that tell topics from the questions under them, whatever text the topics have. */
const TOPIC_MARKS = 0.1;
const QUESTION_MARKS = 0.8;

/**
 * Whether headings of this shape are topics: numbered, without text of their own, above headings that read like
 * questions, or beside headings that call themselves questions, and that are at least as many. Topics may have an
 * introduction where there is no other doubt: none of them asks, and those under them do and are twice as many.
 */
export function isTopicShape(shape: Shape, shapes: Iterable<Shape>): boolean {
  if (shape.style !== 'numbered') return false;
  const isSilent = shape.marks <= TOPIC_MARKS && shape.questions <= PLAIN_SHARE;
  return [...shapes].some((other) => {
    const isDeeper = other.level > shape.level;
    if (isSilent && isDeeper && other.marks >= QUESTION_MARKS && other.count >= 2 * shape.count) return true;
    const isUnder = isDeeper && other.questions >= PLAIN_SHARE;
    const isBeside = other.level === shape.level && other.style === 'marked';
    return shape.bodies < 0.5 && (isUnder || isBeside) && other.count >= shape.count;
  });
}

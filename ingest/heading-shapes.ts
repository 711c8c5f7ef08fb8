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
  /** Shares of the headings that read like questions, and that have text of their own. */
  readonly questions: number;
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

/** Measures every shape that occurs; `in depth` and `answer` headings belong to none. */
export function measureShapes(placed: readonly PlacedHeading[]): Map<string, Shape> {
  const groups = new Map<string, PlacedHeading[]>();
  for (const item of placed) {
    if (item.heading.label) continue;
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
    bodies: share(({ hasBody }) => hasBody),
  };
}

/**
 * Whether headings of this shape are topics: numbered, without text of their own, above headings that read like
 * questions, or beside headings that call themselves questions, and that are at least as many.
 */
export function isTopicShape(shape: Shape, shapes: Iterable<Shape>): boolean {
  if (shape.style !== 'numbered' || shape.bodies >= 0.5) return false;
  return [...shapes].some((other) => {
    const isUnder = other.level > shape.level && other.questions >= PLAIN_SHARE;
    const isBeside = other.level === shape.level && other.style === 'marked';
    return (isUnder || isBeside) && other.count >= shape.count;
  });
}

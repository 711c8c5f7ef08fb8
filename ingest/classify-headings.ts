import type { Heading } from './outline-heading.ts';
import type { OutlineItem } from './outline.ts';

/** What a heading is: a question, a topic over questions, a part of an answer, or a plain heading with text of its own. */
export type HeadingRole = 'question' | 'topic' | 'section' | 'plain';

/** A heading with what stands around it. */
interface Placed {
  readonly heading: Heading;
  /** Whether text stands between it and the next heading. */
  readonly hasBody: boolean;
  /** Whether lines that may be questions stand there. */
  readonly hasCandidates: boolean;
  /** Whether the heading's own in-depth or answer heading follows. */
  readonly hasLabel: boolean;
}

/** Headings of one level and one style, judged together. */
interface Shape {
  readonly count: number;
  /** Shares of the headings that read like questions, and that have text of their own. */
  readonly questions: number;
  readonly bodies: number;
}

/**
 * Decides for every heading of an outline what it is. Headings of one level and style are judged together, so that
 * `### 7. The GIL` counts as a question among questions and `## 2. Basics` as a topic above them; numbering that
 * goes on across a change of level does not lose its question.
 */
export function classifyHeadings(items: readonly OutlineItem[]): Map<Heading, HeadingRole> {
  const placed = placeHeadings(items);
  const judge = makeJudge(placed);
  const roles = new Map<Heading, HeadingRole>();
  let current: Heading | null = null;
  let isQuestion = false;
  let lastNumber: number | null = null;
  let partNumbers = new Map<number, number>();
  placed.forEach((item, index) => {
    const { heading } = item;
    const isDeeper = current !== null && heading.level > current.level;
    const role = ((): HeadingRole => {
      if (judge.isPart(heading) && current)
        return isDeeper || !judge.hasQuestionBelow(index) ? 'section' : 'topic';
      if (isDeeper && isQuestion && current) {
        return judge.isNextQuestion(item, current, lastNumber, partNumbers) ? 'question' : 'section';
      }
      if (judge.isQuestion(index, lastNumber)) return 'question';
      return judge.hasQuestionBelow(index) ? 'topic' : 'plain';
    })();
    roles.set(heading, role);
    const number = wholeNumber(heading);
    if (role === 'section') {
      if (number !== null) partNumbers.set(heading.level, number);
      return;
    }
    current = role === 'topic' ? null : heading;
    isQuestion = role === 'question';
    partNumbers = new Map();
    if (isQuestion && number !== null) lastNumber = number;
  });
  return roles;
}

function placeHeadings(items: readonly OutlineItem[]): Placed[] {
  const placed: Placed[] = [];
  items.forEach((item, index) => {
    if (item.type !== 'heading') return;
    const next = items.findIndex((other, at) => at > index && other.type === 'heading');
    const under = items.slice(index + 1, next === -1 ? items.length : next);
    const follower = items[next];
    const hasLabel =
      follower?.type === 'heading' && ['indepth', 'answer'].includes(follower.heading.label ?? '');
    placed.push({
      heading: item.heading,
      hasBody: under.some((other) => other.type === 'block' && !other.isNoise),
      hasCandidates: under.some((other) => other.type === 'candidates'),
      hasLabel,
    });
  });
  return placed;
}

/** Share of a shape's headings that must read like questions for all of them to count. */
const NUMBERED_SHARE = 0.25;
const PLAIN_SHARE = 0.5;
/** A label that stands under this many questions is a part of answers, not a question. */
const REPEATED = 3;

function makeJudge(placed: readonly Placed[]) {
  const shapes = new Map<string, Shape>();
  for (const key of new Set(placed.map(({ heading }) => shapeKey(heading)))) {
    shapes.set(key, measure(placed.filter(({ heading }) => shapeKey(heading) === key && !heading.label)));
  }
  const titles = new Map<string, number>();
  for (const { heading } of placed) {
    const key = heading.title.text.toLowerCase();
    titles.set(key, (titles.get(key) ?? 0) + 1);
  }
  const shapeOf = (heading: Heading): Shape =>
    shapes.get(shapeKey(heading)) ?? { count: 0, questions: 0, bodies: 0 };
  const topicShapes = new Set([...shapes.keys()].filter((key) => isTopicShape(key, shapes)));
  const levels = placed.filter(({ heading }) => heading.level === 1).length;

  /** Whether the heading, by itself and among its like, is a question. */
  const isCandidateQuestion = (item: Placed): boolean => {
    const { heading } = item;
    if (heading.label || isRepeated(heading)) return false;
    if (heading.title.isMarked) return true;
    const shape = shapeOf(heading);
    if (heading.title.number !== null) return !topicShapes.has(shapeKey(heading)) && !isStep(item);
    if (heading.endsAsQuestion) return true;
    const isAmongQuestions = shape.count >= 3 && shape.questions >= PLAIN_SHARE;
    return isAmongQuestions && (heading.looksLikeQuestion || item.hasBody);
  };
  const isRepeated = (heading: Heading) =>
    heading.title.number === null &&
    !heading.endsAsQuestion &&
    (titles.get(heading.title.text.toLowerCase()) ?? 0) >= REPEATED;
  /** `#### 1. Install` under `### How do you set it up?`: numbered parts that never read like questions. */
  const isStep = ({ heading }: Placed) => {
    const shape = shapeOf(heading);
    if (shape.questions >= NUMBERED_SHARE) return false;
    return placed.some(
      ({ heading: other }) =>
        other.level < heading.level && other.title.number === null && other.endsAsQuestion && !isTitle(other),
    );
  };
  /** The only first-level heading, at the top: the document's title. */
  const isTitle = (heading: Heading) => heading.level === 1 && levels === 1 && placed[0]?.heading === heading;
  const candidates = placed.map(isCandidateQuestion);

  const hasQuestionBelow = (index: number): boolean => {
    const level = placed[index]?.heading.level ?? 0;
    if (placed[index]?.hasCandidates) return true;
    for (let at = index + 1; at < placed.length; at += 1) {
      const item = placed[at];
      if (!item || item.heading.level <= level) return false;
      if (candidates[at] || item.hasCandidates) return true;
    }
    return false;
  };
  const isQuestion = (index: number, lastNumber: number | null): boolean => {
    const item = placed[index];
    if (!item) return false;
    const { heading } = item;
    const continues =
      lastNumber !== null && wholeNumber(heading) === lastNumber + 1 && item.hasBody && !heading.label;
    if (!candidates[index]) return continues;
    if (heading.title.isMarked || heading.title.number !== null) return true;
    const isOver =
      hasQuestionBelow(index) &&
      placed
        .slice(index + 1)
        .some(({ heading: other }, at) => candidates[index + 1 + at] && isOwnQuestion(other));
    return !(hasQuestionBelow(index) && (isTitle(heading) || !item.hasBody || isOver));
  };
  const isOwnQuestion = (heading: Heading) => heading.title.isMarked || heading.title.number !== null;

  const isNextQuestion = (
    item: Placed,
    current: Heading,
    lastNumber: number | null,
    parts: ReadonlyMap<number, number>,
  ): boolean => {
    const { heading } = item;
    const number = wholeNumber(heading);
    if (heading.label) return false;
    if (heading.title.isMarked && !current.title.isMarked) return true;
    if (number !== null && lastNumber !== null && wholeNumber(current) !== null) {
      return number === lastNumber + 1 && parts.get(heading.level) !== number - 1;
    }
    if (current.title.number !== null || heading.title.number !== null) return false;
    const shape = shapeOf(heading);
    return (
      heading.endsAsQuestion &&
      shape.questions >= 0.8 &&
      shape.count >= 5 &&
      shape.count >= 2 * shapeOf(current).count
    );
  };
  const isPart = (heading: Heading) =>
    heading.label === 'indepth' || heading.label === 'answer' || isRepeated(heading);
  return { isQuestion, hasQuestionBelow, isNextQuestion, isPart };
}

function shapeKey(heading: Heading): string {
  const style = heading.title.isMarked ? 'marked' : heading.title.number === null ? 'plain' : 'numbered';
  return `${String(heading.level)} ${style}`;
}

function measure(members: readonly Placed[]): Shape {
  const share = (test: (item: Placed) => boolean) =>
    members.filter(test).length / Math.max(1, members.length);
  return {
    count: members.length,
    questions: share(({ heading, hasLabel }) => heading.looksLikeQuestion || hasLabel),
    bodies: share(({ hasBody }) => hasBody),
  };
}

/** Numbered headings without text of their own, above headings that read like questions and are at least as many. */
function isTopicShape(key: string, shapes: ReadonlyMap<string, Shape>): boolean {
  const shape = shapes.get(key);
  if (!shape || !key.endsWith('numbered') || shape.bodies >= 0.5) return false;
  const level = Number(key.split(' ')[0]);
  return [...shapes].some(
    ([other, deeper]) =>
      Number(other.split(' ')[0]) > level && deeper.questions >= PLAIN_SHARE && deeper.count >= shape.count,
  );
}

function wholeNumber(heading: Heading): number | null {
  const { number } = heading.title;
  return number !== null && /^\d+$/.test(number) ? Number(number) : null;
}

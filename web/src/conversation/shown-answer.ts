import type { Citation, SentenceVerdict } from '../../../server/src/protocol.ts';
import { markerNumbers } from '../markdown/cite-markers.ts';
import { splitBlocks, type Block } from '../markdown/split-blocks.ts';
import type { Announced, AnswerState, Turn } from './types.ts';

/** A citation as the page numbers it; its source is there once it has arrived. */
export interface ShownCitation extends Pick<Announced, 'entryId' | 'title' | 'section'> {
  number: number;
  source: Citation | null;
}

/** What is shown of an answer: the text with verdicts on its sentences, and its citations by marker number. */
export interface ShownAnswer {
  text: string;
  /** Whether all text is quoted and cited, so that what carries no citation is said by Indepth itself. */
  isQuoted: boolean;
  verdicts: readonly SentenceVerdict[];
  announced: readonly Announced[];
  citations: ReadonlyMap<number, ShownCitation>;
}

/** An answer as it was received. */
export function showAnswer(answer: AnswerState): ShownAnswer {
  return { ...answer, isQuoted: isQuoted(answer), citations: numberCitations(answer, [], 0) };
}

/**
 * The deeper answer below an answer: numbers go on from the answer's, a span that the answer cites keeps its
 * number there, and sentences quoted from such spans alone are left out, because they stand above.
 */
export function showDeeper(answer: AnswerState, deeper: AnswerState): ShownAnswer {
  const citations = numberCitations(deeper, answer.citations, lastNumber(answer));
  const isComplete = deeper.phase === 'done' && isQuoted(deeper);
  if (!isComplete) return { ...deeper, isQuoted: isQuoted(deeper), citations };
  const repeats = (markers: readonly number[]) =>
    markers.length > 0 &&
    markers.every((marker) => (citations.get(marker)?.number ?? Infinity) <= lastNumber(answer));
  return { ...leaveOut(deeper, repeats), announced: [], isQuoted: true, citations };
}

/** Every citation of a turn by its number on the page, in order. */
export function turnCitations(turn: Turn): ShownCitation[] {
  const shown = [showAnswer(turn.answer)];
  if (turn.deeper) shown.push(showDeeper(turn.answer, turn.deeper));
  const byNumber = new Map(
    shown.flatMap(({ citations }) => [...citations.values()].map((one) => [one.number, one])),
  );
  return [...byNumber.values()].filter((one) => one.source).sort((a, b) => a.number - b.number);
}

function isQuoted(answer: AnswerState): boolean {
  return answer.composer === 'extractive';
}

function lastNumber(answer: AnswerState): number {
  return Math.max(0, ...answer.citations.map((citation) => citation.number));
}

function numberCitations(
  answer: AnswerState,
  before: readonly Citation[],
  offset: number,
): Map<number, ShownCitation> {
  const numbered = new Map<number, ShownCitation>();
  let next = offset;
  for (const { number: marker, entryId, title, section } of known(answer)) {
    const source = answer.citations.find((citation) => citation.number === marker) ?? null;
    const same = source && before.find((earlier) => isSameSpan(earlier, source));
    if (!same) next += 1;
    const number = same?.number ?? (offset === 0 ? marker : next);
    numbered.set(marker, { number, entryId, title, section, source });
  }
  return numbered;
}

/** Announced and arrived citations, each once, by number. */
function known(answer: AnswerState): Pick<Announced, 'number' | 'entryId' | 'title' | 'section'>[] {
  const byNumber = new Map([...answer.announced, ...answer.citations].map((one) => [one.number, one]));
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

function isSameSpan(a: Citation, b: Citation): boolean {
  return a.entryId === b.entryId && a.start === b.start && a.end === b.end;
}

/** Blocks of which single sentences may be left out; from lists, code and tables only the whole block may. */
const PARAGRAPH = /^(?![ \t]*(?:[-*+>|#]|\d+[.)]|`{3}|~{3}|\$\$))/;

function leaveOut(
  { text, verdicts }: AnswerState,
  isLeftOut: (markers: readonly number[]) => boolean,
): Pick<ShownAnswer, 'text' | 'verdicts'> {
  const gone = splitBlocks(text).flatMap((block): Block[] => {
    const content = text.slice(block.start, block.end);
    if (isLeftOut(markerNumbers(content))) return [block];
    if (!PARAGRAPH.test(content)) return [];
    return verdicts.filter(
      (sentence) =>
        sentence.start >= block.start && sentence.end <= block.end && isLeftOut(sentence.citations),
    );
  });
  return { text: without(text, gone), verdicts: moved(verdicts, gone) };
}

function without(text: string, gone: readonly Block[]): string {
  let result = '';
  let position = 0;
  for (const { start, end } of gone) {
    result += text.slice(position, start);
    position = end;
  }
  return result + text.slice(position);
}

function moved(verdicts: readonly SentenceVerdict[], gone: readonly Block[]): SentenceVerdict[] {
  return verdicts
    .filter((sentence) => !gone.some((block) => block.start <= sentence.start && sentence.end <= block.end))
    .map((sentence) => {
      const before = gone.filter((block) => block.end <= sentence.start);
      const shift = before.reduce((sum, block) => sum + block.end - block.start, 0);
      return { ...sentence, start: sentence.start - shift, end: sentence.end - shift };
    });
}

import { parseMarkdown, spanOf } from '../corpus/parse-markdown.ts';
import { splitSentences } from '../corpus/sentences.ts';
import type { SentenceKind, Span } from '../corpus/types.ts';
import { findMarkers } from './citation-marker.ts';

/** One sentence of an answer; its span includes the markers behind it. */
export interface AnswerSentence extends Span {
  /** Plain text without markers. */
  readonly text: string;
  readonly kind: SentenceKind;
  /** Numbers of its markers, in order, each once. */
  readonly citations: readonly number[];
}

/**
 * The sentences of an answer in Markdown with `【n】` markers, in order; headings make no statement. `ends` are offsets at
 * which a marker stood that was dropped: there a sentence ends as well as behind a marker.
 */
export function sentencesOfAnswer(markdown: string, ends: readonly number[] = []): AnswerSentence[] {
  const cuts = cutMarkers(markdown, ends);
  const source = parseMarkdown(cuts.text);
  const blocks = source.root.children
    .filter((node) => node.type !== 'heading')
    .map((node) => ({ node, ...spanOf(node) }));
  const sentences = splitSentences(source, blocks);
  const homes = cuts.places.map(({ at }) => homeOf(at, sentences, cuts.text));
  return sentences.map((sentence, index) => {
    const own = cuts.places.filter((_, place) => homes[place] === index);
    const end = Math.max(cuts.origin(sentence.end), ...own.map((place) => place.end));
    return {
      start: cuts.origin(sentence.start, true),
      end,
      text: sentence.text,
      kind: sentence.kind,
      citations: [...new Set(own.flatMap((place) => place.numbers))],
    };
  });
}

/** Whether a sentence without markers stands before another on the same line, so that the other's markers may be its too. */
export function leadsTo(
  sentence: AnswerSentence,
  next: AnswerSentence,
  { text, ends = [] }: { text: string; ends?: readonly number[] },
): boolean {
  const isFree =
    sentence.citations.length === 0 && !ends.some((end) => end > sentence.start && end <= next.start);
  return isFree && sentence.kind === next.kind && !text.slice(sentence.end, next.start).includes('\n');
}

interface MarkerPlace {
  /** Where the marker was in the text without markers, and its end in the text with them. */
  readonly at: number;
  readonly end: number;
  readonly numbers: readonly number[];
}

/** The text without its markers and the blanks before them, and the way back to its offsets. */
function cutMarkers(markdown: string, ends: readonly number[]) {
  const places: MarkerPlace[] = [];
  const removed: { at: number; length: number; until: number }[] = [];
  let text = '';
  let position = 0;
  for (const marker of findMarkers(markdown)) {
    const before = markdown.slice(position, marker.start);
    const kept = before.replace(/[ \t]+$/u, '');
    text += kept;
    removed.push({
      at: text.length,
      length: before.length - kept.length + marker.end - marker.start,
      until: marker.end,
    });
    places.push({ at: text.length, end: marker.end, numbers: marker.numbers });
    position = marker.end;
  }
  text += markdown.slice(position);
  const removedBefore = (offset: number) =>
    removed.reduce((sum, { length, until }) => (until <= offset ? sum + length : sum), 0);
  const dropped = ends.map((offset) => offset - removedBefore(offset));
  for (const at of [...places.map((place) => place.at), ...dropped]) text = withCapitalBehind(text, at);
  /** `isStart`: an offset at which something was removed lies behind it. */
  const origin = (offset: number, isStart = false) =>
    removed.reduce(
      (sum, { at, length }) => (at < offset || (isStart && at === offset) ? sum + length : sum),
      offset,
    );
  return { text, places, origin };
}

/**
 * A sentence may begin with a name in small letters, which no splitter can know; but what follows a marker at a full
 * stop begins one. The letter's case changes no offset and is of no account in checking.
 */
function withCapitalBehind(text: string, at: number): string {
  const behind = /^[.!?]?(\s+)[`*_"“([]*[a-z]/u.exec(text.slice(at));
  const isEnd = behind && /[.!?]/u.test(text.charAt(at - 1) + text.charAt(at));
  const letter = at + (behind?.[0].length ?? 0) - 1;
  return isEnd ? text.slice(0, letter) + text.charAt(letter).toUpperCase() + text.slice(letter + 1) : text;
}

/** A marker belongs to the sentence before it, unless it opens a line and a sentence follows. */
function homeOf(at: number, sentences: readonly Span[], text: string): number {
  const before = sentences.findLastIndex((sentence) => sentence.start < at);
  const next = sentences[before + 1];
  if (before < 0) return sentences.length > 0 ? 0 : -1;
  const gap = text.slice(sentences[before]?.end ?? at, at);
  const isOpening = gap.includes('\n') && next !== undefined && !/^[ \t]*(?:\n|$)/u.test(text.slice(at));
  return isOpening ? before + 1 : before;
}

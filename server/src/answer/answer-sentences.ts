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

/** The sentences of an answer in Markdown with `【n】` markers, in order; headings make no statement. */
export function sentencesOfAnswer(markdown: string): AnswerSentence[] {
  const cuts = cutMarkers(markdown);
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

interface MarkerPlace {
  /** Where the marker was in the text without markers, and its end in the text with them. */
  readonly at: number;
  readonly end: number;
  readonly numbers: readonly number[];
}

/** The text without its markers and the blanks before them, and the way back to its offsets. */
function cutMarkers(markdown: string) {
  const places: MarkerPlace[] = [];
  const removed: { at: number; length: number }[] = [];
  let text = '';
  let position = 0;
  for (const marker of findMarkers(markdown)) {
    const before = markdown.slice(position, marker.start);
    const kept = before.replace(/[ \t]+$/u, '');
    text += kept;
    removed.push({ at: text.length, length: before.length - kept.length + marker.end - marker.start });
    places.push({ at: text.length, end: marker.end, numbers: marker.numbers });
    position = marker.end;
  }
  text += markdown.slice(position);
  /** `isStart`: an offset at which something was removed lies behind it. */
  const origin = (offset: number, isStart = false) =>
    removed.reduce(
      (sum, { at, length }) => (at < offset || (isStart && at === offset) ? sum + length : sum),
      offset,
    );
  return { text, places, origin };
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

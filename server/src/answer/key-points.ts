import type { Entry, Section, Sentence, Span } from '../corpus/types.ts';
import { contentOf } from './verify-alignment.ts';
import { readText } from './verify-words.ts';

/** What an attempt at an entry's question should say: one or more neighbouring sentences of a section. */
export interface PointDraft extends Span {
  readonly section: Section;
  readonly text: string;
  readonly kind: 'words' | 'code';
  /** Whether the score rests on it. */
  readonly isMain: boolean;
}

/**
 * Content (the sum of its words' weights) below which a sentence states no point of its own: "For example:", "Real
 * data is messy." A sentence that names something (code, a name, a number) needs less.
 */
const MIN_CONTENT = 5.5;
const MIN_CONTENT_WITH_NAME = 2;
/** Longest entry that is taken apart, in points; what follows repeats or digresses. */
const MAX_POINTS = 60;

/**
 * The key points of an entry, in document order. The score rests on what the answer section says in words; where it
 * has no words, on its code; where there is no answer section, on the first section with text.
 */
export function keyPoints(entry: Entry): PointDraft[] {
  const drafts = entry.sections
    .flatMap((section) => pointsOf(section).map((point) => ({ ...point, section })))
    .slice(0, MAX_POINTS);
  const main = mainSection(drafts.map(({ section }) => section));
  const hasWords = drafts.some(({ section, kind }) => section === main && kind === 'words');
  return drafts.map((draft) => ({
    ...draft,
    isMain: draft.section === main && (draft.kind === 'words' || !hasWords),
  }));
}

function mainSection(sections: readonly Section[]): Section | undefined {
  return sections.find(({ kind }) => kind === 'answer') ?? sections[0];
}

type SectionPoint = Omit<PointDraft, 'section' | 'isMain'>;

/** A sentence that leads into the next ("Two things help:") goes with it; one that says too little is left out. */
function pointsOf(section: Section): SectionPoint[] {
  const points: SectionPoint[] = [];
  let lead: Sentence | null = null;
  for (const sentence of section.sentences) {
    const isLead = !isCode(sentence) && sentence.text.trimEnd().endsWith(':');
    if (isCode(sentence)) {
      if (identifiersIn(sentence.text).length > 0) points.push(toPoint(sentence, sentence, 'code'));
    } else if (hasContent(sentence.text)) {
      points.push(toPoint(lead ?? sentence, sentence, 'words'));
    }
    lead = isLead && !hasContent(sentence.text) ? sentence : null;
  }
  return points.length > 0
    ? points
    : section.sentences.map((sentence) => toPoint(sentence, sentence, 'words'));
}

function toPoint(first: Sentence, last: Sentence, kind: SectionPoint['kind']): SectionPoint {
  const text = first === last ? last.text : `${first.text} ${last.text}`;
  return { start: first.start, end: last.end, text, kind };
}

function isCode({ kind }: Sentence): boolean {
  return kind === 'code' || kind === 'table' || kind === 'math';
}

function hasContent(text: string): boolean {
  const words = contentOf(readText(text).words);
  const content = words.reduce((sum, { weight }) => sum + weight, 0);
  return content >= (words.some(({ kind }) => kind !== 'word') ? MIN_CONTENT_WITH_NAME : MIN_CONTENT);
}

/** Names that every Python program has; mentioning them shows nothing. */
const KEYWORDS = new Set(
  (
    'def class return import from as for in if else elif while with try except finally raise pass None True False ' +
    'self and or not is lambda yield print async await break continue global nonlocal assert del range len'
  ).split(' '),
);

/** The distinct names in code, upper and lower case told apart. */
export function identifiersIn(code: string): string[] {
  const names = code.replaceAll(/(["'])(?:\\.|(?!\1).)*\1|#.*$/gm, ' ').match(/[A-Za-z_]\w+/g) ?? [];
  return [...new Set(names)].filter((name) => !KEYWORDS.has(name));
}

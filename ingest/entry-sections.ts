import { sha256 } from '../server/src/corpus/hash.ts';
import type { ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import { plainInline } from '../server/src/corpus/plain-text.ts';
import { splitSentences, type Block } from '../server/src/corpus/sentences.ts';
import type { Section } from '../server/src/corpus/types.ts';
import { isPlaceholder } from './noise.ts';
import type { Heading } from './outline-heading.ts';

/** A heading inside an entry (`null` for the text right under the question) with the blocks under it. */
export interface Part {
  readonly heading: Heading | null;
  readonly blocks: readonly Block[];
}

/** A heading that was folded into a section, or that names one: context for the text after it. */
export interface Subheading {
  readonly offset: number;
  readonly text: string;
}

export interface EntrySections {
  readonly sections: Section[];
  readonly subheadings: Subheading[];
  /** Names of sections that only hold the place of an answer. */
  readonly placeholders: string[];
}

interface Draft {
  readonly kind: Section['kind'];
  readonly name: string;
  readonly parts: Part[];
}

/**
 * Groups the parts of an entry into sections. What stands before an in-depth heading is the answer, sub-headings
 * included. Without one, the text right under the question is the answer and every further heading a section of
 * its own; if no text stands there, all of it is the answer. No text is lost.
 * @param fallbackOffset where an entry without any text ends
 */
export function entrySections(
  parts: readonly Part[],
  source: ParsedMarkdown,
  fallbackOffset: number,
): EntrySections {
  const subheadings: Subheading[] = [];
  const placeholders: string[] = [];
  const sections = draftSections(parts, source).flatMap((draft): Section[] => {
    const blocks = draft.parts.flatMap(partBlocks);
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (!first || !last) return [];
    const isEmpty = isOnlyPlaceholder(blocks, source);
    if (isEmpty) placeholders.push(draft.name);
    subheadings.push(...draftSubheadings(draft));
    return [section(draft, first.start, last.end, { source, blocks: isEmpty ? [] : blocks })];
  });
  if (sections.length === 0) {
    placeholders.push('answer');
    const empty: Draft = { kind: 'answer', name: 'answer', parts: [] };
    sections.push(section(empty, fallbackOffset, fallbackOffset, { source, blocks: [] }));
  }
  return { sections, subheadings, placeholders };
}

/** The blocks of a part; a heading that gives the answer itself (`Answer: B`) is the first of them. */
function partBlocks({ heading, blocks }: Part): readonly Block[] {
  const saysMore = heading?.label === 'answer' && /\p{L}\s*[:.–-]\s*[\p{L}\p{N}]/u.test(heading.title.text);
  return saysMore && heading.block ? [heading.block, ...blocks] : blocks;
}

function section(
  draft: Draft,
  start: number,
  end: number,
  { source, blocks }: { source: ParsedMarkdown; blocks: readonly Block[] },
): Section {
  return {
    kind: draft.kind,
    name: draft.name,
    start,
    end,
    hash: sha256(source.text.slice(start, end)),
    sentences: splitSentences(source, withoutAnswerMark(blocks, source)),
  };
}

function draftSections(parts: readonly Part[], source: ParsedMarkdown): Draft[] {
  const drafts: Draft[] = [];
  const firstDeep = parts.findIndex((part) => part.heading?.label === 'indepth');
  const opening = parts.find((part) => part.blocks.length > 0);
  const isBare = opening?.heading !== null && opening?.heading.label !== 'answer';
  const foldsAll = isBare || !hasText(opening, source);
  parts.forEach((part, index) => {
    const last = drafts.at(-1);
    if (part.heading?.label === 'indepth') {
      drafts.push({ kind: 'indepth', name: 'indepth', parts: [part] });
    } else if (!last || (last.kind === 'answer' && joinsAnswer(part, index, firstDeep, foldsAll))) {
      if (last) last.parts.push(part);
      else drafts.push({ kind: 'answer', name: 'answer', parts: [part] });
    } else if (last.kind !== 'answer' && isDeeper(part, last)) {
      last.parts.push(part);
    } else {
      drafts.push({ kind: 'other', name: part.heading?.title.fullText ?? 'answer', parts: [part] });
    }
  });
  return drafts;
}

function joinsAnswer(part: Part, index: number, firstDeep: number, foldsAll: boolean): boolean {
  if (firstDeep !== -1) return index < firstDeep;
  return foldsAll || part.heading?.label === 'answer';
}

function isDeeper(part: Part, draft: Draft): boolean {
  const level = draft.parts[0]?.heading?.level ?? 0;
  return (part.heading?.level ?? 0) > level;
}

function hasText(part: Part | undefined, source: ParsedMarkdown): boolean {
  return part !== undefined && !isOnlyPlaceholder(part.blocks, source);
}

function isOnlyPlaceholder(blocks: readonly Block[], source: ParsedMarkdown): boolean {
  const texts = blocks.map((block) => blockText(block, source));
  return texts.every((text) => text !== null) && isPlaceholder(texts.join(' ').trim());
}

/** Text of a paragraph; `null` for what is never a placeholder. */
function blockText({ node, start, end }: Block, source: ParsedMarkdown): string | null {
  if (node.type === 'thematicBreak' || node.type === 'html' || node.type === 'definition') return '';
  if (node.type === 'paragraph') return plainInline(node.children, source);
  if (node.type !== 'list' || end - start > 100) return null;
  return source.text.slice(start, end).replace(/^[ \t]*(?:[-*+]|\d+[.)])[ \t]*/gm, '');
}

/** `A:`, `**Answer:**`, `> Answer:`, `✅ Answer:` at the head of an answer is a mark, not a part of its first sentence. */
const WORD =
  '(?:Ans(?:wer)?|Solution|Respuesta|Resposta|Risposta|Réponse|Antwort|Odpowiedź|Cevap|Ответ|答案|答|回答|解答|답)';
const MARK_END = String.raw`(?:[ \t>]+|[ \t]*\r?\n[ \t>]*|(?<=：)|$)`;
const ANSWER_MARK = new RegExp(
  String.raw`^(?:[\p{Extended_Pictographic}\uFE0F]+[ \t]*)?(?:` +
    String.raw`[*_]{0,3}(?:(?:A|${WORD})\d{0,4}[*_]{0,3}[ \t]*[:：]|(?:A\d{1,4}|${WORD}\d{0,4})[*_]{0,3}[ \t]*\.)[*_]{0,3}${MARK_END}|` +
    String.raw`[*_]{2,3}${WORD}[*_]{2,3}[ \t]*[:–-]?${MARK_END}|` +
    String.raw`(?:[-=]>|[→➜➡]\uFE0F?)[ \t]+(?=\S))`,
  'iu',
);
/** `A.` is one only where no `B.` follows: else it is the first of several choices. */
const LETTER_MARK =
  /(?<![\s\S])[*_]{0,3}A[*_]{0,3}\.[*_]{0,3}[ \t]+(?=\S)(?![\s\S]*^[ \t>]*[*_]{0,3}B[.)])/im;

function withoutAnswerMark(blocks: readonly Block[], source: ParsedMarkdown): readonly Block[] {
  const [first, ...rest] = blocks;
  if (!first) return blocks;
  const lead = leadOf(first, source);
  if (lead === null) return blocks;
  const raw = source.masked.slice(first.start + lead, first.end);
  const isParagraph = first.node.type === 'paragraph';
  const mark =
    ANSWER_MARK.exec(raw) ?? (isParagraph && !isChoice(rest[0], source) ? LETTER_MARK.exec(raw) : null);
  if (!mark) return blocks;
  const start = first.start + lead + mark[0].length;
  return start < first.end ? [{ ...first, start }, ...rest] : rest;
}

/** How many characters stand before the text of a block; `null` for blocks that begin with no text. */
function leadOf({ node, start, end }: Block, source: ParsedMarkdown): number | null {
  if (node.type === 'paragraph') return 0;
  if (node.type !== 'blockquote' && node.type !== 'list') return null;
  return /^[ \t]*(?:>[ \t>]*|[-*+][ \t]+)/.exec(source.masked.slice(start, end))?.[0].length ?? null;
}

function isChoice(block: Block | undefined, source: ParsedMarkdown): boolean {
  return block !== undefined && /^[*_]{0,3}B[*_]{0,3}[.)]/.test(source.masked.slice(block.start, block.end));
}

function draftSubheadings(draft: Draft): Subheading[] {
  return draft.parts.flatMap((part, index) => {
    const start = part.blocks[0]?.start;
    const isNamed = draft.kind === 'other' || (index > 0 && part.heading?.label == null);
    if (!part.heading || start === undefined || !isNamed) return [];
    return [{ offset: start, text: part.heading.title.fullText }];
  });
}

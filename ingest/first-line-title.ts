import type { ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Block } from '../server/src/corpus/sentences.ts';
import type { EntryDraft } from './entry-drafts.ts';
import type { Part } from './entry-sections.ts';
import { readTitle } from './heading-title.ts';
import { endsAsQuestion } from './heading-words.ts';
import { contentWithin, firstLineSpan } from './line-content.ts';

/** Longest question under a heading `Question 5`, in UTF-16 units. */
const MAX_TITLE = 300;

/**
 * The title of an entry, its parts without the title, and the offset where the title ends. Under a heading that is
 * no more than a number or a mark (`Question 5`, `Q:`) the first lines are the question.
 */
export function withTitle(
  draft: EntryDraft,
  source: ParsedMarkdown,
): { title: EntryDraft['title']; parts: readonly Part[]; end: number } {
  const given = { title: draft.title, parts: draft.parts, end: draft.heading?.end ?? 0 };
  const [first, ...others] = draft.parts;
  const [block, ...rest] = first?.blocks ?? [];
  if (!first || !block || !draft.heading?.title.isNumberOnly) return given;
  const found = readQuestion(block, source);
  if (!found) return given;
  const title = { ...draft.title, markdown: found.markdown, text: found.text };
  const parts: Part[] = [{ heading: first.heading, blocks: [...found.rest, ...rest] }, ...others];
  const hasAnswer = parts.some(({ blocks }) => blocks.length > 0);
  // Without an answer the question stays where it is, so that something can be shown.
  return hasAnswer ? { title, parts, end: found.end } : { ...given, title };
}

function readQuestion(
  { node, start, end }: Block,
  source: ParsedMarkdown,
): { markdown: string; text: string; end: number; rest: Block[] } | null {
  if (node.type !== 'paragraph') return null;
  const line = firstLineSpan({ start, end }, source);
  const first = readTitle(contentWithin(node, line), source);
  const isLine = line.end < end && endsAsQuestion(first.text);
  const { markdown, text } = isLine ? first : readTitle(node.children, source);
  const until = isLine ? line.end : end;
  if (text === '' || until - start > MAX_TITLE) return null;
  const after = source.masked.slice(until, end);
  const from = until + after.length - after.trimStart().length;
  return { markdown, text, end: until, rest: from < end ? [{ node, start: from, end }] : [] };
}

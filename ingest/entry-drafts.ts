import type { Nodes } from 'mdast';
import type { ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Block } from '../server/src/corpus/sentences.ts';
import type { ResolvedItem } from './accept-candidates.ts';
import type { HeadingRole } from './classify-headings.ts';
import { readTitle } from './heading-title.ts';
import type { Heading } from './outline-heading.ts';

/** An entry before its sections and sentences are read. */
export interface EntryDraft {
  /** `null`: text before any heading; its title is the document's. */
  readonly heading: Heading | null;
  readonly title: { markdown: string; text: string; number: string | null };
  readonly topics: readonly string[];
  readonly parts: { heading: Heading | null; blocks: Block[] }[];
  readonly isQuestion: boolean;
}

/**
 * Gathers the questions of a document with what stands under each, and the other text that is worth an entry: text
 * under a topic or before the first heading if it says something, all text where there are no questions. What only
 * repeats the questions, as tables of contents do, is left out.
 */
export function collectDrafts(
  items: readonly ResolvedItem[],
  roles: ReadonlyMap<Heading, HeadingRole>,
  { documentTitle, source }: { documentTitle: string; source: ParsedMarkdown },
): EntryDraft[] {
  const drafts: EntryDraft[] = [];
  let topics: { level: number; text: string }[] = [];
  let current = startDraft(null, documentTitle, [], false);
  for (const [index, item] of items.entries()) {
    if (item.type === 'block') {
      if (!item.isNoise) current.parts.at(-1)?.blocks.push(item.block);
      continue;
    }
    const { heading } = item;
    const role = roles.get(heading) ?? 'plain';
    if (role === 'section') {
      current.parts.push({ heading, blocks: [] });
      continue;
    }
    drafts.push(current);
    // `## Part 2` without text, between questions of its own level, is a topic above them.
    const next = items[index + 1];
    const isDivider =
      role !== 'question' &&
      next?.type === 'heading' &&
      next.heading.level === heading.level &&
      roles.get(next.heading) === 'question';
    const level = heading.level - (isDivider ? 0.5 : 0);
    topics = topics.filter((topic) => topic.level < level);
    const above = topics.map((topic) => topic.text);
    current = startDraft(heading, documentTitle, above, role === 'question');
    if (role !== 'question') topics.push({ level, text: heading.title.fullText.replace(/^#+\s*/, '') });
  }
  drafts.push(current);
  return dropRepeated(worthKeeping(drafts, source));
}

function startDraft(
  heading: Heading | null,
  documentTitle: string,
  topics: readonly string[],
  isQuestion: boolean,
): EntryDraft {
  const title = heading
    ? { markdown: heading.title.markdown, text: heading.title.text, number: heading.title.number }
    : { markdown: documentTitle, text: documentTitle, number: null };
  return { heading, title, topics, parts: [{ heading: null, blocks: [] }], isQuestion };
}

/** In letters: a shorter remark above the questions of a topic says nothing that could be asked for. */
const MIN_INTRODUCTION = 200;

/**
 * The questions and what says something beside them. Where other headings with text outnumber the questions, the
 * document is no collection of questions, and every text counts.
 */
function worthKeeping(drafts: readonly EntryDraft[], source: ParsedMarkdown): EntryDraft[] {
  const questions = drafts.filter((draft) => draft.isQuestion);
  const titles = new Set(questions.map((draft) => titleKey(draft.title.text)));
  const others = new Map(
    drafts
      .filter((draft) => !draft.isQuestion && draft.heading?.label !== 'contents')
      .map((draft) => [draft, textLength(draft, titles, source)]),
  );
  if (titles.size === 0) return drafts.filter((draft) => others.has(draft) && hasText(draft));
  const headings = [...others].filter(([{ heading }, length]) => heading && !heading.label && length > 0);
  const least = headings.length > questions.length ? 1 : MIN_INTRODUCTION;
  return drafts.filter((draft) => {
    if (draft.isQuestion) return true;
    const length = others.get(draft) ?? 0;
    return draft.heading?.label !== 'project' && length >= (draft.heading?.endsAsQuestion ? 1 : least);
  });
}

function textLength(draft: EntryDraft, titles: ReadonlySet<string>, source: ParsedMarkdown): number {
  const blocks = draft.parts.flatMap((part) => part.blocks);
  return blocks.reduce((sum, block) => sum + ownText(block.node, titles, source), 0);
}

function hasText(draft: EntryDraft): boolean {
  return draft.parts.some((part) => part.blocks.length > 0);
}

/** Length of the text of a block that neither stands in links nor repeats a question. */
function ownText(node: Nodes, titles: ReadonlySet<string>, source: ParsedMarkdown): number {
  if (node.type === 'link' || node.type === 'linkReference' || node.type === 'image') return 0;
  if (node.type === 'paragraph' && titles.has(titleKey(readTitle(node.children, source).text))) return 0;
  if ('children' in node)
    return node.children.reduce((sum, child) => sum + ownText(child, titles, source), 0);
  return 'value' in node ? node.value.trim().length : 0;
}

function titleKey(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A question without text that stands again, with text, is a line of a table of contents. */
function dropRepeated(drafts: readonly EntryDraft[]): EntryDraft[] {
  const answered = new Set(drafts.filter(hasText).map((draft) => titleKey(draft.title.text)));
  return drafts.filter((draft) => hasText(draft) || !answered.has(titleKey(draft.title.text)));
}

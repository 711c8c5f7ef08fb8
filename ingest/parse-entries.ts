import { entryIds, withoutExtension } from '../server/src/corpus/ids.ts';
import { frontMatter } from '../server/src/corpus/mask.ts';
import { findMojibake } from '../server/src/corpus/mojibake.ts';
import { parseMarkdown, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Block } from '../server/src/corpus/sentences.ts';
import type { Entry, Repair } from '../server/src/corpus/types.ts';
import { acceptCandidates, type ResolvedItem } from './accept-candidates.ts';
import { classifyHeadings, type HeadingRole } from './classify-headings.ts';
import { readTitle } from './heading-title.ts';
import { readFacts, type DocumentFacts } from './document-facts.ts';
import { entrySections, type Part, type Subheading } from './entry-sections.ts';
import { readOutline } from './outline.ts';
import type { Heading } from './outline-heading.ts';

/** What a document's text holds. */
export interface ParsedDocument {
  readonly title: string;
  readonly entries: readonly Entry[];
  /** For each entry, the headings inside its sections. */
  readonly subheadings: readonly (readonly Subheading[])[];
  /** For each entry, the names of sections that only hold the place of an answer. */
  readonly placeholders: readonly (readonly string[])[];
  readonly repairs: readonly Repair[];
  readonly facts: DocumentFacts;
}

/**
 * Reads the entries of one document: outline, role of every heading, questions without headings, sections,
 * sentences. Every span is true for `text`. Any text is accepted; a document without questions yields one entry
 * per heading that has text of its own, or one entry as a whole.
 * @param takenIds ids of other documents; those of this one are added
 */
export function parseEntries(path: string, text: string, takenIds = new Set<string>()): ParsedDocument {
  const source = parseMarkdown(text);
  const outline = readOutline(source);
  const roles = classifyHeadings(outline);
  const items = acceptCandidates(outline, roles);
  const title = documentTitle({ path, text }, items, roles);
  const drafts = dropRepeatedByContents(collectDrafts(items, roles, title));
  const repairs = findMojibake(text);
  const nextId = entryIds(path, takenIds);
  const finished = drafts.map((draft) => finishEntry(draft, { path, source, repairs, nextId }));
  return {
    title,
    entries: finished.map((item) => item.entry),
    subheadings: finished.map((item) => item.subheadings),
    placeholders: finished.map((item) => item.placeholders),
    repairs,
    facts: readFacts(source),
  };
}

interface Draft {
  /** `null`: text before any heading; its title is the document's. */
  readonly heading: Heading | null;
  readonly title: { markdown: string; text: string; number: string | null };
  readonly topics: readonly string[];
  readonly parts: { heading: Heading | null; blocks: Block[] }[];
  readonly isQuestion: boolean;
}

/** The title in the front matter, the first heading that is no question, or the file's name. */
function documentTitle(
  { path, text }: { path: string; text: string },
  items: readonly ResolvedItem[],
  roles: ReadonlyMap<Heading, HeadingRole>,
): string {
  const named = frontMatter(text)?.title;
  if (named) return named;
  const headings = items.flatMap((item) => (item.type === 'heading' ? [item.heading] : []));
  const [first] = headings;
  const questions = headings.filter((heading) => roles.get(heading) === 'question');
  if (first && (roles.get(first) !== 'question' || questions.length === 1)) return first.title.fullText;
  return withoutExtension(path.split('/').at(-1) ?? path).replace(/[-_]+/g, ' ');
}

function collectDrafts(
  items: readonly ResolvedItem[],
  roles: ReadonlyMap<Heading, HeadingRole>,
  documentTitle: string,
): Draft[] {
  const drafts: Draft[] = [];
  let topics: { level: number; text: string }[] = [];
  let current = startDraft(null, documentTitle, [], false);
  for (const item of items) {
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
    topics = topics.filter((topic) => topic.level < heading.level);
    const above = topics.map((topic) => topic.text);
    current = startDraft(heading, documentTitle, above, role === 'question');
    if (role !== 'question') topics.push({ level: heading.level, text: heading.title.fullText });
  }
  drafts.push(current);
  const hasQuestions = drafts.some((draft) => draft.isQuestion);
  return drafts.filter((draft) => draft.isQuestion || isWorthKeeping(draft, hasQuestions));
}

function startDraft(
  heading: Heading | null,
  documentTitle: string,
  topics: readonly string[],
  isQuestion: boolean,
): Draft {
  const title = heading
    ? { markdown: heading.title.markdown, text: heading.title.text, number: heading.title.number }
    : { markdown: documentTitle, text: documentTitle, number: null };
  return { heading, title, topics, parts: [{ heading: null, blocks: [] }], isQuestion };
}

/** In UTF-16 units: a shorter remark above the questions of a topic says nothing that could be asked for. */
const MIN_INTRODUCTION = 240;

/** Text under a topic or before the first heading is an entry if it says something; without questions all text is. */
function isWorthKeeping(draft: Draft, hasQuestions: boolean): boolean {
  if (draft.heading?.label === 'contents') return false;
  const length = draft.parts
    .flatMap((part) => part.blocks)
    .reduce((sum, block) => sum + block.end - block.start, 0);
  return length >= (hasQuestions ? MIN_INTRODUCTION : 1);
}

/** A question without text that stands again, with text, is a line of a table of contents. */
function dropRepeatedByContents(drafts: readonly Draft[]): Draft[] {
  const hasText = (draft: Draft) => draft.parts.some((part) => part.blocks.length > 0);
  const key = (draft: Draft) => draft.title.text.toLowerCase();
  const answered = new Set(drafts.filter(hasText).map(key));
  return drafts.filter((draft) => hasText(draft) || !answered.has(key(draft)));
}

/** Longest question under a heading `Question 5`, in UTF-16 units. */
const MAX_TITLE = 300;

function firstLineTitle(draft: Draft, source: ParsedMarkdown): { markdown: string; text: string } | null {
  const block = draft.parts[0]?.blocks[0];
  if (block?.node.type !== 'paragraph' || block.end - block.start > MAX_TITLE) return null;
  const { markdown, text } = readTitle(block.node.children, source);
  return text === '' ? null : { markdown, text };
}

function finishEntry(
  draft: Draft,
  context: {
    path: string;
    source: ParsedMarkdown;
    repairs: readonly Repair[];
    nextId: (number: string | null, titleText: string) => string;
  },
): { entry: Entry; subheadings: Subheading[]; placeholders: string[] } {
  const { path, source, repairs, nextId } = context;
  const title = draft.heading?.title.isNumberOnly
    ? (firstLineTitle(draft, source) ?? draft.title)
    : draft.title;
  const fallback = draft.heading?.end ?? 0;
  const parts: readonly Part[] = draft.parts;
  const { sections, subheadings, placeholders } = entrySections(parts, source, fallback);
  const start = draft.heading?.start ?? sections[0]?.start ?? 0;
  const end = Math.max(fallback, sections.at(-1)?.end ?? start);
  const entry: Entry = {
    id: nextId(draft.title.number, title.text),
    documentPath: path,
    number: draft.title.number,
    title: title.markdown,
    titleText: title.text,
    topics: draft.topics,
    sections,
    repairs: repairs.filter((repair) => repair.start >= start && repair.end <= end),
    start,
    end,
  };
  return { entry, subheadings, placeholders };
}

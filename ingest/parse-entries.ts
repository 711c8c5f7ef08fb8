import { entryIds, withoutExtension } from '../server/src/corpus/ids.ts';
import { frontMatter } from '../server/src/corpus/front-matter.ts';
import { findMojibake } from '../server/src/corpus/mojibake.ts';
import { parseMarkdown, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Entry, Repair } from '../server/src/corpus/types.ts';
import { acceptCandidates, type ResolvedItem } from './accept-candidates.ts';
import { classifyHeadings, type HeadingRole } from './classify-headings.ts';
import { collectDrafts, type EntryDraft } from './entry-drafts.ts';
import { readFacts, type DocumentFacts } from './document-facts.ts';
import { entrySections, type Subheading } from './entry-sections.ts';
import { findLooseQuestions } from './loose-questions.ts';
import { withTitle } from './first-line-title.ts';
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
  const accepted = acceptCandidates(outline, roles);
  const title = documentTitle({ path, text }, accepted, roles);
  const context = { documentTitle: title, source };
  const drafts = collectDrafts(findLooseQuestions(accepted, roles, context), roles, context);
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

function finishEntry(
  draft: EntryDraft,
  context: {
    path: string;
    source: ParsedMarkdown;
    repairs: readonly Repair[];
    nextId: (number: string | null, titleText: string) => string;
  },
): { entry: Entry; subheadings: Subheading[]; placeholders: string[] } {
  const { path, source, repairs, nextId } = context;
  const { title, parts, end: fallback } = withTitle(draft, source);
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

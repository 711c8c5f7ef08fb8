import type { PhrasingContent } from 'mdast';
import { repairMojibake } from '../server/src/corpus/mojibake.ts';
import { foldSpace, mapInline, type MappedText } from '../server/src/corpus/plain-text.ts';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';

/** What the words of a heading say. */
export interface HeadingTitle {
  /** As written (`101`, `1.2`), `null` where there is none. */
  readonly number: string | null;
  /** A number without a mark after it (`7 What is …`): counts only where it belongs to a sequence. */
  readonly bareNumber: string | null;
  /** Whether it calls itself a question: `Q1.`, `Question:`. */
  readonly isMarked: boolean;
  /** Whether it says no more than that (`Question 5`). */
  readonly isNumberOnly: boolean;
  /** Markdown without number and outer marks, and the same as plain text; encoding damage repaired. */
  readonly markdown: string;
  readonly text: string;
  /** The whole heading as plain text, number included. */
  readonly fullText: string;
}

const SYMBOLS = String.raw`^[^\p{L}\p{N}"'“‘\x60(\[<$@#.+_/\\&~-]*`;
const MARKED = new RegExp(
  String.raw`${SYMBOLS}(?:(?:interview|practice|sample|quiz|exam)\s+(?=question))?q(?:uestion|uest|ues?|n)?(?:\s*(?:no\.?|number)?[\s.:#-]*[#(\[]?(\d+(?:\.\d+)*[a-z]?)(?![\d\p{L}])(?!\s*[-–—]\s*q?\d)[)\]]?\s*[-.:：)\]–—|]*|\s*[.:：)–—-]+)\s*(?=\S)`,
  'iu',
);
const NUMBERED = new RegExp(
  String.raw`${SYMBOLS}(?:(?:[Nn][or]\.|№)\s*)?[#(\[]?(\d{1,5}(?:\.\d{1,4})*)(?:(?<=#\d{1,5})\s+|\s*[、．]\s*|\s*[)\]]+[.:]?\s*|\.(?:\s+|(?=[\p{Lu}"'“\x60*]))|(?<=\d\.\d{1,4})\s+(?=[\p{Lu}\x60])|\s*[:.]\)?\s+|\s*[-–—|]\s+(?!\d))(?=\S)`,
  'u',
);
const BARE = /^(\d{1,4})\s+(?=\p{Lu}|\x60)/u;

/** `Question 5`, `Q:`, `Question` or `12` alone: the question itself stands in the text under it. */
const ONLY_MARK = /^(?:q(?:uestion|ues?|n)?\s*(?:no\.?)?\s*[.#:]?\s*(\d{1,4})\s*[.:)]?|question\s*:|q\s*:)$/i;
const ONLY_NUMBER = /^(?:question|(\d{1,3})[.:)]?)$/i;
/** `1️⃣2️⃣`: a number in keycaps. */
const KEYCAPS = /^(?:\d\uFE0F?\u20E3)+\s*(?=\S)/u;
/** The sign of a permanent link, and attributes, after a heading. */
const ATTRIBUTES = /(?:[\s¶]|\{:?\s*[#.][^{}]*\})+$/u;
/** Marks of difficulty after a title, and marks after its question mark. */
const RATING = /(?:[\s☆★\p{Extended_Pictographic}\uFE0F]|(?<=[?？؟]\s*)[:–—-]+|(?<=[?？؟]\s+)\*)+$/u;

/** Reads number, question mark and title from the inline content of a heading. */
export function readTitle(nodes: readonly PhrasingContent[], source: ParsedMarkdown): HeadingTitle {
  const content = withoutDecoration(nodes);
  const mapped = mapInline(content, source);
  const lead = mapped.text.length - mapped.text.trimStart().length;
  const body = mapped.text.slice(lead);
  const mark = readMark(body);
  const from = lead + mark.length;
  const text = foldSpace(mapped.text.slice(from)).replace(ATTRIBUTES, '').replace(RATING, '');
  const markdown = titleMarkdown(content, mapped, from, source).replace(ATTRIBUTES, '').replace(RATING, '');
  return {
    number: mark.number,
    bareNumber: mark.length > 0 ? null : (BARE.exec(body)?.[1] ?? null),
    isMarked: mark.isMarked,
    isNumberOnly: mark.isOnly,
    ...withoutStrayStars(markdown, text),
    fullText: foldSpace(mapped.text).replace(ATTRIBUTES, ''),
  };
}

/** `**What is A?****`: stars that are still there in the plain text close nothing. */
function withoutStrayStars(markdown: string, text: string): { markdown: string; text: string } {
  const stars = /(?<=[?？؟])\*+$/.exec(text)?.[0] ?? '';
  const strip = (title: string) =>
    title.endsWith(stars) ? title.slice(0, title.length - stars.length) : title;
  return { markdown: strip(markdown), text: strip(text) };
}

interface Mark {
  readonly length: number;
  readonly number: string | null;
  readonly isMarked: boolean;
  /** Whether nothing follows. */
  readonly isOnly: boolean;
}

function readMark(body: string): Mark {
  const marked = MARKED.exec(body);
  const prefix = marked ?? NUMBERED.exec(body);
  if (prefix) {
    return { length: prefix[0].length, number: prefix[1] ?? null, isMarked: marked !== null, isOnly: false };
  }
  const keycaps = KEYCAPS.exec(body)?.[0];
  if (keycaps) {
    return { length: keycaps.length, number: keycaps.replace(/\D/g, ''), isMarked: false, isOnly: false };
  }
  const onlyMark = ONLY_MARK.exec(foldSpace(body));
  const only = onlyMark ?? ONLY_NUMBER.exec(foldSpace(body));
  return { length: 0, number: only?.[1] ?? null, isMarked: onlyMark !== null, isOnly: only !== null };
}

/** `### ![hard](badge.svg) Question [⬆](#top)`: pictures around the question and the link back are no part of it. */
function withoutDecoration(nodes: readonly PhrasingContent[]): readonly PhrasingContent[] {
  let end = nodes.length;
  for (let at = nodes.length - 1; at > 0; at -= 1) {
    const node = nodes[at];
    if (!node || !(isDecoration(node) || isEmptyHtml(node))) break;
    if (isDecoration(node)) end = at;
  }
  const start = nodes.findIndex((node) => !(isPicture(node) || isEmptyHtml(node)));
  const isAfterPicture = start > 0 && start < end && nodes.slice(0, start).some(isPicture);
  return nodes.slice(isAfterPicture ? start : 0, end);
}

function isDecoration(node: PhrasingContent): boolean {
  return isPicture(node) || isBackLink(node);
}

function isPicture(node: PhrasingContent): boolean {
  if (node.type === 'link') return node.children.length > 0 && node.children.every(isPicture);
  return node.type === 'image' || node.type === 'imageReference';
}

function isBackLink(node: PhrasingContent): boolean {
  return (
    node.type === 'link' &&
    node.url.startsWith('#') &&
    node.children.every(
      (child) => child.type === 'text' && /^(?:[^\p{L}\p{N}]*|.*\b(?:back|top)\b.*)$/iu.test(child.value),
    )
  );
}

function withoutTags(markdown: string): string {
  return foldSpace(
    markdown
      .replace(/<code>([^<>`]*)<\/code>/gi, '`$1`')
      .replace(/<\/?(?:a|b|big|br|code|em|font|i|img|kbd|small|span|strong|sub|sup|u)\b[^<>]*>/gi, ' '),
  ).replace(/ (?=[?.,:;!)])/g, '');
}

/** The title with its bare number taken as its number. */
export function takeBareNumber(title: HeadingTitle): HeadingTitle {
  const strip = (text: string) => text.replace(/^[^\p{L}\p{N}`]*\d{1,4}\s+/u, '');
  return { ...title, number: title.bareNumber, markdown: strip(title.markdown), text: strip(title.text) };
}

function titleMarkdown(
  nodes: readonly PhrasingContent[],
  mapped: MappedText,
  from: number,
  source: ParsedMarkdown,
): string {
  const first = from + (/^\s*/.exec(mapped.text.slice(from))?.[0].length ?? 0);
  const offset = mapped.starts[first];
  if (offset === undefined) return foldSpace(mapped.text);
  const span = titleSpan(nodes, offset);
  if (!span) return foldSpace(mapped.text.slice(from));
  const hidden = source.masked.slice(span.start, span.end);
  const end = span.end - (hidden.length - withoutHidden(hidden, source.filler).length);
  return withoutTags(repairMojibake(foldSpace(source.text.slice(span.start, end))));
}

/** What is hidden from the parser at the end of a title is no part of it. */
function withoutHidden(masked: string, filler: string): string {
  let end = masked.length;
  while (end > 0 && masked[end - 1] === filler) end -= 1;
  return masked.slice(0, end);
}

/** The span from `offset` on, without marks that wrap all of it; `null` where it would cut a pair of marks in two. */
function titleSpan(nodes: readonly PhrasingContent[], offset: number): { start: number; end: number } | null {
  const rest = nodes.filter((node) => spanOf(node).end > offset && !isEmptyHtml(node));
  const [first, last] = [rest[0], rest.at(-1)];
  if (!first || !last) return null;
  const isWrapper = first.type === 'strong' || first.type === 'emphasis' || first.type === 'link';
  if (rest.length === 1 && isWrapper) return titleSpan(first.children, offset);
  const start = spanOf(first).start;
  if (first.type === 'text') return { start: Math.max(start, offset), end: spanOf(last).end };
  const isCut = 'children' in first && offset > innerStart(first.children, start);
  return isCut ? null : { start, end: spanOf(last).end };
}

function innerStart(children: readonly PhrasingContent[], fallback: number): number {
  const first = children[0];
  if (!first) return fallback;
  return 'children' in first ? innerStart(first.children, spanOf(first).start) : spanOf(first).start;
}

function isEmptyHtml(node: PhrasingContent): boolean {
  return node.type === 'html' || (node.type === 'text' && node.value.trim() === '');
}

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
  String.raw`${SYMBOLS}q(?:uestion|uest|ues|n)?(?:\s*(?:no\.?|number)?[\s.:#-]*[#(\[]?(\d+(?:\.\d+)*[a-z]?)(?![\d\p{L}])(?!\s*[-–—]\s*q?\d)[)\]]?\s*[-.:)\]–—|]*|\s*[.:)–—-]+)\s*(?=\S)`,
  'iu',
);
const NUMBERED = new RegExp(
  String.raw`${SYMBOLS}[#(\[]?(\d{1,5}(?:\.\d{1,4})*)(?:\s*[)\]]+[.:]?\s*|\.(?:\s+|(?=[\p{Lu}"'“\x60*]))|(?<=\d\.\d{1,4})\s+(?=[\p{Lu}\x60])|\s*[:.]\)?\s+|\s*[-–—|]\s+(?!\d))(?=\S)`,
  'u',
);
const BARE = /^(\d{1,4})\s+(?=\p{Lu}|\x60)/u;

/** `Question 5` alone: the question itself stands in the text under it. */
const ONLY_NUMBER = /^q(?:uestion|ues|n)?\s*(?:no\.?)?\s*[.#:]?\s*(\d{1,4})\s*[.:)]?$/i;
/** Marks of difficulty after a title. */
const RATING = /[\s☆★\p{Extended_Pictographic}\uFE0F]+$/u;

/** Reads number, question mark and title from the inline content of a heading. */
export function readTitle(nodes: readonly PhrasingContent[], source: ParsedMarkdown): HeadingTitle {
  const content = withoutBackLink(nodes);
  const mapped = mapInline(content, source);
  const lead = mapped.text.length - mapped.text.trimStart().length;
  const body = mapped.text.slice(lead);
  const marked = MARKED.exec(body);
  const prefix = marked ?? NUMBERED.exec(body);
  const onlyNumber = prefix ? null : ONLY_NUMBER.exec(foldSpace(body));
  const from = lead + (prefix?.[0].length ?? 0);
  return {
    number: prefix?.[1] ?? onlyNumber?.[1] ?? null,
    bareNumber: prefix ? null : (BARE.exec(body)?.[1] ?? null),
    isMarked: marked !== null || onlyNumber !== null,
    isNumberOnly: onlyNumber !== null,
    markdown: titleMarkdown(content, mapped, from, source).replace(RATING, ''),
    text: foldSpace(mapped.text.slice(from)).replace(RATING, ''),
    fullText: foldSpace(mapped.text),
  };
}

/** `### Question [⬆](#top)`: the link back is no part of the question. */
function withoutBackLink(nodes: readonly PhrasingContent[]): readonly PhrasingContent[] {
  const last = nodes.at(-1);
  const isBackLink =
    nodes.length > 1 &&
    last?.type === 'link' &&
    last.url.startsWith('#') &&
    last.children.every(
      (child) => child.type === 'text' && /^(?:[^\p{L}\p{N}]*|.*\b(?:back|top)\b.*)$/iu.test(child.value),
    );
  return isBackLink ? nodes.slice(0, -1) : nodes;
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
  return withoutTags(repairMojibake(foldSpace(source.text.slice(span.start, span.end))));
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

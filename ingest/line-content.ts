import type { Paragraph, PhrasingContent, Text } from 'mdast';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Span } from '../server/src/corpus/types.ts';

/** Longest question line, in UTF-16 units. */
export const MAX_LINE = 300;

/** The span from the start of the given one to the end of its first line. */
export function firstLineSpan(span: Span, source: ParsedMarkdown): Span {
  const lineEnd = source.masked.slice(span.start, span.end).search(/[\r\n]/);
  return { start: span.start, end: lineEnd === -1 ? span.end : span.start + lineEnd };
}

/** Whether the line is bold as a whole; numbers, marks, breaks and tags may stand outside. */
export function isAllBold(nodes: readonly PhrasingContent[]): boolean {
  let isOpen = false;
  let hasBold = false;
  for (const node of nodes) {
    if (node.type === 'strong') hasBold = true;
    else if (node.type === 'html' && /^<(?:b|strong)\b/i.test(node.value)) isOpen = hasBold = true;
    else if (node.type === 'html' && /^<\/(?:b|strong)\b/i.test(node.value)) isOpen = false;
    else if (node.type === 'text' && !isOpen && /[\p{L}]{2,}/u.test(node.value)) return false;
    else if (!isOpen && node.type !== 'text' && node.type !== 'html' && node.type !== 'break') return false;
  }
  return hasBold;
}

/** The inline content of a paragraph that stands inside the span. */
export function contentWithin(node: Paragraph, span: Span): PhrasingContent[] {
  return node.children.flatMap((child) => clipNode(child, span));
}

/** The node if it overlaps the span; a text node is cut to the span. */
function clipNode(node: PhrasingContent, span: Span): PhrasingContent[] {
  const own = spanOf(node);
  if (own.end <= span.start || own.start >= span.end) return [];
  if (node.type !== 'text' || (own.start >= span.start && own.end <= span.end)) return [node];
  return [clipText(node, own, span)];
}

function clipText(node: Text, own: Span, span: Span): Text {
  const start = Math.max(own.start, span.start);
  const end = Math.min(own.end, span.end);
  const isAligned = node.value.length === own.end - own.start;
  const value = isAligned
    ? node.value.slice(start - own.start, end - own.start)
    : (node.value.slice(start - own.start).split(/\r?\n|\r/)[0] ?? '');
  const position = node.position && {
    start: { ...node.position.start, offset: start },
    end: { ...node.position.end, offset: end },
  };
  return { type: 'text', value, position };
}

/** How many characters stand between a question and an answer on the same line: white space, a dash, an arrow. */
export function gapLength(text: string): number {
  return /^(?:[.:](?=\s))?(?:\s*(?:[–—-]|[-=]>|→|::)(?=\s))?[\s>]*/.exec(text)?.[0].length ?? 0;
}

import type { BlockContent, List, Paragraph, RootContent } from 'mdast';
import type { Block } from '../server/src/corpus/sentences.ts';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Span } from '../server/src/corpus/types.ts';
import { isNoise } from './noise.ts';
import { readHeading, type Heading } from './outline-heading.ts';
import { itemCandidates, paragraphCandidate, type Candidate } from './outline-candidates.ts';

/** A document as a flat sequence: headings, what stands under them, and what may be a question without a heading. */
export type OutlineItem =
  | { readonly type: 'heading'; readonly heading: Heading }
  | { readonly type: 'block'; readonly block: Block; readonly isNoise: boolean }
  /** Questions if they are accepted, else the block that they stand in. */
  | { readonly type: 'candidates'; readonly candidates: readonly Candidate[]; readonly fallback: Block };

/** Reads the outline of a document, in order. */
export function readOutline(source: ParsedMarkdown): OutlineItem[] {
  return source.root.children.flatMap((node) => readNode(node, source));
}

function readNode(node: RootContent, source: ParsedMarkdown): OutlineItem[] {
  const span = spanOf(node);
  if (node.type === 'paragraph') return readParagraph(node, span, source);
  if (node.type === 'list') return readList(node, source);
  if (node.type === 'blockquote' && node.children.some((child) => child.type === 'heading')) {
    return node.children.flatMap((child) => readNode(child, source));
  }
  if (node.type !== 'heading') return [blockItem(node, span, source)];
  const heading = readHeading(node, source);
  if (heading) return [{ type: 'heading', heading }];
  const end = spanOf(node.children.at(-1) ?? node).end;
  return [blockItem(node, { start: span.start, end }, source)];
}

function blockItem(node: RootContent, span: Span, source: ParsedMarkdown): OutlineItem {
  return {
    type: 'block',
    block: { node, start: span.start, end: span.end },
    isNoise: isNoise(node, source),
  };
}

function readParagraph(node: Paragraph, span: Span, source: ParsedMarkdown): OutlineItem[] {
  const candidate = paragraphCandidate(node, span, source);
  if (!candidate) return [blockItem(node, span, source)];
  const isHeading = candidate.heading.kind === 'html' || candidate.heading.kind === 'hash';
  const isLabel = candidate.heading.label !== null && candidate.heading.label !== 'contents';
  if (!isHeading && !(isLabel && candidate.isWholeBlock)) {
    return [{ type: 'candidates', candidates: [candidate], fallback: { node, ...span } }];
  }
  const rest = candidate.body.flatMap((block) =>
    block.node === node ? readParagraph(node, block, source) : [blockItem(block.node, block, source)],
  );
  return [{ type: 'heading', heading: candidate.heading }, ...rest];
}

/** `1. ### Question` is a heading with a number; other lists may hold questions. */
function readList(node: List, source: ParsedMarkdown): OutlineItem[] {
  const hasHeadings = node.children.some((item) => item.children[0]?.type === 'heading');
  if (!hasHeadings) {
    const candidates = itemCandidates(node, source);
    const block = { node, ...spanOf(node) };
    return candidates
      ? [{ type: 'candidates', candidates, fallback: block }]
      : [blockItem(node, block, source)];
  }
  return node.children.flatMap((item, index) => {
    const number = node.ordered ? String((node.start ?? 1) + index) : null;
    const [first, ...rest] = item.children;
    if (first?.type !== 'heading')
      return item.children.flatMap((child: BlockContent | RootContent) => readNode(child, source));
    const heading = readHeading(first, source, { start: spanOf(item).start, number });
    const head: OutlineItem[] = heading ? [{ type: 'heading', heading }] : readNode(first, source);
    return [...head, ...rest.flatMap((child) => readNode(child, source))];
  });
}

import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { plainInline } from '../server/src/corpus/plain-text.ts';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Span } from '../server/src/corpus/types.ts';

/** What the corpus report checks in a document, read while its tree is at hand. */
export interface DocumentFacts {
  /** Links and pictures as written, with where they stand. */
  readonly links: readonly { readonly url: string; readonly offset: number }[];
  /** Places in the document that a link may name. */
  readonly anchors: ReadonlySet<string>;
  /** Fences that say they are Python. */
  readonly python: readonly (Span & { readonly code: string })[];
}

export function readFacts(source: ParsedMarkdown): DocumentFacts {
  const links: { url: string; offset: number }[] = [];
  const python: (Span & { code: string })[] = [];
  const anchors = new Set<string>();
  const repeats = new Map<string, number>();
  const addHeading = (text: string) => {
    const anchor = anchorOf(text);
    const repeat = repeats.get(anchor) ?? 0;
    repeats.set(anchor, repeat + 1);
    anchors.add(looseAnchor(repeat === 0 ? anchor : `${anchor}-${String(repeat)}`));
  };
  visit(source.root, (node: Nodes) => {
    const span = spanOf(node);
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      links.push({ url: node.url, offset: span.start });
    } else if (node.type === 'heading') {
      addHeading(plainInline(node.children, source));
    } else if (node.type === 'code' && /^(?:py|py3|python|python3)$/i.test(node.lang ?? '')) {
      python.push({ ...span, code: node.value });
    }
  });
  for (const mark of source.marks) {
    if (mark.type === 'heading') addHeading(source.text.slice(mark.start, mark.end).replace(/<[^<>]*>/g, ''));
  }
  for (const match of source.text.matchAll(/<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']?([^"'\s<>]+)/gi)) {
    anchors.add(looseAnchor(match[1] ?? ''));
  }
  return { links, anchors, python };
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** Renderers differ in hyphens and case; a link counts as broken only where even this form leads nowhere. */
export function looseAnchor(anchor: string): string {
  return anchor
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

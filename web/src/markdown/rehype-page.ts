import type { Element, ElementContent, Root } from 'hast';
import { placeCitations } from './cite-markers.ts';
import { tidyInlineCode } from './tidy-code.ts';
import { wrapRanges, type Repair, type TextRange } from './wrap-ranges.ts';

export interface PageOptions {
  /** The text that the tree was parsed from. */
  source: string;
  ranges: readonly TextRange[];
  repairs: readonly Repair[];
  /** Whether `【n】` means a citation. */
  cites: boolean;
  /** Whether more text is coming: a caret stands where it will appear. */
  caret: boolean;
}

/** Our rules for rendered Markdown as one rehype plugin, in the order in which they depend on each other. */
export function rehypePage(options: PageOptions) {
  return (root: Root) => {
    wrapRanges(root, options.source, options.ranges, options.repairs);
    if (options.cites) placeCitations(root);
    tidyInlineCode(root);
    if (options.caret) addCaret(root, options.source.length);
  };
}

const ENDS_IN = new Set(['p', 'li', 'ul', 'ol', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

function addCaret(root: Root, at: number) {
  let place: Root | Element = root;
  for (;;) {
    const last: unknown = place.children.findLast((child) => child.type === 'element');
    if (!isElement(last) || !ENDS_IN.has(last.tagName)) break;
    place = last;
  }
  const caret: ElementContent = { type: 'element', tagName: 'x-caret', properties: { at }, children: [] };
  place.children.push(caret);
}

function isElement(node: unknown): node is Element {
  return typeof node === 'object' && node !== null && 'tagName' in node;
}

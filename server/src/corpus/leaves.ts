import type { ListItem, Nodes } from 'mdast';
import { spanOf } from './parse-markdown.ts';
import type { Span } from './types.ts';

/** A node that holds text itself, with the part of it that counts. */
export interface Leaf extends Span {
  readonly node: Nodes;
  readonly block: number;
  readonly isItem: boolean;
  /** Whether it starts at the checkbox of a task. */
  readonly isTask: boolean;
}

interface Place {
  readonly block: number;
  readonly isItem: boolean;
  readonly text: string;
}

/** The leaves of a node inside a span, in order. */
export function leavesOf(node: Nodes, span: Span, place: Place): Leaf[] {
  if (node.type === 'thematicBreak' || node.type === 'definition' || node.type === 'yaml') return [];
  const isContainer =
    node.type === 'list' ||
    node.type === 'listItem' ||
    node.type === 'blockquote' ||
    node.type === 'footnoteDefinition';
  if (isContainer) {
    const inner = { ...place, isItem: place.isItem || node.type === 'listItem' };
    const children = node.children.flatMap((child) => leavesOf(child, clip(spanOf(child), span), inner));
    return node.type === 'listItem' ? withCheckbox(children, node, span, place.text) : children;
  }
  const { block, isItem } = place;
  return span.end > span.start
    ? [{ node, block, isItem, isTask: false, start: span.start, end: span.end }]
    : [];
}

/** A task's first line starts at its checkbox: whether a choice is the right one is what a quiz has to say. */
function withCheckbox(leaves: readonly Leaf[], item: ListItem, to: Span, text: string): Leaf[] {
  const [first, ...rest] = leaves;
  const own = spanOf(item);
  if (!first || typeof item.checked !== 'boolean' || first.node !== item.children[0]) return [...leaves];
  const lead = /^\S+[ \t]+(?=\[[ xX]\])/.exec(text.slice(own.start, own.start + 40))?.[0].length;
  const start = own.start + (lead ?? 0);
  if (lead === undefined || start < to.start || first.node.type !== 'paragraph') return [...leaves];
  return [{ ...first, start, isTask: true }, ...rest];
}

function clip(span: Span, to: Span): Span {
  return { start: Math.max(span.start, to.start), end: Math.min(span.end, to.end) };
}

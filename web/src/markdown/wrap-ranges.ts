import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { visit } from 'unist-util-visit';
import { alignText } from './align-text.ts';

/** A range of the source that is set apart in the rendered text; `id` tells the pieces of one range from another's. */
export interface TextRange {
  start: number;
  end: number;
  id: string;
}

/** Encoding damage in the source, and what it was meant to be. */
export interface Repair {
  start: number;
  end: number;
  text: string;
}

/** Elements that hold blocks or cells: a range goes into them, never around them. */
const CONTAINERS = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tr th td section div dl dt dd ' +
    'details summary hr'
  ).split(' '),
);

/** Source offsets of the units of a text node, set before anything is split. */
const starts = new WeakMap<Text, number[]>();

/**
 * Sets ranges of the source apart: each becomes one or more `x-range` elements around whole runs of inline
 * content, in document order, the last one marked. Text is split where a range ends inside of it; code and
 * formulas are never split. Repairs are written over the damage. Changes the tree.
 */
export function wrapRanges(
  root: Root,
  source: string,
  ranges: readonly TextRange[],
  repairs: readonly Repair[],
) {
  if (ranges.length === 0 && repairs.length === 0) return;
  visit(root, 'text', (node) => {
    const [from, to] = [node.position?.start.offset, node.position?.end.offset];
    if (from !== undefined && to !== undefined) starts.set(node, alignText(node.value, source, from, to));
  });
  for (const repair of repairs) applyRepair(root, source, repair);
  for (const range of ranges) {
    root.children = wrapIn(root.children, range);
    markEnds(root, range.id);
  }
}

function applyRepair(root: Root, source: string, repair: Repair) {
  const damage = source.slice(repair.start, repair.end);
  visit(root, 'text', (node, _index, parent) => {
    if (parent?.type === 'element' && parent.tagName === 'code') {
      if (overlaps(parent, repair)) node.value = node.value.replaceAll(damage, repair.text);
      return;
    }
    const offsets = starts.get(node);
    if (!offsets) return;
    const first = offsets.findIndex((offset) => isIn(offset, repair));
    if (first === -1) return;
    const after = offsets.findIndex((offset, index) => index > first && offset >= repair.end);
    const last = after === -1 ? offsets.length : after;
    node.value = node.value.slice(0, first) + repair.text + node.value.slice(last);
    const written = Array.from({ length: repair.text.length }, () => repair.start);
    starts.set(node, [...offsets.slice(0, first), ...written, ...offsets.slice(last)]);
  });
}

type Child = RootContent | ElementContent;

function wrapIn(children: readonly Child[], range: TextRange): Child[] {
  const result: Child[] = [];
  let run: ElementContent[] = [];
  const close = () => {
    const spaces = trailingSpaces(run);
    const content = run.slice(0, run.length - spaces);
    if (content.length > 0) result.push(rangeElement(range, content));
    result.push(...run.slice(run.length - spaces));
    run = [];
  };
  for (const child of children) {
    for (const { node, inside } of pieces(child, range)) {
      const isSpace = isUnplacedSpace(node);
      if ((inside || (isSpace && run.length > 0)) && node.type !== 'doctype') run.push(node);
      else {
        close();
        result.push(node);
      }
    }
  }
  close();
  return result;
}

/** White space that the renderer put after a line break: it belongs to what surrounds it. */
function isUnplacedSpace(node: Child): boolean {
  return node.type === 'text' && !starts.has(node) && node.value.trim() === '';
}

function trailingSpaces(run: readonly ElementContent[]): number {
  return run.length - 1 - run.findLastIndex((node) => !isUnplacedSpace(node) && !isBreak(node));
}

function isBreak(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'br';
}

interface Piece {
  node: Child;
  inside: boolean;
}

function pieces(node: Child, range: TextRange): Piece[] {
  if (node.type === 'text') return splitText(node, range);
  if (node.type !== 'element') return [{ node, inside: false }];
  if (isAtom(node)) return [{ node, inside: overlaps(node, range) }];
  if (!CONTAINERS.has(node.tagName) && isCovered(node, range)) return [{ node, inside: true }];
  node.children = wrapIn(node.children, range) as ElementContent[];
  return [{ node, inside: false }];
}

/** Code, formulas, images and line breaks are whole or not at all; code of a fence is reached through its `pre`. */
function isAtom(node: Element): boolean {
  return node.tagName === 'code' || node.tagName === 'img' || node.tagName === 'br' || isFormula(node);
}

function isFormula(node: Element): boolean {
  return node.tagName === 'pre' && node.children.some((child) => child.type === 'element' && isMath(child));
}

function isMath(node: Element): boolean {
  return Array.isArray(node.properties.className) && node.properties.className.includes('language-math');
}

/** Whether all of an inline element's text lies in the range. */
function isCovered(node: Element, range: TextRange): boolean {
  let inside = 0;
  let all = 0;
  visit(node, 'text', (text) => {
    const offsets = starts.get(text) ?? [];
    inside += offsets.filter((offset) => isIn(offset, range)).length;
    all += offsets.length;
  });
  return all > 0 && inside === all;
}

function isIn(offset: number, range: { start: number; end: number }): boolean {
  return offset >= range.start && offset < range.end;
}

function splitText(node: Text, range: TextRange): Piece[] {
  const offsets = starts.get(node);
  if (!offsets) return [{ node, inside: false }];
  const first = offsets.findIndex((offset) => isIn(offset, range));
  if (first === -1) return [{ node, inside: false }];
  const after = offsets.findIndex((offset, index) => index > first && offset >= range.end);
  const last = after === -1 ? offsets.length : after;
  const parts: [number, number, boolean][] = [
    [0, first, false],
    [first, last, true],
    [last, offsets.length, false],
  ];
  return parts
    .filter(([from, to]) => to > from)
    .map(([from, to, inside]) => {
      const piece: Text = { type: 'text', value: node.value.slice(from, to), position: node.position };
      starts.set(piece, offsets.slice(from, to));
      return { node: piece, inside };
    });
}

function overlaps(node: Element, range: { start: number; end: number }): boolean {
  const [from, to] = [node.position?.start.offset, node.position?.end.offset];
  return from !== undefined && to !== undefined && from < range.end && to > range.start;
}

function rangeElement(range: TextRange, children: ElementContent[]): Element {
  return { type: 'element', tagName: 'x-range', properties: { rangeId: range.id }, children };
}

function markEnds(root: Root, id: string) {
  const pieces: Element[] = [];
  visit(root, 'element', (node) => {
    if (node.tagName === 'x-range' && node.properties.rangeId === id) pieces.push(node);
  });
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first) first.properties.isFirst = true;
  if (last) last.properties.isLast = true;
}

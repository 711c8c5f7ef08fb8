import type { Element, ElementContent, Root, Text } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

const MARKER = /【\s*(\d{1,4}(?:\s*[,，、]\s*\d{1,4})*)\s*】/g;
/** A marker that the stream has not finished yet. */
const UNFINISHED = /【[\d\s,，、]*$/;

/** Longest inline code that stays on one line, in characters. */
const SHORT_CODE = 24;

/** The citation numbers of every marker in a Markdown text, in order, repeats kept. */
export function markerNumbers(text: string): number[] {
  return [...text.matchAll(MARKER)].flatMap((match) => numbersOf(match[1] ?? ''));
}

/** The text without its markers and the space that stood before them. */
export function withoutMarkers(text: string): string {
  return text.replaceAll(new RegExp(`[ \\t]*${MARKER.source}`, 'g'), '');
}

/**
 * Turns `【n】` in text (never in code, formulas or links) into `x-cite` elements, each kept on one line with
 * the word or the short code before it. Changes the tree.
 */
export function placeCitations(root: Root) {
  visit(root, (node, index, parent) => {
    if (node.type === 'element' && (node.tagName === 'code' || node.tagName === 'a')) return SKIP;
    if (node.type !== 'text' || !parent || index === undefined || !node.value.includes('【')) return;
    const placed = splitMarkers(node.value);
    const before = parent.children[index - 1];
    const joinsCode = isKeep(placed[0]) && startsGlued(node.value) && isShortCode(before);
    if (joinsCode && isKeep(placed[0])) placed[0].children.unshift(before);
    const from = joinsCode ? index - 1 : index;
    parent.children.splice(from, index - from + 1, ...placed);
    return [SKIP, from + placed.length];
  });
}

function splitMarkers(value: string): ElementContent[] {
  const result: ElementContent[] = [];
  let position = 0;
  const text = value.replace(UNFINISHED, '');
  for (const match of text.matchAll(MARKER)) {
    const before = text.slice(position, match.index).trimEnd();
    const word = /\S{1,32}$/.exec(before)?.[0] ?? '';
    const last = result.at(-1);
    const cites = numbersOf(match[1] ?? '').map(citeElement);
    if (before === '' && isKeep(last)) last.children.push(...cites);
    else {
      pushText(result, before.slice(0, before.length - word.length));
      result.push(keep(word, cites));
    }
    position = match.index + match[0].length;
  }
  pushText(result, text.slice(position));
  return result;
}

function pushText(result: ElementContent[], value: string) {
  if (value !== '') result.push({ type: 'text', value });
}

function keep(word: string, cites: Element[]): Element {
  const text: Text[] = word === '' ? [] : [{ type: 'text', value: word }];
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['keep'] },
    children: [...text, ...cites],
  };
}

function citeElement(number: number): Element {
  return { type: 'element', tagName: 'x-cite', properties: { citeNumber: number }, children: [] };
}

function numbersOf(list: string): number[] {
  return list.split(/[,，、]/).map(Number);
}

function isKeep(node: ElementContent | undefined): node is Element {
  return (
    node?.type === 'element' &&
    Array.isArray(node.properties.className) &&
    node.properties.className[0] === 'keep'
  );
}

/** Whether nothing but one word stands before the first marker. */
function startsGlued(value: string): boolean {
  return /^\S*【/.test(value);
}

function isShortCode(node: unknown): node is Element {
  const element = node as Element | undefined;
  if (element?.type !== 'element' || element.tagName !== 'code') return false;
  const [text] = element.children;
  return text?.type === 'text' && text.value.length <= SHORT_CODE;
}

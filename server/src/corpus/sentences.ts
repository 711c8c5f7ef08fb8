import type { Heading, Nodes, Paragraph, RootContent, Table, TableCell } from 'mdast';
import { leavesOf, type Leaf } from './leaves.ts';
import { foldSpace, mapInline, type MappedText } from './plain-text.ts';
import type { ParsedMarkdown } from './parse-markdown.ts';
import { sentenceRanges } from './sentence-breaks.ts';
import type { Sentence, SentenceKind, Span } from './types.ts';
import { wrappingQuotes } from './wrapping-quotes.ts';

/** A top-level block of a section: a node, or the part of a paragraph that is left when its first line is a question. */
export interface Block extends Span {
  readonly node: RootContent;
}

/**
 * Splits the blocks of one section into its sentences, in order and without overlap. Prose and list items are split
 * at sentence ends; a fence, a table and a display formula are one sentence each. A span is verbatim, marks
 * included, but leaves out the quotation marks that wrap a whole answer.
 */
export function splitSentences(source: ParsedMarkdown, blocks: readonly Block[]): Sentence[] {
  const leaves = blocks.flatMap((block, index) =>
    leavesOf(block.node, block, { block: index, isItem: false, text: source.text }),
  );
  const prose = leaves.map((leaf) => (isProse(leaf.node) ? mapProse(leaf.node, leaf, source) : null));
  const wrappers = new Set(wrappingQuotes(outermost(prose)));
  return leaves.flatMap((leaf, index) => {
    const mapped = prose[index];
    if (mapped) return paragraphSentences(leaf, without(mapped, wrappers), wrappers, source);
    return literalSentence(leaf, source);
  });
}

/** The prose between the first and the last leaf; where code stands first or last, no quotation mark is there. */
function outermost(prose: readonly (MappedText | null)[]): MappedText[] {
  const empty: MappedText = { text: '', starts: [], ends: [], atoms: [], hardBreaks: new Set() };
  return prose.map((mapped) => mapped ?? empty);
}

type Prose = Paragraph | Heading | TableCell;

/** A heading is prose where its underline was meant as a rule, a cell where its row is a question with its answer. */
function isProse(node: Nodes): node is Prose {
  return node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell';
}

function mapProse(node: Prose, span: Span & { isTask: boolean }, source: ParsedMarkdown): MappedText {
  const mapped = mapInline(node.children, source);
  const isWithin = (index: number) =>
    (mapped.starts[index] ?? 0) >= span.start && (mapped.ends[index] ?? 0) <= span.end;
  const kept = keep(mapped, isWithin);
  return span.isTask ? withCheckboxText(kept, span.start, source) : kept;
}

function withCheckboxText(mapped: MappedText, start: number, source: ParsedMarkdown): MappedText {
  const lead = `${source.text.slice(start, start + 3)} `;
  const offsets = Array.from(lead, (_, index) => start + index);
  const shift = (at: number) => at + lead.length;
  return {
    text: lead + mapped.text,
    starts: [...offsets, ...mapped.starts],
    ends: [...offsets.map((offset) => offset + 1), ...mapped.ends],
    atoms: [
      { from: 0, to: lead.length, type: 'other' },
      ...mapped.atoms.map((atom) => ({ ...atom, from: shift(atom.from), to: shift(atom.to) })),
    ],
    hardBreaks: new Set([...mapped.hardBreaks].map(shift)),
  };
}

function without(mapped: MappedText, offsets: ReadonlySet<number>): MappedText {
  if (!mapped.starts.some((start) => offsets.has(start))) return mapped;
  return keep(mapped, (index) => !offsets.has(mapped.starts[index] ?? -1));
}

/** The mapped text reduced to the units that the test keeps. */
function keep(mapped: MappedText, test: (index: number) => boolean): MappedText {
  const kept: number[] = [];
  const moved: number[] = [];
  for (let index = 0; index < mapped.text.length; index += 1) {
    moved.push(kept.length);
    if (test(index)) kept.push(index);
  }
  moved.push(kept.length);
  const at = (index: number) => moved[index] ?? kept.length;
  return {
    text: kept.map((index) => mapped.text.charAt(index)).join(''),
    starts: kept.map((index) => mapped.starts[index] ?? 0),
    ends: kept.map((index) => mapped.ends[index] ?? 0),
    atoms: mapped.atoms
      .map((atom) => ({ ...atom, from: at(atom.from), to: at(atom.to) }))
      .filter((atom) => atom.to > atom.from),
    hardBreaks: new Set([...mapped.hardBreaks].filter(test).map(at)),
  };
}

function paragraphSentences(
  leaf: Leaf,
  mapped: MappedText,
  wrappers: ReadonlySet<number>,
  source: ParsedMarkdown,
): Sentence[] {
  const ranges = isSingleFormula(leaf.node) ? [[0, mapped.text.length] as const] : sentenceRanges(mapped);
  const kind: SentenceKind = isSingleFormula(leaf.node) ? 'math' : leaf.isItem ? 'item' : 'prose';
  const isBlank = (offset: number) =>
    wrappers.has(offset) ||
    /\s/.test(source.masked.charAt(offset)) ||
    source.masked[offset] === source.filler;
  let start = leaf.start;
  return ranges.flatMap(([from, to], index) => {
    const next = ranges[index + 1]?.[0];
    const cut = next === undefined ? leaf.end : cutBetween(mapped, to, next);
    const whole = trimSpan({ start, end: cut }, isBlank);
    const span = whole && trimSpan(withoutStrayTags(whole, source.text), isBlank);
    start = next === undefined ? leaf.end : Math.max(cut, afterBreak(mapped, to, next, source));
    const text = foldSpace(mapped.text.slice(from, to));
    return span && saysSomething(text) ? [{ ...span, text, kind, block: leaf.block }] : [];
  });
}

/** A mark alone, or an address alone, is no statement. */
function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !/^<?(?:https?:\/\/|www\.)\S+>?$/i.test(text);
}

/** The offset at which the sentence that ends at `to` ends in the document: closing marks belong to it. */
function cutBetween(mapped: MappedText, to: number, next: number): number {
  if (to < next) return mapped.starts[to] ?? 0;
  const closesAtom = mapped.atoms.some((atom) => atom.to === to);
  return closesAtom ? (mapped.starts[next] ?? 0) : (mapped.ends[to - 1] ?? 0);
}

/** The offset at which the next sentence starts: after white space and line prefixes, before its opening marks. */
function afterBreak(mapped: MappedText, to: number, next: number, source: ParsedMarkdown): number {
  if (to >= next) return cutBetween(mapped, to, next);
  const from = mapped.ends[to] ?? 0;
  const limit = mapped.starts[next] ?? from;
  const gap = source.masked.slice(from, limit);
  return from + (/^[\s>]*/.exec(gap)?.[0].length ?? 0);
}

function trimSpan(span: Span, isBlank: (offset: number) => boolean): Span | null {
  let { start, end } = span;
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return end > start ? { start, end } : null;
}

const EDGE_TAGS = /^<(\/?)([a-z][\w-]*)(?:\s[^<>]*)?>|<(\/?)([a-z][\w-]*)(?:\s[^<>]*)?>$/i;

/** HTML tags at the edges of a sentence whose partner stands outside of it. */
function withoutStrayTags(span: Span, text: string): Span {
  let { start, end } = span;
  for (;;) {
    const slice = text.slice(start, end);
    const match = EDGE_TAGS.exec(slice);
    const name = match?.[2] ?? match?.[4];
    if (!match || name === undefined) return { start, end };
    const isClosing = (match[1] ?? match[3]) === '/';
    const partner = slice.search(new RegExp(`<${isClosing ? '' : '/'}${name}\\b`, 'i'));
    if (partner !== -1) return { start, end };
    if (match.index === 0) start += match[0].length;
    else end -= match[0].length;
    const rest = text.slice(start, end);
    start += rest.length - rest.trimStart().length;
    end -= rest.length - rest.trimEnd().length;
  }
}

function isSingleFormula(node: Nodes): boolean {
  return node.type === 'paragraph' && node.children.length === 1 && node.children[0]?.type === 'inlineMath';
}

function literalSentence(leaf: Leaf, source: ParsedMarkdown): Sentence[] {
  const [kind, text] = literalText(leaf, source);
  if (!/[^\s]/.test(text)) return [];
  return [{ start: leaf.start, end: leaf.end, text, kind, block: leaf.block }];
}

function literalText(leaf: Leaf, source: ParsedMarkdown): [SentenceKind, string] {
  const { node } = leaf;
  if (node.type === 'code') return ['code', node.value];
  if (node.type === 'math')
    return ['math', foldSpace(source.text.slice(leaf.start, leaf.end).replace(/\$\$+/g, ' '))];
  if (node.type === 'table') return ['table', tableText(node, source)];
  if (node.type !== 'html') return ['prose', ''];
  const kind = /^<table/i.test(node.value) ? 'table' : /^<pre/i.test(node.value) ? 'code' : 'prose';
  return [kind, htmlText(node.value)];
}

function tableText(table: Table, source: ParsedMarkdown): string {
  const rows = table.children.map((row) =>
    row.children.map((cell) => foldSpace(mapInline(cell.children, source).text)).join(' | '),
  );
  return rows.join('\n');
}

function htmlText(html: string): string {
  return html
    .replace(/<(?:br|\/(?:tr|p|div|li|pre))\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

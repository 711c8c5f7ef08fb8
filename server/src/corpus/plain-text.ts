import type { Html, Nodes, PhrasingContent, Text } from 'mdast';
import { findMojibake } from './mojibake.ts';
import { spanOf, type ParsedMarkdown } from './parse-markdown.ts';

/** A half-open range of plain text that came from one inline node. */
export interface Atom {
  readonly from: number;
  readonly to: number;
  readonly type: 'literal' | 'strong' | 'other';
}

/** Plain text of which every UTF-16 unit knows the span of the document that it was read from. */
export interface MappedText {
  text: string;
  readonly starts: number[];
  readonly ends: number[];
  /** Ranges of `text` that must not be split: code, formulas, links, emphasis. They may nest. */
  readonly atoms: Atom[];
  /** Positions in `text` of the line ends that the author forced. */
  readonly hardBreaks: Set<number>;
}

/** Reads inline content: marks removed, encoding damage repaired, white space as it stands. */
export function mapInline(nodes: readonly PhrasingContent[], source: ParsedMarkdown): MappedText {
  const mapped: MappedText = { text: '', starts: [], ends: [], atoms: [], hardBreaks: new Set() };
  for (const node of nodes) append(mapped, node, source);
  return mapped;
}

/** Plain text of inline content, white space folded, invisible characters dropped. */
export function plainInline(nodes: readonly PhrasingContent[], source: ParsedMarkdown): string {
  return foldSpace(mapInline(nodes, source).text);
}

/** Every run of white space becomes one space; zero-width characters go, but for joiners inside an emoji. */
export function foldSpace(text: string): string {
  return text
    .replace(
      /[\u200B\u200C\u2060\uFEFF\u00AD]|(?<![\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])\u200D/gu,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

function append(mapped: MappedText, node: PhrasingContent, source: ParsedMarkdown): void {
  const from = mapped.text.length;
  if (node.type === 'text') {
    appendText(mapped, node, source);
    return;
  }
  if (node.type === 'break' || (node.type === 'html' && /^<br\s*\/?>$/i.test(node.value))) {
    mapped.hardBreaks.add(from);
    appendWhole(mapped, '\n', spanOf(node));
    return;
  }
  if (node.type === 'inlineCode' || node.type === 'inlineMath' || isTagInText(node))
    appendLiteral(mapped, node.value, node, source);
  else if (node.type === 'image' || node.type === 'imageReference')
    appendWhole(mapped, node.alt ?? '', spanOf(node));
  else if ('children' in node) for (const child of node.children) append(mapped, child, source);
  if (mapped.text.length > from) mapped.atoms.push({ from, to: mapped.text.length, type: atomType(node) });
}

/** Elements that format text. Others, as `<canvas>` or `List<String>` in a sentence, are what the text is about. */
const FORMATTING =
  /^<(?:!--|\/?(?:a|abbr|b|big|br|center|cite|code|del|details|div|em|font|hr|i|img|ins|kbd|mark|p|q|s|small|span|strike|strong|sub|summary|sup|tt|u|wbr)\b)/i;

function isTagInText(node: PhrasingContent): node is Html {
  return node.type === 'html' && !FORMATTING.test(node.value);
}

function atomType(node: PhrasingContent): Atom['type'] {
  if (node.type === 'inlineCode' || node.type === 'inlineMath' || node.type === 'html') return 'literal';
  return node.type === 'strong' ? 'strong' : 'other';
}

/** A text node's value, aligned with its source: escapes, entities and line prefixes make the source longer. */
function appendText(mapped: MappedText, node: Text, source: ParsedMarkdown): void {
  const { start, end } = spanOf(node);
  const value = node.value;
  if (isVerbatim(value, source, start, end)) {
    mapped.text += value;
    for (let offset = start; offset < end; offset += 1) {
      mapped.starts.push(offset);
      mapped.ends.push(offset + 1);
    }
    return;
  }
  const units: { text: string; start: number; end: number }[] = [];
  let at = start;
  for (let index = 0; index < value.length; index += 1) {
    const found = align(value, index, source.masked, at, end);
    at = found.end;
    const unit = value.charAt(index);
    if (unit !== source.filler) {
      units.push({ text: unit === source.dollar ? '$' : unit, start: found.start, end: found.end });
    }
  }
  const text = units.map((unit) => unit.text).join('');
  let position = 0;
  const copy = (to: number) => {
    for (const unit of units.slice(position, to)) appendWhole(mapped, unit.text, unit);
  };
  for (const repair of findMojibake(text)) {
    copy(repair.start);
    const span = { start: units[repair.start]?.start ?? start, end: units[repair.end - 1]?.end ?? end };
    appendWhole(mapped, repair.text, span);
    position = repair.end;
  }
  copy(units.length);
}

/** Whether the value stands in the source unit by unit, with nothing to restore or to repair: nearly always. */
function isVerbatim(value: string, source: ParsedMarkdown, start: number, end: number): boolean {
  if (value.length !== end - start || value !== source.text.slice(start, end)) return false;
  return findMojibake(value).length === 0;
}

const ENTITY = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,30});/i;

/** Longest stretch of source, in UTF-16 units, that yields no text: a line's indentation, an entity. */
const MAX_SKIP = 2000;

/** Where the unit of `value` at `index` stands in the source, searched from `at`. */
function align(
  value: string,
  index: number,
  source: string,
  at: number,
  end: number,
): { start: number; end: number } {
  const unit = value.charAt(index);
  const isLowSurrogate = unit >= '\uDC00' && unit <= '\uDFFF';
  for (let position = at; position < Math.min(end, at + MAX_SKIP); position += 1) {
    const here = source.charAt(position);
    if (here === '&') {
      const entity = ENTITY.exec(source.slice(position, Math.min(end, position + 34)))?.[0];
      if (entity && !value.startsWith(entity, index))
        return { start: position, end: position + entity.length };
    }
    if (here === unit) return { start: position, end: position + 1 };
    if (here === '\0' && unit === '\uFFFD') return { start: position, end: position + 1 };
    if (isLowSurrogate) break;
  }
  return { start: at, end: at };
}

/** Code or a formula: its content stands verbatim between its marks, unless a line prefix interrupts it. */
function appendLiteral(mapped: MappedText, value: string, node: Nodes, source: ParsedMarkdown): void {
  const span = spanOf(node);
  const offset = source.text.slice(span.start, span.end).indexOf(value);
  if (offset === -1) {
    appendWhole(mapped, value, span);
    return;
  }
  for (let index = 0; index < value.length; index += 1) {
    const start = span.start + offset + index;
    appendWhole(mapped, value.charAt(index), { start, end: start + 1 });
  }
}

function appendWhole(mapped: MappedText, text: string, span: { start: number; end: number }): void {
  mapped.text += text;
  const length = mapped.text.length;
  while (mapped.starts.length < length) mapped.starts.push(span.start);
  while (mapped.ends.length < length) mapped.ends.push(span.end);
}
